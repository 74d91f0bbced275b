import { expect, test } from 'vitest';
import { checkMistake, checkSeeds, MISTAKES } from './checks.ts';
import { simulate } from './simulate.ts';

/** How many seeds; `npm run proof` runs thousands. */
const SEEDS = 300;
const SQLITE_SEEDS = 8;
/** The rarest is caught by about one seed in 25. */
const MISTAKE_SEEDS = 400;

test(`${SEEDS} seeds: crashes, lost and late requests, 401, 403, 429, 5xx, full disks, jumping clocks; nothing is violated`, async () => {
  const shown: unknown[] = [];
  const check = await checkSeeds(SEEDS, 'memory', ({ seed, violations, trace }) => {
    if (violations.length > 0 && shown.length < 3) shown.push({ seed, violations, trace: trace.slice(-40) });
  });
  expect(shown).toEqual([]);
  expect(check).toMatchObject({ cases: SEEDS, violations: 0 });
}, 120_000);

test(`${SQLITE_SEEDS} seeds over a real file that is opened again at every start`, async () => {
  expect(await checkSeeds(SQLITE_SEEDS, 'sqlite')).toMatchObject({ violations: 0 });
}, 120_000);

test('a seed replays exactly', async () => {
  const [a, b] = [await simulate(7), await simulate(7)];
  expect(b).toEqual(a);
  expect(a.trace.length).toBeGreaterThan(10);
});

test.each(MISTAKES.map((mistake) => [mistake.name, mistake] as const))(
  'planted mistake is caught: %s',
  async (_, mistake) => {
    expect(await checkMistake(mistake, MISTAKE_SEEDS, 1)).toMatchObject({ violations: 0 });
  },
  60_000,
);
