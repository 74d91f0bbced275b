import { BEIJING_OFFSET_MS, DAY_MS } from '../../../base/period.ts';

/** The last millisecond (UTC) of the day in GMT+08:00 that an instant is in, some days later. */
export function endOfDay(at: number, days = 0): number {
  const local = at + BEIJING_OFFSET_MS;
  return local - (((local % DAY_MS) + DAY_MS) % DAY_MS) + (days + 1) * DAY_MS - 1 - BEIJING_OFFSET_MS;
}

/** The last millisecond (UTC) of a day 'YYYY-MM-DD' in GMT+08:00; null for a day that is in no calendar. */
export function endOfNamedDay(day: string): number | null {
  const start = Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(start) || new Date(start).toISOString().slice(0, 10) !== day) return null;
  return start + DAY_MS - 1 - BEIJING_OFFSET_MS;
}
