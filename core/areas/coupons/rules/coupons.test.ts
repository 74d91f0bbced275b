import { expect, test } from 'vitest';
import { couponState, daysLeft } from './coupons.ts';

const now = Date.UTC(2026, 10, 23, 4);

test('past its expiry a coupon is void whatever its status says; a used or withdrawn one stays that', () => {
  const past = now - 1;
  expect(['1', '2', '3', '4', '5', '9'].map((s) => couponState(s, past, now))).toEqual([
    'expired',
    'expired',
    'used',
    'expired',
    'withdrawn',
    'expired',
  ]);
  expect(['1', '2', '3', '4', '5', '9'].map((s) => couponState(s, null, now))).toEqual([
    'inactive',
    'available',
    'used',
    'expired',
    'withdrawn',
    'unknown',
  ]);
  expect(couponState('2', now, now)).toBe('expired');
  expect(couponState('2', now + 1, now)).toBe('available');
});

test('days left count days of the Beijing calendar', () => {
  expect(daysLeft(Date.UTC(2026, 10, 23, 15, 59), now)).toBe(0);
  expect(daysLeft(Date.UTC(2026, 10, 23, 16), now)).toBe(1);
  expect(daysLeft(Date.UTC(2026, 10, 30, 4), now)).toBe(7);
  expect(daysLeft(null, now)).toBeNull();
});
