import type { Clock, Timers } from '../base/clock.ts';
import type { Random } from '../base/random.ts';
import type { SyncStepName } from '../contract/sync.ts';
import { isCoded } from '../base/errors.ts';
import { PLAN } from './plan.ts';
import type { Sync } from './sync.ts';

/** Runs each step again by its rhythm, and more often while the Partner Center does not answer. */
export interface Scheduler {
  start(): void;
  /** Looks at once whether something is due (the network came back, a screen was opened). */
  poke(): void;
  /** Ends; a run that is under way ends with it. */
  stop(): Promise<void>;
}

export interface SchedulerOptions {
  readonly sync: Pick<Sync, 'start' | 'status' | 'noteNext' | 'cancel'>;
  /** The steps that make sense at present (a workspace without a Partner Center has its files only). Default all. */
  readonly steps?: () => readonly SyncStepName[];
  readonly clock: Clock;
  readonly timers: Timers;
  readonly random: Random;
  /** Told about what should never happen; the schedule goes on. */
  readonly onError?: (error: unknown) => void;
}

const OFFLINE_FIRST_MS = 15_000;
const OFFLINE_MOST_MS = 5 * 60_000;
/** After a step failed it is not tried again before this, whatever its rhythm says. */
const FAILED_MS = 5 * 60_000;
/** A waiting person corrects these; trying again by itself would only lock the key out. */
const NEEDS_PERSON: ReadonlySet<string> = new Set([
  'CREDENTIALS_REFUSED',
  'CREDENTIALS_MISSING',
  'CLOCK_OFF',
  'ENDPOINT_NOT_PARTNER_CENTER',
]);
const NEEDS_PERSON_MS = 15 * 60_000;
/** Rhythms are spread by up to this share, so that many desks do not ask at the same moment. */
const SPREAD = 0.1;

/** When each step is due next, ms UTC. @param tried when it was tried last; null when never */
export function dueAt(step: SyncStepName, tried: number | null, failed: boolean): number {
  const rhythm = PLAN.find((plan) => plan.step === step)?.rhythmMs ?? 0;
  if (tried === null) return 0;
  return tried + (failed ? Math.min(FAILED_MS, rhythm) : rhythm);
}

/** Full jitter between half and all of the doubled wait. @param failures unanswered runs in a row, from 1 */
export function offlineWait(failures: number, random: Random): number {
  const most = Math.min(OFFLINE_MOST_MS, OFFLINE_FIRST_MS * 2 ** (failures - 1));
  return Math.round(most / 2 + (random.next() * most) / 2);
}

export function createScheduler(options: SchedulerOptions): Scheduler {
  const { sync, clock, timers, random } = options;
  const tried = new Map<SyncStepName, number>();
  let stop: AbortController | null = null;
  let nap: AbortController | null = null;
  let loop: Promise<void> = Promise.resolve();
  let unanswered = 0;

  const stepOf = (name: SyncStepName) => sync.status().steps.find((one) => one.step === name);

  function dueTimes(): { step: SyncStepName; at: number }[] {
    const wanted = options.steps?.();
    return PLAN.filter(({ step }) => !wanted || wanted.includes(step)).map(({ step }) => {
      const state = stepOf(step);
      const last = Math.max(tried.get(step) ?? 0, state?.at ?? 0);
      return { step, at: dueAt(step, last === 0 ? null : last, state?.state === 'failed') };
    });
  }

  /** Runs what is due. @returns when to look again, ms UTC */
  async function turn(signal: AbortSignal): Promise<number> {
    const now = clock.now();
    const steps = dueTimes()
      .filter((one) => one.at <= now)
      .map((one) => one.step);
    if (steps.length > 0) {
      const summary = await sync.start({ steps, signal });
      const at = clock.now();
      unanswered = summary.state === 'offline' ? unanswered + 1 : 0;
      if (summary.state === 'offline') return at + offlineWait(unanswered, random);
      if (summary.code !== null && NEEDS_PERSON.has(summary.code)) return at + NEEDS_PERSON_MS;
      if (summary.state === 'cancelled') return at + FAILED_MS;
      for (const step of steps) tried.set(step, at);
    }
    const next = Math.min(...dueTimes().map((one) => one.at));
    const wait = Math.max(1_000, next - clock.now());
    return clock.now() + Math.round(wait * (1 + random.next() * SPREAD));
  }

  async function run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      let next: number;
      try {
        next = await turn(signal);
      } catch (error) {
        // A person started a run at the same moment: it does the work, we look again later.
        if (!isCoded(error, 'SYNC_RUNNING')) options.onError?.(error);
        next = clock.now() + FAILED_MS;
      }
      if (signal.aborted) break;
      sync.noteNext(next);
      nap = new AbortController();
      await timers.sleep(Math.max(0, next - clock.now()), nap.signal).catch(() => {});
      nap = null;
    }
    sync.noteNext(null);
  }

  return {
    start() {
      if (stop) return;
      stop = new AbortController();
      loop = run(stop.signal);
    },
    poke() {
      nap?.abort();
    },
    async stop() {
      stop?.abort();
      nap?.abort();
      sync.cancel();
      await loop;
      stop = null;
    },
  };
}
