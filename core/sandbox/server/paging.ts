import { hash, hashText, STREAM } from '../world/hash.ts';

interface Arrangement {
  salt: number;
  version: string;
  usedAt: number;
  rows: readonly unknown[];
}

// A sweep that was idle for so long is over; the next one may find another order.
const SWEEP_MS = 10 * 60_000;
const MAX_KEPT = 40;
// Short lists keep one order and are not kept, so that asking for single rows never disturbs a long sweep.
const SHORT = 50;

/**
 * Lists have no promised order and no snapshot: rows come in an order of their own that stays while nothing changes
 * and a sweep goes on, and differs otherwise. A row that is added in between shifts the ones behind it.
 */
export class Paging {
  readonly #seed: number;
  readonly #kept = new Map<string, Arrangement>();
  #salt = 0;
  #turn = 0;

  constructor(seed: number) {
    this.#seed = seed;
  }

  /** The next sweep of every list finds another order at once, even one that is going on. */
  reorder(): void {
    this.#turn += 1;
    this.#salt += 1;
    this.#kept.clear();
  }

  /**
   * All rows of a list in the order of the moment.
   * @param key the list and its filters @param version changes whenever its rows do @param now ms
   */
  arrange<T>(
    key: string,
    version: string,
    now: number,
    offset: number,
    list: () => readonly T[],
    idOf: (row: T) => string,
  ): readonly T[] {
    const known = this.#kept.get(key);
    const over = !known || (offset === 0 && (known.version !== version || now - known.usedAt > SWEEP_MS));
    if (known && !over && known.version === version) {
      known.usedAt = now;
      return known.rows as readonly T[];
    }
    const found = list();
    if (found.length <= SHORT && !known) return this.#shuffle(found, idOf, this.#turn);
    if (over) this.#salt += 1;
    const salt = known && !over ? known.salt : this.#salt;
    const rows = this.#shuffle(found, idOf, salt);
    if (this.#kept.size >= MAX_KEPT) this.#kept.clear();
    this.#kept.set(key, { salt, version, usedAt: now, rows });
    return rows;
  }

  #shuffle<T>(rows: readonly T[], idOf: (row: T) => string, salt: number): readonly T[] {
    const keys = new Float64Array(rows.length);
    // Place and row number in one number, so that a plain numeric sort arranges the rows.
    rows.forEach((row, i) => {
      keys[i] = (hash(this.#seed, hashText(idOf(row)), salt, STREAM.paging) >>> 1) * 2 ** 20 + i;
    });
    if (rows.length >= 2 ** 20) return rows;
    keys.sort();
    return Array.from(keys, (key) => rows[key % 2 ** 20] as T);
  }
}
