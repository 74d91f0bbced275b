import { expect, test } from 'vitest';
import { seededRandom } from '../../../base/random.ts';
import { addDecimals, compareDecimals } from '../../../base/money.ts';
import { ceilingRefusal, givenAfter, quotaTooLow, type Budget, type GivenOut } from './ceiling.ts';
import { COOPERATION, nextCooperation } from './cooperation.ts';
import { nextPermission } from './permission.ts';

const quota = { monthly: '100', oneTime: null };

test('the sum of a type may reach the quota and not exceed it; another type counts for nothing', () => {
  const given = { monthly: '60', oneTime: '1000' };
  const set = (before: Budget | null, amount: string) =>
    ceilingRefusal(quota, given, before, { type: 'monthly', amount });
  expect(set(null, '40')).toBe(null);
  expect(set(null, '40.01')).toBe('CEILING_EXCEEDED');
  expect(set({ type: 'monthly', amount: '30' }, '70')).toBe(null);
  expect(set({ type: 'one-time', amount: '500' }, '40.01')).toBe('CEILING_EXCEEDED');
  expect(ceilingRefusal(quota, given, null, { type: 'one-time', amount: '1' })).toBe(
    'BUDGET_TYPE_NOT_GRANTED',
  );
});

test('lowering is possible where more is given out than the quota allows', () => {
  const over = { monthly: '150', oneTime: '0' };
  const before = { type: 'monthly', amount: '80' } as const;
  expect(ceilingRefusal(quota, over, before, { type: 'monthly', amount: '79' })).toBe(null);
  expect(ceilingRefusal(quota, over, before, { type: 'monthly', amount: '80.01' })).toBe('CEILING_EXCEEDED');
});

test('a quota is too low when one of its types is', () => {
  expect(quotaTooLow({ monthly: '10', oneTime: null }, { monthly: '10', oneTime: '5' })).toBe(false);
  expect(quotaTooLow({ monthly: '9.99', oneTime: null }, { monthly: '10', oneTime: '5' })).toBe(true);
  expect(quotaTooLow({ monthly: '10', oneTime: '4' }, { monthly: '10', oneTime: '5' })).toBe(true);
});

test('whatever is set in whatever order, what is given out is the sum of the budgets and within the quota', () => {
  const random = seededRandom(20);
  for (let round = 0; round < 300; round++) {
    const limits = { monthly: String(50 + Math.floor(random.next() * 200)), oneTime: '120.5' };
    const budgets = new Map<number, Budget>();
    let given: GivenOut = { monthly: '0', oneTime: '0' };
    for (let step = 0; step < 40; step++) {
      const who = Math.floor(random.next() * 5);
      const after: Budget = {
        type: random.next() < 0.5 ? 'monthly' : 'one-time',
        amount: (1 + Math.floor(random.next() * 9000) / 100).toFixed(2),
      };
      const before = budgets.get(who) ?? null;
      if (ceilingRefusal(limits, given, before, after) !== null) continue;
      given = givenAfter(given, before, after);
      budgets.set(who, after);
      const sum = (type: Budget['type']) =>
        addDecimals(
          '0',
          ...[...budgets.values()].filter((one) => one.type === type).map((one) => one.amount),
        );
      expect(compareDecimals(given.monthly, sum('monthly'))).toBe(0);
      expect(compareDecimals(given.oneTime, sum('one-time'))).toBe(0);
      expect(compareDecimals(given.monthly, limits.monthly)).toBeLessThanOrEqual(0);
      expect(compareDecimals(given.oneTime, limits.oneTime)).toBeLessThanOrEqual(0);
    }
  }
});

test('the cooperation goes its way and no other', () => {
  const states = Object.keys(COOPERATION) as (keyof typeof COOPERATION)[];
  expect(states.filter((state) => nextCooperation(state, 'approve') !== null)).toEqual(['applied']);
  expect(states.filter((state) => nextCooperation(state, 'activate') !== null)).toEqual(['approved']);
  expect(states.filter((state) => nextCooperation(state, 'terminate') !== null)).toEqual([
    'approved',
    'active',
  ]);
  expect(nextCooperation('active', 'invite')).toBe(null);
  expect(nextPermission('none', 'revoke')).toBe(null);
  expect(nextPermission('granted', 'grant')).toBe('granted');
});
