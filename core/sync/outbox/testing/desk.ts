import { fixedClock, type Timers } from '../../../base/clock.ts';
import { seededRandom } from '../../../base/random.ts';
import type { JsonObject } from '../../../base/json.ts';
import { MemoryStore } from '../../../storage/testing/memory-store.ts';
import { CodeBox } from '../codes.ts';
import { enqueue } from '../enqueue.ts';
import { createExecutor } from '../executor.ts';
import type { Executor, ExecutorOptions } from '../executor-types.ts';
import { readAction } from '../read.ts';
import { outboxMigrations } from '../schema.ts';
import type { NewAction, StoredAction } from '../types.ts';
import { isUnborn, unbornCustomer } from '../unborn.ts';
import { Books, Center } from './center.ts';

/** 2026-11-23T12:00:00Z */
export const NOON = 1_795_435_200_000;

export const MINUTE = 60_000;

/** Sleeps that never end by themselves: tests move time and take single steps. */
export const stillTimers: Timers = {
  sleep: (_, signal) =>
    new Promise((_resolve, reject) => {
      if (signal?.aborted) reject(signal.reason);
      signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
    }),
};

/** A budget action decided on a budget of 100. */
export function budget(customerId: string, amount: string, more: Partial<NewAction> = {}): NewAction {
  return {
    kind: 'budgets.set',
    payload: { v: 1, amount, type: 'monthly', unfreeze: false },
    base: { budget: '100', budgetType: 'monthly', currency: 'USD', frozen: false },
    lane: `customer:${customerId}`,
    customerId,
    person: 'Mei',
    ...more,
  };
}

export function freeze(customerId: string, more: Partial<NewAction> = {}): NewAction {
  return {
    kind: 'customers.freeze',
    payload: { v: 1, type: 'account', reason: 'overdue' },
    base: { budget: null, budgetType: null, currency: null, frozen: false },
    lane: `customer:${customerId}`,
    customerId,
    person: 'Mei',
    ...more,
  };
}

export function unfreeze(customerId: string, more: Partial<NewAction> = {}): NewAction {
  return {
    ...freeze(customerId),
    kind: 'customers.unfreeze',
    base: { budget: null, budgetType: null, currency: null, frozen: true },
    ...more,
  };
}

/** A creation of an account, and what waits for the customer. */
export function create(id: string, accountName: string, payload: JsonObject = {}): NewAction {
  return {
    id,
    kind: 'customers.create',
    payload: { v: 1, accountName, country: 'MX', platform: 'PD', externalId: `pd-${id}`, ...payload },
    base: { budget: null, budgetType: null, currency: null, frozen: null, account: 'free' },
    lane: `account:${accountName.toLowerCase()}`,
    customerId: unbornCustomer(id),
    person: 'Mei',
  };
}

export function budgetOfNew(creation: string, amount: string): NewAction {
  const customerId = unbornCustomer(creation);
  const base = { budget: null, budgetType: null, currency: null, frozen: null };
  return budget(customerId, amount, { base, dependsOn: [creation] });
}

/** A desk over books in memory: saves, steps, looks. */
export class Desk {
  readonly clock = fixedClock(NOON);
  readonly random = seededRandom(3);
  readonly codes = new CodeBox(this.clock);
  readonly books = new Books();
  readonly center = new Center(this.books);
  readonly ledger = new MemoryStore(this.clock, outboxMigrations);
  readonly reported: unknown[] = [];
  readonly confirmed: string[] = [];
  executor: Executor;

  constructor(more: Partial<ExecutorOptions> = {}) {
    this.books.now = () => this.clock.now();
    this.executor = this.restart(more);
  }

  get ports(): Pick<ExecutorOptions, 'clock' | 'random'> {
    return { clock: this.clock, random: this.random };
  }

  /** Another run over the same ledger, as after a crash. */
  restart(more: Partial<ExecutorOptions> = {}): Executor {
    this.executor = createExecutor({
      ledger: this.ledger,
      source: this.center,
      clock: this.clock,
      monotonic: this.clock,
      timers: stillTimers,
      random: this.random,
      codes: this.codes,
      report: (error) => void this.reported.push(error),
      onConfirmed: (action) => void this.confirmed.push(action.id),
      ...more,
    });
    return this.executor;
  }

  save(...actions: NewAction[]): string[] {
    for (const { customerId } of actions) {
      if (!isUnborn(customerId) && !this.books.customers.has(customerId)) this.books.add(customerId);
    }
    return this.ledger.write((w) => enqueue(w, this.ports, actions));
  }

  /** Saves one. */
  put(action: NewAction): string {
    return this.save(action)[0] ?? '';
  }

  get(id: string): StoredAction {
    const found = readAction(this.ledger.read, id);
    if (!found) throw new Error(`no action ${id}`);
    return found;
  }

  /** Time passes, then one step. */
  async after(ms: number): Promise<string | null> {
    this.clock.advance(ms);
    return (await this.executor.step())?.to ?? null;
  }
}
