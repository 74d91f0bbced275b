import type { Clock } from '../../base/clock.ts';

/**
 * Verification codes of creations that wait to be sent. They are in memory only, for as long as they can be used, and for
 * one send: never in the ledger, the journal, the audit or a log. A program that ends forgets them; the person is then
 * asked for a new one (docs/decisions/0011).
 */
export class CodeBox {
  readonly #clock: Clock;
  readonly #codes = new Map<string, { code: string; until: number }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** @param until integer ms UTC: when the code can no longer be used */
  put(action: string, code: string, until: number): void {
    this.#codes.set(action, { code, until });
  }

  /** The code to send with; null when there is none that can still be used. */
  of(action: string): string | null {
    const kept = this.#codes.get(action);
    if (kept === undefined) return null;
    if (kept.until > this.#clock.now()) return kept.code;
    this.#codes.delete(action);
    return null;
  }

  /** It was used, or nobody needs it any more. */
  drop(action: string): void {
    this.#codes.delete(action);
  }
}
