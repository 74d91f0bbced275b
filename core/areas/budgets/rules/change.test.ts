import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareDecimals } from '../../../base/money.ts';
import type { BudgetChange, CustomerSituation } from '../../../contract/outbox.ts';
import { amountRefusal, customerRefusal, estimateAfter, plainAmount, sameBudget } from './change.ts';

describe('what may be a budget', () => {
  test.each([
    ['0.01', null],
    ['100', null],
    ['100.50', null],
    ['100.500', null],
    ['2147483647', null],
    ['2147483647.00', null],
    ['0', 'BUDGET_OUT_OF_RANGE'],
    ['0.00', 'BUDGET_OUT_OF_RANGE'],
    ['-5', 'BUDGET_OUT_OF_RANGE'],
    ['2147483647.01', 'BUDGET_OUT_OF_RANGE'],
    ['99999999999999999999', 'BUDGET_OUT_OF_RANGE'],
    ['0.001', 'BUDGET_TOO_PRECISE'],
    ['10.005', 'BUDGET_TOO_PRECISE'],
  ])('%s: %s', (amount, refused) => {
    expect(amountRefusal(amount)).toBe(refused);
  });

  test('every amount of whole cents within the limits, in any spelling, and no other', () => {
    const cents = fc.bigInt({ min: -1000n, max: 214_748_364_700n + 1000n });
    fc.assert(
      fc.property(cents, fc.nat({ max: 4 }), (value, zeros) => {
        const sign = value < 0n ? '-' : '';
        const digits = String(value < 0n ? -value : value).padStart(3, '0');
        const text = `${sign}${digits.slice(0, -2)}.${digits.slice(-2)}${'0'.repeat(zeros)}`;
        const fits = value > 0n && value <= 214_748_364_700n;
        expect(amountRefusal(text)).toBe(fits ? null : 'BUDGET_OUT_OF_RANGE');
        expect(compareDecimals(plainAmount(text), text)).toBe(0);
        // The form the request carries: at most two decimals, no exponent, no superfluous zeros.
        expect(!fits || /^\d{1,10}(\.\d?[1-9])?$/.test(plainAmount(text))).toBe(true);
      }),
    );
  });
});

test('referral customers pay by themselves; a model nobody documented is left to the Partner Center', () => {
  expect(customerRefusal(undefined)).toBe('CUSTOMER_UNKNOWN');
  expect(customerRefusal({ association: '1' })).toBe('REFERRAL_CUSTOMER');
  expect(['3', '2', null].map((association) => customerRefusal({ association }))).toEqual([null, null, null]);
});

const before: CustomerSituation = { budget: '100.5', budgetType: 'monthly', currency: 'USD', frozen: true };
const change: BudgetChange = { amount: '100.50', type: 'monthly', unfreeze: false };

test.each<[string, Partial<CustomerSituation>, Partial<BudgetChange>, boolean]>([
  ['the same amount, written otherwise', {}, {}, true],
  ['another amount', {}, { amount: '100.51' }, false],
  ['another type', {}, { type: 'one-time' }, false],
  ['a freeze mode: nobody knows the present one', {}, { freezeMode: 'manual' }, false],
  ['unfreezes as well', {}, { unfreeze: true }, false],
  ['unfreezes what may be frozen', { frozen: null }, { unfreeze: true }, false],
  ['unfreezes what is not frozen', { frozen: false }, { unfreeze: true }, true],
  ['no budget before', { budget: null, budgetType: null }, {}, false],
])('nothing would change: %s', (_, situation, wanted, same) => {
  expect(sameBudget({ ...before, ...situation }, { ...change, ...wanted })).toBe(same);
});

test.each<[CustomerSituation['budgetType'], BudgetChange['type'], string | null]>([
  ['monthly', 'monthly', '40'],
  ['one-time', 'one-time', '40'],
  // Guide 5.3: one-time to monthly = month to date; monthly to one-time adds up from the month of the change.
  ['one-time', 'monthly', '7'],
  ['monthly', 'one-time', '40'],
  [null, 'monthly', '40'],
])('from %s to %s: what counts is %s', (from, to, estimate) => {
  expect(estimateAfter(from, to, { used: '40', monthToDate: '7' })).toBe(estimate);
});

test('what is not known here stays unknown', () => {
  expect(estimateAfter('one-time', 'monthly', { used: '40', monthToDate: null })).toBeNull();
  expect(estimateAfter('monthly', 'monthly', { used: null, monthToDate: '7' })).toBeNull();
});
