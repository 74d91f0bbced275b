import { beijingDay, DAY_MS } from '../../base/period.ts';
import type { ReadHandle } from '../../storage/store.ts';

/** What other areas ask about discounts. */

/** Active discounts that expire within so many days, and the last day of the first of them (GMT+08:00). */
export function expiringDiscounts(
  ledger: ReadHandle,
  now: number,
  days: number,
): { count: number; firstDay: string | null } {
  const row = ledger.get<{ n: bigint; first: string | null }>(
    `SELECT count(*) AS n, min(to_day) AS first FROM discount
     WHERE state = 'set' AND from_day <= ? AND to_day BETWEEN ? AND ?`,
    [beijingDay(now), beijingDay(now), beijingDay(now + days * DAY_MS)],
  );
  return { count: Number(row?.n ?? 0n), firstDay: row?.first ?? null };
}

export { discountMigrations } from './schema.ts';
