import { simulate } from './simulate.ts';
import type { Outcome, SimulationOptions } from './types.ts';

/** A violation with as few events as were found to be enough for it. */
export interface Counterexample {
  readonly seed: number;
  readonly rule: string;
  /** What is planned still, in order. */
  readonly events: readonly string[];
  /** How many events the seed has. */
  readonly of: number;
  /** Single requests need not go wrong for it. */
  readonly calm: boolean;
  readonly trace: readonly string[];
  /** For `simulate`: shows it again. */
  readonly again: { readonly omit: readonly number[]; readonly calm: boolean };
}

/**
 * Leaves out whatever is not needed for a seed's first violation: halves, quarters, … single events, as long as the same
 * rule is violated.
 * @param most runs it may take
 */
export async function shrink(
  seed: number,
  options: SimulationOptions = {},
  most = 250,
): Promise<Counterexample | null> {
  const first = await simulate(seed, options);
  const rule = first.violations[0]?.rule;
  if (rule === undefined) return null;
  let runs = 0;
  let best: { outcome: Outcome; omit: number[]; calm: boolean } = { outcome: first, omit: [], calm: false };
  const attempt = async (omit: number[], calm: boolean): Promise<boolean> => {
    if ((runs += 1) > most) return false;
    const outcome = await simulate(seed, { ...options, omit: new Set(omit), calm });
    if (!outcome.violations.some((one) => one.rule === rule)) return false;
    best = { outcome, omit, calm };
    return true;
  };
  await attempt([], true);
  for (let size = Math.ceil(first.events.length / 2); size >= 1; size = size > 1 ? Math.ceil(size / 2) : 0) {
    for (let left = remaining(first, best.omit), from = 0; from < left.length;) {
      const omit = [...best.omit, ...left.slice(from, from + size)];
      if (await attempt(omit, best.calm)) left = remaining(first, best.omit);
      else from += size;
    }
  }
  const events = first.events.filter((_, i) => !best.omit.includes(i));
  return {
    seed,
    rule,
    events,
    of: first.events.length,
    calm: best.calm,
    trace: best.outcome.trace,
    again: { omit: best.omit, calm: best.calm },
  };
}

function remaining(outcome: Outcome, omit: readonly number[]): number[] {
  return outcome.events.map((_, i) => i).filter((i) => !omit.includes(i));
}
