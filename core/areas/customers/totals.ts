import { formatDecimal, joinUnits, percentOf } from '../../base/money.ts';
import { dayOfPeriod, daysInPeriod } from '../../base/period.ts';
import type { Caller } from '../../contract/handlers.ts';
import type { Money } from '../../contract/define.ts';
import type { OutputOf, ParsedInputOf } from '../../contract/index.ts';
import type { ReadHandle } from '../../storage/store.ts';
import type { AreaContext } from '../context.ts';
import { apiStamp, OPERATIONS } from '../context.ts';
import { conditionsOf } from './criteria.ts';
import { ensureCustomerFigures } from './figures.ts';
import { frozenBy } from './freezes.ts';
import type { Plan } from './plan.ts';
import { planOf } from './plan.ts';
import { countSeen } from './sight.ts';
import { permittedResellers } from '../resellers/shared.ts';

type SumRow = {
  n: bigint;
  month: string | null;
  budget: string | null;
  month_e8: bigint | null;
  month_rest: bigint | null;
  budget_high: bigint | null;
  budget_low: bigint | null;
};

/**
 * Budgets of up to 2,147,483,647 overflow 64 bits after some forty customers, so their high and low bits are added apart.
 * A month's expenditure would have to reach 92 billion.
 */
const LOW_BITS = 32n;
const SUMS = `SELECT count(*) AS n, c.mtd_currency AS month, c.budget_currency AS budget,
    sum(c.mtd_e8) AS month_e8, sum(c.mtd_r16) AS month_rest,
    sum(c.budget_e8 >> ${LOW_BITS}) AS budget_high, sum(c.budget_e8 & ${(1n << LOW_BITS) - 1n}) AS budget_low`;

class Sums {
  readonly #units = new Map<string, bigint>();

  add(currency: string | null, units: bigint): void {
    if (currency !== null) this.#units.set(currency, (this.#units.get(currency) ?? 0n) + units);
  }

  list(): Money[] {
    return [...this.#units.entries()]
      .map(([currency, units]) => ({ amount: formatDecimal(units), currency }))
      .sort((a, b) => (a.currency < b.currency ? -1 : 1));
  }
}

function readSums(r: ReadHandle, plan: Plan): { count: number; months: Money[]; budgets: Money[] } {
  // Without conditions the narrow index of the figures answers; rows of 500 bytes are not touched.
  const from = plan.where.length === 0 ? `${plan.from} INDEXED BY customer_figures` : plan.from;
  const where = plan.where.length === 0 ? '' : ` WHERE ${plan.where.join(' AND ')}`;
  const rows = r.all<SumRow>(
    `-- customers.totals
     ${SUMS} FROM ${from}${where} GROUP BY c.budget_currency, c.mtd_currency`,
    plan.params,
  );
  const months = new Sums();
  const budgets = new Sums();
  let count = 0n;
  for (const row of rows) {
    count += row.n;
    months.add(row.month, joinUnits(row.month_e8 ?? 0n, row.month_rest ?? 0n));
    const budgetE8 = ((row.budget_high ?? 0n) << LOW_BITS) + (row.budget_low ?? 0n);
    budgets.add(row.budget, joinUnits(budgetE8, 0n));
  }
  return { count: Number(count), months: months.list(), budgets: budgets.list() };
}

/** Count and sums over the whole filter result, one sum per currency, with the month's even pace for comparison. */
export function totalCustomers(
  context: AreaContext,
  input: ParsedInputOf<'customers.totals'>,
  caller: Caller,
): OutputOf<'customers.totals'> {
  const { workspace } = context;
  const period = ensureCustomerFigures(workspace);
  const holders = (): ReadonlySet<string> => permittedResellers(workspace.ledger.read, 'budget');
  return workspace.mirror.snapshot((r) => {
    const sums = readSums(
      r,
      planOf(
        r,
        conditionsOf(r, input.filter, caller.sees, holders, (origin) => frozenBy(context, r, origin)),
        true,
      ),
    );
    const newest = r.get<{ as_of: bigint | null }>('SELECT max(as_of) AS as_of FROM customer')?.as_of;
    return {
      count: sums.count,
      of: countSeen(r, caller.sees),
      monthToDate: sums.months,
      budgets: sums.budgets,
      stamp: newest == null ? null : apiStamp(context, 'customers', OPERATIONS.customers, Number(newest)),
      period,
      pacePercent: percentOf(String(dayOfPeriod(workspace.clock.now())), String(daysInPeriod(period))),
    };
  });
}
