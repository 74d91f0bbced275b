import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  addPeriods,
  beijingDay,
  dayOfPeriod,
  daysInPeriod,
  formatInstant,
  isPeriod,
  parseInstant,
  periodEnd,
  periodOf,
  periodsBetween,
  periodStart,
  periodState,
} from './period.ts';

const instant = fc.integer({ min: Date.UTC(2015, 0, 1), max: Date.UTC(2040, 0, 1) });

test('a month begins at 16:00 UTC of the day before', () => {
  expect(periodStart('2026-11')).toBe(Date.UTC(2026, 9, 31, 16));
  expect(periodOf(Date.UTC(2026, 10, 30, 15, 59, 59))).toBe('2026-11');
  expect(periodOf(Date.UTC(2026, 10, 30, 16))).toBe('2026-12');
  expect(beijingDay(Date.UTC(2026, 11, 31, 16))).toBe('2027-01-01');
});

test('every instant lies in its own month', () => {
  fc.assert(
    fc.property(instant, (ms) => {
      const p = periodOf(ms);
      return periodStart(p) <= ms && ms < periodEnd(p) && dayOfPeriod(ms) <= daysInPeriod(p);
    }),
  );
});

test('months are counted across years', () => {
  expect(addPeriods('2026-11', 2)).toBe('2027-01');
  expect(addPeriods('2026-01', -1)).toBe('2025-12');
  expect(periodsBetween('2025-11', '2026-02')).toEqual(['2025-11', '2025-12', '2026-01', '2026-02']);
  expect(periodsBetween('2026-02', '2025-11')).toEqual([]);
  expect([daysInPeriod('2024-02'), daysInPeriod('2026-02')]).toEqual([29, 28]);
});

test('a month is final from 12:00 Beijing time on the 5th', () => {
  expect(periodState('2026-10', Date.UTC(2026, 9, 31, 15, 59))).toBe('running');
  expect(periodState('2026-10', Date.UTC(2026, 9, 31, 16))).toBe('provisional');
  expect(periodState('2026-10', Date.UTC(2026, 10, 5, 3, 59, 59))).toBe('provisional');
  expect(periodState('2026-10', Date.UTC(2026, 10, 5, 4))).toBe('final');
});

test('refuses what is no month and no instant', () => {
  for (const text of ['2026-13', '2026-1', '26-01', '2026-01-01', '']) expect(isPeriod(text)).toBe(false);
  expect(() => addPeriods('2026-00', 1)).toThrow('PERIOD_INVALID');
  for (const text of ['2026-11-01 00:00:00', '2026-11-01T00:00:00+08:00', '2026-02-31T25:00:00Z'])
    expect(() => parseInstant(text)).toThrow('INSTANT_INVALID');
});

test('instants round-trip to the second', () => {
  fc.assert(fc.property(instant, (ms) => parseInstant(formatInstant(ms)) === Math.floor(ms / 1000) * 1000));
});
