import type { DecimalText } from '../../../base/money.ts';
import {
  addDecimals,
  compareDecimals,
  parseDecimal,
  percentOf,
  scaleDecimal,
  subtractDecimals,
} from '../../../base/money.ts';
import { beijingDay, DAY_MS, dayOfPeriod, daysInPeriod, periodOf } from '../../../base/period.ts';

/**
 * How a budget stands (guide 5.3): a monthly one is compared with even pace and begins anew on day 1; a one-time one
 * counts on, at the pace of the customer's expenditure this month.
 */
export interface BudgetInput {
  readonly type: 'monthly' | 'one-time';
  readonly amount: DecimalText;
  readonly used: DecimalText;
  /** Expenditure of the running month, in the budget's currency; null when unknown. Paces one-time budgets only. */
  readonly monthToDate: DecimalText | null;
}

export interface BudgetOutlook {
  readonly usedPercent: DecimalText;
  /** Share of the month that has passed; null for one-time budgets. */
  readonly pacePercent: DecimalText | null;
  readonly projectedPercent: DecimalText | null;
  /** Projected use at the end of the month minus the budget; what danger is ordered by. */
  readonly overrun: DecimalText;
  /** The day it is used up at the present pace, if it lies ahead (monthly: within the month). */
  readonly runsOutOn: string | null;
}

/** Days ahead beyond which a one-time budget's end is no forecast. */
const HORIZON_DAYS = 365;

/** The outlook of a budget at an instant (ms UTC). The running day counts as passed, as the month's pace does. */
export function budgetOutlook(budget: BudgetInput, now: number): BudgetOutlook {
  const { type, amount, used } = budget;
  const day = dayOfPeriod(now);
  const days = daysInPeriod(periodOf(now));
  const monthly = type === 'monthly';
  const spent = monthly ? used : budget.monthToDate;
  const perDay = spent === null ? null : scaleDecimal(spent, 1, day);
  const projected =
    perDay === null
      ? null
      : monthly
        ? scaleDecimal(used, days, day)
        : addDecimals(used, scaleDecimal(perDay, days - day, 1));
  return {
    usedPercent: percentOf(used, amount),
    pacePercent: monthly ? percentOf(String(day), String(days)) : null,
    projectedPercent: projected === null ? null : percentOf(projected, amount),
    overrun: subtractDecimals(projected ?? used, amount),
    runsOutOn: runsOutOn(subtractDecimals(amount, used), perDay, now, monthly ? days - day : HORIZON_DAYS),
  };
}

function runsOutOn(
  left: DecimalText,
  perDay: DecimalText | null,
  now: number,
  within: number,
): string | null {
  if (perDay === null || compareDecimals(left, '0') <= 0 || compareDecimals(perDay, '0') <= 0) return null;
  const pace = parseDecimal(perDay);
  const days = (parseDecimal(left) + pace - 1n) / pace;
  return days > BigInt(within) ? null : beijingDay(now + Number(days) * DAY_MS);
}
