import type { Clock, Timers } from '../base/clock.ts';
import type { SyncStatus, SyncStep, SyncStepName } from '../contract/sync.ts';

/** How long after the last good sync the next one begins, and how soon after a bad one, in ms. */
export const PACE = {
  every: 15 * 60_000,
  /** Doubled with each failure in a row, up to `every`. */
  firstRetry: 30_000,
} as const;

export interface Schedule {
  stop(): void;
}

/**
 * Milliseconds until the next sync. A step that has never been tried is due at once, whatever succeeded before: a
 * workspace that read files alone has a good end behind it when its Partner Center is connected.
 * @param failures bad ends in a row since the last good one
 * @param wanted the steps a run takes; left out = all
 */
export function nextIn(
  status: SyncStatus,
  failures: number,
  now: number,
  wanted?: readonly SyncStepName[],
): number {
  if (failures > 0) return Math.min(PACE.every, PACE.firstRetry * 2 ** (failures - 1));
  // A person who cancelled wants peace: the next one is a whole pause away.
  if (status.state === 'cancelled') return PACE.every;
  if (status.lastSuccessAt === null) return 0;
  const untried = ({ step, state, at }: SyncStep): boolean =>
    (wanted === undefined || wanted.includes(step)) && state === 'waiting' && at === null;
  if (status.steps.some(untried)) return 0;
  return Math.max(0, status.lastSuccessAt + PACE.every - now);
}

/** Runs a sync now when none succeeded lately, and then from time to time, until stopped. */
export function schedule(options: {
  readonly timers: Timers;
  readonly clock: Clock;
  readonly status: () => SyncStatus;
  /** The steps a run takes; undefined = all. */
  readonly wanted?: () => readonly SyncStepName[] | undefined;
  /** Told when the next run is due, for the status. */
  readonly noteNext: (at: number) => void;
  readonly run: () => Promise<void>;
  readonly failed: (error: unknown) => void;
}): Schedule {
  const stop = new AbortController();
  const loop = async (): Promise<void> => {
    let failures = 0;
    while (!stop.signal.aborted) {
      const pause = nextIn(options.status(), failures, options.clock.now(), options.wanted?.());
      options.noteNext(options.clock.now() + pause);
      await options.timers.sleep(pause, stop.signal);
      try {
        await options.run();
        failures = ['failed', 'offline'].includes(options.status().state) ? failures + 1 : 0;
      } catch (error) {
        failures += 1;
        if (!stop.signal.aborted) options.failed(error);
      }
    }
  };
  void loop().catch((error: unknown) => {
    if (!stop.signal.aborted) options.failed(error);
  });
  return { stop: () => stop.abort() };
}
