import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fixedClock } from '../base/clock.ts';
import { compareDecimals } from '../base/money.ts';
import { USAGE_FILE } from '../contract/partner-center/files.ts';
import { parseCsv, readLineArchive, readParts, sumOf } from '../../test/support/line-archive.ts';
import { NOW } from '../../test/support/sandbox-bench.ts';
import { openBooks } from './books.ts';
import { plannedFiles, writeFiles, writePlan } from './files/files.ts';
import { csvField, e8Text } from './files/lines.ts';
import { startSandbox } from './sandbox.ts';
import { monthAt, monthOf } from './world/calendar.ts';
import { World, type WorldOptions } from './world/world.ts';

let dir: string;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'sandbox-files-'));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

const makeWorld = (options: Partial<WorldOptions> = {}): World =>
  new World({
    seed: 3,
    customers: 60,
    months: 4,
    kind: 'distributor',
    edgeCases: true,
    clock: fixedClock(NOW),
    ...options,
  });

const digest = async (path: string): Promise<string> =>
  createHash('sha256')
    .update(await readFile(path))
    .digest('hex');

test('an archive is cut into numbered parts, each with its heading, none above the limit', async () => {
  const world = makeWorld();
  await mkdir(join(dir, 'parts', 'customerUsage'), { recursive: true });
  const [plan] = plannedFiles(world, join(dir, 'parts'), {
    from: monthOf('2026-10'),
    to: monthOf('2026-10'),
  });
  if (!plan) throw new RangeError('no plan');
  const count = await writePlan(world, { ...plan, maxRecords: 500 }, 40);
  const parts = [...(await readParts(plan.path))];
  expect(parts.map(([name]) => name)).toEqual(
    parts.map((_, i) => `customerUsageV2_202610_20261104_${String(i + 1).padStart(8, '0')}.csv`),
  );
  const sizes = parts.map(([, text]) => parseCsv(text).length - 1);
  expect(sizes.slice(0, -1).every((size) => size === 500)).toBe(true);
  expect(sizes.length).toBeGreaterThan(2);
  expect(sizes.reduce((a, b) => a + b, 0)).toBe(count);
  const lines = await readLineArchive(USAGE_FILE, plan.path);
  expect(compareDecimals(sumOf(lines, 'payable'), openBooks(world, 40).month('2026-10').payable)).toBe(0);
});

test('the number of lines does not change the sums', async () => {
  const world = makeWorld();
  for (const perMonth of [1, 200]) {
    const target = join(dir, `lines${perMonth}`);
    await writeFiles(world, { dir: target, perMonth, from: monthOf('2026-10'), to: monthOf('2026-10') });
    const lines = await readLineArchive(
      USAGE_FILE,
      join(target, 'customerUsage', 'customerUsageV2_202610_20261104.tar.gz'),
    );
    expect(compareDecimals(sumOf(lines, 'listPrice'), openBooks(world, perMonth).month('2026-10').list)).toBe(
      0,
    );
  }
});

test('the same seed writes the same bytes; what is there is not written again; another world replaces it', async () => {
  const first = await writeFiles(makeWorld(), { dir: join(dir, 'a'), perMonth: 10 });
  const again = await writeFiles(makeWorld(), { dir: join(dir, 'b'), perMonth: 10 });
  expect(first).toHaveLength(7);
  for (const [i, path] of first.entries()) expect(await digest(path)).toBe(await digest(again[i] ?? ''));
  expect(await writeFiles(makeWorld(), { dir: join(dir, 'a'), perMonth: 10 })).toEqual([]);
  const other = await writeFiles(makeWorld({ seed: 4 }), { dir: join(dir, 'a'), perMonth: 10 });
  expect(other).toEqual(first);
  expect(await digest(other[0] ?? '')).not.toBe(await digest(again[0] ?? ''));
});

test('newest month first; a stopped writing leaves no half file', async () => {
  const stop = new AbortController();
  const target = join(dir, 'stopped');
  const writing = writeFiles(makeWorld(), {
    dir: target,
    perMonth: 10,
    signal: stop.signal,
    onProgress: ({ done }) => done === 2 && stop.abort(),
  });
  await expect(writing).rejects.toThrow(/abort/i);
  expect(await readdir(join(target, 'customerUsage'))).toEqual([
    'customerUsageV2_202610_20261104.tar.gz',
    'customerUsageV2_202611_20261123.tar.gz',
  ]);
});

test('amounts and fields as text', () => {
  expect([e8Text(0), e8Text(1), e8Text(-123_456_789), e8Text(9_000_000_000_000_001)]).toEqual([
    '0.00000000',
    '0.00000001',
    '-1.23456789',
    '90000000.00000001',
  ]);
  expect([csvField('a'), csvField('a,"b"'), csvField('a\nb')]).toEqual(['a', '"a,""b"""', '"a\nb"']);
});

test('even a partner with one customer and one month works', async () => {
  const sandbox = await startSandbox({
    customers: 1,
    months: 1,
    clock: fixedClock(NOW),
    files: 'wait',
    kind: 'solution-provider',
  });
  try {
    expect(sandbox.books.months().map((book) => book.period)).toEqual(['2026-11']);
    expect(sandbox.world.resellers).toEqual([]);
    expect(monthAt(sandbox.now())).toBe(monthOf('2026-11'));
    expect(await readdir(join(sandbox.filesDir, 'customerUsage'))).toEqual([
      'customerUsageV2_202611_20261123.tar.gz',
    ]);
  } finally {
    await sandbox.close();
  }
});
