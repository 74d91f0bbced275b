import { beijingDay } from '../../../base/period.ts';
import type { AssociationPolicy, AssociationSide } from '../../../contract/association.ts';

/** How often a disassociation may be asked for (guide 5.5), by days in GMT+08:00. */

const MONTHS = 3;

/** An earlier request: who made it and when, integer ms UTC. */
export interface Earlier {
  readonly side: AssociationSide;
  readonly at: number;
}

/** The same day some months later; the last day of a shorter month. @param day 'YYYY-MM-DD' */
export function addMonths(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const last = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate();
  const target = new Date(Date.UTC(year, month - 1 + months, Math.min(date, last)));
  return target.toISOString().slice(0, 10);
}

export interface Wait {
  /** The side's own requests used up the number allowed; the day it may ask again, null when it may now. */
  readonly frequency: string | null;
  /** A customer's request makes the partner wait; null when there is none, or where three requests are allowed. */
  readonly customerRequest: string | null;
}

/**
 * From which day the partner may ask again. One request within three months and three months after a customer's request,
 * or three requests within three months whatever the customer asked [later].
 */
export function waitOf(
  earlier: readonly Earlier[],
  policy: Pick<AssociationPolicy, 'requests'>,
  now: number,
): Wait {
  const today = beijingDay(now);
  const free = (day: string | undefined): string | null => {
    if (day === undefined) return null;
    const from = addMonths(day, MONTHS);
    return today >= from ? null : from;
  };
  const days = (side: AssociationSide): string[] =>
    earlier
      .filter((one) => one.side === side)
      .map((one) => beijingDay(one.at))
      .sort((a, b) => (a < b ? 1 : a > b ? -1 : 0));
  return {
    // The newest but so many: once it is three months old, there is room for another one.
    frequency: free(days('partner')[policy.requests - 1]),
    customerRequest: policy.requests === 1 ? free(days('customer')[0]) : null,
  };
}
