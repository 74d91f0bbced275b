import { billTime, monthAt, monthEnd } from './calendar.ts';
import type { Coupon } from './coupons.ts';
import type { World } from './world.ts';

/** The parts of the consumption quota, in cents. */
export interface QuotaParts {
  readonly totalCents: number;
  readonly balanceCents: number;
  readonly couponCents: number;
  readonly dueCents: number;
  readonly unbilledCents: number;
  readonly usedCents: number;
}

/** Cents left on a coupon. */
export function couponLeft(world: World, coupon: Coupon): number {
  return coupon.faceCents - (world.settlement().used.get(coupon.id)?.cents ?? 0);
}

/** Whether a coupon counts in the quota now; in the days before billing also those that expired with last month. */
function counts(coupon: Coupon, now: number): boolean {
  if (coupon.reseller !== -1 || coupon.withdrawn || coupon.frozen || coupon.validFrom > now) return false;
  if (coupon.expires >= now) return true;
  const before = monthAt(now) - 1;
  return billTime(before) > now && coupon.expires >= monthEnd(before) - 1000;
}

/** The consumption quota: used = due + unbilled - balance - coupons (guide 4.1). */
export function quotaParts(world: World): QuotaParts {
  const settlement = world.settlement();
  const now = world.now();
  const couponCents = world
    .coupons()
    .filter((coupon) => counts(coupon, now))
    .reduce((sum, coupon) => sum + couponLeft(world, coupon), 0);
  const unbilledCents = world.unbilledCents();
  return {
    totalCents: world.quotaCents,
    balanceCents: settlement.balanceCents,
    couponCents,
    dueCents: settlement.dueCents,
    unbilledCents,
    usedCents: settlement.dueCents + unbilledCents - settlement.balanceCents - couponCents,
  };
}
