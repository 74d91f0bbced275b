/**
 * The bench's modules at tiny sizes: they must run, tell what they measured in the common shape, and leave nothing behind.
 * Times are not looked at.
 */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { benchActions } from './actions.ts';
import { benchBusy } from './busy.ts';
import { benchCustomers } from './customers.ts';
import { benchHome } from './home.ts';
import { benchImport } from './lines.ts';
import { median, paired, timed } from './measure.ts';
import type { Measure } from './measure.ts';
import { benchStart } from './start.ts';
import { benchSync } from './sync.ts';

const PATIENCE = 120_000;
const log = (): void => undefined;

let temp = '';
const before = process.env['TMPDIR'];
beforeEach(() => {
  temp = mkdtempSync(path.join(os.tmpdir(), 'bench-test-'));
  // The bench's own folders are made below this one, so that what it leaves behind shows.
  process.env['TMPDIR'] = temp;
});
afterEach(() => {
  if (before === undefined) delete process.env['TMPDIR'];
  else process.env['TMPDIR'] = before;
  rmSync(temp, { recursive: true, force: true });
});

function mustBeMeasured(measures: readonly Measure[]): void {
  expect(new Set(measures.map(({ name }) => name)).size).toBe(measures.length);
  for (const measure of measures) {
    expect(measure.goal, measure.name).not.toBe('');
    const figures = [measure.ours, measure.floor, measure.ratio, measure.peer].filter((f) => f !== null);
    expect(figures.every(Number.isFinite), measure.name).toBe(true);
    for (const note of Object.values(measure.notes ?? {})) expect(String(note)).not.toMatch(/NaN|undefined/);
  }
  expect(JSON.parse(JSON.stringify(measures))).toEqual(measures);
  expect(readdirSync(temp)).toEqual([]);
}

test(
  'customers: searches, pages by every sort, totals and the rate of putting them in',
  async () => {
    const measures = await benchCustomers({ customers: 200, log });
    mustBeMeasured(measures);
    expect(measures.length).toBeGreaterThanOrEqual(10);
    expect(measures.every(({ ours }) => ours > 0)).toBe(true);
  },
  PATIENCE,
);

test(
  'actions: a save, a preview, a batch',
  async () => {
    const measures = await benchActions({ customers: 50, saves: 5, log });
    mustBeMeasured(measures);
    expect(measures.map(({ name }) => name)).toContain('action saved, p95');
    expect(measures.every(({ ours }) => ours > 0)).toBe(true);
  },
  PATIENCE,
);

test(
  'busy: pages are read while a scan writes',
  async () => {
    const measures = await benchBusy({ customers: 150, log });
    mustBeMeasured(measures);
    expect(Number(measures[0]?.notes?.['pages'])).toBeGreaterThan(0);
  },
  PATIENCE,
);

test(
  'home: together at both sizes',
  async () => {
    const measures = await benchHome({ lines: 1000, customers: 50, months: 2, log });
    mustBeMeasured(measures);
    expect(measures.map(({ floor }) => floor !== null && floor > 0)).toEqual([true, true]);
  },
  PATIENCE,
);

test(
  'sync: every record is written once, by the first scan',
  async () => {
    const measures = await benchSync({ customers: 150, runs: 1, log });
    mustBeMeasured(measures);
    const written = measures.find(({ name }) => name.endsWith('records written'));
    expect(written).toMatchObject({ ours: 0, met: true });
    expect(Number(written?.notes?.['by the first'])).toBeGreaterThan(100);
  },
  PATIENCE,
);

test(
  'import: both ways in processes of their own',
  async () => {
    const figures = await benchImport({ lines: 1000, customers: 50, runs: 1 });
    expect(figures.lines).toBe(1000);
    for (const figure of Object.values(figures)) expect(figure).toBeGreaterThan(0);
    expect(readdirSync(temp)).toEqual([]);
  },
  PATIENCE,
);

test(
  'start: a host over an existing workspace answers Home',
  async () => {
    const measures = await benchStart({
      lines: 1000,
      customers: 50,
      months: 2,
      runs: 1,
      built: false,
      log,
    });
    mustBeMeasured(measures);
    expect(measures[0]?.notes).toMatchObject({ program: 'sources' });
  },
  PATIENCE,
);

test('medians, and medians of runs after those that only warm up', async () => {
  expect(median([3, 1, 2])).toBe(2);
  expect(median([4, 1, 2, 3])).toBe(2.5);
  const seen: number[] = [];
  await expect(timed(3, (run) => seen.push(run), 1)).resolves.toBeGreaterThanOrEqual(0);
  expect(seen).toEqual([0, 1, 2, 3]);
  const turns: string[] = [];
  await paired(
    1,
    () => turns.push('ours'),
    () => turns.push('floor'),
  );
  expect(turns).toEqual(['ours', 'floor', 'ours', 'floor']);
});
