import type { Clock, Timers } from '../../base/clock.ts';
import type { JsonObject, JsonValue } from '../../base/json.ts';
import type { Priority } from '../source.ts';

/**
 * A token bucket per operation at half the published limit: the other half is for colleagues behind the same account.
 * What a person waits for overtakes the background and may run the bucket into debt by one burst, which the background
 * then pays back by waiting. A 429 halves the rate; it comes back slowly and evenly.
 */
export interface Limiter {
  /** Resolves when the call may go out. @throws the signal's reason when aborted */
  acquire(
    operation: string,
    options?: { readonly signal?: AbortSignal; readonly priority?: Priority },
  ): Promise<void>;
  /** The Partner Center asked to slow down. */
  slowDown(operation: string): void;
  exportState(): JsonObject;
  importState(state: JsonObject): void;
}

interface Waiter {
  readonly go: () => void;
  readonly priority: Priority;
}

interface Bucket {
  readonly base: number;
  rate: number;
  tokens: number;
  at: number;
  readonly waiting: Waiter[];
  pumping: boolean;
  /** Ends the pump's sleep early when somebody more urgent comes. */
  wake: AbortController | null;
}

/** Full recovery from zero takes this long. */
const RECOVERY_MS = 120_000;
/** Never slower than one call in this time. */
const SLOWEST_PER_SECOND = 0.1;
/** Half a second's worth may go out at once. */
const BURST_SECONDS = 0.5;

/** What a limiter needs. `perSecond` gives the published limit of an operation. */
export interface LimiterOptions {
  readonly clock: Clock;
  readonly timers: Timers;
  readonly perSecond: (operation: string) => number;
  /** Share of the published limit to use. Default one half. */
  readonly share?: number;
}

/** A limiter that never waits: for benches and for a sandbox without limits. */
export const unlimited: Limiter = {
  acquire: (_operation, options) => {
    options?.signal?.throwIfAborted();
    return Promise.resolve();
  },
  slowDown: () => {},
  exportState: () => ({}),
  importState: () => {},
};

/** Makes a limiter; see above. */
export function createLimiter(options: LimiterOptions): Limiter {
  const { clock, timers } = options;
  const share = options.share ?? 0.5;
  const buckets = new Map<string, Bucket>();

  function bucketOf(operation: string): Bucket {
    let bucket = buckets.get(operation);
    if (!bucket) {
      const base = options.perSecond(operation) * share;
      bucket = {
        base,
        rate: base,
        tokens: burstOf(base),
        at: clock.now(),
        waiting: [],
        pumping: false,
        wake: null,
      };
      buckets.set(operation, bucket);
    }
    return bucket;
  }

  async function pump(bucket: Bucket): Promise<void> {
    bucket.pumping = true;
    try {
      for (let next = mostUrgent(bucket); next; next = mostUrgent(bucket)) {
        refill(bucket, clock.now());
        const missing = floorOf(bucket, next.priority) + 1 - bucket.tokens;
        if (missing <= 1e-9) {
          bucket.tokens -= 1;
          bucket.waiting.splice(bucket.waiting.indexOf(next), 1);
          next.go();
          continue;
        }
        bucket.wake = new AbortController();
        await timers.sleep(Math.ceil((missing / bucket.rate) * 1000), bucket.wake.signal).catch(() => {});
      }
    } finally {
      bucket.pumping = false;
      bucket.wake = null;
    }
  }

  return {
    acquire(operation, { signal, priority = 'background' } = {}) {
      signal?.throwIfAborted();
      const bucket = bucketOf(operation);
      return new Promise<void>((resolve, reject) => {
        const waiter: Waiter = {
          priority,
          go: () => {
            signal?.removeEventListener('abort', onAbort);
            resolve();
          },
        };
        const onAbort = (): void => {
          const index = bucket.waiting.indexOf(waiter);
          if (index >= 0) bucket.waiting.splice(index, 1);
          bucket.wake?.abort();
          reject(signal?.reason);
        };
        signal?.addEventListener('abort', onAbort, { once: true });
        bucket.waiting.push(waiter);
        if (bucket.pumping) bucket.wake?.abort();
        else void pump(bucket);
      });
    },
    slowDown(operation) {
      const bucket = bucketOf(operation);
      refill(bucket, clock.now());
      bucket.rate = Math.max(SLOWEST_PER_SECOND, bucket.rate / 2);
      bucket.tokens = Math.min(bucket.tokens, 0);
    },
    exportState: () =>
      Object.fromEntries(
        [...buckets].map(([name, b]) => [name, { rate: b.rate, tokens: b.tokens, at: b.at }]),
      ),
    importState(state) {
      for (const [name, value] of Object.entries(state)) restore(bucketOf(name), value, clock.now());
    },
  };
}

function burstOf(rate: number): number {
  return Math.max(1, rate * BURST_SECONDS);
}

/** A person may borrow one burst; the background may not. */
function floorOf(bucket: Bucket, priority: Priority): number {
  return priority === 'person' ? -burstOf(bucket.rate) : 0;
}

function mostUrgent(bucket: Bucket): Waiter | undefined {
  return bucket.waiting.find((waiter) => waiter.priority === 'person') ?? bucket.waiting[0];
}

function refill(bucket: Bucket, now: number): void {
  const passed = Math.max(0, now - bucket.at);
  bucket.at = now;
  bucket.rate = Math.min(bucket.base, bucket.rate + (bucket.base * passed) / RECOVERY_MS);
  bucket.tokens = Math.min(burstOf(bucket.rate), bucket.tokens + (bucket.rate * passed) / 1000);
}

/** Takes over a saved state, as far as it makes sense: a wrong one must not open the gate nor close it for good. */
function restore(bucket: Bucket, value: JsonValue, now: number): void {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return;
  const { rate, tokens, at } = value;
  if (typeof rate !== 'number' || typeof tokens !== 'number' || typeof at !== 'number') return;
  if (![rate, tokens, at].every(Number.isFinite) || at > now) return;
  bucket.rate = Math.min(bucket.base, Math.max(SLOWEST_PER_SECOND, rate));
  bucket.tokens = Math.min(burstOf(bucket.rate), Math.max(-burstOf(bucket.rate), tokens));
  bucket.at = at;
  refill(bucket, now);
}
