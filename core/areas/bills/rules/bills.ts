import type { DecimalText } from '../../../base/money.ts';
import { addDecimals, compareDecimals } from '../../../base/money.ts';

/** A partner bill as the API sends it: refunds are negative, adjustments of either sign. */
export interface BillParts {
  readonly expenditure: DecimalText;
  readonly refunds: DecimalText;
  readonly adjustments: DecimalText;
  readonly initialAmountDue: DecimalText | null;
}

/**
 * Amount due of a month = expenditures − refunds ± adjustments (guide 8.2); the API sends refunds negative. When refunds
 * exceed expenditures the bill is negative and nothing is due.
 */
export function billAmounts(parts: BillParts): { initialAmountDue: DecimalText; amountDue: DecimalText } {
  const initial = parts.initialAmountDue ?? addDecimals(parts.expenditure, parts.refunds, parts.adjustments);
  return { initialAmountDue: initial, amountDue: compareDecimals(initial, '0') < 0 ? '0' : initial };
}
