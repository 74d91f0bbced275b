import type { DecimalText } from '../../../base/money.ts';
import { compareDecimals, percentOf } from '../../../base/money.ts';

/**
 * The share of a part in its whole, in percent with two decimals; null when either is unknown or the whole is not above
 * zero (a share in a month of refunds says nothing).
 */
export function sharePercent(part: DecimalText | null, whole: DecimalText | null): DecimalText | null {
  if (part === null || whole === null || compareDecimals(whole, '0') <= 0) return null;
  return percentOf(part, whole);
}
