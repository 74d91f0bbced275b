import { addPeriods, periodOf, periodStart } from '../../../base/period.ts';

/**
 * Monthly budgets restore at 00:00:00 GMT+08:00 on day 1 of each month; one-time ones never do (guide 5.3). Pure; instants
 * in ms UTC.
 */
export type Kind = 'monthly' | 'one-time' | 'unknown';

/** When the budget restores next; null when it does not. */
export function restoresAt(type: Kind, now: number): number | null {
  return type === 'monthly' ? periodStart(addPeriods(periodOf(now), 1)) : null;
}

/** Whether a reading of the used amount is from before the last restore, and says nothing of this month. */
export function isBeforeRestore(type: Kind, readAt: number, now: number): boolean {
  return type === 'monthly' && readAt < periodStart(periodOf(now));
}

/**
 * From when on readings say something of this month's monthly budgets: null when all of them were read since the restore.
 * @param checkedAt when all budgets were last read; null when never
 */
export function staleBefore(checkedAt: number | null, now: number): number | null {
  const restored = periodStart(periodOf(now));
  return checkedAt !== null && checkedAt >= restored ? null : restored;
}
