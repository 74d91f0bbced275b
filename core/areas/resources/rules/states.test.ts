import { expect, test } from 'vitest';
import { DAY_MS } from '../../../base/period.ts';
import { expiryPolicy, nextChange, RESOURCE_STATES, resourceState, statusCodes } from './states.ts';

test('every documented code has a state, and every other one is told as unknown', () => {
  expect(['2', '3', '4', '5'].map((code) => resourceState('period', code))).toEqual([
    'in-use',
    'closed',
    'frozen',
    'expired',
  ]);
  expect(['1', '2', '3', '4', '5', '6'].map((code) => resourceState('on-demand', code))).toEqual([
    'in-use',
    'expired',
    'frozen',
    'changing',
    'closing',
    'closed',
  ]);
  expect([resourceState('period', '9'), resourceState('on-demand', null)]).toEqual(['unknown', 'unknown']);
});

test('the codes of a state are those that mean it', () => {
  for (const kind of ['period', 'on-demand'] as const)
    for (const state of RESOURCE_STATES)
      for (const code of statusCodes(kind, state)) expect(resourceState(kind, code)).toBe(state);
  expect(statusCodes('period', 'changing')).toEqual([]);
});

test('grace and retention are fifteen days each', () => {
  const at = Date.UTC(2026, 10, 1);
  expect(nextChange('in-use', at)).toEqual({ to: 'expired', at });
  expect(nextChange('expired', at)).toEqual({ to: 'frozen', at: at + 15 * DAY_MS });
  expect(nextChange('frozen', at)).toEqual({ to: 'deleted', at: at + 30 * DAY_MS });
  expect([nextChange('closed', at), nextChange('in-use', null)]).toEqual([null, null]);
});

test('what happens at the expiry, by code', () => {
  expect(['0', '1', '2', '3', '4', '5', '7', null].map(expiryPolicy)).toEqual([
    'grace',
    'on-demand',
    'delete',
    'renew',
    'freeze',
    'delete-later',
    'unknown',
    null,
  ]);
});
