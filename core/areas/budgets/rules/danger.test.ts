import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromE8, parseDecimal } from '../../../base/money.ts';
import { budgetOutlook } from './danger.ts';

/** 2026-11-20 12:00 in GMT+08:00: day 20 of 30. */
const now = Date.UTC(2026, 10, 20, 4);

test('a monthly budget is compared with even pace', () => {
  expect(budgetOutlook({ type: 'monthly', amount: '100', used: '80', monthToDate: null }, now)).toEqual({
    usedPercent: '80.00',
    pacePercent: '66.67',
    projectedPercent: '120.00',
    overrun: '20',
    runsOutOn: '2026-11-25',
  });
});

test('a monthly budget that lasts the month does not run out: it begins anew on day 1 (guide 5.3)', () => {
  const outlook = budgetOutlook({ type: 'monthly', amount: '100', used: '60', monthToDate: '999' }, now);
  expect(outlook).toMatchObject({ projectedPercent: '90.00', overrun: '-10', runsOutOn: null });
});

test('a one-time budget goes on at the pace of this month, and knows no even pace', () => {
  expect(budgetOutlook({ type: 'one-time', amount: '500', used: '400', monthToDate: '40' }, now)).toEqual({
    usedPercent: '80.00',
    pacePercent: null,
    projectedPercent: '84.00',
    overrun: '-80',
    runsOutOn: '2027-01-09',
  });
  expect(
    budgetOutlook({ type: 'one-time', amount: '500', used: '400', monthToDate: null }, now),
  ).toMatchObject({
    projectedPercent: null,
    overrun: '-100',
    runsOutOn: null,
  });
});

test('a used-up budget has no day ahead on which it runs out', () => {
  expect(
    budgetOutlook({ type: 'monthly', amount: '100', used: '100', monthToDate: null }, now).runsOutOn,
  ).toBeNull();
});

test('overrun and run-out day agree: a monthly budget runs out within the month exactly when it is overrun', () => {
  const money = fc.bigInt({ min: 1n, max: 10n ** 14n }).map((n) => fromE8(n * 100n));
  fc.assert(
    fc.property(money, money, (amount, used) => {
      const { overrun, runsOutOn } = budgetOutlook({ type: 'monthly', amount, used, monthToDate: null }, now);
      const over = parseDecimal(overrun);
      // Rounding of the pace to 8 decimals may decide when both are equal to the last place.
      fc.pre(parseDecimal(used) < parseDecimal(amount) && (over > 10n ** 10n || over < -(10n ** 10n) * 30n));
      const expected = over > 0n ? [true] : [false, runsOutOn === '2026-11-30'];
      expect(expected).toContain(runsOutOn !== null);
    }),
  );
});
