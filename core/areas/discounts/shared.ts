import { beijingDay, DAY_MS } from '../../base/period.ts';
import type { ReadHandle } from '../../storage/store.ts';

/** What other areas ask about discounts. */

/** Active discounts that expire within so many days, what expires first in front; last days in GMT+08:00. */
export function expiringDiscounts(
  ledger: ReadHandle,
  now: number,
  days: number,
): { customerId: string; to: string }[] {
  const today = beijingDay(now);
  return ledger
    .all<{ customer_id: string; to_day: string }>(
      `SELECT customer_id, to_day FROM discount
       WHERE state = 'set' AND from_day <= ? AND to_day BETWEEN ? AND ? ORDER BY to_day, no`,
      [today, today, beijingDay(now + days * DAY_MS)],
    )
    .map((row) => ({ customerId: row.customer_id, to: row.to_day }));
}

export { discountMigrations } from './schema.ts';
