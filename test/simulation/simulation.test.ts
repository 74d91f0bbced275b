import { expect, test } from 'vitest';
import { checkMistake, checkSeeds, missingFaults, MISTAKES } from './checks.ts';
import { shrink } from './shrink.ts';
import { simulate } from './simulate.ts';

/** How many seeds; `npm run proof` runs thousands. */
const SEEDS = 300;
const SQLITE_SEEDS = 8;
const MISTAKE_SEEDS = 300;

test(`${SEEDS} seeds: crashes, lost and late requests, 401, 403, 429, 5xx, full disks, jumping clocks; nothing is violated`, async () => {
  const shown: unknown[] = [];
  const { check, faults } = await checkSeeds(SEEDS, 'memory', ({ seed, violations, trace }) => {
    if (violations.length > 0 && shown.length < 3) shown.push({ seed, violations, trace: trace.slice(-40) });
  });
  expect(shown).toEqual([]);
  expect(check).toMatchObject({ cases: SEEDS, violations: 0 });
  // A fault that never happened was not withstood.
  expect(missingFaults(faults)).toEqual([]);
}, 120_000);

test(`${SQLITE_SEEDS} seeds over a real file that is opened again at every start`, async () => {
  expect((await checkSeeds(SQLITE_SEEDS, 'sqlite')).check).toMatchObject({ violations: 0 });
}, 120_000);

test('a seed replays exactly', async () => {
  const [a, b] = [await simulate(7), await simulate(7)];
  expect(b).toEqual(a);
  expect(a.trace.length).toBeGreaterThan(10);
});

test('a counterexample is shortened to what is needed for it, and shows the same again', async () => {
  const mistake = MISTAKES.find(({ name }) => name === 'resend after crash');
  expect(mistake).toBeDefined();
  const options = mistake === undefined ? {} : { mistake };
  const [seed = 0] = (await checkMistake(mistake ?? { name: '' }, MISTAKE_SEEDS, 1)).seeds;
  const example = await shrink(seed, options);
  expect(example?.events.length).toBeLessThan((example?.of ?? 0) / 2);
  const { omit = [], calm = false } = example?.again ?? {};
  const again = await simulate(seed, { ...options, omit: new Set(omit), calm });
  expect(again.violations.map(({ rule }) => rule)).toContain(example?.rule);
  expect(await shrink(1)).toBeNull();
}, 60_000);

test.each(MISTAKES.map((mistake) => [mistake.name, mistake] as const))(
  'planted mistake is caught: %s',
  async (_, mistake) => {
    expect(await checkMistake(mistake, MISTAKE_SEEDS, 1)).toMatchObject({ violations: 0 });
  },
  60_000,
);
