import { formatDecimal, parseDecimal, percentOf, subtractDecimals } from '../../base/money.ts';
import { addPeriods, daysInPeriod, periodOf, type Period } from '../../base/period.ts';
import type { Caller } from '../../contract/handlers.ts';
import type { OutputOf, ParsedInputOf } from '../../contract/index.ts';
import type { LinesStore } from '../../storage/lines/store.ts';
import { DEFAULT_CURRENCY, type AreaContext } from '../context.ts';
import { seenIds } from '../customers/shared.ts';
import {
  expectedCurve,
  forecast,
  inside,
  LATE_DAYS,
  LEAST_COMPLETE,
  lookBack,
  MOST_MONTHS,
  type Days,
} from './rules/forecast.ts';

/** Closed months a month looks back on: those it is judged by need months before them too. */
const LOOK_BACK = MOST_MONTHS * 2;

/** Estimates are shown to the cent; more digits would claim what nobody knows. Units of 1e-16. */
const CENT = 10n ** 14n;
const text = (units: bigint): string => formatDecimal((units / CENT) * CENT);

/** Every day of a month in one currency; days without lines are 0. */
async function daysOf(
  lines: LinesStore,
  period: Period,
  currency: string,
  customerIds: readonly string[] | undefined,
): Promise<bigint[]> {
  const days = Array.from({ length: daysInPeriod(period) }, () => 0n);
  for (const row of await lines.daily({ period, customerIds })) {
    const at = Number(row.day.slice(8, 10)) - 1;
    if (row.currency === currency) days[at] = (days[at] ?? 0n) + parseDecimal(row.payable);
  }
  return days;
}

/** The consecutive months with a file before the running one, oldest first. */
function closedPeriods(running: Period, known: ReadonlySet<string>): Period[] {
  const closed: Period[] = [];
  for (
    let period = addPeriods(running, -1);
    closed.length < LOOK_BACK && known.has(period);
    period = addPeriods(period, -1)
  )
    closed.unshift(period);
  return closed;
}

/**
 * What the running month will come to, with its band, how well such forecasts did, and the curve; of the customers the
 * caller sees. Null before the first import.
 */
export async function forecastMonth(
  context: AreaContext,
  _input: ParsedInputOf<'forecast.month'>,
  caller: Caller,
): Promise<OutputOf<'forecast.month'>> {
  const { lines, clock, mirror } = context.workspace;
  const running = periodOf(clock.now());
  const sources = await lines.sources({ from: addPeriods(running, -LOOK_BACK), to: running });
  if (sources.length === 0) return null;
  const { currencies } = await lines.span();
  const currency = currencies.includes(DEFAULT_CURRENCY)
    ? DEFAULT_CURRENCY
    : (currencies[0] ?? DEFAULT_CURRENCY);
  const customerIds = seenIds(mirror.read, caller.sees);
  const periods = closedPeriods(running, new Set(sources.map(({ period }) => period)));
  const closed: Days[] = [];
  for (const period of periods) closed.push(await daysOf(lines, period, currency, customerIds));
  const known = await daysOf(lines, running, currency, customerIds);

  const own = sources.filter(({ period }) => period === running);
  const through = own.map((source) => source.through ?? '').reduce((a, b) => (a > b ? a : b), '') || null;
  const covered = through?.startsWith(running) === true ? Number(through.slice(8, 10)) : 0;
  const length = daysInPeriod(running);
  const complete = covered === length ? length : Math.max(0, covered - LATE_DAYS);
  const result = forecast(closed, known, complete, length);
  const judged = lookBack(closed, complete, length);
  const newest = sources.reduce<(typeof sources)[number] | null>(
    (a, b) => (a !== null && a.importedAt >= b.importedAt ? a : b),
    null,
  );
  return {
    currency,
    period: running,
    through,
    completeDays: complete,
    days: length,
    toDate: formatDecimal(known.reduce((a, b) => a + b, 0n)),
    forecast:
      result === null
        ? null
        : {
            amount: text(result.amount),
            low: text(result.low),
            high: text(result.high),
            oneOff: text(result.oneOff),
            months: result.months,
            inside: inside(judged),
          },
    reason: result !== null ? null : complete < LEAST_COMPLETE ? 'few-days' : 'few-months',
    before: beforeOf(periods.at(-1), judged.at(-1) ?? null),
    curve: curveOf({ running, known, covered, complete, length, closed, end: result?.amount ?? null }),
    stamp: newest === null ? null : { source: 'file', name: newest.file, asOf: newest.importedAt },
  };
}

function beforeOf(
  period: Period | undefined,
  judged: ReturnType<typeof lookBack>[number],
): NonNullable<OutputOf<'forecast.month'>>['before'] {
  if (period === undefined || judged === null) return null;
  const { forecast: then, actual } = judged;
  const [guess, came] = [formatDecimal(then.amount), formatDecimal(actual)];
  return {
    period,
    forecast: text(then.amount),
    low: text(then.low),
    high: text(then.high),
    actual: came,
    errorPercent: actual === 0n ? '0' : percentOf(subtractDecimals(guess, came), came),
  };
}

function curveOf(of: {
  running: Period;
  known: Days;
  covered: number;
  complete: number;
  length: number;
  closed: readonly Days[];
  end: bigint | null;
}): NonNullable<OutputOf<'forecast.month'>>['curve'] {
  const cumulated: bigint[] = [];
  for (const amount of of.known) cumulated.push((cumulated.at(-1) ?? 0n) + amount);
  const spent = cumulated[of.complete - 1] ?? 0n;
  const expected = of.end === null ? [] : expectedCurve(of.closed, spent, of.end, of.complete, of.length);
  return of.known.map((_, index) => {
    const day = index + 1;
    const ahead = expected[day - of.complete];
    return {
      day: `${of.running}-${String(day).padStart(2, '0')}`,
      actual: day <= of.covered ? formatDecimal(cumulated[index] ?? 0n) : null,
      expected: day < of.complete || ahead === undefined ? null : text(ahead),
    };
  });
}
