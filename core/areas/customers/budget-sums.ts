import { fromE8, type DecimalText } from '../../base/money.ts';
import type { ReadHandle } from '../../storage/store.ts';

/** Sums of budgets per type, in one currency. */
export interface BudgetSums {
  readonly monthly: DecimalText;
  readonly oneTime: DecimalText;
}

type Row = { reseller_id: string | null; monthly: bigint | null; one_time: bigint | null };

const SUMS = `sum(budget_e8) FILTER (WHERE budget_type = 'MONTHLY') AS monthly,
  sum(budget_e8) FILTER (WHERE budget_type = 'PACKAGE') AS one_time`;

const sumsOf = (row: Row): BudgetSums => ({
  monthly: fromE8(row.monthly ?? 0n),
  oneTime: fromE8(row.one_time ?? 0n),
});

/** What the budgets of resellers' customers come to, by reseller; those without budgets in the currency are left out. */
export function budgetSums(
  r: ReadHandle,
  resellerIds: readonly string[],
  currency: string,
): ReadonlyMap<string, BudgetSums> {
  const rows = r.all<Row & { reseller_id: string }>(
    `SELECT reseller_id, ${SUMS} FROM customer
     WHERE reseller_id IN (SELECT value FROM json_each(?)) AND budget_currency = ? GROUP BY reseller_id`,
    [JSON.stringify(resellerIds), currency],
  );
  return new Map(rows.map((row) => [row.reseller_id, sumsOf(row)]));
}

/** What the budgets of all customers come to. */
export function allBudgetSums(r: ReadHandle, currency: string): BudgetSums {
  const row = r.get<Row>(`SELECT NULL AS reseller_id, ${SUMS} FROM customer WHERE budget_currency = ?`, [
    currency,
  ]);
  return sumsOf(row ?? { reseller_id: null, monthly: null, one_time: null });
}
