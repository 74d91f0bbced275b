import type { Period } from '../../base/period.ts';
import { isPeriod, periodOf } from '../../base/period.ts';
import type { ReadHandle, SqlValue, WriteHandle } from '../../storage/store.ts';
import type { Workspace } from '../../storage/workspace-types.ts';
import { CUSTOMER_MONTH } from './schema.ts';

/**
 * The figures kept on each customer row so that lists can be sorted and filtered by them with an index: budget and month
 * to date. They follow from other records and are derived again whenever those change.
 */

const hasMonths = (r: ReadHandle): boolean =>
  r.get("SELECT 1 AS found FROM sqlite_schema WHERE type = 'table' AND name = ?", [CUSTOMER_MONTH]) !==
  undefined;

/** The month the month-to-date columns are of; null before the first refresh. */
export function figuresPeriod(r: ReadHandle): Period | null {
  const period = r.get<{ period: string }>('SELECT period FROM customer_period WHERE one = 1')?.period;
  return period !== undefined && isPeriod(period) ? period : null;
}

/** One row a month and customer: the base currency first, when files of several currencies name the customer. */
const FIRST_CURRENCY = `SELECT customer_id, payable_e8, payable_r16, currency,
    row_number() OVER (PARTITION BY customer_id ORDER BY currency <> 'USD', currency) AS place
  FROM ${CUSTOMER_MONTH} WHERE period = :period`;

/** Month-to-date columns of one customer for its first insert: amount, remainder, currency. */
export function monthFigure(r: ReadHandle, id: string): SqlValue[] {
  const period = figuresPeriod(r);
  if (period === null || !hasMonths(r)) return [null, null, null];
  const row = r.get<{ payable_e8: bigint; payable_r16: bigint; currency: string }>(
    `SELECT payable_e8, payable_r16, currency FROM ${CUSTOMER_MONTH}
     WHERE period = ? AND customer_id = ? ORDER BY currency <> 'USD', currency LIMIT 1`,
    [period, id],
  );
  return row === undefined ? [null, null, null] : [row.payable_e8, row.payable_r16, row.currency];
}

/**
 * Derives the month-to-date columns of all customers for the running month. Called by expenditures after it published
 * customer months (same transaction), and when a new month has begun. Only rows that differ are written.
 */
export function refreshCustomerFigures(w: WriteHandle): void {
  const period = periodOf(w.now());
  const before = figuresPeriod(w);
  let changes = 0;
  if (hasMonths(w)) {
    changes += w.run(
      `WITH m AS (${FIRST_CURRENCY})
       UPDATE customer SET mtd_e8 = m.payable_e8, mtd_r16 = m.payable_r16, mtd_currency = m.currency
       FROM m WHERE m.place = 1 AND m.customer_id = customer.id
         AND (mtd_e8 IS NOT m.payable_e8 OR mtd_r16 IS NOT m.payable_r16 OR mtd_currency IS NOT m.currency)`,
      { period },
    ).changes;
    changes += w.run(
      `UPDATE customer SET mtd_e8 = NULL, mtd_r16 = NULL, mtd_currency = NULL
       WHERE mtd_currency IS NOT NULL AND NOT EXISTS (
         SELECT 1 FROM ${CUSTOMER_MONTH} m WHERE m.period = :period AND m.customer_id = customer.id)`,
      { period },
    ).changes;
  }
  if (before !== period)
    w.run(
      'INSERT INTO customer_period (one, period) VALUES (1, ?) ON CONFLICT (one) DO UPDATE SET period = excluded.period',
      [period],
    );
  if (changes > 0) w.touch('customers');
}

/** Derives the figures again when a new month has begun since they were made; otherwise reads one row and does nothing. */
export function ensureCustomerFigures(workspace: Workspace): Period {
  const period = periodOf(workspace.clock.now());
  if (figuresPeriod(workspace.mirror.read) !== period) workspace.mirror.write(refreshCustomerFigures);
  return period;
}
