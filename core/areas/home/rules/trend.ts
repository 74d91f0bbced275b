import type { DecimalText } from '../../../base/money.ts';
import { addDecimals, compareDecimals, percentOf, subtractDecimals } from '../../../base/money.ts';

/** Comparing an unfinished month with the same days of the one before (product-expectations section 9). */

export interface DayAmount {
  readonly day: string;
  readonly payable: DecimalText;
}

/** The sum over days 1..`days` of a month given by days 'YYYY-MM-DD'. */
export function sumFirstDays(amounts: readonly DayAmount[], period: string, days: number): DecimalText {
  const chosen = amounts.filter(
    ({ day }) => day.startsWith(`${period}-`) && Number(day.slice(8, 10)) <= days,
  );
  return addDecimals(...chosen.map(({ payable }) => payable));
}

/** Change against an earlier amount in percent; null when that was nothing or negative (no share can be said). */
export function changePercent(now: DecimalText, before: DecimalText): DecimalText | null {
  return compareDecimals(before, '0') <= 0 ? null : percentOf(subtractDecimals(now, before), before);
}
