import fc from 'fast-check';
import { expect, test } from 'vitest';
import { axisTicks } from './month-bars.tsx';
import { barWidth } from './bar-width.ts';
import { rangeProblems } from './filter-bar.tsx';
import { errorDetail } from './states.tsx';

test('axis ticks are round, from zero, few, and hold every bar', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -1_000_000, max: 10_000_000 }), { minLength: 1 }), (values) => {
      const ticks = axisTicks(values);
      expect(ticks).toContain(0);
      expect(ticks.length).toBeLessThanOrEqual(7);
      expect(Math.max(...ticks)).toBeGreaterThanOrEqual(Math.max(0, ...values));
      expect(Math.min(...ticks)).toBeLessThanOrEqual(Math.min(0, ...values));
      expect([...ticks].sort((a, b) => a - b)).toEqual(ticks);
    }),
  );
});

test('a bar is never drawn below zero', () => {
  expect(barWidth('-3.2')).toBe(0);
  expect(barWidth('104.17')).toBe(104.17);
});

test('what is wrong with a typed range', () => {
  expect(rangeProblems('range', '10', '20.5')).toEqual({});
  expect(rangeProblems('range', '', '5')).toEqual({});
  expect(rangeProblems('range', '1,000', '')).toEqual({ from: 'invalidNumber' });
  expect(rangeProblems('range', '1', 'x')).toEqual({ to: 'invalidNumber' });
  expect(rangeProblems('range', '9007199254740993.1', '9007199254740993')).toHaveProperty('from');
  expect(rangeProblems('range', '900719925474099.31', '900719925474099.3')).toEqual({ to: 'invalidOrder' });
  expect(rangeProblems('days', '2026-11-02', '2026-11-01')).toEqual({ to: 'invalidOrder' });
});

test('the data of an error as short text', () => {
  expect(errorDetail({ columns: ['BilledCost', 'Tags'], limit: 3, nested: { a: 1 } })).toBe(
    'columns: BilledCost, Tags · limit: 3',
  );
  expect(errorDetail({})).toBeNull();
  expect(errorDetail(null)).toBeNull();
});
