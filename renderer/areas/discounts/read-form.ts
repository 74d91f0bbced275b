import type { DiscountChange, DiscountKind } from '../../../core/contract/discounts.ts';
import { compareDecimals } from '../../../core/base/money.ts';

/** What stands in the form. */
export interface DiscountForm {
  readonly kind: DiscountKind;
  /** One product a line. */
  readonly products: string;
  readonly percent: string;
  readonly from: string;
  readonly to: string;
}

export type DiscountProblem = 'percent' | 'days' | 'products';

/** The lines of a text that say something, each once. */
export function linesOf(text: string): string[] {
  return [...new Set(text.split(/[\n,，;；]/u).map((line) => line.trim()))].filter((line) => line !== '');
}

/** Full-width digits and dots as an input method writes them. */
const plain = (text: string): string =>
  text.normalize('NFKC').replaceAll('。', '.').replaceAll(/[\s%]/gu, '');

/**
 * The form as a change, or what is wrong with it. Nothing is guessed: '12,5' is not understood. @param today YYYY-MM-DD in
 * GMT+08:00 @param most highest discount granted in percent
 */
export function readDiscount(
  form: DiscountForm,
  today: string,
  most: string | null,
): { readonly change: DiscountChange } | { readonly problems: readonly DiscountProblem[] } {
  const problems: DiscountProblem[] = [];
  const percent = plain(form.percent);
  const number = /^\d{1,2}(\.\d{1,2})?$/u.test(percent);
  if (!number || compareDecimals(percent, '0') === 0 || (most !== null && compareDecimals(percent, most) > 0))
    problems.push('percent');
  if (form.from === '' || form.to === '' || form.to < form.from || form.to < today) problems.push('days');
  const products = form.kind === 'product' ? linesOf(form.products) : [];
  if (form.kind === 'product' && products.length === 0) problems.push('products');
  if (problems.length > 0) return { problems };
  return { change: { kind: form.kind, products, percent, from: form.from, to: form.to } };
}
