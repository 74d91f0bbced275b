import type { ReadHandle, SqlValue } from '../../storage/store.ts';

/** Budget columns of a customer row: type, amount, used, use (millionths of a percent), currency, read at. */
export type BudgetFigures = readonly [
  type: string | null,
  e8: bigint | null,
  usedE8: bigint | null,
  use: bigint | null,
  currency: string | null,
  asOf: bigint | null,
];

const NONE: BudgetFigures = [null, null, null, null, null, null];

/** Used share of a budget in millionths of a percent, cut, not rounded; null without a budget above 0 (guide 5.3). */
export function budgetUse(amountE8: bigint | null, usedE8: bigint | null): bigint | null {
  if (amountE8 === null || amountE8 <= 0n) return null;
  return ((usedE8 ?? 0n) * 100_000_000n) / amountE8;
}

/** The budget of one customer for the customer's row; all null without one. */
export function budgetFigures(r: ReadHandle, customerId: string): BudgetFigures & readonly SqlValue[] {
  const row = r.get<{
    type: string | null;
    amount_e8: bigint;
    used_e8: bigint;
    currency: string;
    as_of: bigint;
  }>('SELECT type, amount_e8, used_e8, currency, as_of FROM budget WHERE id = ? AND amount_e8 IS NOT NULL', [
    customerId,
  ]);
  if (row === undefined) return NONE;
  return [
    row.type,
    row.amount_e8,
    row.used_e8,
    budgetUse(row.amount_e8, row.used_e8),
    row.currency,
    row.as_of,
  ];
}

/** What the API's codes of budget types mean. */
export const BUDGET_TYPES: Readonly<Record<string, 'monthly' | 'one-time'>> = {
  MONTHLY: 'monthly',
  PACKAGE: 'one-time',
};

/** The meaning of a budget type's code; 'unknown' for codes nobody documented. */
export function budgetType(code: string | null): 'monthly' | 'one-time' | 'unknown' {
  return BUDGET_TYPES[code ?? ''] ?? 'unknown';
}

/**
 * When the newest budget was read, and the currency budgets are spoken of in: the base currency when any is in it. Null
 * without any budget. Two steps of an index, whatever their number.
 */
export function budgetsReadAt(r: ReadHandle): { asOf: number; currency: string } | null {
  type Newest = { currency: string; as_of: bigint };
  const row =
    r.get<Newest>(
      "SELECT currency, as_of FROM budget WHERE currency = 'USD' ORDER BY currency DESC, as_of DESC LIMIT 1",
    ) ?? r.get<Newest>('SELECT currency, as_of FROM budget ORDER BY currency DESC, as_of DESC LIMIT 1');
  return row === undefined ? null : { asOf: Number(row.as_of), currency: row.currency };
}

export { budgetOutlook } from './rules/danger.ts';
