import { addDecimals, compareDecimals, subtractDecimals, type DecimalText } from '../../../base/money.ts';

/** The ceiling a quota sets for the budgets of a reseller's customers (guide 5.3, 20), pure. Amounts of one currency. */

export type BudgetType = 'monthly' | 'one-time';

/** What was granted per type; null: budgets of that type may not be set. */
export interface Quota {
  readonly monthly: DecimalText | null;
  readonly oneTime: DecimalText | null;
}

/** What is given out per type: the sums of the budgets. */
export interface GivenOut {
  readonly monthly: DecimalText;
  readonly oneTime: DecimalText;
}

const quotaFor = (quota: Quota, type: BudgetType): DecimalText | null =>
  type === 'monthly' ? quota.monthly : quota.oneTime;
const givenFor = (given: GivenOut, type: BudgetType): DecimalText =>
  type === 'monthly' ? given.monthly : given.oneTime;

export interface Budget {
  readonly type: BudgetType;
  readonly amount: DecimalText;
}

export type CeilingRefusal = 'CEILING_EXCEEDED' | 'BUDGET_TYPE_NOT_GRANTED';

/** What is given out once a customer's budget `before` has become `after`. */
export function givenAfter(given: GivenOut, before: Budget | null, after: Budget): GivenOut {
  const change = (type: BudgetType): DecimalText => {
    const less =
      before?.type === type ? subtractDecimals(givenFor(given, type), before.amount) : givenFor(given, type);
    return after.type === type ? addDecimals(less, after.amount) : less;
  };
  return { monthly: change('monthly'), oneTime: change('one-time') };
}

/**
 * Why a budget may not be set: its type was not granted, or the sum of the type would exceed the quota. Lowering a budget
 * of the same type is always possible, also where more is given out than the quota allows.
 */
export function ceilingRefusal(
  quota: Quota,
  given: GivenOut,
  before: Budget | null,
  after: Budget,
): CeilingRefusal | null {
  const most = quotaFor(quota, after.type);
  if (most === null) return 'BUDGET_TYPE_NOT_GRANTED';
  if (before?.type === after.type && compareDecimals(after.amount, before.amount) <= 0) return null;
  const then = givenFor(givenAfter(given, before, after), after.type);
  return compareDecimals(then, most) > 0 ? 'CEILING_EXCEEDED' : null;
}

/** Whether a quota would be below what is given out of a type it grants. */
export function quotaTooLow(quota: Quota, given: GivenOut): boolean {
  const below = (most: DecimalText | null, used: DecimalText): boolean =>
    most !== null && compareDecimals(most, used) < 0;
  return below(quota.monthly, given.monthly) || below(quota.oneTime, given.oneTime);
}
