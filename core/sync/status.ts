import type { JsonObject } from '../base/json.ts';
import type { SyncStatus, SyncStep, SyncStepName } from '../contract/sync.ts';
import type { ReadHandle, WriteHandle } from '../storage/store.ts';
import { loadCursor, saveCursor } from './bookkeeping.ts';
import { PLAN } from './plan.ts';

type Fields = Omit<SyncStatus, 'steps'>;
const STREAM = 'status';

/** The status as people see it, kept over restarts; whoever listens is told of each change. */
export class StatusBoard {
  #fields: Fields = {
    state: 'never',
    since: null,
    lastSuccessAt: null,
    offlineSince: null,
    nextAt: null,
    code: null,
  };
  readonly #steps = new Map<SyncStepName, SyncStep>();
  readonly #listeners = new Set<(status: SyncStatus) => void>();

  constructor(r: ReadHandle) {
    this.reload(r);
  }

  /** Takes what the mirror remembers. A run that was cut by a crash counts as cancelled: it goes on where it stopped. */
  reload(r: ReadHandle): void {
    const stored = loadCursor(r, STREAM);
    if (stored) this.#fields = { ...this.#fields, ...(stored as Partial<Fields>), nextAt: null };
    if (this.#fields.state === 'running') this.#fields = { ...this.#fields, state: 'cancelled' };
    for (const { step } of PLAN) this.#steps.set(step, loadStep(r, step));
  }

  get(): SyncStatus {
    return { ...this.#fields, steps: PLAN.map(({ step }) => this.step(step)) };
  }

  step(name: SyncStepName): SyncStep {
    return this.#steps.get(name) ?? waiting(name);
  }

  set(change: Partial<Fields>): void {
    this.#fields = { ...this.#fields, ...change };
    this.#tell();
  }

  setStep(name: SyncStepName, change: Partial<SyncStep>): void {
    this.#steps.set(name, { ...this.step(name), ...change });
    this.#tell();
  }

  listen(fn: (status: SyncStatus) => void): () => void {
    this.#listeners.add(fn);
    return () => this.#listeners.delete(fn);
  }

  /** Keeps how the run ended. */
  save(w: WriteHandle, now: number): void {
    const { nextAt: _, ...fields } = this.#fields;
    saveCursor(w, STREAM, fields satisfies JsonObject, now);
  }

  saveStep(w: WriteHandle, name: SyncStepName): void {
    const { state, at, done, total, code, data } = this.step(name);
    w.run(
      `INSERT INTO sync_step (step, state, at, done, total, code, data) VALUES (?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET state = excluded.state, at = excluded.at, done = excluded.done, total = excluded.total,
         code = excluded.code, data = excluded.data`,
      [name, state, at, done, total, code, data === null ? null : JSON.stringify(data)],
    );
  }

  #tell(): void {
    const status = this.get();
    for (const fn of this.#listeners) fn(status);
  }
}

const waiting = (step: SyncStepName): SyncStep => ({
  step,
  state: 'waiting',
  done: 0,
  total: null,
  at: null,
  code: null,
  data: null,
});

type StepRow = {
  state: SyncStep['state'];
  at: bigint | null;
  done: bigint;
  total: bigint | null;
  code: string | null;
  data: string | null;
};

function loadStep(r: ReadHandle, step: SyncStepName): SyncStep {
  const row = r.get<StepRow>('SELECT state, at, done, total, code, data FROM sync_step WHERE step = ?', [
    step,
  ]);
  if (!row) return waiting(step);
  return {
    step,
    state: row.state === 'running' ? 'waiting' : row.state,
    done: Number(row.done),
    total: row.total === null ? null : Number(row.total),
    at: row.at === null ? null : Number(row.at),
    code: row.code,
    data: row.data === null ? null : (JSON.parse(row.data) as JsonObject),
  };
}
