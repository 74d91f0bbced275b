import { CodedError } from './errors.ts';

/** A billing month 'YYYY-MM' in GMT+08:00 (guide section 3, API reference section 4). */
export type Period = string;

/** running: the month goes on; provisional: over, figures still change; final: the bill is out. */
export type PeriodState = 'running' | 'provisional' | 'final';

/** Beijing has no daylight saving: always eight hours ahead of UTC. */
export const BEIJING_OFFSET_MS = 8 * 3_600_000;
export const DAY_MS = 86_400_000;

const PERIOD = /^(\d{4})-(0[1-9]|1[0-2])$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/;

/** Whether the text is a billing month. */
export function isPeriod(text: string): text is Period {
  return PERIOD.test(text);
}

function parts(period: Period): { year: number; month: number } {
  const match = PERIOD.exec(period);
  if (!match) throw new CodedError('PERIOD_INVALID', { text: period.slice(0, 32) });
  return { year: Number(match[1]), month: Number(match[2]) };
}

function fromIndex(index: number): Period {
  const year = Math.floor(index / 12);
  return `${String(year).padStart(4, '0')}-${String((index % 12) + 1).padStart(2, '0')}`;
}

/** The day 'YYYY-MM-DD' in GMT+08:00 of an instant (ms UTC). */
export function beijingDay(ms: number): string {
  return new Date(ms + BEIJING_OFFSET_MS).toISOString().slice(0, 10);
}

/** The billing month of an instant (ms UTC). */
export function periodOf(ms: number): Period {
  return beijingDay(ms).slice(0, 7);
}

/** The month `n` months later (earlier when negative). @throws CodedError PERIOD_INVALID */
export function addPeriods(period: Period, n: number): Period {
  const { year, month } = parts(period);
  return fromIndex(year * 12 + month - 1 + n);
}

/** First instant of the month, ms UTC: 16:00 UTC of the day before. */
export function periodStart(period: Period): number {
  const { year, month } = parts(period);
  return Date.UTC(year, month - 1, 1) - BEIJING_OFFSET_MS;
}

/** First instant after the month (exclusive end), ms UTC. */
export function periodEnd(period: Period): number {
  return periodStart(addPeriods(period, 1));
}

/** All months from `from` to `to`, both included, in order; empty when `to` is before `from`. */
export function periodsBetween(from: Period, to: Period): Period[] {
  const a = parts(from);
  const b = parts(to);
  const first = a.year * 12 + a.month - 1;
  const count = b.year * 12 + b.month - first;
  return Array.from({ length: Math.max(0, count) }, (_, i) => fromIndex(first + i));
}

/** Number of days of the month. */
export function daysInPeriod(period: Period): number {
  return Math.round((periodEnd(period) - periodStart(period)) / DAY_MS);
}

/** Day of the month (1..31) in GMT+08:00 of an instant. */
export function dayOfPeriod(ms: number): number {
  return Number(beijingDay(ms).slice(8, 10));
}

/**
 * The state of a month at an instant: final from 12:00 Beijing time (04:00 UTC) on the 5th of the next month
 * (guide 8.2, API reference section 4).
 */
export function periodState(period: Period, now: number): PeriodState {
  const end = periodEnd(period);
  if (now < end) return 'running';
  return now < end + 4 * DAY_MS + 12 * 3_600_000 ? 'provisional' : 'final';
}

/** Reads an API instant 'yyyy-MM-ddTHH:mm:ssZ' into ms UTC. @throws CodedError INSTANT_INVALID */
export function parseInstant(text: string): number {
  const ms = INSTANT.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(ms)) throw new CodedError('INSTANT_INVALID', { text: text.slice(0, 32) });
  return ms;
}

/** Writes ms UTC as an API instant, seconds cut. */
export function formatInstant(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}
