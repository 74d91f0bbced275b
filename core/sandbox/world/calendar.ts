import { BEIJING_OFFSET_MS, DAY_MS, type Period } from '../../base/period.ts';

// Inside the world a billing month is its number (year * 12 + month - 1) and a day its number within the month,
// from 1, both in GMT+08:00; that is what the inner loops over 100,000 customers can afford.

/** Days of the next month until which the figures of a month may still change (the bill is out on the 5th). */
export const GRACE_DAYS = 4;
/** 12:00 Beijing time, when a bill is out, in ms after Beijing midnight. */
export const BILL_HOUR_MS = 12 * 3_600_000;
/** 14:00 Beijing time, when the daily usage file is there (documented: between 12:00 and 20:00). */
export const FILE_HOUR_MS = 14 * 3_600_000;

/** 'YYYY-MM' -> number of the month. */
export function monthOf(period: Period): number {
  return Number(period.slice(0, 4)) * 12 + Number(period.slice(5, 7)) - 1;
}

/** Number of the month -> 'YYYY-MM'. */
export function periodText(month: number): Period {
  return `${String(Math.floor(month / 12)).padStart(4, '0')}-${String((month % 12) + 1).padStart(2, '0')}`;
}

/** First instant of the month, ms UTC. */
export function monthStart(month: number): number {
  return Date.UTC(Math.floor(month / 12), month % 12, 1) - BEIJING_OFFSET_MS;
}

/** First instant after the month, ms UTC. */
export function monthEnd(month: number): number {
  return monthStart(month + 1);
}

/** Number of days of the month. */
export function monthDays(month: number): number {
  return Math.round((monthEnd(month) - monthStart(month)) / DAY_MS);
}

/** Number of the month that an instant lies in. */
export function monthAt(ms: number): number {
  const date = new Date(ms + BEIJING_OFFSET_MS);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}

/** Day within its month (1..31) of an instant. */
export function dayAt(ms: number): number {
  return new Date(ms + BEIJING_OFFSET_MS).getUTCDate();
}

/**
 * How much of a month is known at an instant: the number of its complete days, and after its end up to GRACE_DAYS more
 * (late corrections arrive until then). 0 = nothing yet.
 */
export function knownDays(month: number, now: number): number {
  const complete = Math.floor((now - monthStart(month)) / DAY_MS);
  return Math.max(0, Math.min(complete, monthDays(month) + GRACE_DAYS));
}

/** Everything about the month is known. */
export function allDays(month: number): number {
  return monthDays(month) + GRACE_DAYS;
}

/** When the bill of the month is issued: 12:00 Beijing time on the 5th of the next month. */
export function billTime(month: number): number {
  return monthEnd(month) + GRACE_DAYS * DAY_MS + BILL_HOUR_MS;
}

/** How many days of the month the newest usage file knows of at an instant; 0 = there is no file yet. */
export function filedDays(month: number, now: number): number {
  return Math.min(knownDays(month, now - FILE_HOUR_MS), monthDays(month) + GRACE_DAYS - 1);
}
