import { CodedError } from '../../../base/errors.ts';
import type { DecimalText } from '../../../base/money.ts';
import { compareDecimals, formatDecimal, parseDecimal } from '../../../base/money.ts';
import type { BudgetChange, CustomerSituation } from '../../../contract/outbox.ts';

/** What may be set as a budget, for whom, and what it changes (guide 5.3). Pure. */

/** The largest budget the Partner Center takes, in currency units. */
export const LARGEST_BUDGET = '2147483647';
/** Decimals a budget may have. */
export const BUDGET_DECIMALS = 2;

export type AmountRefusal = 'BUDGET_OUT_OF_RANGE' | 'BUDGET_TOO_PRECISE';
export type CustomerRefusal = 'CUSTOMER_UNKNOWN' | 'REFERRAL_CUSTOMER';

/** The amount in its shortest form ('100.50' becomes '100.5'). @throws CodedError AMOUNT_INVALID */
export function plainAmount(amount: DecimalText): DecimalText {
  return formatDecimal(parseDecimal(amount));
}

/** Why the Partner Center would not take this amount: above 0, at most 2,147,483,647, two decimals. @throws CodedError AMOUNT_INVALID */
export function amountRefusal(amount: DecimalText): AmountRefusal | null {
  const plain = plainAmount(amount);
  if (compareDecimals(plain, '0') <= 0 || compareDecimals(plain, LARGEST_BUDGET) > 0)
    return 'BUDGET_OUT_OF_RANGE';
  return (plain.split('.')[1] ?? '').length > BUDGET_DECIMALS ? 'BUDGET_TOO_PRECISE' : null;
}

/**
 * An amount that can be set, in its shortest form.
 * @throws CodedError BUDGET_OUT_OF_RANGE, BUDGET_TOO_PRECISE, AMOUNT_INVALID
 */
export function checkedAmount(amount: DecimalText): DecimalText {
  const refused = amountRefusal(amount);
  if (refused !== null) throw new CodedError(refused, { largest: LARGEST_BUDGET, decimals: BUDGET_DECIMALS });
  return plainAmount(amount);
}

/** The referral model's code; its customers pay by themselves and have neither budget nor freeze by the partner (guide 5.0). */
const REFERRAL = '1';

/**
 * Why this customer's budget and account are not the partner's to set. A model nobody documented is left to the Partner
 * Center to judge.
 */
export function customerRefusal(
  customer: { readonly association: string | null } | undefined,
): CustomerRefusal | null {
  if (customer === undefined) return 'CUSTOMER_UNKNOWN';
  return customer.association === REFERRAL ? 'REFERRAL_CUSTOMER' : null;
}

/** Whether nothing would be different. A freeze mode is never the same: no list says what it is now. */
export function sameBudget(before: CustomerSituation, change: BudgetChange): boolean {
  return (
    before.budget !== null &&
    compareDecimals(before.budget, change.amount) === 0 &&
    before.budgetType === change.type &&
    change.freezeMode === undefined &&
    !(change.unfreeze && before.frozen !== false)
  );
}

/** What counts against a budget, as far as it is known here. Amounts of one currency. */
export interface Spent {
  /** The Partner Center's estimate against the present budget; null without one. */
  readonly used: DecimalText | null;
  /** Expenditure of the running month; null when no file names the customer. */
  readonly monthToDate: DecimalText | null;
}

/**
 * What will count against the budget once it is of this type. The same type goes on counting; one-time to monthly counts
 * the month to date; monthly to one-time begins to add up with the month of the change, whose expenditure the monthly
 * estimate is. Null: not known here.
 */
export function estimateAfter(
  from: CustomerSituation['budgetType'],
  to: BudgetChange['type'],
  spent: Spent,
): DecimalText | null {
  return from === 'one-time' && to === 'monthly' ? spent.monthToDate : spent.used;
}
