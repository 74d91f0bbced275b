import { DAY_MS } from '../../base/period.ts';
import { monthDays, monthStart } from './calendar.ts';
import { SERVICES, serviceAt } from './catalog.ts';
import type { Customer } from './customers.ts';
import { chance, hash, STREAM } from './hash.ts';
import { expectedCents, type SpendOptions } from './spend.ts';

/** A yearly/monthly order. Amounts in cents, negative on an unsubscription. */
export interface Order {
  readonly id: string;
  readonly customer: Customer;
  /** Month of creation and number within it: where the order came from. */
  readonly month: number;
  readonly slot: number;
  readonly type: number;
  readonly service: number;
  readonly product: number;
  readonly created: number;
  /** When it was (or will be) paid; null = never. */
  readonly paid: number | null;
  /** When it reaches its final state. */
  readonly ended: number;
  /** State before payment: 1 pending approval, 6 pending payment, 9 pending confirmation. */
  readonly waitingAs: 1 | 6 | 9;
  readonly listCents: number;
  readonly discountCents: number;
  readonly couponCents: number;
  readonly months: number;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
// Longest time between creation and payment, in months touched.
export const ORDER_REACH_MONTHS = 1;

interface Fate {
  readonly waitingAs: 1 | 6 | 9;
  readonly pays: boolean;
  readonly delay: number;
}

function fateOf(point: number, second: number): Fate {
  if (point < 0.45) return { waitingAs: 6, pays: true, delay: (2 + second * 50) * MINUTE };
  if (point < 0.73) return { waitingAs: 6, pays: true, delay: (1 + second * 130) * HOUR };
  if (point < 0.81) return { waitingAs: 1, pays: true, delay: (12 + second * 150) * HOUR };
  if (point < 0.85) return { waitingAs: 9, pays: true, delay: (1 + second * 9) * 24 * HOUR };
  if (point < 0.97) return { waitingAs: 6, pays: false, delay: (12 + second * 150) * HOUR };
  return { waitingAs: 6, pays: false, delay: 7 * DAY_MS };
}

function typeOf(point: number): number {
  if (point < 0.42) return 1;
  if (point < 0.8) return 2;
  if (point < 0.9) return 3;
  return point < 0.96 ? 4 : 11;
}

const wholeSecond = (ms: number): number => Math.floor(ms / 1000) * 1000;

function makeOrder(options: SpendOptions, customer: Customer, month: number, slot: number): Order {
  const key = customer.index * 8 + slot;
  const at = (n: number): number => chance(options.seed, key, month, STREAM.order + n * 1000);
  const type = typeOf(at(1));
  const fate = fateOf(type === 4 ? 0.6 : at(2), at(3));
  const created = wholeSecond(monthStart(month) + at(4) * monthDays(month) * DAY_MS);
  const decided = wholeSecond(created + fate.delay);
  const service = serviceAt(at(5));
  const months = [1, 1, 3, 6, 12, 12][Math.floor(at(6) * 6)] ?? 1;
  const size = expectedCents(options, customer, month) * (0.04 + 0.1 * at(7)) * Math.sqrt(months);
  const sign = type === 4 ? -1 : 1;
  const list = Math.max(499, Math.round(size * (type === 4 ? 0.4 : 1)));
  const discount = Math.floor((list * customer.discountBp) / 10_000);
  const coupon = type !== 4 && at(8) < 0.06 ? Math.floor((list - discount) / 10) : 0;
  return {
    id: `CS${String(Math.floor(month / 12) % 100).padStart(2, '0')}${String((month % 12) + 1).padStart(2, '0')}${hash(
      options.seed,
      key,
      month,
      STREAM.order,
    )
      .toString(36)
      .toUpperCase()
      .padStart(7, '0')}${String(key).padStart(7, '0')}`,
    customer,
    month,
    slot,
    type,
    service,
    product: hash(options.seed, key, month, STREAM.order + 1) % (SERVICES[service]?.products.length ?? 1),
    created,
    paid: fate.pays ? decided : null,
    ended: fate.pays ? decided + wholeSecond((3 + at(9) * 57) * MINUTE) : decided,
    waitingAs: fate.waitingAs,
    listCents: sign * list,
    discountCents: sign * discount,
    couponCents: coupon,
    months,
  };
}

const NONE: readonly Order[] = [];

/** The orders that a customer creates in a month, in no order. */
export function ordersCreated(options: SpendOptions, customer: Customer, month: number): readonly Order[] {
  const draw = chance(options.seed, customer.index, month, STREAM.order);
  // Big customers order about once a month, small ones every few months.
  const rate = customer.stride === 1 ? 0.6 : customer.stride === 3 ? 0.25 : 0.12;
  if (draw >= rate || month <= customer.since || month < options.first || customer.baseCents === 0)
    return NONE;
  const count = draw < rate * 0.15 ? 3 : draw < rate * 0.4 ? 2 : 1;
  return Array.from({ length: count }, (_, slot) => makeOrder(options, customer, month, slot));
}

/** The orders of a customer that are paid in a month. */
export function ordersPaid(options: SpendOptions, customer: Customer, month: number): readonly Order[] {
  const earlier = ordersCreated(options, customer, month - ORDER_REACH_MONTHS);
  const own = ordersCreated(options, customer, month);
  if (earlier.length === 0 && own.length === 0) return NONE;
  const from = monthStart(month);
  const to = monthStart(month + 1);
  return [...earlier, ...own].filter((order) => order.paid !== null && order.paid >= from && order.paid < to);
}

/** State of an order at an instant (enum order_status): waiting, then 3 processing after payment, then 5 or 4. */
export function orderStatus(order: Order, now: number): number {
  if (order.paid === null) return now < order.ended ? order.waitingAs : 4;
  if (now < order.paid) return order.type === 4 ? 2 : order.waitingAs;
  return now < order.ended ? 3 : 5;
}
