import { fromE8 } from '../../base/money.ts';
import type { Caller } from '../../contract/handlers.ts';
import type { OutputOf, ParsedInputOf } from '../../contract/index.ts';
import type { AreaContext } from '../context.ts';
import { apiStamp, OPERATIONS } from '../context.ts';
import { seenIn } from '../customers/shared.ts';
import { couponsReadAt, daysLeft, expiringCoupons } from '../coupons/shared.ts';

/** How far ahead the card looks, in days. */
export const EXPIRING_DAYS = 30;

/** Usable coupons that expire within 30 days, the soonest first, with the money at risk; null before coupons were read. */
export function homeCoupons(
  context: AreaContext,
  input: ParsedInputOf<'home.expiringCoupons'>,
  { sees }: Caller,
): OutputOf<'home.expiringCoupons'> {
  const { mirror, clock } = context.workspace;
  const now = clock.now();
  return mirror.snapshot((r) => {
    const asOf = couponsReadAt(r);
    if (asOf === null) return null;
    const found = expiringCoupons(r, now, EXPIRING_DAYS, input.limit, seenIn(sees, 'customer_id'));
    return {
      rows: found.rows.map((row) => ({
        couponId: row.id,
        name: row.name,
        balance: fromE8(row.balanceE8),
        currency: row.currency,
        expiresAt: row.expiresAt,
        daysLeft: daysLeft(row.expiresAt, now) ?? 0,
      })),
      total: found.sums.map(({ currency, e8 }) => ({ amount: fromE8(e8), currency })),
      count: found.count,
      stamp: apiStamp(context, 'coupons', OPERATIONS.coupons, asOf),
    };
  });
}
