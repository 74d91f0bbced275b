import { beijingDay, DAY_MS } from '../../../base/period.ts';

export type CouponState = 'available' | 'used' | 'expired' | 'withdrawn' | 'inactive' | 'unknown';

/** API enum coupon_status. */
const STATES: Readonly<Record<string, CouponState>> = {
  '1': 'inactive',
  '2': 'available',
  '3': 'used',
  '4': 'expired',
  '5': 'withdrawn',
};
/** What time cannot change any more. */
const SETTLED: ReadonlySet<CouponState> = new Set(['used', 'withdrawn', 'expired']);

/**
 * The state of a coupon at an instant (ms UTC). Past its expiry a coupon is void whatever its status says (guide 9.1, API
 * notes); one that was used or withdrawn before stays that.
 */
export function couponState(status: string, expiresAt: number | null, now: number): CouponState {
  const state = STATES[status] ?? 'unknown';
  if (SETTLED.has(state)) return state;
  return expiresAt !== null && expiresAt <= now ? 'expired' : state;
}

/** Whole days in GMT+08:00 until the day of expiry: 0 on that day, negative after it; null without an expiry. */
export function daysLeft(expiresAt: number | null, now: number): number | null {
  if (expiresAt === null) return null;
  return Math.round((Date.parse(beijingDay(expiresAt)) - Date.parse(beijingDay(now))) / DAY_MS);
}
