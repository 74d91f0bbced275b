import { isCoded } from '../../core/base/errors.ts';
import { uuidv7 } from '../../core/base/ids.ts';
import { seededRandom, type Random } from '../../core/base/random.ts';
import type { Store } from '../../core/storage/store.ts';
import { MemoryStore } from '../../core/storage/testing/memory-store.ts';
import { createEngine } from '../../core/sync/outbox/executor.ts';
import { PARTS, type Executor, type ExecutorParts } from '../../core/sync/outbox/executor-types.ts';
import { KINDS, type Kinds } from '../../core/sync/outbox/kinds/index.ts';
import type { NewAction, StoredAction } from '../../core/sync/outbox/types.ts';
import { enqueue } from '../../core/sync/outbox/enqueue.ts';
import { cancelActions, decideActions, retryAction } from '../../core/sync/outbox/people.ts';
import { openActionsOf, readAction } from '../../core/sync/outbox/read.ts';
import { outboxMigrations } from '../../core/sync/outbox/schema.ts';
import { Life } from './life.ts';
import { Monitor, type Violation } from './monitor.ts';
import { customerOf, Upstream } from './network.ts';
import { quiesce, VirtualTime } from './time.ts';
import { forecast, type Weather } from './weather.ts';

/** 2026-11-23T12:00:00Z */
const NOON = 1_795_435_200_000;
const MINUTE = 60_000;
const QUIET_MS = 5 * MINUTE;
const HEALED_AT = 25 * MINUTE;
/** Two quiet periods and a minute, and what it takes to carry out what then is left. */
const GRACE_MS = 2 * QUIET_MS + 2 * MINUTE;

/** A known mistake put in the place of a part. */
export interface Mistake {
  readonly name: string;
  readonly parts?: Partial<ExecutorParts>;
  readonly kinds?: Kinds;
  readonly quietMs?: number;
  /** Quiet periods are measured by the wall clock. */
  readonly wallClock?: true;
}

/** Where the ledger lies; `reopen` is what a restart does to it. */
export interface Ground {
  store(): Store;
  reopen(): void;
  close(): void;
  /** Commits so far that changed something. */
  commits(): number;
  /** Keeps a copy; `restore` goes back to it. Left out where that is not tried. */
  backup?(): void;
  restore?(): void;
}

export interface Outcome {
  readonly seed: number;
  readonly violations: readonly Violation[];
  readonly actions: number;
  readonly effects: number;
  readonly deaths: number;
  readonly trace: readonly string[];
}

export function memoryGround(clock: { now(): number }): Ground {
  const store = new MemoryStore(clock, outboxMigrations);
  let kept = store.backup();
  return {
    backup: () => void (kept = store.backup()),
    restore: () => store.restore(kept),
    store: () => store,
    reopen: () => {},
    close: () => store.close(),
    commits: () => store.commits,
  };
}

/** One run of a desk against a Partner Center, everything decided by the seed. */
export async function simulate(
  seed: number,
  options: { mistake?: Mistake; ground?: (clock: { now(): number }) => Ground } = {},
): Promise<Outcome> {
  const run = new Run(seed, options);
  return await run.play();
}

class Run {
  readonly seed: number;
  readonly mistake: Mistake | undefined;
  readonly random: Random;
  readonly time = new VirtualTime();
  readonly trace: string[] = [];
  readonly weather: Weather;
  readonly monitor: Monitor;
  readonly upstream: Upstream;
  readonly ground: Ground;
  readonly customers: string[];
  readonly deadliness: number;
  readonly markers = new Map<string, string>();
  jump = 0;
  deaths = 0;
  life: Life | null = null;
  executor: Executor | null = null;
  acting: string | null = null;
  count = 0;
  /** In some runs the ledger is lost and comes out of a backup. Then budgets only: freezes leave no record (SPEC.md). */
  readonly restores: boolean;

  constructor(seed: number, options: { mistake?: Mistake; ground?: (clock: { now(): number }) => Ground }) {
    this.seed = seed;
    this.mistake = options.mistake;
    this.random = seededRandom(seed * 2_654_435_761 + 1);
    this.weather = forecast(this.random, HEALED_AT);
    this.monitor = new Monitor(() => this.time.now, QUIET_MS);
    this.upstream = new Upstream(this.time, this.random, this.weather, this.monitor, (line) =>
      this.note(line),
    );
    this.ground = (options.ground ?? memoryGround)(this.wall);
    this.customers = Array.from({ length: 2 + this.pick(6) }, (_, i) => `c${i}`);
    for (const id of this.customers) {
      this.upstream.books.add(id, this.chance(0.2) ? { frozen: true, freezeType: 'ACCOUNT' } : {});
      if (this.chance(0.1)) this.upstream.refusing.add(id);
    }
    this.restores = seededRandom(seed + 77_777).next() < 0.15 && this.ground.restore !== undefined;
    this.deadliness = this.chance(0.5) ? 0.02 : 0;
  }

  /** The wall clock: it jumps. */
  readonly wall = { now: (): number => NOON + Math.floor(this.time.now) + this.jump };

  note(line: string): void {
    this.trace.push(`${Math.floor(this.time.now)} ${line}`);
  }

  pick(n: number): number {
    return Math.floor(this.random.next() * n);
  }

  chance(p: number): boolean {
    return this.random.next() < p;
  }

  one<T>(list: readonly T[]): T {
    const found = list[this.pick(list.length)];
    if (found === undefined) throw new Error('nothing to choose from');
    return found;
  }

  async play(): Promise<Outcome> {
    this.begin();
    this.plan();
    try {
      await this.time.runTo(HEALED_AT);
      // The clock is right again, the desk runs, nobody decides anything more.
      this.jump = 0;
      if (this.life === null) this.begin();
      await this.time.runTo(HEALED_AT + GRACE_MS);
      this.monitor.end(this.ground.store().read);
      await this.stillness();
    } finally {
      // The end of the run, no death.
      const last = this.life;
      this.life = null;
      last?.die();
      await quiesce();
      this.ground.close();
    }
    return {
      seed: this.seed,
      violations: this.monitor.violations,
      actions: this.count,
      effects: this.upstream.books.effects.length,
      deaths: this.deaths,
      trace: this.trace,
    };
  }

  /** An hour with nothing to do (I10). */
  async stillness(): Promise<void> {
    const [commits, requests] = [this.ground.commits(), this.upstream.requests];
    await this.time.runTo(this.time.now + 60 * MINUTE);
    this.monitor.quiet('commits', commits, this.ground.commits());
    this.monitor.quiet('requests', requests, this.upstream.requests);
  }

  /** What people, other administrators and the machine will do, and when. */
  plan(): void {
    const at = (run: () => void): void => this.time.after(this.random.next() * HEALED_AT, run);
    for (let i = 0; i < 6 + this.pick(14); i += 1) at(() => this.save());
    for (let i = 0; i < this.pick(5); i += 1) at(() => this.interfere());
    for (let i = 0; i < 12; i += 1) at(() => this.attend());
    for (let i = 0; i < this.pick(4); i += 1) at(() => this.life?.die());
    for (let i = 0; i < this.pick(3); i += 1)
      at(() => void (this.jump = this.one([-3_600_000, -600_000, 600_000, 3_600_000])));
    if (this.restores) this.planRestore();
    if (this.chance(0.3)) at(() => this.life?.sleepUntil(this.time.now + this.random.next() * 8 * MINUTE));
  }

  planRestore(): void {
    const kept = this.random.next() * HEALED_AT;
    this.time.after(kept, () => this.ground.backup?.());
    this.time.after(kept + this.random.next() * (HEALED_AT - kept), () => {
      const { life } = this;
      this.life = null;
      life?.die();
      this.ground.restore?.();
      this.note('restored');
      this.monitor.restored(this.ground.store().read);
      this.begin();
    });
  }

  begin(): void {
    this.ground.reopen();
    this.monitor.restarted();
    this.monitor.present(this.ground.store().read, 'I13');
    const life = new Life(this.time, this.random, this.ground.store(), {
      deadliness: this.deadliness,
      dangerous: () => this.time.now < HEALED_AT,
      diskFull: () => this.weather.at(this.time.now).has('disk-full'),
      onDeath: () => this.died(life),
    });
    this.life = life;
    const { mistake } = this;
    const source = this.upstream.center(
      life,
      (input) => this.markers.get(markOf(input.body ?? {})) ?? `unknown for ${customerOf(input)}`,
      (id) => {
        this.note(`send ${id.slice(-6)}`);
        this.monitor.sends(this.ground.store().read, id);
      },
    );
    this.executor = createEngine(
      {
        ledger: life.ledger,
        source,
        clock: this.wall,
        monotonic: mistake?.wallClock ? this.wall : { now: () => this.time.now },
        timers: life.timers,
        random: this.random,
        kinds: mistake?.kinds ?? KINDS,
        quietMs: mistake?.quietMs ?? QUIET_MS,
        report: (error) => this.reported(life, error),
      },
      { ...PARTS, ...mistake?.parts },
    );
    this.executor.start();
  }

  reported(life: Life, error: unknown): void {
    if (life.alive && !isCoded(error)) {
      this.monitor.violations.push({ rule: 'BUG', at: this.time.now, detail: String(error) });
    }
  }

  died(life: Life): void {
    if (this.life !== life) return;
    this.note('death');
    this.deaths += 1;
    this.life = null;
    this.executor = null;
    const again = Math.min(this.random.next() * 2 * MINUTE, HEALED_AT - this.time.now);
    this.time.after(again, () => {
      if (this.life === null && this.time.now < HEALED_AT) this.begin();
    });
  }

  /** A person at the living desk; what the desk refuses is no violation, that it dies under their hands neither. */
  act(fn: (life: Life) => void): void {
    const { life } = this;
    if (!life || life.asleep) return;
    try {
      fn(life);
      this.executor?.wake();
    } catch (error) {
      if (life.alive && !isCoded(error)) throw error;
    }
  }

  save(): void {
    const actions = this.decideNew();
    const ports = { clock: this.wall, random: this.random };
    this.act((life) => void life.ledger.write((w) => enqueue(w, ports, actions)));
    // Also what was committed although the desk died before it could say so.
    const { read } = this.ground.store();
    for (const { id = '', lane, kind, customerId, dependsOn } of actions) {
      if (!readAction(read, id)) continue;
      this.count += 1;
      this.note(`saved ${id.slice(-6)} ${kind} ${customerId}`);
      this.monitor.saved(id, lane, dependsOn ?? []);
    }
  }

  /** One action, or two of which the second needs the first. */
  decideNew(): NewAction[] {
    const first = this.newAction(this.one(this.customers));
    if (!this.chance(0.15)) return [first];
    const second = this.newAction(this.one(this.customers));
    return [first, { ...second, dependsOn: [first.id ?? ''] }];
  }

  newAction(customerId: string): NewAction {
    const id = uuidv7(this.wall, this.random);
    const mark = String(1000 + this.markers.size);
    const truth = this.upstream.books.of(customerId);
    const open = openActionsOf(this.ground.store().read, [customerId]);
    const common = { id, lane: `customer:${customerId}`, customerId, person: 'person' };
    if (this.chance(0.65) || this.restores) {
      this.markers.set(mark, id);
      // What a person sees is the mirror with what waits folded over it; sometimes the mirror is old.
      const pending = open.findLast(({ kind }) => kind === 'budgets.set')?.payload['amount'];
      const mirror = this.chance(0.1) ? '99' : truth.budget;
      const base = {
        budget: typeof pending === 'string' ? pending : mirror,
        budgetType: 'monthly',
        currency: 'USD',
        frozen: null,
      };
      return {
        ...common,
        kind: 'budgets.set',
        payload: { v: 1, amount: mark, type: 'monthly', unfreeze: false },
        base,
      };
    }
    this.markers.set(mark, id);
    const before = open.findLast(({ kind }) => kind !== 'budgets.set');
    const frozen = before ? before.kind === 'customers.freeze' : truth.frozen;
    return {
      ...common,
      kind: frozen ? 'customers.unfreeze' : 'customers.freeze',
      payload: { v: 1, type: 'account', reason: mark },
      base: { budget: null, budgetType: null, currency: null, frozen },
    };
  }

  /** Another administrator. Freezes leave no record: to and fro while one of ours is open cannot be told (SPEC.md). */
  interfere(): void {
    const id = this.one(this.customers);
    const customer = this.upstream.books.of(id);
    const open = openActionsOf(this.ground.store().read, [id]).some(({ kind }) => kind !== 'budgets.set');
    if (this.chance(0.7) || open) this.upstream.books.setBudget(id, `9000${this.pick(1000)}`);
    else {
      customer.frozen = !customer.frozen;
      customer.freezeType = customer.frozen ? 'ACCOUNT' : null;
    }
    this.note(`others change ${id}`);
  }

  /** A person goes through the outbox: answers, takes back, tries again. */
  attend(): void {
    const open = openActionsOf(this.ground.store().read);
    if (open.length === 0) return;
    const action = this.one(open);
    const ports = { clock: this.wall, random: this.random, ...this.decider() };
    this.act((life) =>
      life.ledger.write((w) => {
        if (action.state === 'decision')
          this.answer(action, (ids, d) => decideActions(w, ports, ids, d, 'person'));
        else if (this.chance(0.6)) retryAction(w, ports, action.id, 'person');
        else cancelActions(w, ports, [action.id], 'person');
      }),
    );
  }

  decider(): { decide?: ExecutorParts['decide'] } {
    const decide = this.mistake?.parts?.decide;
    return decide ? { decide } : {};
  }

  /** A person who looks says what is true. */
  answer(
    action: StoredAction,
    decide: (ids: string[], decision: 'mine' | 'theirs' | 'happened' | 'did-not-happen') => number,
  ): void {
    const { id } = action;
    if (!action.unclear) return void decide([id], this.chance(0.5) ? 'mine' : 'theirs');
    const happened = (this.monitor.known.get(id)?.effects ?? 0) > 0;
    decide([id], happened ? 'happened' : 'did-not-happen');
    if (!happened) this.monitor.told(id);
  }
}

/** What a request carries that only one action has: its amount, or its reason. */
function markOf(body: object): string {
  if ('budget_amount' in body) return String(body.budget_amount);
  return 'reason' in body ? String(body.reason) : '';
}
