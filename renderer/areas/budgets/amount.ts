import { compareDecimals, roundDecimal } from '../../../core/base/money.ts';
import { groupDecimal } from '../../ui/format.ts';

export type AmountProblem = 'empty' | 'notNumber' | 'grouping' | 'decimals' | 'zero' | 'tooLarge';

/** Guide 5.3: above 0, at most this, two decimals, USD. */
export const BUDGET_MOST = '2147483647';

/** Full-width digits and marks as an input method writes them, and the spaces people paste. */
function plain(text: string): string {
  return text
    .replaceAll(/[\uff10-\uff19]/g, (c) => String.fromCodePoint((c.codePointAt(0) ?? 0) - 0xfee0))
    .replaceAll(/[\uff0e\u3002]/g, '.')
    .replaceAll('\uff0c', ',')
    .replaceAll(/[\s\u00a0\u202f]/g, '');
}

/**
 * A typed budget as exact decimal text: '1,200.50' and '1200.5' are '1200.5'. Nothing is guessed: '1,20' or '1.200,50'
 * could mean two things and are not accepted.
 */
export function readBudget(text: string): { amount: string } | { problem: AmountProblem } {
  const typed = plain(text);
  if (typed === '') return { problem: 'empty' };
  if (!/^\d[\d,]*(\.\d*)?$|^\.\d+$/.test(typed)) {
    return { problem: /^[\d.,]+$/.test(typed) && typed.includes(',') ? 'grouping' : 'notNumber' };
  }
  const [whole = '', fraction = ''] = typed.split('.');
  if (whole.includes(',') && !/^\d{1,3}(,\d{3})+$/.test(whole)) return { problem: 'grouping' };
  const digits = whole.replaceAll(',', '').replace(/^0+(?=\d)/, '') || '0';
  const decimals = fraction.replace(/0+$/, '');
  if (decimals.length > 2) return { problem: 'decimals' };
  if (digits.length > BUDGET_MOST.length) return { problem: 'tooLarge' };
  const amount = decimals === '' ? digits : `${digits}.${decimals}`;
  if (compareDecimals(amount, '0') === 0) return { problem: 'zero' };
  return compareDecimals(amount, BUDGET_MOST) > 0 ? { problem: 'tooLarge' } : { amount };
}

/** How a field shows an amount that was understood: '1200.5' → '1,200.50'. */
export function writeBudget(amount: string): string {
  return groupDecimal(roundDecimal(amount, 2));
}
