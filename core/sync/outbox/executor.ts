import type { Clock } from '../../base/clock.ts';
import { isCoded } from '../../base/errors.ts';
import type { JsonObject } from '../../base/json.ts';
import type { SentOutcome } from '../../sources/source.ts';
import { FINAL_STATES, type EventName } from './decide.ts';
import { DueTimes } from './due.ts';
import {
  PARTS,
  type Executor,
  type ExecutorOptions,
  type ExecutorParts,
  type ExecutorStatus,
  type Step,
} from './executor-types.ts';
import { Gate } from './gate.ts';
import { KINDS, type Kinds } from './kinds/index.ts';
import { shown, situationFrom, type KindPlan, type Situation } from './kinds/kind.ts';
import type { Head } from './lanes.ts';
import { beginAttempt, hurry, recover } from './ledger.ts';
import { preImageOf, readAction } from './read.ts';
import {
  BACKOFF_MOST_MS,
  EXECUTOR,
  QUIET_MS,
  transition,
  type Evidence,
  type KindFacts,
  type Transition,
  type TransitionPorts,
} from './transition.ts';
import type { StoredAction } from './types.ts';
import { judgeRead, judgeThrown, type Judged } from './verdicts.ts';

const DEADLINE_MS = 30_000;
const PARALLEL = 3;
/** Somebody who forgot to wake us is noticed after this time. */
const IDLE_MS = 60_000;
const LEDGER_RETRY_MS = 5_000;
/** What a lane waits for that everybody waits for. */
const NETWORK_CODES = ['ENDPOINT_UNREACHABLE', 'CREDENTIALS_REFUSED', 'CREDENTIALS_MISSING', 'CLOCK_OFF'];

/** Carries the saved actions out, exactly once each (`SPEC.md`). One per ledger. */
export function createExecutor(options: ExecutorOptions): Executor {
  return createEngine(options, PARTS);
}

/** The executor made of given parts: for the simulator. */
export function createEngine(options: ExecutorOptions, parts: ExecutorParts): Executor {
  return new Engine(options, parts);
}

class Engine implements Executor {
  readonly #o: ExecutorOptions;
  readonly #parts: ExecutorParts;
  readonly #kinds: Kinds;
  readonly #ports: TransitionPorts;
  readonly #monotonic: Clock;
  readonly #due: DueTimes;
  readonly #gate: Gate;
  readonly #stop = new AbortController();
  readonly #busy = new Map<string, Promise<Step | null>>();
  #recovered = false;
  #running: Promise<void> | undefined;
  #nap = new AbortController();

  constructor(options: ExecutorOptions, parts: ExecutorParts) {
    this.#o = options;
    this.#parts = parts;
    this.#kinds = options.kinds ?? KINDS;
    this.#monotonic = options.monotonic ?? { now: () => Math.floor(performance.now()) };
    const quietMs = options.quietMs ?? QUIET_MS;
    this.#due = new DueTimes(options.clock, this.#monotonic, Math.max(quietMs, BACKOFF_MOST_MS));
    this.#gate = new Gate(options.random);
    this.#ports = {
      clock: options.clock,
      random: options.random,
      quietMs,
      decide: parts.decide,
      ...(options.againMs === undefined ? {} : { againMs: options.againMs }),
    };
  }

  start(): void {
    this.#running ??= this.#run().catch((error: unknown) => this.#o.report?.(error));
  }

  wake(): void {
    try {
      this.#answered();
    } catch (error) {
      this.#o.report?.(error);
    }
    this.#look();
  }

  async step(): Promise<Step | null> {
    this.#recover();
    const [head] = this.#next(1);
    return head ? await this.#take(head) : null;
  }

  async settle(): Promise<void> {
    for (;;) {
      this.#launch();
      if (this.#busy.size === 0) return;
      await Promise.race(this.#busy.values());
    }
  }

  status(): ExecutorStatus {
    const running = this.#running !== undefined && !this.#stop.signal.aborted;
    return { running, busy: this.#busy.size, failing: this.#gate.failing };
  }

  async close(): Promise<void> {
    this.#stop.abort(new Error('the executor was closed'));
    this.#look();
    await Promise.all(this.#busy.values());
    await this.#running;
  }

  async #run(): Promise<void> {
    while (!this.#stop.signal.aborted) {
      this.#nap = new AbortController();
      let pause = LEDGER_RETRY_MS;
      try {
        this.#launch();
        pause = this.#pause();
      } catch (error) {
        this.#o.report?.(error);
      }
      // Ended early by whoever calls `look`; that is no failure.
      await this.#o.timers.sleep(pause, this.#nap.signal).catch(() => undefined);
    }
  }

  #look(): void {
    this.#nap.abort();
  }

  /** How long until something is due by itself, ms. */
  #pause(): number {
    const now = this.#monotonic.now();
    let next = now + IDLE_MS;
    for (const head of this.#due.of(this.#parts.heads(this.#o.ledger.read))) {
      if (head.ready && !this.#busy.has(head.lane))
        next = Math.min(next, Math.max(head.due, this.#gate.until));
    }
    // What is due but found no place goes on when a place is free; a moment keeps that from being a busy loop.
    return Math.max(next - now, this.#busy.size > 0 ? IDLE_MS / 60 : 1);
  }

  #recover(): void {
    if (this.#recovered) return;
    for (const moved of recover(this.#o.ledger, this.#ports)) this.#arm(moved);
    this.#recovered = true;
  }

  #next(free: number): Head[] {
    const width = Math.min(free, this.#gate.width(this.#monotonic.now(), free));
    if (width <= 0) return [];
    const open = this.#due.of(this.#parts.heads(this.#o.ledger.read));
    return this.#parts.pick(open, new Set(this.#busy.keys()), this.#monotonic.now(), width);
  }

  #launch(): void {
    if (this.#stop.signal.aborted) return;
    this.#recover();
    const parallel = this.#o.parallel ?? PARALLEL;
    const width = this.#gate.width(this.#monotonic.now(), parallel);
    for (const head of this.#next(Math.max(0, width - this.#busy.size))) void this.#take(head);
  }

  #take(head: Head): Promise<Step | null> {
    const work = this.#work(head.id)
      .catch((error: unknown) => {
        // Only the ledger itself fails here (full, read-only): nothing was sent that is not recorded.
        this.#o.report?.(error);
        this.#due.postpone(head.id, LEDGER_RETRY_MS);
        return null;
      })
      .finally(() => {
        this.#busy.delete(head.lane);
        this.#look();
      });
    this.#busy.set(head.lane, work);
    return work;
  }

  async #work(id: string): Promise<Step | null> {
    const action = readAction(this.#o.ledger.read, id);
    if (!action) return null;
    const plan: KindPlan | undefined = this.#kinds[action.kind];
    if (!plan?.understands(action)) return this.#update(action, 'lacking', { code: 'OUTBOX_NEWER' });
    return action.state === 'unknown' ? await this.#verify(action, plan) : await this.#send(action, plan);
  }

  /** Pre-image, durable attempt, one request, its verdict. */
  async #send(action: StoredAction, plan: KindPlan): Promise<Step | null> {
    const { ledger, source, codes } = this.#o;
    const code = plan.needsCode?.(action) ? (codes?.of(action.id) ?? null) : undefined;
    if (code === null) return this.#update(action, 'lacking', { code: 'CODE_NEEDED' });
    const pre = await this.#read(() => plan.readPreImage(source, action, this.#stop.signal));
    if ('event' in pre) return this.#failed(action, pre);
    const hindrance = hindranceOf(plan, pre.value, action);
    if (hindrance) return this.#update(action, ...hindrance);
    const request = plan.request(action, code);
    const deadlineMs = this.#o.deadlineMs ?? DEADLINE_MS;
    const facts = {
      // Not even a digest of a code is kept.
      request: plan.request(action),
      preImage: { ...shown(pre.value), matching: pre.value.matching },
      deadlineMs,
    };
    const begun = await this.#parts.recordAndSend(
      () => (this.#stop.signal.aborted ? null : beginAttempt(ledger, this.#ports, action.id, facts)),
      () =>
        source.send(request.operation, request.input, {
          signal: this.#stop.signal,
          deadlineMs,
          priority: 'person',
        }),
    );
    if (begun === null) return null;
    const { judged, result } = await begun.sent.then(
      (outcome) => this.#judge(plan, outcome, request.operation),
      (error: unknown) => ({ judged: this.#thrown(error), result: null }),
    );
    if (judged.everybody) this.#gate.fail(this.#monotonic.now());
    const { event, data } = judged;
    // A code that surely did not arrive can be used once more.
    if (event !== 'credentials' && event !== 'later') codes?.drop(action.id);
    const reference = typeof data?.['requestId'] === 'string' ? data['requestId'] : null;
    const evidence = { who: EXECUTOR, code: judged.code, data, reference, result, attempt: begun.attempt };
    const moved = await this.#insist(action.id, event, evidence);
    return this.#after(action, moved, event, null);
  }

  /** What came back, and what it says that later steps need; a success that leaves that out has to be looked at. */
  #judge(
    plan: KindPlan,
    outcome: SentOutcome,
    operation: string,
  ): { judged: Judged; result: JsonObject | null } {
    const judged = this.#parts.judgeSent(outcome, plan.doneInPart, operation);
    const result = (outcome.kind === 'answer' && plan.learn?.(outcome.body)) || null;
    if (judged.event !== 'confirmed' || result || !plan.learn) return { judged, result };
    return { judged: { ...judged, event: 'unclear', code: 'OUTBOX_UNCLEAR' }, result };
  }

  async #verify(action: StoredAction, plan: KindPlan): Promise<Step | null> {
    const stored = preImageOf(this.#o.ledger.read, action.id);
    // Nothing was recorded before a ledger came out of a backup: then what was decided on is all there is.
    const pre = situationFrom(stored ?? action.base);
    const found = await this.#read(() => plan.verify(this.#o.source, action, pre, this.#stop.signal));
    if ('event' in found) return this.#failed(action, found);
    const { finding, now } = found.value;
    const evidence = {
      code: finding === 'reached' ? null : 'OUTBOX_UNCLEAR',
      data: { finding },
      theirs: shown(now),
      ...(finding === 'reached' ? resultOf(now) : {}),
    };
    return this.#update(action, finding, evidence, plan, now);
  }

  /** A reading; what it throws is judged. Whoever was closed meanwhile changes nothing. */
  async #read<T>(read: () => Promise<T>): Promise<{ value: T } | Judged> {
    try {
      const value = await read();
      this.#answered();
      return { value };
    } catch (error) {
      const judged = judgeRead(error);
      if (!isCoded(error) && !this.#stop.signal.aborted) this.#o.report?.(error);
      if (judged.everybody) this.#gate.fail(this.#monotonic.now());
      return judged;
    }
  }

  /** The Partner Center answers: whoever waited for that goes on. */
  #answered(): void {
    if (this.#gate.open()) hurry(this.#o.ledger, this.#o.clock, NETWORK_CODES);
  }

  #failed(action: StoredAction, judged: Judged): Step | null {
    if (this.#stop.signal.aborted) return null;
    return this.#update(action, judged.event, { code: judged.code, data: judged.data });
  }

  #thrown(error: unknown): Judged {
    if (!isCoded(error) && !this.#stop.signal.aborted) this.#o.report?.(error);
    return judgeThrown(error);
  }

  #update(
    action: StoredAction,
    event: EventName,
    evidence: Omit<Evidence, 'who'>,
    plan?: KindFacts,
    situation: Situation | null = null,
  ): Step | null {
    const moved = this.#o.ledger.write((w) =>
      transition(w, this.#ports, action.id, event, { who: EXECUTOR, ...evidence }, plan),
    );
    return this.#after(action, moved, event, situation);
  }

  /**
   * The verdict of a request that left must come into the ledger. While that cannot be written its lane stays closed;
   * when the process ends before, the next start finds the attempt open.
   */
  async #insist(id: string, event: EventName, evidence: Evidence): Promise<Transition | null> {
    for (;;) {
      try {
        return this.#o.ledger.write((w) => transition(w, this.#ports, id, event, evidence));
      } catch (error) {
        this.#o.report?.(error);
        if (this.#stop.signal.aborted) return null;
        await this.#o.timers.sleep(LEDGER_RETRY_MS, this.#stop.signal).catch(() => undefined);
      }
    }
  }

  #after(
    action: StoredAction,
    moved: Transition | null,
    event: EventName,
    situation: Situation | null,
  ): Step | null {
    if (!moved) return null;
    this.#arm(moved);
    if (moved.action.state === 'confirmed') this.#confirmed(moved.action, situation);
    if (event === 'confirmed') this.#answered();
    return { id: action.id, from: action.state, to: moved.action.state };
  }

  #arm({ action, delayMs }: Transition): void {
    if (FINAL_STATES.includes(action.state)) this.#due.forget(action.id);
    else this.#due.arm(action.id, action.nextAt, delayMs);
  }

  #confirmed(action: StoredAction, situation: Situation | null): void {
    try {
      this.#o.onConfirmed?.(action, situation);
    } catch (error) {
      this.#o.report?.(error);
    }
  }
}

/** What was read says of the customer that was made. */
function resultOf({ customerId }: Situation): { result?: JsonObject } {
  return customerId === undefined ? {} : { result: { customerId } };
}

/** Why nothing is sent after the reading before it; null: it goes. */
function hindranceOf(
  plan: KindPlan,
  pre: Situation,
  action: StoredAction,
): [EventName, Omit<Evidence, 'who'>] | null {
  const theirs = shown(pre);
  if (!plan.sameAsBase(pre, action)) return ['conflict', { code: 'OUTBOX_CONFLICT', theirs }];
  const foreseen = plan.foresee?.(pre, action) ?? null;
  if (foreseen === null) return null;
  if (foreseen === 'done') return ['reached', { code: null, ...resultOf(pre) }];
  return ['rejected', { code: foreseen, data: theirs }];
}
