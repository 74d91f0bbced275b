import { FAULTS, type Fault } from './faults.ts';
import { MISTAKES } from './mistakes.ts';
import { KEPT } from './seeds.ts';
import { shrink, type Counterexample } from './shrink.ts';
import { simulate } from './simulate.ts';
import type { Mistake, Outcome } from './types.ts';
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

/** A counterexample in words: what is planned still, and what then happened. */
function describeExample(example: Counterexample | null): string {
  if (!example) return 'not seen again';
  const again = `simulate(${example.seed}, { omit: new Set([${example.again.omit.join(', ')}]), calm: ${example.calm} })`;
  return [
    `shortest list found (${example.events.length} of ${example.of} events): ${again}`,
    ...example.events.map((event) => `    planned ${event}`),
    ...example.trace.map((line) => `    ${line}`),
  ].join('\n');
}

/** The faults that never happened in these seeds: what was not met was not proved. */
export function missingFaults(faults: ReadonlyMap<Fault, number>): Fault[] {
  return FAULTS.filter((fault) => !faults.has(fault));
}

/** Every fault of the list must have happened. */
export function checkFaults(faults: ReadonlyMap<Fault, number>, cases: number): Check {
  const missing = missingFaults(faults);
  const counts = FAULTS.map((fault) => `${fault} ${faults.get(fault) ?? 0}`).join(', ');
  return { name: 'faults that happened', cases, violations: missing.length, seeds: [], detail: counts };
}

/** Runs the seeds; none may violate anything. */
export async function checkSeeds(
  count: number,
  ground: 'memory' | 'sqlite',
  onSeed: (outcome: Outcome) => void = () => {},
): Promise<{ readonly check: Check; readonly faults: ReadonlyMap<Fault, number> }> {
  const failed: number[] = [];
  const rules = new Set<string>();
  const faults = new Map<Fault, number>();
  let [actions, effects, deaths] = [0, 0, 0];
  for (const seed of seedsOf(count)) {
    const outcome = await simulate(seed, ground === 'sqlite' ? { ground: sqliteGround } : {});
    actions += outcome.actions;
    effects += outcome.effects;
    deaths += outcome.deaths;
    for (const [fault, n] of outcome.faults) faults.set(fault, (faults.get(fault) ?? 0) + n);
    if (outcome.violations.length > 0) failed.push(seed);
    for (const { rule } of outcome.violations) rules.add(rule);
    onSeed(outcome);
  }
  const seen = `${actions} actions, ${effects} effects, ${deaths} deaths`;
  const [first] = failed;
  const shown = first === undefined ? '' : `; ${describeExample(await shrink(first))}`;
  const check = {
    name: `simulator, ledger in ${ground === 'sqlite' ? 'SQLite' : 'memory'}`,
    cases: count,
    violations: failed.length,
    seeds: failed.slice(0, LISTED),
    detail: rules.size > 0 ? `${seen}; violated: ${[...rules].join(', ')}${shown}` : seen,
  };
  return { check, faults };
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
