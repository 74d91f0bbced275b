/** A source of randomness, as a parameter, so that a seed replays a run. */
export interface Random {
  /** A number in [0, 1). */
  next(): number;
}

/**
 * A small, fast, seeded generator (mulberry32). Not for secrets.
 * @param seed any integer; only its low 32 bits count
 */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  return {
    next() {
      state = (state + 0x6d2b79f5) >>> 0;
      let t = state;
      t = Math.imul(t ^ (t >>> 15), t | 1);
      t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
      return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
    },
  };
}

/** The engine's own generator. Not for secrets. */
export const systemRandom: Random = { next: () => Math.random() };
