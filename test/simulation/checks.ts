import { MISTAKES } from './mistakes.ts';
import { KEPT } from './seeds.ts';
import { simulate, type Mistake, type Outcome } from './simulate.ts';
import { sqliteGround } from './sqlite-ground.ts';

/** A line of the proof. `seeds`: those that violated something (or, for a mistake, those that caught it: the first few). */
export interface Check {
  readonly name: string;
  readonly cases: number;
  readonly violations: number;
  readonly seeds: readonly number[];
  /** What was seen, for people. */
  readonly detail: string;
}

const LISTED = 10;

/** The seeds of a run: the kept ones first. */
export function seedsOf(count: number): number[] {
  return [...new Set([...KEPT, ...Array.from({ length: count }, (_, i) => i + 1)])].slice(
    0,
    Math.max(count, 1),
  );
}

/** Runs the seeds; none may violate anything. */
export async function checkSeeds(
  count: number,
  ground: 'memory' | 'sqlite',
  onSeed: (outcome: Outcome) => void = () => {},
): Promise<Check> {
  const failed: number[] = [];
  const rules = new Set<string>();
  let [actions, effects, deaths] = [0, 0, 0];
  for (const seed of seedsOf(count)) {
    const outcome = await simulate(seed, ground === 'sqlite' ? { ground: sqliteGround } : {});
    actions += outcome.actions;
    effects += outcome.effects;
    deaths += outcome.deaths;
    if (outcome.violations.length > 0) failed.push(seed);
    for (const { rule } of outcome.violations) rules.add(rule);
    onSeed(outcome);
  }
  const seen = `${actions} actions, ${effects} effects, ${deaths} deaths`;
  return {
    name: `simulator, ledger in ${ground === 'sqlite' ? 'SQLite' : 'memory'}`,
    cases: count,
    violations: failed.length,
    seeds: failed.slice(0, LISTED),
    detail: rules.size > 0 ? `${seen}; violated: ${[...rules].join(', ')}` : seen,
  };
}

/**
 * Runs seeds with a planted mistake. Not to catch it is the violation.
 * @param enough stop when so many seeds have caught it
 */
export async function checkMistake(
  mistake: Mistake,
  count: number,
  enough = Number.POSITIVE_INFINITY,
): Promise<Check> {
  let tried = 0;
  const caught: number[] = [];
  const rules = new Set<string>();
  for (const seed of seedsOf(count)) {
    if (caught.length >= enough) break;
    tried += 1;
    const { violations } = await simulate(seed, { mistake });
    if (violations.length > 0) caught.push(seed);
    for (const { rule } of violations) rules.add(rule);
  }
  return {
    name: `planted: ${mistake.name}`,
    cases: tried,
    violations: caught.length > 0 ? 0 : 1,
    seeds: caught.slice(0, LISTED),
    detail:
      caught.length > 0
        ? `caught by ${caught.length} of ${tried} seeds (${[...rules].join(', ')})`
        : 'NOT caught',
  };
}

export { MISTAKES };
