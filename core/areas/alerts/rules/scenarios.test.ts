import { expect, test } from 'vitest';
import type { FreezeState } from '../../customers/rules/origin.ts';
import { isResponsible } from './responsible.ts';
import { budgetScenario, scenariosOf } from './scenarios.ts';

const FROZEN: FreezeState = {
  type: 'account',
  origin: 'unknown',
  since: null,
  foundAt: 1,
  by: null,
  deleteAt: null,
};
const percent = (n: string): bigint => BigInt(Math.round(Number(n) * 1_000_000));

test.each([
  ['74.999999', null],
  ['75', 'budget-75'],
  ['89.999999', 'budget-75'],
  ['90', 'budget-90'],
  ['99.999999', 'budget-90'],
  ['100', 'budget-100'],
  ['341', 'budget-100'],
])('a budget used to %s %% → %s', (used, scenario) => {
  expect(budgetScenario(percent(used))).toBe(scenario);
});

test('a customer without a budget has none', () => {
  expect(budgetScenario(null)).toBeNull();
});

test.each([
  ['manual', 'account', []],
  ['manual', 'account-and-resources', ['frozen-resources']],
  ['automatic', 'account', ['frozen-elsewhere']],
  ['default', 'account', ['frozen-default']],
  ['unknown', null, ['frozen-elsewhere']],
] as const)('a %s freeze of %s → %j', (origin, type, hold) => {
  const facts = { budgetUse: null, beforeRestore: false, freeze: { ...FROZEN, origin, type } };
  expect(scenariosOf(facts)).toEqual({ hold, keep: false });
});

test('a reading from before the restore begins no budget alert and ends none', () => {
  expect(scenariosOf({ budgetUse: percent('120'), beforeRestore: true, freeze: null })).toEqual({
    hold: [],
    keep: true,
  });
});

test('the account manager and administrators are responsible, nobody else', () => {
  const caller = (memberId: string, administrator: boolean) => ({ memberId, may: () => administrator });
  expect(isResponsible(caller('m1', false), 'm1')).toBe(true);
  expect(isResponsible(caller('m2', false), 'm1')).toBe(false);
  expect(isResponsible(caller('m2', true), 'm1')).toBe(true);
  expect(isResponsible(caller('m2', false), null)).toBe(false);
});
