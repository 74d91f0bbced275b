import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareDecimals, fromE8, parseDecimal } from '../../../base/money.ts';
import { DAY_MS } from '../../../base/period.ts';
import { basisOf, projectQuota } from './projection.ts';
import { DEFAULT_MARKS, formulaOf, isStale, quotaFigures, stateAt } from './quota.ts';

const amount = fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }).map((n) => fromE8(n));
const positive = fc.bigInt({ min: 1n, max: 10n ** 15n }).map((n) => fromE8(n));
const documented = {
  total: '10000',
  used: '580.08',
  amountDue: '500.28',
  unbilled: '100.01',
  balance: '10.18',
  coupons: '10.03',
};

describe('the quota card (guide 4.1)', () => {
  test('the documented example adds up', () => {
    expect(quotaFigures(documented, DEFAULT_MARKS)).toEqual({
      used: '580.08',
      usedShown: '580.08',
      available: '9419.92',
      creditAvailable: null,
      usagePercent: '5.80',
      sumHolds: true,
      state: 'fine',
      overBy: null,
    });
  });

  test('a missing part is not provided, never zero', () => {
    const parts = { ...documented, unbilled: null };
    expect(formulaOf(parts)).toBeNull();
    expect(quotaFigures(parts, DEFAULT_MARKS)).toMatchObject({
      used: '580.08',
      sumHolds: null,
      available: '9419.92',
    });
    expect(quotaFigures({ ...parts, used: null }, DEFAULT_MARKS)).toMatchObject({
      used: null,
      usedShown: null,
      available: null,
      state: 'unknown',
    });
    expect(quotaFigures({ ...documented, total: null }, DEFAULT_MARKS)).toMatchObject({
      used: '580.08',
      usagePercent: null,
      state: 'unknown',
    });
  });

  test('a negative use is credit: shown as 0, true value kept, available above the total', () => {
    const parts = {
      ...documented,
      used: '-50.5',
      amountDue: '0',
      unbilled: '0',
      balance: '40.5',
      coupons: '10',
    };
    expect(quotaFigures(parts, DEFAULT_MARKS)).toEqual({
      used: '-50.5',
      usedShown: '0',
      available: '10050.5',
      creditAvailable: '50.5',
      usagePercent: '0.00',
      sumHolds: true,
      state: 'negative',
      overBy: null,
    });
  });

  test('above 100 % the excess is told; a total of 0 is 0 % and yet exceeded by any use', () => {
    expect(quotaFigures({ ...documented, total: '500' }, DEFAULT_MARKS)).toMatchObject({
      state: 'over',
      overBy: '80.08',
      available: '-80.08',
      usagePercent: '116.02',
    });
    expect(quotaFigures({ ...documented, total: '0' }, DEFAULT_MARKS)).toMatchObject({
      usagePercent: '0.00',
      state: 'over',
    });
  });

  test('marks decide by the exact usage, not by its rounded text', () => {
    expect([69.99, 70, 84.99, 85, 95, 100, 100.01].map((p) => stateAt(String(p), DEFAULT_MARKS))).toEqual([
      'fine',
      'watch',
      'watch',
      'act',
      'act',
      'act',
      'over',
    ]);
    expect(stateAt('60', [50])).toBe('watch');
    expect(stateAt('60', [90, 50, 55])).toBe('act');
    // 69.9999 % shows as 70.00 % but has not reached the mark.
    expect(quotaFigures({ ...documented, total: '1000000', used: '699999' }, DEFAULT_MARKS)).toMatchObject({
      usagePercent: '70.00',
      state: 'fine',
    });
  });

  test('available + used is the total, shown use is never negative, credit and excess exclude each other', () => {
    fc.assert(
      fc.property(positive, amount, (total, used) => {
        const f = quotaFigures({ ...documented, total, used }, DEFAULT_MARKS);
        expect(parseDecimal(f.available ?? '')).toBe(parseDecimal(total) - parseDecimal(used));
        expect(compareDecimals(f.usedShown ?? '', '0')).toBeGreaterThanOrEqual(0);
        expect(f.creditAvailable !== null && f.overBy !== null).toBe(false);
        expect(f.state === 'over').toBe(compareDecimals(used, total) > 0);
        expect(f.state === 'negative').toBe(compareDecimals(used, '0') < 0);
      }),
    );
  });

  test('stale begins after one whole day', () => {
    expect([isStale(0, DAY_MS), isStale(0, DAY_MS + 1)]).toEqual([false, true]);
  });
});

describe('the projection', () => {
  const now = Date.UTC(2026, 10, 23, 4);
  const days = (from: number, to: number, payable = '10'): { day: string; payable: string }[] =>
    Array.from({ length: to - from + 1 }, (_, i) => ({
      day: `2026-11-${String(from + i).padStart(2, '0')}`,
      payable,
    }));

  test('takes the last full days, today and what lies outside the files left out', () => {
    expect(basisOf(days(1, 23), '2026-11-23', '2026-11-23')).toHaveLength(22);
    expect(basisOf(days(1, 20), '2026-11-23', '2026-11-20')).toHaveLength(20);
    expect(
      basisOf([...days(1, 5), ...days(9, 20)], '2026-11-23', '2026-11-20').filter((d) => d === '0'),
    ).toHaveLength(3);
    expect(basisOf(days(1, 3), '2026-11-23', null)).toEqual([]);
    expect(basisOf([], '2026-11-23', null)).toEqual([]);
    const long = [
      ...Array.from({ length: 31 }, (_, i) => ({
        day: `2026-10-${String(i + 1).padStart(2, '0')}`,
        payable: '1',
      })),
      ...days(1, 22),
    ];
    expect(basisOf(long, '2026-11-23', '2026-11-22')).toHaveLength(28);
  });

  test('used at the end of the month = used + per day × remaining days, and the days until nothing is left', () => {
    const basis = basisOf(days(1, 22), '2026-11-23', '2026-11-22');
    expect(projectQuota({ total: '1000', used: '600', basis, now })).toEqual({
      usedAtPeriodEnd: '670',
      percentAtPeriodEnd: '67.00',
      periodEndDay: '2026-11-30',
      basisDays: 22,
      perDay: '10',
      runsOut: { from: '2027-01-02', to: '2027-01-02' },
    });
  });

  test('the band lies between the fastest and the slowest week', () => {
    const basis = basisOf(
      [...days(1, 8, '5'), ...days(9, 15, '10'), ...days(16, 22, '20')],
      '2026-11-23',
      '2026-11-22',
    );
    const projected = projectQuota({ total: '1000', used: '800', basis, now });
    expect(projected?.runsOut).toEqual({ from: '2026-12-03', to: '2027-01-02' });
  });

  test('says nothing with less than seven days, without a total, or without a pace', () => {
    expect(projectQuota({ total: '1', used: '0', basis: ['1', '1', '1', '1', '1', '1'], now })).toBeNull();
    expect(projectQuota({ total: null, used: '0', basis: days(1, 9).map((d) => d.payable), now })).toBeNull();
    const idle = projectQuota({ total: '100', used: '50', basis: Array.from({ length: 9 }, () => '0'), now });
    expect(idle).toMatchObject({ usedAtPeriodEnd: '50', runsOut: null });
    // Over already: there is no day ahead on which it runs out.
    expect(
      projectQuota({ total: '100', used: '150', basis: Array.from({ length: 9 }, () => '1'), now })?.runsOut,
    ).toBeNull();
  });

  test('the earliest day is never after the latest, and both lie ahead', () => {
    fc.assert(
      fc.property(
        positive,
        positive,
        fc.array(positive, { minLength: 7, maxLength: 28 }),
        (total, used, basis) => {
          const runsOut = projectQuota({ total, used, basis, now })?.runsOut;
          if (!runsOut) return;
          expect(runsOut.from <= runsOut.to).toBe(true);
          expect(runsOut.from > '2026-11-23').toBe(true);
        },
      ),
    );
  });
});
