import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromE8, parseDecimal } from '../../../base/money.ts';
import { billAmounts } from './bills.ts';

test('amount due = expenditures − refunds ± adjustments; a negative bill owes nothing (guide 8.2)', () => {
  const parts = { expenditure: '100', refunds: '-30', adjustments: '-5', initialAmountDue: null };
  expect(billAmounts(parts)).toEqual({ initialAmountDue: '65', amountDue: '65' });
  expect(billAmounts({ ...parts, refunds: '-130' })).toEqual({ initialAmountDue: '-35', amountDue: '0' });
  expect(billAmounts({ ...parts, initialAmountDue: '64.5' })).toEqual({
    initialAmountDue: '64.5',
    amountDue: '64.5',
  });
});

test('never below zero, never above the bill', () => {
  const money = fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }).map((n) => fromE8(n));
  fc.assert(
    fc.property(money, money, money, (expenditure, refunds, adjustments) => {
      const { initialAmountDue, amountDue } = billAmounts({
        expenditure,
        refunds,
        adjustments,
        initialAmountDue: null,
      });
      const initial = parseDecimal(initialAmountDue);
      expect(parseDecimal(amountDue)).toBe(initial < 0n ? 0n : initial);
      expect(initial).toBe(parseDecimal(expenditure) + parseDecimal(refunds) + parseDecimal(adjustments));
    }),
  );
});
