import { expect, test } from 'vitest';
import type { CustomerRow } from '../../../core/contract/customers.ts';
import { customerRows } from '../../test-support/fixture-customers.ts';
import { NOW } from '../../test-support/fixture-home.ts';
import { changeOf, firstForm } from './budget-form.ts';
import { effectsOf } from './effects.ts';

function customer(at: number, own: Partial<CustomerRow> = {}): CustomerRow {
  const row = customerRows(10)[at];
  if (row === undefined) throw new Error('no such row');
  return { ...row, ...own };
}
const kinds = (effects: ReturnType<typeof effectsOf>): string[] => effects.map((effect) => effect.is);
const monthly = { amount: '60000', type: 'monthly', unfreeze: false } as const;

test('the share of the new budget that is used, the pace, and the fresh start are told', () => {
  const effects = effectsOf(monthly, customer(0), NOW);
  expect(effects).toContainEqual({ is: 'used', used: '28650.73', currency: 'USD', percent: '47.8' });
  expect(effects).toContainEqual({ is: 'pace', day: 22, days: 30, percent: '73.3' });
  expect(effects).toContainEqual({ is: 'restores', day: '2026-12-01' });
  expect(kinds(effects)).toContain('atFull');
});

test('a budget at or below what is used is used up at once', () => {
  expect(kinds(effectsOf({ ...monthly, amount: '28650.73' }, customer(0), NOW))).toContain('usedUp');
});

test('a change of type tells how the use goes on instead of a share that would be wrong', () => {
  const effects = kinds(effectsOf({ ...monthly, type: 'one-time' }, customer(0), NOW));
  expect(effects).toContain('toOneTime');
  expect(effects).toContain('oneTime');
  expect(effects).not.toContain('used');
  expect(effects).not.toContain('restores');
});

test('what waits already, what stays frozen and what freezes by itself are told', () => {
  const waits = customer(2, { frozen: true });
  const effects = effectsOf({ ...monthly, freezeMode: 'automatic' }, waits, NOW);
  expect(effects[0]).toEqual({ is: 'pending', amount: '110000' });
  expect(kinds(effects)).toContain('stillFrozen');
  expect(kinds(effects)).toContain('atFullAutomatic');
  expect(kinds(effectsOf({ ...monthly, unfreeze: true }, waits, NOW))).not.toContain('stillFrozen');
});

test('what is so already is said to be, and nothing else', () => {
  const asIs = { amount: '30000.00', type: 'monthly', unfreeze: false } as const;
  expect(kinds(effectsOf(asIs, customer(0), NOW))).toEqual(['same']);
  expect(kinds(effectsOf({ ...asIs, freezeMode: 'automatic' }, customer(0), NOW))).not.toContain('same');
  expect(kinds(effectsOf({ ...asIs, unfreeze: true }, customer(0), NOW))).not.toContain('same');
  const waits = { budget: { amount: '1', type: 'monthly' }, state: 'waiting' } as const;
  expect(kinds(effectsOf(asIs, customer(0, { pending: waits }), NOW))).not.toContain('same');
});

test('for many only what holds for all is told', () => {
  expect(kinds(effectsOf(monthly, null, NOW))).toEqual(['restores', 'atFull', 'basis']);
});

test('the first budget freezes by hand; a later one leaves the mode as it is', () => {
  expect(firstForm(customer(0, { budget: null })).mode).toBe('manual');
  const form = { ...firstForm(customer(0)), amount: '1,200.50' };
  expect(changeOf(form)).toEqual({ amount: '1200.5', type: 'monthly', unfreeze: false });
  expect(changeOf({ ...form, amount: '1,20' })).toBe(null);
});
