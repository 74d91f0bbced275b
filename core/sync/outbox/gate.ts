import type { Random } from '../../base/random.ts';
import { backoffMs } from './transition.ts';

/**
 * When the Partner Center cannot be reached at all, or refuses our keys, one lane tries for all of them: the others
 * would only fail too. Times are the monotonic clock's ms.
 */
export class Gate {
  readonly #random: Random;
  #failures = 0;
  #until = Number.NEGATIVE_INFINITY;

  constructor(random: Random) {
    this.#random = random;
  }

  get failing(): boolean {
    return this.#failures > 0;
  }

  /** When somebody may try again. */
  get until(): number {
    return this.#until;
  }

  /** How many may be under way now. */
  width(now: number, parallel: number): number {
    if (this.#failures === 0) return parallel;
    return now >= this.#until ? 1 : 0;
  }

  fail(now: number): void {
    this.#until = now + backoffMs(this.#failures, this.#random);
    this.#failures += 1;
  }

  /** @returns whether it was failing before */
  open(): boolean {
    const before = this.failing;
    this.#failures = 0;
    this.#until = Number.NEGATIVE_INFINITY;
    return before;
  }
}
