import { asCoded, CodedError } from '../base/errors.ts';
import type { ErrorCode } from '../base/errors.ts';
import type { Clock, Timers } from '../base/clock.ts';
import type { JsonObject } from '../base/json.ts';
import type { Random } from '../base/random.ts';
import type { SyncStatus, SyncStepName } from '../contract/sync.ts';
import type { Collection } from '../storage/collection.ts';
import type { FileSource, PartnerCenter } from '../sources/source.ts';
import { loadCursor, saveCursor } from './bookkeeping.ts';
import { claimMirror } from './identity.ts';
import { PLAN, type StepPlan } from './plan.ts';
import type { Rotation, SyncPorts, SyncWorkspace } from './ports.ts';
import { decideDeletion } from './settle.ts';
import { StatusBoard } from './status.ts';
import { SPECS, type StepResult } from './steps.ts';

export interface SyncOptions {
  readonly workspace: SyncWorkspace;
  readonly source: PartnerCenter;
  readonly files: FileSource | null;
  readonly collections: readonly Collection[];
  readonly clock: Clock;
  readonly timers: Timers;
  readonly random: Random;
  readonly ahead?: number;
  readonly rotation?: Rotation;
  /** Told about errors that are no coded ones (bugs): the status only says INTERNAL. */
  readonly report?: (error: unknown) => void;
}

/** What a run did. `code`: why it did not end well (SYNC_CANCELLED, ENDPOINT_UNREACHABLE, …); null when it did. */
export interface SyncSummary {
  readonly state: SyncStatus['state'];
  readonly code: string | null;
  readonly changed: number;
  readonly removed: number;
  readonly steps: SyncStatus['steps'];
}

export interface Sync {
  /** Runs the steps (all of them, or those named). @throws CodedError SYNC_RUNNING; everything else is in the summary */
  start(options?: {
    readonly steps?: readonly SyncStepName[];
    readonly signal?: AbortSignal;
  }): Promise<SyncSummary>;
  /** Ends the run that is under way; it goes on where it stopped the next time. */
  cancel(): void;
  status(): SyncStatus;
  /** @returns the way to stop listening */
  onStatus(fn: (status: SyncStatus) => void): () => void;
  /** A person's answer to the delete brake of a step. @throws CodedError NOT_FOUND when there is nothing to decide, SYNC_RUNNING */
  decideDeletion(step: SyncStepName, decision: 'remove' | 'keep'): Promise<SyncStatus>;
  /** The state of a collection's sync, for ages and to-dos. */
  freshness(
    collection: string,
  ): { readonly checkedAt: number | null; readonly state: 'fine' | 'failed' | 'held' } | null;
  /** When the scheduler will run the next step, for the status. */
  noteNext(at: number | null): void;
  /** Ends the run and lets go of the source. */
  close(): Promise<void>;
}

/** These make every further call to the Partner Center pointless. */
const NO_ANSWER: ReadonlySet<ErrorCode> = new Set(['ENDPOINT_UNREACHABLE']);
const NO_ENTRY: ReadonlySet<ErrorCode> = new Set([
  'CREDENTIALS_REFUSED',
  'CREDENTIALS_MISSING',
  'CLOCK_OFF',
  'ENDPOINT_NOT_PARTNER_CENTER',
]);
/** These make every further write pointless. */
const NO_DISK: ReadonlySet<ErrorCode> = new Set([
  'DISK_FULL',
  'FOLDER_READ_ONLY',
  'STORE_DAMAGED',
  'WORKSPACE_IN_USE',
]);

/** What the steps of one run know of each other. */
interface RunState {
  failure: CodedError | null;
  noAnswer: boolean;
  noDisk: boolean;
  changed: number;
  removed: number;
}

/** The sync of one workspace. */
export function createSync(options: SyncOptions): Sync {
  const { collections, ...rest } = options;
  return new Runner({ ...rest, collections: new Map(collections.map((c) => [c.name, c])) });
}

class Runner implements Sync {
  readonly #ports: SyncPorts;
  readonly #board: StatusBoard;
  #running: { readonly stop: AbortController; readonly ended: Promise<void> } | null = null;

  constructor(ports: SyncPorts) {
    this.#ports = ports;
    this.#board = new StatusBoard(ports.workspace.mirror.read);
    const limits = loadCursor(ports.workspace.mirror.read, 'source');
    if (limits) ports.source.importState(limits);
  }

  status(): SyncStatus {
    return this.#board.get();
  }

  onStatus(fn: (status: SyncStatus) => void): () => void {
    return this.#board.listen(fn);
  }

  noteNext(at: number | null): void {
    if (at !== this.#board.get().nextAt) this.#board.set({ nextAt: at });
  }

  cancel(): void {
    this.#running?.stop.abort(new CodedError('SYNC_CANCELLED'));
  }

  freshness(collection: string): ReturnType<Sync['freshness']> {
    const plan = PLAN.find((one) => one.collection === collection);
    if (!plan) return null;
    const { state, at } = this.#board.step(plan.step);
    return { checkedAt: at, state: state === 'failed' || state === 'held' ? state : 'fine' };
  }

  async close(): Promise<void> {
    this.cancel();
    await this.#running?.ended;
    await this.#ports.source.close();
  }

  start(options: { steps?: readonly SyncStepName[]; signal?: AbortSignal } = {}): Promise<SyncSummary> {
    return this.#exclusive(options.signal, async (signal) => {
      const plans = PLAN.filter(({ step }) => !options.steps || options.steps.includes(step));
      for (const { step } of plans)
        this.#board.setStep(step, { state: 'waiting', done: 0, total: null, code: null, data: null });
      this.#board.set({ state: 'running', since: this.#ports.clock.now(), code: null });
      return this.#runAll(plans, signal);
    });
  }

  async decideDeletion(step: SyncStepName, decision: 'remove' | 'keep'): Promise<SyncStatus> {
    return this.#exclusive(undefined, async (signal) => {
      const plan = PLAN.find((one) => one.step === step);
      const collection = plan?.collection ? this.#ports.collections.get(plan.collection) : undefined;
      const specs = plan?.collection ? SPECS[plan.collection] : undefined;
      let decided = 0;
      if (collection && specs) {
        for (const spec of await specs(this.#ports, collection, signal)) {
          if (await decideDeletion(this.#ports, spec, decision, signal)) decided += 1;
        }
      }
      if (decided === 0) throw new CodedError('NOT_FOUND', { step });
      this.#endStep(step, { state: 'done', code: null, data: null });
      return this.status();
    });
  }

  async #exclusive<T>(
    signal: AbortSignal | undefined,
    work: (signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    if (this.#running) throw new CodedError('SYNC_RUNNING');
    const stop = new AbortController();
    const onAbort = (): void => this.cancel();
    signal?.addEventListener('abort', onAbort, { once: true });
    if (signal?.aborted) stop.abort(new CodedError('SYNC_CANCELLED'));
    const ended = Promise.withResolvers<void>();
    // Known before the work begins: whoever listens may cancel at the first status.
    this.#running = { stop, ended: ended.promise };
    try {
      return await work(stop.signal);
    } finally {
      signal?.removeEventListener('abort', onAbort);
      this.#running = null;
      ended.resolve();
    }
  }

  async #runAll(plans: readonly StepPlan[], signal: AbortSignal): Promise<SyncSummary> {
    const run: RunState = { failure: null, noAnswer: false, noDisk: false, changed: 0, removed: 0 };
    try {
      if (plans.some((plan) => plan.online) && (await claimMirror(this.#ports, signal))) {
        this.#board.reload(this.#ports.workspace.mirror.read);
        this.#board.set({ state: 'running' });
      }
    } catch (error) {
      this.#note(run, this.#coded(error));
      run.noAnswer = true;
    }
    const ended = new Map<SyncStepName, Promise<void>>();
    for (const plan of plans) {
      const first = plan.needs.map((step) => ended.get(step) ?? Promise.resolve());
      ended.set(
        plan.step,
        Promise.all(first).then(() => this.#runPlanned(plan, run, signal)),
      );
    }
    await Promise.all(ended.values());
    return this.#finish(signal.aborted ? new CodedError('SYNC_CANCELLED') : run.failure, run);
  }

  async #runPlanned(plan: StepPlan, run: RunState, signal: AbortSignal): Promise<void> {
    if (signal.aborted || run.noDisk || (plan.online && run.noAnswer)) return;
    const outcome = await this.#runStep(plan, signal);
    if (outcome instanceof CodedError) {
      this.#note(run, outcome);
      return;
    }
    run.changed += outcome?.changed ?? 0;
    run.removed += outcome?.removed ?? 0;
    if (plan.online && outcome) this.#answered();
  }

  #note(run: RunState, error: CodedError): void {
    run.failure ??= error;
    run.noAnswer ||= NO_ANSWER.has(error.code) || NO_ENTRY.has(error.code);
    run.noDisk ||= NO_DISK.has(error.code);
  }

  #coded(error: unknown): CodedError {
    const coded = asCoded(error);
    if (coded.code === 'INTERNAL') this.#ports.report?.(error);
    return coded;
  }

  /** Runs one step. @returns what it did, null when it was skipped, or why it failed */
  async #runStep(plan: StepPlan, signal: AbortSignal): Promise<StepResult | null | CodedError> {
    const { step } = plan;
    this.#board.setStep(step, { state: 'running' });
    const collection = plan.collection === null ? undefined : this.#ports.collections.get(plan.collection);
    try {
      const progress = (done: number, total: number | null): void =>
        this.#board.setStep(step, { done, total });
      const result = await plan.run({ ports: this.#ports, signal, progress }, collection);
      this.#endWell(step, result);
      return result;
    } catch (error) {
      if (signal.aborted) {
        this.#board.setStep(step, { state: 'waiting' });
        return new CodedError('SYNC_CANCELLED');
      }
      const coded = this.#coded(error);
      const skipped = coded.code === 'PERMISSION_MISSING';
      this.#endStep(step, { state: skipped ? 'skipped' : 'failed', code: coded.code, data: coded.data });
      return skipped ? null : coded;
    }
  }

  #endWell(step: SyncStepName, result: StepResult | null): void {
    const at = this.#ports.clock.now();
    const failed = result?.failures?.[0];
    if (result === null) this.#endStep(step, { state: 'skipped' });
    else if (result.held !== null)
      this.#endStep(step, { state: 'held', at, code: 'SYNC_DELETE_BRAKE', data: { due: result.held } });
    else if (failed)
      this.#endStep(step, {
        state: 'failed',
        at,
        code: failed.code,
        data: { name: failed.name, failures: result.failures?.length ?? 0 },
      });
    else this.#endStep(step, { state: 'done', at });
  }

  #endStep(
    step: SyncStepName,
    change: {
      state: SyncStatus['steps'][number]['state'];
      at?: number;
      code?: string | null;
      data?: JsonObject | null;
    },
  ): void {
    this.#board.setStep(step, change);
    try {
      this.#ports.workspace.mirror.write((w) => this.#board.saveStep(w, step));
    } catch (error) {
      // The disk refuses: the status in memory still tells what happened, and the run ends with this code.
      this.#board.setStep(step, { state: 'failed', code: asCoded(error).code });
    }
  }

  #answered(): void {
    if (this.#board.get().offlineSince !== null) this.#board.set({ offlineSince: null });
  }

  #finish(failure: CodedError | null, run: RunState): SyncSummary {
    const now = this.#ports.clock.now();
    const offline = failure !== null && NO_ANSWER.has(failure.code);
    const before = this.#board.get();
    const state =
      failure === null
        ? 'idle'
        : failure.code === 'SYNC_CANCELLED'
          ? 'cancelled'
          : offline
            ? 'offline'
            : 'failed';
    this.#board.set({
      state,
      since: now,
      code: failure?.code ?? null,
      ...(failure === null ? { lastSuccessAt: now, offlineSince: null } : {}),
      ...(offline ? { offlineSince: before.offlineSince ?? now } : {}),
    });
    try {
      this.#ports.workspace.mirror.write((w) => {
        this.#board.save(w, now);
        saveCursor(w, 'source', this.#ports.source.exportState(), now);
      });
    } catch (error) {
      this.#board.set({ state: 'failed', code: asCoded(error).code });
    }
    const { state: last, code, steps } = this.#board.get();
    return { state: last, code, changed: run.changed, removed: run.removed, steps };
  }
}
