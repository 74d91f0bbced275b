import type { DecimalText } from '../../base/money.ts';
import { formatDecimal, fromE8, joinUnits } from '../../base/money.ts';
import type { CustomerSituation } from '../../contract/outbox.ts';
import type { Sight } from '../../contract/permissions.ts';
import type { ReadHandle, SqlValue, WriteHandle } from '../../storage/store.ts';
import { budgetType } from '../budgets/shared.ts';
import { conditionsOf } from './criteria.ts';
import { planOf } from './plan.ts';
import { seenBy } from './sight.ts';

const NOBODY: ReadonlySet<string> = new Set();

/** Named reads (and one derived write) of customers for other areas; nobody else touches their tables. */

/** Keeps the budget columns of a customer's row equal to its budget record; a customer not there yet reads it on insert. */
export function setBudgetFigures(w: WriteHandle, customerId: string, figures: readonly SqlValue[]): void {
  w.run(
    `UPDATE customer SET budget_type = ?, budget_e8 = ?, budget_used_e8 = ?, budget_use = ?, budget_currency = ?,
       budget_as_of = ? WHERE id = ?`,
    [...figures, customerId],
  );
}

/** Keeps when a customer's first resource expires (integer ms UTC; null without any) on its row. */
export function setNearestExpiry(w: WriteHandle, customerId: string, at: bigint | null): void {
  const { changes } = w.run('UPDATE customer SET expires_at = ? WHERE id = ? AND expires_at IS NOT ?', [
    at,
    customerId,
    at,
  ]);
  if (changes > 0) w.touch('customers');
}

export { customersInSight, type CustomerInSight } from './in-sight.ts';
export { alertFacts, type AlertRow, dueForRenewal, newlyFrozen, stillFrozen } from './alert-facts.ts';
export { freezeKnowledge } from './freezes.ts';
export { allBudgetSums, budgetSums } from './budget-sums.ts';
export { seenCustomer } from './seen.ts';
export type { SeenCustomer } from './seen.ts';

/** How many customers each account manager has, by the member's id. */
export function customersByManager(r: ReadHandle): ReadonlyMap<string, number> {
  const rows = r.all<{ manager_id: string; n: bigint }>(
    'SELECT manager_id, count(*) AS n FROM customer WHERE manager_id IS NOT NULL GROUP BY manager_id',
  );
  return new Map(rows.map(({ manager_id, n }) => [manager_id, Number(n)]));
}

/** The accounts of those whom the Partner Center names as account managers on customers, in order. */
export function managerAccounts(r: ReadHandle): string[] {
  return r
    .all<{ manager: string }>(
      "SELECT DISTINCT manager FROM customer WHERE manager IS NOT NULL AND manager <> '' ORDER BY manager",
    )
    .map(({ manager }) => manager);
}

export { countSeen, isSeen, seenBy, seenIds, seenIn, seenOf } from './sight.ts';

/** What lists of other areas show of a customer. Clear text: the caller masks. */
export interface CustomerName {
  readonly name: string;
  readonly account: string;
}

/** Names by customer id; ids that are no customers (any more) are left out. Falls back to nothing, never to a guess. */
export function customerNames(r: ReadHandle, ids: readonly string[]): ReadonlyMap<string, CustomerName> {
  const names = new Map<string, CustomerName>();
  for (const id of new Set(ids)) {
    const row = r.get<{ name: string; account: string }>('SELECT name, account FROM customer WHERE id = ?', [
      id,
    ]);
    if (row) names.set(id, row);
  }
  return names;
}

/** Whether a customer has exactly this account name, in any spelling. */
export function hasAccount(r: ReadHandle, account: string): boolean {
  return (
    r.get('-- customers.account\nSELECT 1 FROM customer WHERE lower(account) = ? LIMIT 1', [
      account.toLowerCase(),
    ]) !== undefined
  );
}

/** The name to show: the real-name authentication name, or the account's before authentication. */
export function shownName(customer: CustomerName | undefined): string {
  return customer === undefined ? '' : customer.name === '' ? customer.account : customer.name;
}

export interface CustomerCounts {
  readonly all: number;
  readonly resellerModel: number;
  readonly frozen: number;
  /** Reseller-model customers without a budget above 0: they cannot buy (guide 5.3). */
  readonly withoutBudget: number;
}

/** How many customers there are, by what other areas ask for. */
export function customerCounts(r: ReadHandle, sees: Sight): CustomerCounts {
  const seen = seenBy(sees);
  // Over everything the narrow index of the figures answers; of some managers' customers, their own index.
  const from = seen.length === 0 ? 'customer AS c INDEXED BY customer_figures' : 'customer AS c';
  const row = r.get<{ n: bigint; reseller: bigint; frozen: bigint; bare: bigint }>(
    `SELECT count(*) AS n,
       count(*) FILTER (WHERE association = '3') AS reseller,
       count(*) FILTER (WHERE frozen = 1) AS frozen,
       count(*) FILTER (WHERE association = '3' AND (budget_e8 IS NULL OR budget_e8 <= 0)) AS bare
     FROM ${from}${seen.map(({ text }) => ` WHERE ${text}`).join('')}`,
    seen.flatMap(({ params }) => params),
  );
  return {
    all: Number(row?.n ?? 0n),
    resellerModel: Number(row?.reseller ?? 0n),
    frozen: Number(row?.frozen ?? 0n),
    withoutBudget: Number(row?.bare ?? 0n),
  };
}

/** A customer whose budget is used to a given degree. Amounts in units of 1e-8. */
export interface BudgetedCustomer {
  readonly id: string;
  readonly name: string;
  readonly account: string;
  readonly frozen: boolean;
  readonly type: string | null;
  readonly amountE8: bigint;
  readonly usedE8: bigint;
  readonly currency: string;
  readonly asOf: number;
  /** Payable expenditure of the running month, when it is known in the budget's currency. */
  readonly monthToDateE8: bigint | null;
}

type BudgetedRow = {
  id: string;
  name: string;
  account: string;
  frozen: bigint | null;
  budget_type: string | null;
  budget_e8: bigint;
  budget_used_e8: bigint;
  budget_currency: string;
  budget_as_of: bigint;
  mtd_e8: bigint | null;
  mtd_currency: string | null;
};

const BUDGETED = `SELECT id, name, account, frozen, budget_type, budget_e8, budget_used_e8, budget_currency, budget_as_of,
  mtd_e8, mtd_currency FROM customer`;

const budgeted = (row: BudgetedRow): BudgetedCustomer => ({
  id: row.id,
  name: row.name,
  account: row.account,
  frozen: row.frozen === 1n,
  type: row.budget_type,
  amountE8: row.budget_e8,
  usedE8: row.budget_used_e8,
  currency: row.budget_currency,
  asOf: Number(row.budget_as_of),
  monthToDateE8: row.mtd_currency === row.budget_currency ? row.mtd_e8 : null,
});

/** Where a month stands: its day (1…) and its number of days. */
export interface MonthPosition {
  readonly day: number;
  readonly days: number;
}

/**
 * The budgets of one currency most likely to be overrun by the end of the month, by the amount of the overrun: monthly
 * ones at even pace, one-time ones by the month's daily expenditure. Only budgets used to 75 % or beyond even pace.
 * The order is approximate (floating point); the caller orders the few rows exactly.
 */
export function endangeredBudgets(
  r: ReadHandle,
  currency: string,
  at: MonthPosition,
  limit: number,
  sees: Sight,
): BudgetedCustomer[] {
  const managers = sees === 'all' ? null : JSON.stringify(sees.managers);
  const floor = BigInt(Math.floor(Math.min(75, (at.day / at.days) * 100) * 1_000_000));
  return r
    .all<BudgetedRow>(
      `${BUDGETED}
       WHERE budget_use >= :floor AND budget_currency = :currency AND budget_type IN ('MONTHLY', 'PACKAGE')
         ${managers === null ? '' : 'AND manager_id IN (SELECT value FROM json_each(:managers))'}
       ORDER BY CASE budget_type
           WHEN 'MONTHLY' THEN budget_used_e8 * 1.0 * :days / :day
           ELSE budget_used_e8 + CASE WHEN mtd_currency = budget_currency
             THEN mtd_e8 * 1.0 / :day * (:days - :day) ELSE 0 END
         END - budget_e8 DESC, id
       LIMIT :limit`,
      { floor, currency, day: at.day, days: at.days, limit, ...(managers === null ? {} : { managers }) },
    )
    .map(budgeted);
}

/** Monthly budgets whose used amount is of this month, and all others. */
const FRESH = " AND NOT (budget_type = 'MONTHLY' AND budget_as_of < ?)";

/**
 * How many customers use at least these shares of their budget (percent), in the given order.
 * @param stale monthly budgets read before then say nothing of this month and do not count; ms UTC, null: all count
 */
export function countBudgetsFrom(
  r: ReadHandle,
  percents: readonly number[],
  sees: Sight,
  stale: number | null = null,
): number[] {
  const [seen] = seenBy(sees);
  const where = `${seen === undefined ? '' : ` AND ${seen.text}`}${stale === null ? '' : FRESH}`;
  return percents.map((percent) =>
    Number(
      r.get<{ n: bigint }>(`SELECT count(*) AS n FROM customer AS c WHERE budget_use >= ?${where}`, [
        BigInt(percent) * 1_000_000n,
        ...(seen?.params ?? []),
        ...(stale === null ? [] : [stale]),
      ])?.n ?? 0n,
    ),
  );
}

/**
 * A query of the ids of all customers whose name or account contains the text (by pinyin and initials too), or whose ID
 * it is; for `IN (…)`. `text` holds only fixed SQL, values are parameters.
 */
export function matchingCustomers(
  r: ReadHandle,
  typed: string,
  sees: Sight,
): { readonly text: string; readonly params: readonly SqlValue[] } {
  const plan = planOf(
    r,
    conditionsOf(
      r,
      { search: typed, scope: 'all' },
      sees,
      () => NOBODY,
      () => [],
    ),
    true,
  );
  return { text: `SELECT c.id FROM ${plan.from} WHERE ${plan.where.join(' AND ')}`, params: plan.params };
}

/** What a reseller's customers come to: their number and month-to-date expenditure in the most used currency. */
export interface ResellerFigures {
  readonly customers: number;
  /** Null when no usage file names one of them. */
  readonly currency: string | null;
  readonly e8: bigint;
  readonly r16: bigint;
}

/** Figures by reseller id; resellers without customers are left out. */
export function figuresOfResellers(
  r: ReadHandle,
  ids: readonly string[],
): ReadonlyMap<string, ResellerFigures> {
  const rows = r.all<{
    reseller_id: string;
    currency: string | null;
    n: bigint;
    e8: bigint | null;
    r16: bigint | null;
  }>(
    `SELECT reseller_id, mtd_currency AS currency, count(*) AS n, sum(mtd_e8) AS e8, sum(mtd_r16) AS r16 FROM customer
     WHERE reseller_id IN (SELECT value FROM json_each(?)) GROUP BY reseller_id, mtd_currency
     ORDER BY mtd_currency IS NULL, count(*) DESC, mtd_currency`,
    [JSON.stringify(ids)],
  );
  const figures = new Map<string, ResellerFigures>();
  for (const row of rows) {
    const known = figures.get(row.reseller_id);
    figures.set(row.reseller_id, {
      customers: (known?.customers ?? 0) + Number(row.n),
      currency: known === undefined ? row.currency : known.currency,
      e8: known === undefined ? (row.e8 ?? 0n) : known.e8,
      r16: known === undefined ? (row.r16 ?? 0n) : known.r16,
    });
  }
  return figures;
}

export { ensureCustomerFigures, refreshCustomerFigures } from './figures.ts';
export {
  clearAssigned,
  countByManager,
  customerManagers,
  dropSeenChanges,
  managedCustomers,
  managerByAccount,
  managerById,
  managersDiffer,
  managersState,
  refreshCustomerManagers,
  seenChanges,
  setAssigned,
  setManagers,
  setManagersState,
} from './managers.ts';
export type { CustomerManager, ManagersState } from './managers.ts';
export type { SeenChange } from './managers.ts';
export type { Assigned, Manager } from './rules/manager.ts';

/** What deciding about a customer's budget and account needs. Clear names: the caller masks. */
export interface CustomerFacts {
  readonly name: string;
  readonly account: string;
  /** The API's code of the model: '1' referral, '3' reseller. */
  readonly association: string | null;
  readonly resellerId: string | null;
  readonly situation: CustomerSituation;
  /** Against the present budget, in its currency; null without one. */
  readonly used: DecimalText | null;
  /** Payable expenditure of the running month, when it is known in the budget's currency. */
  readonly monthToDate: DecimalText | null;
}

type FactsRow = {
  id: string;
  name: string;
  account: string;
  association: string | null;
  reseller_id: string | null;
  frozen: bigint | null;
  budget_type: string | null;
  budget_e8: bigint | null;
  budget_used_e8: bigint | null;
  budget_currency: string | null;
  mtd_e8: bigint | null;
  mtd_r16: bigint | null;
  mtd_currency: string | null;
};

/**
 * Facts by customer id, in one read; ids that are no customers (any more), or out of sight, are left out.
 * @param sees whose sight counts; left out: all
 */
export function customerFacts(
  r: ReadHandle,
  ids: readonly string[],
  sees: Sight = 'all',
): ReadonlyMap<string, CustomerFacts> {
  const seen = seenBy(sees);
  const rows = r.all<FactsRow>(
    `-- customers.facts
     SELECT id, name, account, association, reseller_id, frozen, budget_type, budget_e8, budget_used_e8,
       budget_currency, mtd_e8, mtd_r16, mtd_currency
     FROM customer AS c WHERE id IN (SELECT value FROM json_each(?))${seen.map(({ text }) => ` AND ${text}`).join('')}`,
    [JSON.stringify(ids), ...seen.flatMap(({ params }) => params)],
  );
  return new Map(rows.map((row) => [row.id, factsOf(row)]));
}

function factsOf(row: FactsRow): CustomerFacts {
  const type = budgetType(row.budget_type);
  const sameCurrency = row.budget_currency === null || row.mtd_currency === row.budget_currency;
  return {
    name: row.name,
    account: row.account,
    association: row.association,
    resellerId: row.reseller_id,
    situation: {
      budget: row.budget_e8 === null ? null : fromE8(row.budget_e8),
      budgetType: row.budget_e8 === null || type === 'unknown' ? null : type,
      currency: row.budget_currency,
      frozen: row.frozen === null ? null : row.frozen === 1n,
    },
    used: row.budget_e8 === null ? null : fromE8(row.budget_used_e8 ?? 0n),
    monthToDate:
      row.mtd_e8 !== null && sameCurrency ? formatDecimal(joinUnits(row.mtd_e8, row.mtd_r16 ?? 0n)) : null,
  };
}
export * from './likeness.ts';
