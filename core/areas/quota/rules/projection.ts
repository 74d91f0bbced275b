import type { DecimalText } from '../../../base/money.ts';
import {
  addDecimals,
  compareDecimals,
  formatDecimal,
  parseDecimal,
  percentOf,
  scaleDecimal,
  subtractDecimals,
} from '../../../base/money.ts';
import type { Period } from '../../../base/period.ts';
import {
  beijingDay,
  DAY_MS,
  dayOfPeriod,
  daysInPeriod,
  periodEnd,
  periodOf,
  periodStart,
} from '../../../base/period.ts';

/**
 * What the quota comes to at the present pace (product-expectations section 9). The pace is the daily payable
 * expenditure of the last full days that the usage files cover; the band comes from its slowest and fastest week.
 */

/** Payable expenditure of one day ('YYYY-MM-DD', GMT+08:00). */
export interface DayAmount {
  readonly day: string;
  readonly payable: DecimalText;
}

export interface Projection {
  readonly usedAtPeriodEnd: DecimalText;
  readonly percentAtPeriodEnd: DecimalText;
  readonly periodEndDay: string;
  /** How many days the pace was taken from. */
  readonly basisDays: number;
  readonly perDay: DecimalText;
  readonly runsOut: { readonly from: string; readonly to: string } | null;
}

/** Days the pace is taken from at most, and at least: less says nothing. */
export const BASIS_DAYS = 28;
export const LEAST_DAYS = 7;
const WEEK = 7;
/** A date further away than this is a number, not a forecast. */
const HORIZON_DAYS = 730;

const dayBefore = (day: string, n: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) - n * DAY_MS).toISOString().slice(0, 10);

/**
 * The last full days before today without a gap at their end, oldest first, at most {@link BASIS_DAYS}. Days inside the
 * covered span without expenditure count as 0. The last covered day is not older than a week, else the pace is not present.
 * @param days amounts by day, any order, one currency @param today the present day in GMT+08:00
 * @param through last day the files cover; null: the last day with an amount
 */
export function basisOf(days: readonly DayAmount[], today: string, through: string | null): DecimalText[] {
  const amounts = new Map<string, DecimalText>();
  let first: string | null = null;
  let last: string | null = through;
  for (const { day, payable } of days) {
    amounts.set(day, addDecimals(amounts.get(day) ?? '0', payable));
    if (first === null || day < first) first = day;
    if (through === null && (last === null || day > last)) last = day;
  }
  if (first === null || last === null) return [];
  // Today is not over: what a file says of it is part of a day.
  if (last >= today) last = dayBefore(today, 1);
  if (last < dayBefore(today, WEEK + 1)) return [];
  const basis: DecimalText[] = [];
  for (let day = last; day >= first && basis.length < BASIS_DAYS; day = dayBefore(day, 1))
    basis.unshift(amounts.get(day) ?? '0');
  return basis;
}

/** Whole days until `left` is spent at `perDay` a day, rounded up; null when it never is or too far away. */
function daysUntil(left: DecimalText, perDay: bigint): number | null {
  if (perDay <= 0n) return null;
  const units = parseDecimal(left);
  if (units <= 0n) return 0;
  const days = (units + perDay - 1n) / perDay;
  return days > BigInt(HORIZON_DAYS) ? null : Number(days);
}

const total = (amounts: readonly DecimalText[]): bigint =>
  amounts.reduce((sum, amount) => sum + parseDecimal(amount), 0n);

/** The slowest and the fastest pace a day among whole weeks of the basis, counted back from its end. Units of 1e-16. */
function weeklyPace(basis: readonly DecimalText[]): { low: bigint; high: bigint } {
  const paces: bigint[] = [];
  for (let end = basis.length; end >= WEEK; end -= WEEK)
    paces.push(total(basis.slice(end - WEEK, end)) / BigInt(WEEK));
  return {
    low: paces.reduce((a, b) => (a < b ? a : b)),
    high: paces.reduce((a, b) => (a > b ? a : b)),
  };
}

/**
 * Projects the quota to the end of the running month and to the day it runs out. Null without a total, a use, or at least
 * {@link LEAST_DAYS} days of usage. A band whose slower end is beyond two years has no run-out date: it is not in sight.
 */
export function projectQuota(input: {
  readonly total: DecimalText | null;
  readonly used: DecimalText | null;
  readonly basis: readonly DecimalText[];
  readonly now: number;
}): Projection | null {
  const { total: quota, used, basis, now } = input;
  if (quota === null || used === null || basis.length < LEAST_DAYS) return null;
  const period: Period = periodOf(now);
  const perDay = scaleDecimal(formatDecimal(total(basis)), 1, basis.length);
  const remaining = daysInPeriod(period) - dayOfPeriod(now);
  const atEnd = addDecimals(used, scaleDecimal(perDay, remaining, 1));
  const { low, high } = weeklyPace(basis);
  const left = subtractDecimals(quota, used);
  const fast = daysUntil(left, high);
  const slow = daysUntil(left, low);
  const onDay = (days: number): string => beijingDay(now + days * DAY_MS);
  return {
    usedAtPeriodEnd: atEnd,
    percentAtPeriodEnd: percentOf(compareDecimals(atEnd, '0') < 0 ? '0' : atEnd, quota),
    periodEndDay: beijingDay(periodEnd(period) - 1),
    basisDays: basis.length,
    perDay,
    runsOut: fast === null || slow === null || fast === 0 ? null : { from: onDay(fast), to: onDay(slow) },
  };
}

/** Months whose days the basis may reach into: the running one and those before it that hold 28 full days. */
export function basisPeriods(now: number): Period[] {
  const first = periodOf(now - (BASIS_DAYS + WEEK + 1) * DAY_MS);
  const last = periodOf(now);
  const between = periodOf(periodStart(last) - DAY_MS);
  return [...new Set([first, between, last])].sort();
}
