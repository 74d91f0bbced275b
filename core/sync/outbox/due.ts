import type { Clock } from '../../base/clock.ts';
import type { StoredHead } from './ledger.ts';
import type { Head } from './lanes.ts';

const ACTIVE: ReadonlySet<string> = new Set(['waiting', 'unknown']);

/**
 * When actions are due, by a clock that never jumps: a wall clock that is put forward must not end a quiet period. The
 * ledger's `next_at` says it for people, and for the next run as far as it is sane.
 */
export class DueTimes {
  readonly #clock: Clock;
  readonly #monotonic: Clock;
  readonly #longestMs: number;
  #known = new Map<string, { nextAt: number | null; due: number }>();

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

  /** The lanes' heads with their times; forgets what is not open any more. */
  of(stored: readonly StoredHead[]): Head[] {
    const known = new Map<string, { nextAt: number | null; due: number }>();
    const heads = stored.map((head) => {
      const active = ACTIVE.has(head.state);
      const entry = this.#entry(head);
      if (active) known.set(head.id, entry);
      return { ...head, due: active ? entry.due : Number.POSITIVE_INFINITY };
    });
    this.#known = known;
    return heads;
  }

  #entry({ id, nextAt }: StoredHead): { nextAt: number | null; due: number } {
    const known = this.#known.get(id);
    if (known && known.nextAt === nextAt) return known;
    const left = nextAt === null ? 0 : nextAt - this.#clock.now();
    return { nextAt, due: this.#monotonic.now() + Math.min(Math.max(0, left), this.#longestMs) };
  }
}
