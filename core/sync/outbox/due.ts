import type { Clock } from '../../base/clock.ts';
import type { StoredHead } from './ledger.ts';
import type { Head } from './lanes.ts';

/** Forgetting a time only means to wait once more as long as the ledger says. */
const MOST_BEHIND = 10_000;
const ACTIVE: ReadonlySet<string> = new Set(['waiting', 'unknown']);

/**
 * When actions are due, by a clock that never jumps: a wall clock that is put forward must not end a quiet period. The
 * ledger's `next_at` says it for people, and for the next run as far as it is sane.
 */
export class DueTimes {
  readonly #clock: Clock;
  readonly #monotonic: Clock;
  readonly #longestMs: number;
  readonly #known = new Map<string, { nextAt: number | null; due: number }>();

  constructor(clock: Clock, monotonic: Clock, longestMs: number) {
    this.#clock = clock;
    this.#monotonic = monotonic;
    this.#longestMs = longestMs;
  }

  /** Notes a wait that begins now. */
  arm(id: string, nextAt: number | null, delayMs: number | null): void {
    this.#known.set(id, { nextAt, due: this.#monotonic.now() + (delayMs ?? 0) });
  }

  /** Not before so many ms from now, whatever the ledger says: it could not be written. */
  postpone(id: string, ms: number): void {
    const known = this.#known.get(id);
    if (known) this.#known.set(id, { ...known, due: this.#monotonic.now() + ms });
  }

  /** Nothing more will happen to it by itself. */
  forget(id: string): void {
    this.#known.delete(id);
  }

  /** The lanes' heads with their times. */
  of(stored: readonly StoredHead[]): Head[] {
    // What stands behind a head keeps its time; what people took back meanwhile is forgotten when it becomes too much.
    if (this.#known.size > stored.length + MOST_BEHIND) this.#known.clear();
    return stored.map((head) => {
      if (!ACTIVE.has(head.state)) return { ...head, due: Number.POSITIVE_INFINITY };
      const entry = this.#entry(head);
      this.#known.set(head.id, entry);
      return { ...head, due: entry.due };
    });
  }

  #entry({ id, nextAt }: StoredHead): { nextAt: number | null; due: number } {
    const known = this.#known.get(id);
    if (known && known.nextAt === nextAt) return known;
    const left = nextAt === null ? 0 : nextAt - this.#clock.now();
    return { nextAt, due: this.#monotonic.now() + Math.min(Math.max(0, left), this.#longestMs) };
  }
}
