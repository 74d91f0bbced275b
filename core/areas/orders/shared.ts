import type { Sight } from '../../contract/permissions.ts';
import type { ReadHandle } from '../../storage/store.ts';
import { seenIn } from '../customers/shared.ts';

/** Named reads of orders for other areas. */

/** Code of "pending payment" (API enum order_status). */
export const UNPAID = '6';

/** How many orders a customer has, and how many of them wait for payment. */
export function customerOrderCounts(r: ReadHandle, customerId: string): { total: number; unpaid: number } {
  const row = r.get<{ n: bigint; unpaid: bigint }>(
    'SELECT count(*) AS n, count(*) FILTER (WHERE status = ?) AS unpaid FROM customer_order WHERE customer_id = ?',
    [UNPAID, customerId],
  );
  return { total: Number(row?.n ?? 0n), unpaid: Number(row?.unpaid ?? 0n) };
}

/** Orders that wait for payment, with their amount after discount per currency (units of 1e-8). */
export function unpaidOrders(
  r: ReadHandle,
  sees: Sight,
): { count: number; sums: { currency: string; e8: bigint }[] } {
  const seen = seenIn(sees, 'customer_id');
  const rows = r.all<{ currency: string; n: bigint; e8: bigint | null }>(
    `SELECT currency, count(*) AS n, sum(discounted_e8) AS e8 FROM customer_order
     WHERE status = ?${seen.map(({ text }) => ` AND ${text}`).join('')} GROUP BY currency`,
    [UNPAID, ...seen.flatMap(({ params }) => params)],
  );
  return {
    count: rows.reduce((sum, row) => sum + Number(row.n), 0),
    sums: rows.map((row) => ({ currency: row.currency, e8: row.e8 ?? 0n })),
  };
}
