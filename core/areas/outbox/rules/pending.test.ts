import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CustomerSituation } from '../../../contract/outbox.ts';
import { fold, foldFreezeType, pendingOf, targetOf, type Foldable } from './pending.ts';

const type = fc.constantFrom('account' as const, 'account-and-resources' as const);
const state = fc.constantFrom(
  'waiting' as const,
  'sending' as const,
  'unknown' as const,
  'decision' as const,
  'held' as const,
  'confirmed' as const,
);
const action: fc.Arbitrary<Foldable> = fc.oneof(
  fc.record({
    kind: fc.constant('budgets.set' as const),
    state,
    payload: fc.record({
      v: fc.constant(1),
      amount: fc.integer({ min: 1, max: 1_000_000 }).map(String),
      type: fc.constantFrom('monthly', 'one-time'),
      unfreeze: fc.boolean(),
    }),
  }),
  fc.record({
    kind: fc.constantFrom('customers.freeze' as const, 'customers.unfreeze' as const),
    state,
    payload: fc.record({ v: fc.constant(1), type, reason: fc.constant('r') }),
  }),
);
const situation: fc.Arbitrary<CustomerSituation> = fc.record({
  budget: fc.option(fc.integer({ min: 0, max: 999 }).map(String)),
  budgetType: fc.option(fc.constantFrom('monthly' as const, 'one-time' as const)),
  currency: fc.constant('USD'),
  frozen: fc.option(fc.boolean()),
});

test('the fold over a list is the fold over its parts, and of nothing it changes nothing', () => {
  fc.assert(
    fc.property(situation, fc.array(action), fc.array(action), (start, first, second) => {
      expect(fold(start, [...first, ...second])).toEqual(fold(fold(start, first), second));
      expect(fold(start, [])).toEqual(start);
    }),
  );
});

test('the last budget and the last word about freezing win; the other parts stay as they are', () => {
  fc.assert(
    fc.property(situation, fc.array(action), (start, actions) => {
      const after = fold(start, actions);
      const budget = actions.findLast((one) => one.kind === 'budgets.set');
      expect(after.budget).toBe(budget === undefined ? start.budget : budget.payload['amount']);
      expect(after.budgetType).toBe(budget === undefined ? start.budgetType : budget.payload['type']);
      const word = actions.findLast((one) => one.kind !== 'budgets.set' || one.payload['unfreeze'] === true);
      expect(after.frozen).toBe(word === undefined ? start.frozen : word.kind === 'customers.freeze');
      expect(foldFreezeType(actions)).toBe(
        word === undefined ? undefined : word.kind === 'customers.freeze' ? word.payload['type'] : null,
      );
    }),
  );
});

test('what lists show: only the parts that change, with the state that needs a person most', () => {
  const rank = ['decision', 'held', 'unknown', 'sending', 'waiting', 'confirmed'];
  fc.assert(
    fc.property(fc.array(action, { minLength: 1 }), (actions) => {
      const shown = pendingOf(actions);
      const worst = Math.min(...actions.map((one) => rank.indexOf(one.state)));
      expect(shown?.state).toBe(rank[worst]);
      expect(shown?.budget !== undefined).toBe(actions.some((one) => one.kind === 'budgets.set'));
      expect(shown?.freeze !== undefined).toBe(
        actions.some((one) => one.kind !== 'budgets.set' || one.payload['unfreeze'] === true),
      );
    }),
  );
});

test('without anything open, nothing is pending; what was taken back is not open', () => {
  expect(pendingOf([])).toBeNull();
  const ended = { kind: 'customers.freeze', payload: { v: 1, type: 'account' }, state: 'cancelled' } as const;
  expect(pendingOf([ended])).toBeNull();
});

test('a payload of a newer program: what is not understood is left out, never guessed', () => {
  const newer = { kind: 'budgets.set', payload: { v: 9, amount: { much: 1 }, type: 'yearly' } } as const;
  expect(targetOf(newer)).toEqual({
    budget: null,
    budgetType: null,
    freezeMode: null,
    unfreeze: false,
    freezeType: null,
    reason: null,
    country: null,
    email: null,
    externalId: null,
  });
});
