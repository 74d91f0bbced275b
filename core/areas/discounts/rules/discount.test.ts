import { expect, test } from 'vitest';
import type { DiscountChange } from '../../../contract/discounts.ts';
import { changeRefusal, daysLeft, DISCOUNT, replaces, shownState } from './discount.ts';

/** 2026-11-23 12:00 in GMT+08:00. */
const NOON = Date.UTC(2026, 10, 23, 4);
const change = (more: Partial<DiscountChange>): DiscountChange => ({
  kind: 'general',
  products: [],
  percent: '10',
  from: '2026-11-23',
  to: '2026-11-30',
  ...more,
});

test.each([
  ['0', 'DISCOUNT_OUT_OF_RANGE'],
  ['-1', 'DISCOUNT_OUT_OF_RANGE'],
  ['0.01', null],
  ['0.001', 'DISCOUNT_OUT_OF_RANGE'],
  ['99.99', null],
  ['100', 'DISCOUNT_OUT_OF_RANGE'],
  ['12.50', null],
] as const)('a discount of %s percent: %s', (percent, refused) => {
  expect(changeRefusal(change({ percent }), null, NOON)).toBe(refused);
});

test.each([
  [{ from: '2026-11-23', to: '2026-11-23' }, null],
  [{ from: '2026-11-20', to: '2026-11-22' }, 'DISCOUNT_DAYS'],
  [{ from: '2026-11-24', to: '2026-11-23' }, 'DISCOUNT_DAYS'],
  [{ from: '2026-02-30', to: '2026-12-01' }, 'DISCOUNT_DAYS'],
  [{ from: '2026-11-23', to: '2026-13-01' }, 'DISCOUNT_DAYS'],
] as const)('days %o: %s', (days, refused) => {
  expect(changeRefusal(change(days), null, NOON)).toBe(refused);
});

test('a product-specific discount names products, a general one none', () => {
  expect(changeRefusal(change({ kind: 'product' }), null, NOON)).toBe('DISCOUNT_PRODUCT_MISSING');
  expect(changeRefusal(change({ kind: 'product', products: ['ECS'] }), null, NOON)).toBe(null);
  expect(changeRefusal(change({ products: ['ECS'] }), null, NOON)).toBe('DISCOUNT_PRODUCT_MISSING');
});

test('one kind makes the other void; of the same kind only the one for the same thing', () => {
  const of = (kind: 'general' | 'product', product: string | null) => ({ kind, product });
  expect(replaces(of('general', null), of('product', 'ECS'))).toBe(true);
  expect(replaces(of('product', 'ECS'), of('general', null))).toBe(true);
  expect(replaces(of('general', null), of('general', null))).toBe(true);
  expect(replaces(of('product', 'ECS'), of('product', 'ECS'))).toBe(true);
  expect(replaces(of('product', 'ECS'), of('product', 'OBS'))).toBe(false);
});

test('the day changes at midnight of GMT+08:00', () => {
  const days = { from: '2026-11-24', to: '2026-11-24' };
  const midnight = Date.UTC(2026, 10, 23, 16);
  expect(shownState('set', days, midnight - 1)).toBe('scheduled');
  expect(shownState('set', days, midnight)).toBe('active');
  expect(shownState('set', days, midnight + 86_400_000)).toBe('expired');
  expect(shownState('planned', days, midnight)).toBe('planned');
  expect(daysLeft('2026-11-24', midnight - 1)).toBe(1);
  expect(daysLeft('2026-11-24', midnight)).toBe(0);
});

test('what is void or was never set stays so', () => {
  expect(DISCOUNT.replaced).toEqual({});
  expect(DISCOUNT.cancelled).toEqual({});
});
