import { isCoded } from '../../core/base/errors.ts';
import { seededRandom, type Random } from '../../core/base/random.ts';
import { sendCode } from '../../core/sync/accounts/codes.ts';
import { CodeBox } from '../../core/sync/outbox/codes.ts';
import { enqueue } from '../../core/sync/outbox/enqueue.ts';
import { createEngine } from '../../core/sync/outbox/executor.ts';
import { PARTS, type Executor, type ExecutorParts } from '../../core/sync/outbox/executor-types.ts';
import { KINDS } from '../../core/sync/outbox/kinds/index.ts';
import { openActionsOf, readAction, readActions } from '../../core/sync/outbox/read.ts';
import type { NewAction } from '../../core/sync/outbox/types.ts';
import { deedFor } from './attend.ts';
import { FaultCount } from './faults.ts';
import { memoryGround, type Ground } from './ground.ts';
import { codeOf, Hands } from './hands.ts';
import { Life } from './life.ts';
import { Monitor } from './monitor.ts';
import { CODE, customerOf, Upstream } from './network.ts';
import { planOf, without, type Planned } from './plan.ts';
import { quiesce, VirtualTime } from './time.ts';
import type { Mistake, Outcome, SimulationOptions } from './types.ts';
import { forecast, type Weather } from './weather.ts';

/** 2026-11-23T12:00:00Z */
const NOON = 1_795_435_200_000;
const MINUTE = 60_000;
const QUIET_MS = 5 * MINUTE;
const HEALED_AT = 25 * MINUTE;
/** Two quiet periods and a minute, and what it takes to carry out what then is left. */
const GRACE_MS = 2 * QUIET_MS + 2 * MINUTE;

/** One run of a desk against a Partner Center, everything decided by the seed. */
export async function simulate(seed: number, options: SimulationOptions = {}): Promise<Outcome> {
  return await new Run(seed, options).play();
}

class Run {
  readonly seed: number;
  readonly mistake: Mistake | undefined;
  readonly random: Random;
  readonly time = new VirtualTime();
  readonly trace: string[] = [];
  readonly faults = new FaultCount();
  readonly events: readonly Planned[];
  readonly planned: readonly Planned[];
  readonly weather: Weather;
  readonly monitor: Monitor;
  readonly upstream: Upstream;
  readonly ground: Ground;
  readonly hands: Hands;
  readonly customers: readonly string[];
  readonly deadliness: number;
  codes: CodeBox;
  jump = 0;
  deaths = 0;
  life: Life | null = null;
  executor: Executor | null = null;
  count = 0;
  asked = 0;
  /** In some runs the ledger is lost and comes out of a backup, with its journal or (then budgets only) without. */
  readonly restores: 'journal' | 'gone' | null;

  constructor(seed: number, options: SimulationOptions) {
    this.seed = seed;
    this.mistake = options.mistake;
    this.random = seededRandom(seed * 2_654_435_761 + 1);
    const lot = seededRandom(seed + 77_777).next();
    const wanted = lot < 0.15 ? 'journal' : lot < 0.35 ? 'gone' : null;
    this.ground = (options.ground ?? memoryGround)(this.wall, wanted === 'journal');
    this.restores = this.ground.restore ? wanted : null;
    this.events = planOf(seed, HEALED_AT, this.restores !== null);
    this.planned = without(this.events, options.omit ?? new Set());
    this.weather = forecast(this.planned, HEALED_AT, options.calm !== true);
    this.monitor = new Monitor(() => this.time.now, QUIET_MS);
    const note = (line: string): void => this.note(line);
    this.upstream = new Upstream(this.time, this.random, this.weather, this.monitor, note, this.faults);
    const { books } = this.upstream;
    this.hands = new Hands(this.wall, books, () => this.ground.store().read, this.restores === 'gone');
    this.codes = new CodeBox(this.wall);
    this.customers = Array.from({ length: 2 + pick(this.random, 6) }, (_, i) => `c${i}`);
    for (const id of this.customers) {
      books.add(id, this.random.next() < 0.2 ? { frozen: true, freezeType: 'ACCOUNT' } : {});
      if (this.random.next() < 0.1) this.upstream.refusing.add(id);
      const old = { budget_amount: '1', budget_type: 'MONTHLY', operation_type: 'SETTING' };
      if (this.random.next() < 0.2) books.of(id).records.push(...Array.from({ length: 100 }, () => old));
    }
    this.deadliness = this.random.next() < 0.5 && options.calm !== true ? 0.02 : 0;
  }

  /** The wall clock: it jumps. */
  readonly wall = { now: (): number => NOON + Math.floor(this.time.now) + this.jump };

  note(line: string): void {
    this.trace.push(`${Math.floor(this.time.now)} ${line}`);
  }

  async play(): Promise<Outcome> {
    this.begin();
    for (const event of this.planned) this.time.after(event.at, () => this.perform(event));
    try {
      await this.time.runTo(HEALED_AT);
      // The clock is right again, the desk runs, nobody decides anything more.
      this.jump = 0;
      if (this.life === null) this.begin();
      await this.time.runTo(HEALED_AT + GRACE_MS);
      const secrets = Array.from({ length: this.asked }, (_, n) => codeOf(n));
      this.monitor.end(this.ground.store().read, secrets);
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
      events: this.events.map(({ at, what }) => `${Math.floor(at)} ${what}`),
      faults: this.faults.happened,
    };
  }

  /** An hour with nothing to do (I10). */
  async stillness(): Promise<void> {
    const [commits, requests] = [this.ground.commits(), this.upstream.requests];
    await this.time.runTo(this.time.now + 60 * MINUTE);
    this.monitor.quiet('commits', commits, this.ground.commits());
    this.monitor.quiet('requests', requests, this.upstream.requests);
  }

  perform({ what, luck }: Planned): void {
    const deeds: { readonly [W in Planned['what']]: () => void } = {
      save: () => this.save(this.decideNew(luck)),
      create: () => this.save(this.hands.creation(luck), luck),
      recreate: () => this.recreate(luck),
      interfere: () => this.interfere(luck),
      attend: () => this.attend(luck),
      code: () => this.askCode(),
      newer: () => this.newer(),
      leave: () => this.leave(luck),
      death: () => this.life?.die(),
      jump: () => this.jumpClock(luck),
      sleep: () => this.sleep(luck),
      backup: () => this.ground.backup?.(),
      restore: () => this.restore(),
      spell: () => {},
    };
    deeds[what]();
  }

  jumpClock(luck: Random): void {
    this.faults.count('clock jump');
    this.jump = one(luck, [-3_600_000, -600_000, 600_000, 3_600_000]);
  }

  sleep(luck: Random): void {
    if (this.life) this.faults.count('pause and resume');
    // What is healed is awake, too.
    this.life?.sleepUntil(Math.min(HEALED_AT, this.time.now + luck.next() * 8 * MINUTE));
  }

  restore(): void {
    const { life } = this;
    this.life = null;
    life?.die();
    const journal = this.restores === 'journal';
    this.faults.count(journal ? 'restored with the journal' : 'restored from an old backup');
    this.ground.restore?.(journal && !this.mistake?.journalForgotten);
    this.note('restored');
    this.monitor.restored(this.ground.store().read, journal);
    this.begin();
  }

  begin(): void {
    this.ground.reopen();
    this.codes = new CodeBox(this.wall);
    this.monitor.restarted();
    this.monitor.present(this.ground.store().read, 'I13');
    const life = new Life(this.time, this.random, this.ground.store(), {
      deadliness: this.deadliness,
      dangerous: () => this.time.now < HEALED_AT,
      diskFull: () => this.isDiskFull(),
      onDeath: (where) => this.died(life, where),
    });
    this.life = life;
    const { mistake } = this;
    this.executor = createEngine(
      {
        ledger: life.ledger,
        source: this.centerOf(life),
        clock: this.wall,
        monotonic: mistake?.wallClock ? this.wall : { now: () => this.time.now },
        timers: life.timers,
        random: this.random,
        codes: this.codes,
        kinds: mistake?.kinds ?? KINDS,
        quietMs: mistake?.quietMs ?? QUIET_MS,
        report: (error) => this.reported(life, error),
      },
      { ...PARTS, ...mistake?.parts },
    );
    this.executor.start();
  }

  isDiskFull(): boolean {
    const full = this.weather.at(this.time.now).has('disk-full');
    if (full) this.faults.count('disk full');
    return full;
  }

  centerOf(life: Life): ReturnType<Upstream['center']> {
    const { read } = this.ground.store();
    return this.upstream.center(
      life,
      (operation, input) => {
        if (operation === CODE) return `code:${textOf(input.body?.['email'])}`;
        return this.hands.idOf(input.body ?? {}) ?? `unknown for ${customerOf(input)}`;
      },
      (id) => {
        this.note(`send ${id.slice(-6)}`);
        if (id.startsWith('code:')) this.monitor.codeLeaves(read, id.slice(5));
        else this.monitor.sends(this.ground.store().read, id);
      },
    );
  }

  reported(life: Life, error: unknown): void {
    if (life.alive && !isCoded(error)) {
      this.monitor.violations.push({ rule: 'BUG', at: this.time.now, detail: String(error) });
    }
  }

  died(life: Life, where: 'await' | 'commit'): void {
    if (this.life !== life) return;
    this.faults.count(where === 'commit' ? 'death between two commits' : 'death at an await');
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

  get ports(): { clock: { now(): number }; random: Random; decide?: ExecutorParts['decide'] } {
    const decide = this.mistake?.parts?.decide;
    return { clock: this.wall, random: this.random, ...(decide ? { decide } : {}) };
  }

  save(actions: readonly NewAction[], luck?: Random): void {
    const kept = this.mistake?.codeKept ? codeOf((this.asked += 1) - 1) : null;
    const given =
      kept === null ? actions : actions.map((one) => ({ ...one, payload: { ...one.payload, kept } }));
    this.act((life) => void life.ledger.write((w) => enqueue(w, this.ports, given)));
    // Also what was committed although the desk died before it could say so.
    const { read } = this.ground.store();
    for (const { id = '', lane, kind, customerId, dependsOn } of actions) {
      if (!readAction(read, id)) continue;
      this.count += 1;
      this.note(`saved ${id.slice(-6)} ${kind} ${customerId.slice(-10)}`);
      this.monitor.saved(id, lane, dependsOn ?? [], kind === 'customers.create');
      if (luck && kind === 'customers.create' && luck.next() < 0.7)
        this.codes.put(id, this.code(), this.wall.now() + 10 * MINUTE);
    }
    this.monitor.relinked(read);
  }

  code(): string {
    this.asked += 1;
    return codeOf(this.asked - 1);
  }

  /** One action, or two of which the second needs the first. */
  decideNew(luck: Random): NewAction[] {
    const first = this.hands.change(one(luck, this.customers), luck);
    if (luck.next() >= 0.15) return [first];
    const second = this.hands.change(one(luck, this.customers), luck);
    return [first, { ...second, dependsOn: [first.id ?? ''] }];
  }

  /** A creation that came to nothing is done again under the same name. */
  recreate(luck: Random): void {
    const ended = readActions(this.ground.store().read, { kinds: ['customers.create'], limit: 50 }).find(
      ({ state }) => state === 'rejected' || state === 'cancelled',
    );
    const name = ended?.payload['accountName'];
    if (typeof name === 'string') this.save(this.hands.creation(luck, name), luck);
  }

  /** A code is asked for, once; whatever becomes of it, it is not asked for again by the desk. */
  askCode(): void {
    const email = `${(this.asked += 1)}@sim.example`;
    this.monitor.codeAsked(`code:${email}`);
    const { life } = this;
    if (!life || life.asleep) return;
    const ports = { ledger: life.ledger, source: this.centerOf(life), clock: this.wall, random: this.random };
    const send = this.mistake?.sendCode ?? sendCode;
    void send(ports, { email, language: 'en', person: 'person' }).catch(() => undefined);
  }

  /** A newer program left an action that this one does not understand. */
  newer(): void {
    const id = `newer-${this.count}`;
    this.act((life) =>
      life.ledger.write(
        (w) =>
          void w.run(
            `INSERT INTO action (id, kind, payload, base, lane, customer_id, person, state, since, created_at)
             VALUES (?, 'orders.pay', '{"v":9}', '{}', ?, 'c0', 'person', 'waiting', 0, 0)`,
            [id, `order:${id}`],
          ),
      ),
    );
    if (!readAction(this.ground.store().read, id)) return;
    this.faults.count('newer action');
    this.count += 1;
    this.monitor.saved(id, `order:${id}`, []);
  }

  /** A customer leaves the partner. */
  leave(luck: Random): void {
    this.faults.count('customer leaves');
    this.upstream.books.customers.delete(one(luck, this.customers));
  }

  /** Another administrator. Freezes leave no record: to and fro while one of ours is open cannot be told (SPEC.md). */
  interfere(luck: Random): void {
    const id = one(luck, this.customers);
    const { books } = this.upstream;
    const customer = books.customers.get(id);
    if (luck.next() < 0.15) return books.register(`acc-${1 + pick(luck, 3)}`);
    if (!customer) return;
    const open = openActionsOf(this.ground.store().read, [id]).some(({ kind }) => kind !== 'budgets.set');
    if (luck.next() < 0.7 || open) books.setBudget(id, `9000${pick(luck, 1000)}`);
    else {
      customer.frozen = !customer.frozen;
      customer.freezeType = customer.frozen ? 'ACCOUNT' : null;
    }
    this.note(`others change ${id}`);
  }

  /** A person goes through the outbox. Sometimes the screen asks twice. */
  attend(luck: Random): void {
    const open = openActionsOf(this.ground.store().read);
    if (open.length === 0) return;
    const deed = deedFor(one(luck, open), luck, {
      ports: this.ports,
      monitor: this.monitor,
      codes: this.codes,
      newCode: () => this.code(),
    });
    this.act(deed);
    if (luck.next() < 0.2) {
      this.faults.count('doubled');
      this.act(deed);
    }
  }
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

function pick(luck: Random, n: number): number {
  return Math.floor(luck.next() * n);
}

function one<T>(luck: Random, list: readonly T[]): T {
  const found = list[pick(luck, list.length)];
  if (found === undefined) throw new Error('nothing to choose from');
  return found;
}
