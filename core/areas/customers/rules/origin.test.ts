import { expect, test } from 'vitest';
import { DAY_MS } from '../../../base/period.ts';
import { freezeState, type FrozenFacts } from './origin.ts';

const T = Date.UTC(2026, 10, 10);
const FACTS: FrozenFacts = {
  ours: null,
  foundAt: T,
  unfrozenAt: null,
  resellerModel: true,
  hasBudget: true,
  usedUp: false,
  mode: null,
};
const OURS = { type: 'account-and-resources', at: T, person: 'Lin' } as const;

test('frozen from here: since when, by whom, and fifteen days until the resources are deleted', () => {
  expect(freezeState({ ...FACTS, ours: OURS })).toEqual({
    type: 'account-and-resources',
    origin: 'manual',
    since: T,
    foundAt: T,
    by: 'Lin',
    deleteAt: T + 15 * DAY_MS,
  });
  expect(freezeState({ ...FACTS, ours: { ...OURS, type: 'account' } }).deleteAt).toBeNull();
});

test('what a sync has shown unfrozen since is over: this freeze is another one', () => {
  const again = freezeState({ ...FACTS, ours: OURS, unfrozenAt: T + 1, foundAt: T + DAY_MS });
  expect(again).toMatchObject({ origin: 'unknown', since: null, by: null, deleteAt: null, type: null });
  expect(freezeState({ ...FACTS, ours: OURS, unfrozenAt: T - 1 }).origin).toBe('manual');
});

test('used up with the automatic mode set here: the system froze the account', () => {
  const used = { ...FACTS, usedUp: true, mode: 'automatic' } as const;
  expect(freezeState(used)).toMatchObject({ origin: 'automatic', type: 'account', deleteAt: null });
  expect(freezeState({ ...used, mode: null }).origin).toBe('unknown');
  expect(freezeState({ ...used, usedUp: false }).origin).toBe('unknown');
});

test('a reseller-model customer without a budget has been frozen since its association', () => {
  expect(freezeState({ ...FACTS, hasBudget: false })).toMatchObject({ origin: 'default', type: 'account' });
  expect(freezeState({ ...FACTS, hasBudget: false, resellerModel: false }).origin).toBe('unknown');
});
