import { DAY_MS } from '../../base/period.ts';
import type { ReadHandle, SqlValue } from '../../storage/store.ts';

/** Named reads of coupons for other areas. Amounts in units of 1e-8, instants in ms UTC. */

export interface ExpiringCoupon {
  readonly id: string;
  readonly name: string;
  readonly balanceE8: bigint;
  readonly currency: string;
  readonly expiresAt: number;
}

export interface Expiring {
  readonly rows: readonly ExpiringCoupon[];
  readonly count: number;
  readonly sums: readonly { currency: string; e8: bigint }[];
  readonly firstAt: number | null;
}

/** A condition on the customer a coupon was given to (customers/shared.ts `seenIn`). */
type Seen = readonly { readonly text: string; readonly params: readonly SqlValue[] }[];

/**
 * Usable coupons with money left that expire within `days` from now, the soonest first; sums over all of them.
 * @param seen limits those of customers; the partner's own belong to nobody's customers
 */
export function expiringCoupons(
  r: ReadHandle,
  now: number,
  days: number,
  limit: number,
  seen: Seen,
): Expiring {
  const range = [now, now + days * DAY_MS, ...seen.flatMap(({ params }) => params)];
  const own = seen.map(({ text }) => ` AND (customer_id IS NULL OR ${text})`).join('');
  const where = `open = 1 AND balance_e8 > 0 AND expires_at > ? AND expires_at <= ?${own}`;
  const rows = r.all<{ id: string; name: string; balance_e8: bigint; currency: string; expires_at: bigint }>(
    `SELECT id, name, balance_e8, currency, expires_at FROM coupon WHERE ${where} ORDER BY expires_at, id LIMIT ?`,
    [...range, limit],
  );
  const sums = r.all<{ currency: string; n: bigint; e8: bigint; first: bigint }>(
    `SELECT currency, count(*) AS n, sum(balance_e8) AS e8, min(expires_at) AS first FROM coupon
     WHERE ${where} GROUP BY currency ORDER BY currency`,
    range,
  );
  return {
    rows: rows.map((row) => ({
      id: row.id,
      name: row.name,
      balanceE8: row.balance_e8,
      currency: row.currency,
      expiresAt: Number(row.expires_at),
    })),
    count: sums.reduce((sum, row) => sum + Number(row.n), 0),
    sums: sums.map(({ currency, e8 }) => ({ currency, e8 })),
    firstAt: sums.length === 0 ? null : Math.min(...sums.map((row) => Number(row.first))),
  };
}

/** One customer's usable coupons: how many, their balance per currency, and how many expire within 7 days (guide 5.2). */
export function customerCoupons(
  r: ReadHandle,
  customerId: string,
  now: number,
): { count: number; sums: { currency: string; e8: bigint }[]; expiring7: number } {
  const rows = r.all<{ currency: string; n: bigint; e8: bigint; soon: bigint }>(
    `SELECT currency, count(*) AS n, sum(balance_e8) AS e8, count(*) FILTER (WHERE expires_at <= ?) AS soon FROM coupon
     WHERE customer_id = ? AND open = 1 AND (expires_at IS NULL OR expires_at > ?) GROUP BY currency ORDER BY currency`,
    [now + 7 * DAY_MS, customerId, now],
  );
  return {
    count: rows.reduce((sum, row) => sum + Number(row.n), 0),
    sums: rows.map(({ currency, e8 }) => ({ currency, e8 })),
    expiring7: rows.reduce((sum, row) => sum + Number(row.soon), 0),
  };
}

/** When the newest coupon record was read; null without any. */
export function couponsReadAt(r: ReadHandle): number | null {
  const row = r.get<{ as_of: bigint | null }>('SELECT max(as_of) AS as_of FROM coupon');
  return row?.as_of == null ? null : Number(row.as_of);
}

export { daysLeft } from './rules/coupons.ts';
