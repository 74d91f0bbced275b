// Bill entries of a customer's month besides its usage: orders, refunds, support charges, corrections. Each has the
// day it belongs to and the day from which it is known, so that later files correct earlier ones.
import { DAY_MS } from '../../base/period.ts';
import { dayAt, monthDays, monthStart } from './calendar.ts';
import { SUPPORT_SERVICE, serviceAt } from './catalog.ts';
import type { Customer } from './customers.ts';
import { chance, STREAM } from './hash.ts';
import { ordersPaid, type Order } from './orders.ts';
import { monthListCents, payableOf, type SpendOptions } from './spend.ts';

/** What a bill type counts as (enum bill_type_summary). */
export type Kind = 'consumption' | 'refund' | 'adjustment';

export interface Entry {
  /** Enum bill_type_detail. */
  readonly billType: number;
  readonly kind: Kind;
  /** Enum bill_file_charging_mode. */
  readonly mode: number;
  readonly service: number;
  readonly product: number;
  /** Day of the month it is booked at, from 1. */
  readonly day: number;
  /** Number of complete days after which it is in the files. */
  readonly knownAfter: number;
  /** Instant of the transaction, ms UTC. */
  readonly at: number;
  readonly listCents: number;
  readonly discountCents: number;
  readonly couponCents: number;
  readonly payableCents: number;
  readonly reference: string;
}

const TYPE_OF_ORDER: Readonly<Record<number, { billType: number; kind: Kind }>> = {
  1: { billType: 1, kind: 'consumption' },
  2: { billType: 2, kind: 'consumption' },
  3: { billType: 3, kind: 'consumption' },
  4: { billType: 4, kind: 'refund' },
  11: { billType: 1, kind: 'consumption' },
};

function fromOrder(order: Order): Entry {
  const at = order.paid ?? order.created;
  const day = dayAt(at);
  return {
    ...(TYPE_OF_ORDER[order.type] ?? { billType: 1, kind: 'consumption' as const }),
    mode: 0,
    service: order.service,
    product: order.product,
    day,
    knownAfter: day,
    at,
    listCents: order.listCents,
    discountCents: order.discountCents,
    couponCents: order.couponCents,
    payableCents: order.listCents - order.discountCents - order.couponCents,
    reference: order.id,
  };
}

function charge(
  month: number,
  day: number,
  knownAfter: number,
  amounts: { list: number; payable: number },
  what: { billType: number; kind: Kind; mode: number; service: number; reference: string },
): Entry {
  return {
    ...what,
    product: 0,
    day,
    knownAfter,
    at: monthStart(month) + (day - 1) * DAY_MS + 10 * 3_600_000,
    listCents: amounts.list,
    discountCents: amounts.list - amounts.payable,
    couponCents: 0,
    payableCents: amounts.payable,
  };
}

/** A correction of earlier usage: known only some days later, sometimes after the month's end. */
function correction(options: SpendOptions, customer: Customer, month: number, total: number): Entry {
  const at = (n: number): number => chance(options.seed, customer.index, month, STREAM.event + n * 1000);
  const days = monthDays(month);
  const day = Math.min(days, 1 + Math.floor(at(1) * days));
  const list = -Math.max(1, Math.floor(total * (0.01 + 0.05 * at(2))));
  const deduction = at(3) < 0.6;
  return charge(
    month,
    day,
    day + 1 + Math.floor(at(4) * 3),
    { list, payable: -payableOf(customer, -list) },
    {
      billType: deduction ? 16 : 9,
      kind: 'adjustment',
      mode: 1,
      service: serviceAt(at(5)),
      reference: `adj-${customer.index}-${month}`,
    },
  );
}

const NONE: readonly Entry[] = [];
const SUPPORT_LIST_CENTS = 10_000;

/** All entries of the customer's month; those of orders first. */
export function monthEntries(options: SpendOptions, customer: Customer, month: number): readonly Entry[] {
  if (month < options.first || customer.baseCents === 0) return NONE;
  const orders = ordersPaid(options, customer, month);
  const corrected = chance(options.seed, customer.index, month, STREAM.event) < 0.05;
  const supported = customer.baseCents > 800_000;
  if (orders.length === 0 && !corrected && !supported) return NONE;
  const entries = orders.map(fromOrder);
  const total = corrected || supported ? monthListCents(options, customer, month) : 0;
  if (corrected && total > 0) entries.push(correction(options, customer, month, total));
  if (supported && total > 0) {
    const days = monthDays(month);
    const list = Math.max(SUPPORT_LIST_CENTS, Math.floor(total / 20));
    entries.push(
      charge(
        month,
        days,
        days,
        { list, payable: payableOf(customer, list) },
        {
          billType: 14,
          kind: 'consumption',
          mode: 1,
          service: SUPPORT_SERVICE,
          reference: `support-${customer.index}-${month}`,
        },
      ),
    );
  }
  return entries;
}
