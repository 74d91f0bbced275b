/**
 * Where a month ends, from its first days (product-expectations section 9): every closed month says which share of it was
 * spent by the same part of the month; the median of what they make of the days known now is the forecast, the lowest and
 * the highest are its band. Single days far above the others are taken out before and added again as they are: a yearly
 * purchase does not repeat. Amounts in units of 1e-16; a forecast is an estimate, so whole-number division is exact enough.
 */

/** Payable expenditure of a month by day, from the 1st; every day of the month. */
export type Days = readonly bigint[];

/** Closed months a forecast needs at least, and uses at most. */
export const LEAST_MONTHS = 3;
export const MOST_MONTHS = 12;
/** The last days the files cover may still grow: usage of some services comes late. */
export const LATE_DAYS = 2;
/** Complete days a forecast needs: less says nothing of the month. */
export const LEAST_COMPLETE = 3;
/** A day above this many times the month's median day holds a purchase, not usage. */
const PEAK = 5n;

export interface Forecast {
  readonly amount: bigint;
  readonly low: bigint;
  readonly high: bigint;
  readonly oneOff: bigint;
  readonly months: number;
}

const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((a, b) => a + b, 0n);
const sorted = (amounts: readonly bigint[]): bigint[] =>
  [...amounts].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));

/** The middle one; of an even number the mean of the two in the middle. */
export function median(amounts: readonly bigint[]): bigint {
  const rising = sorted(amounts);
  const middle = rising.length >> 1;
  if (rising.length % 2 === 1) return rising[middle] ?? 0n;
  return ((rising[middle - 1] ?? 0n) + (rising[middle] ?? 0n)) / 2n;
}

/** The days without what stands out, and the sum of what was taken out. */
export function withoutPeaks(days: Days): { even: bigint[]; oneOff: bigint } {
  const middle = median(days);
  if (middle <= 0n) return { even: [...days], oneOff: 0n };
  let oneOff = 0n;
  const even = days.map((amount) => {
    if (amount <= middle * PEAK) return amount;
    oneOff += amount - middle;
    return middle;
  });
  return { even, oneOff };
}

/** The same part of a month of another length, at least one day. */
const sameDay = (day: number, of: number, length: number): number =>
  Math.max(1, Math.min(length, Math.round((day * length) / of)));

/**
 * The forecast of a month after `complete` days.
 * @param closed the months before, oldest first @param length days of the month
 * @returns null with fewer than LEAST_MONTHS usable months or LEAST_COMPLETE days
 */
export function forecast(
  closed: readonly Days[],
  known: Days,
  complete: number,
  length: number,
): Forecast | null {
  if (complete < LEAST_COMPLETE) return null;
  const { even, oneOff } = withoutPeaks(known.slice(0, complete));
  const spent = sum(even);
  const estimates = closed.slice(-MOST_MONTHS).flatMap((days) => {
    const month = withoutPeaks(days).even;
    const then = sum(month.slice(0, sameDay(complete, length, days.length)));
    // A month that had spent nothing by then, or refunds only, says nothing of this one.
    return then <= 0n ? [] : [(spent * sum(month)) / then];
  });
  if (estimates.length < LEAST_MONTHS) return null;
  const rising = sorted(estimates);
  // What is known already is part of it, whatever the months before say.
  const atLeast = (amount: bigint): bigint => (spent >= 0n && amount < spent ? spent : amount) + oneOff;
  return {
    amount: atLeast(median(estimates)),
    low: atLeast(rising[0] ?? 0n),
    high: atLeast(rising.at(-1) ?? 0n),
    oneOff,
    months: estimates.length,
  };
}

/** A past month as it would have been forecast on the same day, and what it came to. */
export interface Judged {
  readonly forecast: Forecast;
  readonly actual: bigint;
}

/** Forecasts of the closed months at the same part of the month, each from the months before it alone; oldest first. */
export function lookBack(closed: readonly Days[], complete: number, length: number): (Judged | null)[] {
  return closed.map((days, index) => {
    const at = sameDay(complete, length, days.length);
    const then = forecast(closed.slice(0, index), days, at, days.length);
    return then === null ? null : { forecast: then, actual: sum(days) };
  });
}

/** How many of the judged months ended inside their band. */
export function inside(judged: readonly (Judged | null)[]): { hits: number; of: number } {
  const known = judged.filter((one) => one !== null);
  const hits = known.filter(({ forecast: { low, high }, actual }) => low <= actual && actual <= high).length;
  return { hits, of: known.length };
}

/**
 * The way from what is known to the forecast, cumulated by day from the last complete day on, in the rhythm of the closed
 * months: the median share of each day.
 */
export function expectedCurve(
  closed: readonly Days[],
  spent: bigint,
  end: bigint,
  complete: number,
  length: number,
): bigint[] {
  const shares = (day: number): bigint =>
    median(
      closed.slice(-MOST_MONTHS).flatMap((days) => {
        const month = withoutPeaks(days).even;
        const all = sum(month);
        return all <= 0n ? [] : [(sum(month.slice(0, sameDay(day, length, days.length))) * SCALE) / all];
      }),
    );
  const from = shares(complete);
  const rest = SCALE - from;
  return Array.from({ length: length - complete + 1 }, (_, index) => {
    const day = complete + index;
    if (day === length || rest <= 0n) return day === complete ? spent : end;
    return spent + ((end - spent) * (shares(day) - from)) / rest;
  });
}
const SCALE = 1_000_000_000n;
