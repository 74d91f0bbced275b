/**
 * How figures, dates and periods are written in each language. Amounts are exact decimal text from file to screen:
 * grouping, rounding and compacting work on the text, never on binary floats (product-expectations section 2).
 */
import type { Language } from '../../core/contract/desk.ts';
import { compareDecimals, decimalsOf, roundDecimal } from '../../core/base/money.ts';

/** U+2212, as wide as a digit. */
export const MINUS = '\u2212';
/** What an empty cell shows. */
export const DASH = '\u2013';
const NARROW = '\u202f';

function grouped(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+(?!\d))/g, ',');
}

/** Exact decimal text with grouping and a real minus sign; nothing is rounded. '1234.5' → '1,234.5'. */
export function groupDecimal(text: string): string {
  const negative = text.startsWith('-');
  const [whole = '0', fraction] = (negative ? text.slice(1) : text).split('.');
  const body = fraction === undefined ? grouped(whole) : `${grouped(whole)}.${fraction}`;
  return negative && /[1-9]/.test(body) ? MINUS + body : body;
}

/** An amount for the screen: two decimals, grouped. '-1234.567' → '−1,234.57'. Half is rounded away from zero. */
export function formatAmount(text: string): string {
  return groupDecimal(roundDecimal(text, 2));
}

/** All decimals of an amount, at least two: for tooltips, copies and exports. */
export function formatExact(text: string): string {
  return decimalsOf(text) < 2 ? groupDecimal(roundDecimal(text, 2)) : groupDecimal(text);
}

/** A whole number with grouping. */
export function formatCount(n: number): string {
  return groupDecimal(String(Math.trunc(n)));
}

/** '46.49' → '46.49 %' (English, narrow space) or '46.49%' (Chinese); `decimals` rounds. */
export function formatPercent(text: string, language: Language, decimals = 0): string {
  return groupDecimal(roundDecimal(text, decimals)) + (language === 'zh-CN' ? '%' : `${NARROW}%`);
}

/** A change with its sign: '+6.2 %', '−2.3 %', '0.0 %'. */
export function formatChange(text: string, language: Language, decimals = 1): string {
  const shown = formatPercent(text, language, decimals);
  return compareDecimals(roundDecimal(text, decimals), '0') > 0 ? `+${shown}` : shown;
}

const STEPS: Record<Language, readonly { readonly digits: number; readonly unit: string }[]> = {
  en: [
    { digits: 9, unit: 'B' },
    { digits: 6, unit: 'M' },
    { digits: 3, unit: 'K' },
  ],
  'zh-CN': [
    { digits: 8, unit: '亿' },
    { digits: 4, unit: '万' },
  ],
};

/** Compact axis label: 800K against 80万, 3.4M against 340万. Zero is '0'. */
export function formatCompact(text: string, language: Language): string {
  const rounded = roundDecimal(text, 0);
  const negative = rounded.startsWith('-');
  const digits = negative ? rounded.slice(1) : rounded;
  return (negative ? MINUS : '') + compactDigits(digits, language);
}

function compactDigits(digits: string, language: Language): string {
  const steps = STEPS[language];
  const at = steps.findIndex((step) => digits.length > step.digits);
  const step = steps[at];
  if (step === undefined) return grouped(digits);
  const cut = digits.length - step.digits;
  const scaled = `${digits.slice(0, cut)}.${digits.slice(cut)}`;
  const short = roundDecimal(scaled, cut >= 3 ? 0 : 1).replace(/\.0+$/, '');
  const above = steps[at - 1];
  // Rounding may fill the next unit: 999,999 is 1M, not 1,000K.
  if (above !== undefined && short.length > above.digits - step.digits && !short.includes('.')) {
    return `1${above.unit}`;
  }
  return grouped(short) + step.unit;
}

const MONTHS_SHORT = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const MONTHS_LONG = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

function parts(text: string): { year: number; month: number; day: number } {
  const [year = 0, month = 1, day = 1] = text.split('-').map(Number);
  return { year, month, day };
}

/** A day 'YYYY-MM-DD' → '22 Nov 2026' or '2026年11月22日'; without the year when `short`. */
export function formatDay(day: string, language: Language, short = false): string {
  const { year, month, day: date } = parts(day);
  if (language === 'zh-CN') return `${short ? '' : `${year}年`}${month}月${date}日`;
  return `${date} ${MONTHS_SHORT[month - 1] ?? ''}${short ? '' : ` ${year}`}`;
}

/** A period 'YYYY-MM' → 'November 2026' or '2026年11月'; `month` alone → 'November' or '11月'; `short` → 'Nov 2026'. */
export function formatPeriod(
  period: string,
  language: Language,
  style: 'long' | 'short' | 'month' | 'shortMonth' = 'long',
): string {
  const { year, month } = parts(period);
  if (language === 'zh-CN')
    return style === 'month' || style === 'shortMonth' ? `${month}月` : `${year}年${month}月`;
  const name = (style === 'short' || style === 'shortMonth' ? MONTHS_SHORT : MONTHS_LONG)[month - 1] ?? '';
  return style === 'month' || style === 'shortMonth' ? name : `${name} ${year}`;
}

/** The calendar day of an instant (ms UTC) on this machine, 'YYYY-MM-DD'. */
export function localDay(ms: number): string {
  const d = new Date(ms);
  return `${d.getFullYear()}-${String(d.getMonth() + 1).padStart(2, '0')}-${String(d.getDate()).padStart(2, '0')}`;
}

/** An instant (ms UTC) as day on this machine. */
export function formatDate(ms: number, language: Language, short = false): string {
  return formatDay(localDay(ms), language, short);
}

/** An instant (ms UTC) as day and time on this machine: '22 Nov 09:41', '11月22日 09:41'. */
export function formatTime(ms: number, language: Language, short = true): string {
  const d = new Date(ms);
  const clock = `${String(d.getHours()).padStart(2, '0')}:${String(d.getMinutes()).padStart(2, '0')}`;
  return `${formatDate(ms, language, short)} ${clock}`;
}

export interface Age {
  readonly unit: 'moment' | 'minutes' | 'hours' | 'days';
  readonly count: number;
}

/** How old an instant is, in the largest whole unit. */
export function ageOf(ms: number, now: number): Age {
  const minutes = Math.floor(Math.max(0, now - ms) / 60_000);
  if (minutes < 1) return { unit: 'moment', count: 0 };
  if (minutes < 60) return { unit: 'minutes', count: minutes };
  if (minutes < 48 * 60) return { unit: 'hours', count: Math.floor(minutes / 60) };
  return { unit: 'days', count: Math.floor(minutes / 1440) };
}

/** What stands between two sentences: Chinese sets none. */
export function sentenceGap(language: Language): string {
  return language === 'zh-CN' ? '' : ' ';
}
