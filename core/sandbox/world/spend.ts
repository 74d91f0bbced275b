// What a customer uses, from the top down: a month's total in whole cents, its days as shares of that total, and (in
// files/lines.ts) a day's lines as shares of the day. So any sum is known without making its lines, and the lines
// add up to it exactly.
import { BEIJING_OFFSET_MS, DAY_MS } from '../../base/period.ts';
import { monthDays, monthStart } from './calendar.ts';
import type { Customer } from './customers.ts';
import { chance, STREAM } from './hash.ts';

/** Months of the year by industry group, January first: shops peak in November, schools in September, games in summer. */
const SEASONS: readonly (readonly number[])[] = [
  [0.96, 0.82, 0.97, 1, 1.02, 1.04, 1, 0.99, 1.03, 1.02, 1.1, 1.06],
  [1.08, 1.12, 0.92, 0.9, 0.95, 1.08, 1.2, 1.18, 0.92, 0.98, 0.97, 1.04],
  [0.98, 0.88, 1.02, 1.02, 1.01, 1.03, 0.98, 0.97, 1.04, 1.03, 1.05, 1.0],
  [0.9, 0.72, 0.92, 0.96, 1, 1.1, 0.94, 0.95, 1.02, 1.08, 1.42, 1.2],
  [0.84, 0.7, 1.08, 1.06, 1.04, 0.92, 0.74, 0.86, 1.3, 1.18, 1.12, 0.96],
];
const SEASON_OF_INDUSTRY = [0, 1, 2, 2, 1, 0, 2, 0, 4, 0, 3, 2];
const PATTERNS = 16;

export interface SpendOptions {
  readonly seed: number;
  /** Month to which a customer's typical spend refers. */
  readonly origin: number;
  /** First month with usage. */
  readonly first: number;
}

/** Expected list-price cents of a month without its accidents; 0 before the customer's second month. */
export function expectedCents(options: SpendOptions, customer: Customer, month: number): number {
  const age = month - customer.since;
  if (age < 1 || customer.baseCents === 0) return 0;
  const ramp = Math.min(1, (age + 1) / 5);
  const season = SEASONS[SEASON_OF_INDUSTRY[customer.industry] ?? 0]?.[month % 12] ?? 1;
  return customer.baseCents * ramp * season * Math.exp((customer.growth * (month - options.origin)) / 12);
}

/** List-price cents of a whole month of usage, without orders and corrections. */
export function monthListCents(options: SpendOptions, customer: Customer, month: number): number {
  if (month < options.first) return 0;
  const expected = expectedCents(options, customer, month);
  if (expected === 0) return 0;
  const noise = 0.88 + 0.24 * chance(options.seed, customer.index, month, STREAM.spend);
  const accident = chance(options.seed, customer.index, month, STREAM.spend + 1000);
  // Now and then a burst (a campaign, a forgotten test) or a lull.
  const lump = accident < 0.03 ? 1.6 + accident * 60 : accident > 0.985 ? 0.35 : 1;
  return Math.round(expected * noise * lump);
}

/** Cents after the partner's discount. */
export function payableOf(customer: Customer, listCents: number): number {
  return Math.floor((listCents * (10_000 - customer.discountBp)) / 10_000);
}

/** Shares of a month used up to the end of each day, by pattern; index 0 is 0 and the last is 1. */
export class DayShares {
  readonly #seed: number;
  readonly #tables = new Map<number, Float64Array>();

  constructor(seed: number) {
    this.#seed = seed;
  }

  /** The customer's table for the month: share used up to the end of day d. */
  of(customer: Customer, month: number): Float64Array {
    const pattern = (customer.index + month) % PATTERNS;
    const key = month * PATTERNS + pattern;
    const known = this.#tables.get(key);
    if (known) return known;
    const table = this.#make(month, pattern);
    this.#tables.set(key, table);
    return table;
  }

  #make(month: number, pattern: number): Float64Array {
    const days = monthDays(month);
    const weights = Array.from({ length: days }, (_, i) => {
      const weekday = new Date(monthStart(month) + BEIJING_OFFSET_MS + i * DAY_MS).getUTCDay();
      const spike = chance(this.#seed, month, pattern * 64 + i, STREAM.pattern + 1) < 0.04 ? 2.4 : 1;
      const noise = 0.75 + 0.5 * chance(this.#seed, month, pattern * 64 + i, STREAM.pattern);
      return (weekday === 0 || weekday === 6 ? 0.7 : 1) * noise * spike;
    });
    const total = weights.reduce((a, b) => a + b, 0);
    const table = new Float64Array(days + 1);
    let sum = 0;
    weights.forEach((weight, i) => {
      sum += weight;
      table[i + 1] = i === days - 1 ? 1 : sum / total;
    });
    return table;
  }
}

/** The last day, at or before `day`, at which usage of the customer is booked; 0 = none yet. */
export function bookedThrough(customer: Customer, month: number, day: number): number {
  const days = monthDays(month);
  return day >= days ? days : day - (day % customer.stride);
}

/** The days of the month at which usage is booked: every `stride` days and the last. */
export function bookingDays(customer: Customer, month: number): number[] {
  const days = monthDays(month);
  const result: number[] = [];
  for (let day = customer.stride; day < days; day += customer.stride) result.push(day);
  result.push(days);
  return result;
}
