import { DAY_MS } from '../../base/period.ts';
import { monthDays, monthEnd, monthStart } from './calendar.ts';
import { chance, hash, hexId, STREAM } from './hash.ts';
import { niceCents } from './budgets.ts';

/** A cash coupon of the partner or of one of its resellers. Cents. */
export interface Coupon {
  readonly id: string;
  readonly code: string;
  /** Index of the reseller that owns it; -1 = the partner. */
  readonly reseller: number;
  readonly faceCents: number;
  readonly created: number;
  readonly validFrom: number;
  /** Last second of validity, ms UTC. */
  readonly expires: number;
  /** 1 = single use, 2 = reusable until spent. */
  readonly version: 1 | 2;
  readonly plan: number;
  readonly withdrawn: boolean;
  readonly frozen: boolean;
  /** Its status is not brought up to date after expiry, as happens in the real one. */
  readonly staleStatus: boolean;
}

export const PLANS = [
  { name: 'Partner incentive coupon', desc: 'Monthly incentive paid as a cash coupon' },
  { name: 'New customer promotion', desc: 'For reseller customers in their first year' },
  { name: '伙伴激励代金券', desc: '按月发放的伙伴激励' },
  { name: 'Migration support', desc: 'For workloads moved from another cloud' },
] as const;

export const COUPON_MONTHS = 6;

/** The coupons granted in a month. `typicalCents` is the size of an ordinary partner bill. */
export function couponsGranted(
  seed: number,
  month: number,
  resellers: number,
  typicalCents: number,
): Coupon[] {
  const count = 1 + Math.floor(chance(seed, month, 0, STREAM.coupon) * 4);
  return Array.from({ length: count }, (_, slot) => {
    const at = (n: number): number => chance(seed, month, slot * 32 + n + 1, STREAM.coupon);
    const created = monthStart(month) + Math.floor(at(1) * monthDays(month) * 24) * 3_600_000 + 61_000;
    const length = [1, 3, 3, COUPON_MONTHS][Math.floor(at(2) * 4)] ?? 3;
    const byDay = at(3) < 0.4;
    const expires = byDay ? created + length * 30 * DAY_MS - 1000 : monthEnd(month + length - 1) - 1000;
    return {
      id: `CP${month}${String(slot).padStart(2, '0')}${hash(seed, month, slot, STREAM.coupon).toString(36).toUpperCase()}`,
      code: hexId(seed, month * 16 + slot, STREAM.coupon)
        .slice(0, 16)
        .toUpperCase(),
      reseller: resellers > 0 && at(4) < 0.2 ? hash(seed, month, slot, STREAM.coupon + 1) % resellers : -1,
      faceCents: niceCents(typicalCents * (0.002 + 0.02 * at(5))),
      created,
      validFrom: created,
      expires: Math.max(expires, created + DAY_MS),
      version: at(6) < 0.85 ? 2 : 1,
      plan: Math.floor(at(7) * PLANS.length),
      withdrawn: at(8) < 0.03,
      frozen: at(9) < 0.02,
      staleStatus: at(10) < 0.2,
    };
  });
}
