import { maskName } from '../../base/masking.ts';
import { compareDecimals, formatDecimal, fromE8, joinUnits } from '../../base/money.ts';
import { dayOfPeriod, daysInPeriod } from '../../base/period.ts';
import type { Caller } from '../../contract/handlers.ts';
import type { OutputOf, ParsedInputOf } from '../../contract/index.ts';
import { isBeforeRestore, staleBefore } from '../budgets/rules/restore.ts';
import { budgetOutlook, budgetsReadAt, budgetType } from '../budgets/shared.ts';
import type { AreaContext } from '../context.ts';
import { apiStamp, OPERATIONS } from '../context.ts';
import {
  countBudgetsFrom,
  endangeredBudgets,
  ensureCustomerFigures,
  shownName,
} from '../customers/shared.ts';

/** The degrees at which the Partner Center warns (guide 5.3: alerts at 75 %, 90 %, 100 %). */
export const BUDGET_ALERTS = [75, 90, 100] as const;
/** Rows read before the exact order is made: their approximate order is right but for ties. */
const CANDIDATES = 20;

/** Budgets in danger, the largest projected overrun first; null before any budget was read. Names masked unless revealed. */
export function homeBudgets(
  context: AreaContext,
  input: ParsedInputOf<'home.budgetsInDanger'>,
  caller: Caller,
): OutputOf<'home.budgetsInDanger'> {
  const { workspace } = context;
  const period = ensureCustomerFigures(workspace);
  const now = workspace.clock.now();
  const clear = caller.revealed('home', input.revealId).has('name');
  return workspace.mirror.snapshot((r) => {
    const checkedAt = context.synced?.('budgets')?.checkedAt ?? null;
    const read = budgetsReadAt(r);
    if (read === null) return null;
    const at = { day: dayOfPeriod(now), days: daysInPeriod(period) };
    const rows = endangeredBudgets(
      r,
      read.currency,
      at,
      Math.max(CANDIDATES, input.limit),
      caller.sees,
    ).flatMap((customer) => {
      const type = budgetType(customer.type);
      if (type === 'unknown') return [];
      // Read before the restore: what it used is last month's, and a pace made of it would be wrong.
      if (isBeforeRestore(type, Math.max(checkedAt ?? 0, customer.asOf), now)) return [];
      const amount = fromE8(customer.amountE8);
      const used = fromE8(customer.usedE8);
      const monthToDate =
        customer.monthToDateE8 === null ? null : formatDecimal(joinUnits(customer.monthToDateE8, 0n));
      const { overrun, ...outlook } = budgetOutlook({ type, amount, used, monthToDate }, now);
      const name = shownName(customer);
      return [
        {
          overrun,
          row: {
            customerId: customer.id,
            name: clear ? name : maskName(name),
            type,
            amount,
            used,
            ...outlook,
            frozen: customer.frozen,
          },
        },
      ];
    });
    rows.sort(
      (a, b) => compareDecimals(b.overrun, a.overrun) || (a.row.customerId < b.row.customerId ? -1 : 1),
    );
    const [above75 = 0, above90 = 0, above100 = 0] = countBudgetsFrom(
      r,
      BUDGET_ALERTS,
      caller.sees,
      staleBefore(checkedAt, now),
    );
    return {
      currency: read.currency,
      rows: rows.slice(0, input.limit).map(({ row }) => row),
      above75,
      above90,
      above100,
      stamp: apiStamp(context, 'budgets', OPERATIONS.budgets, read.asOf),
    };
  });
}
