// Sums over the generated month of a customer and of all customers, in cents.
import { DAY_MS } from '../../base/period.ts';
import { allDays, knownDays, monthDays, monthEnd, monthStart } from './calendar.ts';
import type { Customer } from './customers.ts';
import { monthEntries, type Entry } from './entries.ts';
import {
  bookedThrough,
  bookingDays,
  DayShares,
  monthListCents,
  payableOf,
  type SpendOptions,
} from './spend.ts';

/** Cents of a customer's month or of many, split as a bill splits them. */
export interface Totals {
  list: number;
  consumption: number;
  refund: number;
  adjustment: number;
}

/** What is due for the totals: consumption plus refunds and adjustments (both usually negative). */
export const dueOf = (totals: Totals): number => totals.consumption + totals.refund + totals.adjustment;

/** A stretch of time in which a customer's resources stood still and cost nothing. */
export interface Standstill {
  readonly from: number;
  readonly to: number;
}

/** One booking of usage: list price and payable cents of the days since the one before. */
export interface Booking {
  readonly day: number;
  readonly listCents: number;
  readonly payableCents: number;
}

export class Ledger {
  readonly options: SpendOptions;
  readonly #shares: DayShares;
  readonly #standstills: (customer: Customer) => readonly Standstill[];

  constructor(options: SpendOptions, standstills: (customer: Customer) => readonly Standstill[]) {
    this.options = options;
    this.#shares = new DayShares(options.seed);
    this.#standstills = standstills;
  }

  /** Usage of the customer's month, booking by booking, up to the number of known days. */
  bookings(customer: Customer, month: number, known: number): Booking[] {
    const list = monthListCents(this.options, customer, month);
    if (list === 0) return [];
    const shares = this.#shares.of(customer, month);
    const payable = payableOf(customer, list);
    const still = this.#standstills(customer);
    const result: Booking[] = [];
    let listBefore = 0;
    let payableBefore = 0;
    for (const day of bookingDays(customer, month)) {
      if (day > known) break;
      const share = shares[day] ?? 1;
      const listNow = Math.floor(list * share);
      const payableNow = Math.floor(payable * share);
      const noon = monthStart(month) + (day - 1) * DAY_MS + DAY_MS / 2;
      if (!still.some((s) => noon >= s.from && noon < s.to))
        result.push({ day, listCents: listNow - listBefore, payableCents: payableNow - payableBefore });
      listBefore = listNow;
      payableBefore = payableNow;
    }
    return result;
  }

  /** Entries besides usage that are known after so many days. */
  entries(customer: Customer, month: number, known: number): readonly Entry[] {
    const all = monthEntries(this.options, customer, month);
    return all.length === 0 ? all : all.filter((entry) => entry.knownAfter <= known);
  }

  /** Adds the customer's month, as known after so many days, to the totals. */
  addMonth(totals: Totals, customer: Customer, month: number, known: number): void {
    if (known === 0) return;
    const list = monthListCents(this.options, customer, month);
    if (list > 0) this.#addUsage(totals, customer, month, known, list);
    for (const entry of this.entries(customer, month, known)) {
      totals.list += entry.listCents;
      totals[entry.kind] += entry.payableCents;
    }
  }

  #addUsage(totals: Totals, customer: Customer, month: number, known: number, list: number): void {
    const still = this.#standstills(customer);
    if (still.some((s) => s.from < monthEnd(month) && s.to > monthStart(month))) {
      for (const booking of this.bookings(customer, month, known)) {
        totals.list += booking.listCents;
        totals.consumption += booking.payableCents;
      }
      return;
    }
    const day = bookedThrough(customer, month, Math.min(known, monthDays(month)));
    if (day === 0) return;
    const share = this.#shares.of(customer, month)[day] ?? 1;
    totals.list += Math.floor(list * share);
    totals.consumption += Math.floor(payableOf(customer, list) * share);
  }

  /** The customer's month as known at an instant. */
  customerMonth(customer: Customer, month: number, now: number): Totals {
    const totals: Totals = { list: 0, consumption: 0, refund: 0, adjustment: 0 };
    this.addMonth(totals, customer, month, knownDays(month, now));
    return totals;
  }

  /** Whether everything about the month is known at an instant. */
  isComplete(month: number, now: number): boolean {
    return knownDays(month, now) >= allDays(month);
  }
}
