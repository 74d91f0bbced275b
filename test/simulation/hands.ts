import { uuidv7 } from '../../core/base/ids.ts';
import type { Random } from '../../core/base/random.ts';
import type { ReadHandle } from '../../core/storage/store.ts';
import { openActionsOf } from '../../core/sync/outbox/read.ts';
import type { NewAction } from '../../core/sync/outbox/types.ts';
import { unbornCustomer } from '../../core/sync/outbox/unborn.ts';
import type { Books } from '../../core/sync/outbox/testing/center.ts';

/** A code as a person copies it from an e-mail: to be found in the ledger if it ever got there. */
export const codeOf = (n: number): string => `C0DE${String(n).padStart(4, '0')}`;

const UNKNOWN = { budget: null, budgetType: null, currency: null, frozen: null } as const;

/** What people decide, made of what the desk knows and of an event's luck. */
export class Hands {
  /** What a request carries that only one action has: its amount, its reason, its own id → the action. */
  readonly markers = new Map<string, string>();
  readonly #clock: { now(): number };
  readonly #books: Books;
  readonly #read: () => ReadHandle;
  /** Freezes leave no record: not where a ledger comes back without its journal (SPEC.md). */
  readonly #budgetsOnly: boolean;
  #accounts = 0;

  constructor(clock: { now(): number }, books: Books, read: () => ReadHandle, budgetsOnly: boolean) {
    this.#clock = clock;
    this.#books = books;
    this.#read = read;
    this.#budgetsOnly = budgetsOnly;
  }

  #marked(luck: Random): { id: string; mark: string } {
    const id = uuidv7(this.#clock, luck);
    const mark = String(1000 + this.markers.size);
    this.markers.set(mark, id);
    return { id, mark };
  }

  /** A budget or a freeze of a customer, decided on what the person sees. */
  change(customerId: string, luck: Random): NewAction {
    const { id, mark } = this.#marked(luck);
    const truth = this.#books.customers.get(customerId);
    const open = openActionsOf(this.#read(), [customerId]);
    const common = { id, lane: `customer:${customerId}`, customerId, person: 'person' };
    if (luck.next() < 0.65 || this.#budgetsOnly) {
      // What a person sees is the mirror with what waits folded over it; sometimes the mirror is old.
      const pending = open.findLast(({ kind }) => kind === 'budgets.set')?.payload['amount'];
      const mirror = luck.next() < 0.1 ? '99' : (truth?.budget ?? '0');
      // Some budgets were never read: nothing is compared then.
      const unread = luck.next() < 0.15;
      const budget = unread ? null : typeof pending === 'string' ? pending : mirror;
      return {
        ...common,
        kind: 'budgets.set',
        payload: { v: 1, amount: mark, type: 'monthly', unfreeze: false },
        base: { budget, budgetType: unread ? null : 'monthly', currency: 'USD', frozen: null },
      };
    }
    const before = open.findLast(({ kind }) => kind !== 'budgets.set');
    const frozen = before ? before.kind === 'customers.freeze' : (truth?.frozen ?? false);
    return {
      ...common,
      kind: frozen ? 'customers.unfreeze' : 'customers.freeze',
      payload: { v: 1, type: 'account', reason: mark },
      base: { ...UNKNOWN, frozen },
    };
  }

  /** A new account, as a rule with a budget that waits for it, sometimes with an e-mail address that needs a code. */
  creation(luck: Random, again?: string): NewAction[] {
    const { id, mark } = this.#marked(luck);
    const accountName = again ?? `acc-${(this.#accounts += 1)}`;
    const payload = {
      v: 1,
      accountName,
      country: 'MX',
      platform: 'PD',
      externalId: mark,
      ...(luck.next() < 0.3 ? { email: `${mark}@sim.example` } : {}),
    };
    const customerId = unbornCustomer(id);
    const common = { customerId, person: 'person' };
    const lane = `account:${accountName}`;
    const first: NewAction = { ...common, id, kind: 'customers.create', payload, base: UNKNOWN, lane };
    if (again !== undefined || luck.next() < 0.3) return [first];
    const { id: second, mark: amount } = this.#marked(luck);
    const budget: NewAction = {
      ...common,
      id: second,
      kind: 'budgets.set',
      payload: { v: 1, accountName, amount, type: 'monthly', unfreeze: false },
      base: UNKNOWN,
      lane: `customer:${customerId}`,
      dependsOn: [id],
    };
    return [first, budget];
  }

  /** The action a request belongs to. */
  idOf(body: object): string | undefined {
    const mark =
      'budget_amount' in body
        ? body.budget_amount
        : 'xaccount_id' in body
          ? body.xaccount_id
          : 'reason' in body
            ? body.reason
            : '';
    return this.markers.get(String(mark));
  }
}
