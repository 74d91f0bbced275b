// The partner's own money: bills are issued on the 5th, coupons and the account balance are used up first, the rest is
// due until it is paid. Replayed from a fixed month on, so that the parts of the consumption quota always agree.
import { DAY_MS } from '../../base/period.ts';
import { billTime, monthAt, monthEnd, monthStart } from './calendar.ts';
import { niceCents } from './budgets.ts';
import type { Coupon } from './coupons.ts';
import { chance, STREAM } from './hash.ts';

export interface IssuedBill {
  readonly month: number;
  readonly issuedAt: number;
  readonly totalCents: number;
  readonly couponCents: number;
  readonly balanceCents: number;
  readonly dueCents: number;
  readonly paidAt: number;
}

export interface Settlement {
  readonly bills: readonly IssuedBill[];
  readonly balanceCents: number;
  readonly dueCents: number;
  /** Cents used of each coupon, and when it was last used. */
  readonly used: ReadonlyMap<string, { cents: number; at: number }>;
}

/** Money put on the partner's account. */
export interface TopUp {
  readonly at: number;
  readonly cents: number;
}

export interface SettlementInput {
  readonly seed: number;
  readonly firstMonth: number;
  readonly now: number;
  readonly billTotal: (month: number) => number;
  readonly coupons: readonly Coupon[];
  readonly typicalCents: number;
  /** Payments made by hand through the control endpoint: bill month -> instant. */
  readonly payments: ReadonlyMap<number, number>;
  /** Money put on the account by hand, oldest first. */
  readonly topUps: readonly TopUp[];
}

// Coupons pay at most this part of a bill, because most of them are limited to some products.
const COUPON_SHARE = 0.012;

/** Whether a coupon can pay (part of) the bill of a month: granted before its end and not expired before it. */
function paysFor(coupon: Coupon, month: number): boolean {
  const end = monthEnd(month);
  return (
    coupon.reseller === -1 &&
    !coupon.withdrawn &&
    !coupon.frozen &&
    coupon.validFrom < end &&
    coupon.expires >= end - 1000
  );
}

function payWithCoupons(
  input: SettlementInput,
  used: Map<string, { cents: number; at: number }>,
  month: number,
  total: number,
): number {
  let room = Math.floor(total * COUPON_SHARE);
  let paid = 0;
  const usable = input.coupons.filter((c) => paysFor(c, month)).sort((a, b) => a.expires - b.expires);
  for (const coupon of usable) {
    const left = coupon.faceCents - (used.get(coupon.id)?.cents ?? 0);
    // A single-use coupon goes whole or not at all.
    const part = coupon.version === 1 ? (left <= room ? left : 0) : Math.min(left, room);
    if (part <= 0) continue;
    used.set(coupon.id, { cents: coupon.faceCents - left + part, at: billTime(month) });
    room -= part;
    paid += part;
  }
  return paid;
}

/** Replays bills, coupons, top-ups and payments up to `now`. */
export function settle(input: SettlementInput): Settlement {
  const used = new Map<string, { cents: number; at: number }>();
  const bills: IssuedBill[] = [];
  let balance = 0;
  const putIn = (from: number, to: number): number =>
    input.topUps.reduce((sum, topUp) => (topUp.at > from && topUp.at <= to ? sum + topUp.cents : sum), 0);
  let counted = Number.NEGATIVE_INFINITY;
  for (let month = input.firstMonth; billTime(month) <= input.now; month += 1) {
    const at = (n: number): number => chance(input.seed, month, n, STREAM.settlement);
    const total = input.billTotal(month);
    balance += putIn(counted, billTime(month));
    counted = billTime(month);
    const positive = Math.max(0, total);
    const coupon = payWithCoupons(input, used, month, positive);
    const fromBalance = Math.min(balance, positive - coupon);
    balance -= fromBalance;
    const usualDay = at(1) < 0.12 ? 44 + at(2) * 8 : 22 + at(2) * 9;
    bills.push({
      month,
      issuedAt: billTime(month),
      totalCents: total,
      couponCents: coupon,
      balanceCents: fromBalance,
      dueCents: positive - coupon - fromBalance,
      paidAt: input.payments.get(month) ?? Math.floor((monthEnd(month) + usualDay * DAY_MS) / 1000) * 1000,
    });
    // A top-up around the 12th is deducted from the next bill.
    const topUpAt = monthStart(monthAt(billTime(month))) + Math.floor(10 + at(3) * 6) * DAY_MS;
    if (topUpAt <= input.now && at(4) < 0.6) balance += niceCents(input.typicalCents * (0.02 + 0.1 * at(5)));
  }
  balance += putIn(counted, input.now);
  const due = bills.reduce((sum, bill) => (bill.paidAt > input.now ? sum + bill.dueCents : sum), 0);
  return { bills, balanceCents: balance, dueCents: due, used };
}
