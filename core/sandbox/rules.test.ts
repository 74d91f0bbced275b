import { expect, test } from 'vitest';
import { fixedClock } from '../base/clock.ts';
import { DAY_MS } from '../base/period.ts';
import { NOW } from '../../test/support/sandbox-bench.ts';
import { billTime, dayAt, knownDays, monthAt, monthOf, monthStart } from './world/calendar.ts';
import type { Coupon } from './world/coupons.ts';
import { monthEntries } from './world/entries.ts';
import { ordersCreated, orderStatus, type Order } from './world/orders.ts';
import { settle, type SettlementInput } from './world/settlement.ts';
import { World } from './world/world.ts';

const world = new World({
  seed: 11,
  customers: 200,
  months: 12,
  kind: 'distributor',
  edgeCases: false,
  clock: fixedClock(NOW),
});

const coupon = (id: string, cents: number, version: 1 | 2, expires: number): Coupon => ({
  id,
  code: id,
  reseller: -1,
  faceCents: cents,
  created: 0,
  validFrom: 0,
  expires,
  version,
  plan: 0,
  withdrawn: false,
  frozen: false,
  staleStatus: false,
});

const MONTH = monthOf('2026-09');
const FOREVER = billTime(MONTH + 24);

function settled(more: Partial<SettlementInput>): ReturnType<typeof settle> {
  return settle({
    seed: 1,
    firstMonth: MONTH,
    now: billTime(MONTH),
    billTotal: () => 1_000_000,
    coupons: [],
    typicalCents: 0,
    payments: new Map(),
    topUps: [],
    ...more,
  });
}

test('a bill is issued at 12:00 Beijing time on the 5th, not a moment before', () => {
  expect(new Date(billTime(MONTH)).toISOString()).toBe('2026-10-05T04:00:00.000Z');
  expect(settled({ now: billTime(MONTH) - 1 }).bills).toEqual([]);
  expect(settled({}).bills.map((bill) => bill.month)).toEqual([MONTH]);
});

test('coupons pay a small part of a bill, the first to expire first; a single-use one whole or not at all', () => {
  const coupons = [
    coupon('late', 10_000, 2, FOREVER),
    coupon('soon', 5_000, 2, FOREVER - 1),
    coupon('once', 100_000, 1, FOREVER - 2),
  ];
  const { bills, used } = settled({ coupons });
  expect(bills[0]).toMatchObject({ couponCents: 12_000, dueCents: 988_000 });
  expect([...used].map(([id, use]) => [id, use.cents])).toEqual([
    ['soon', 5_000],
    ['late', 7_000],
  ]);
  expect(settled({ coupons: [coupon('gone', 5_000, 2, monthStart(MONTH))] }).bills[0]?.couponCents).toBe(0);
});

test('the balance pays once and what is left stays', () => {
  const topUps = [{ at: billTime(MONTH) - 1, cents: 1_500_000 }];
  const first = settled({ topUps });
  expect([first.bills[0]?.balanceCents, first.bills[0]?.dueCents, first.balanceCents]).toEqual([
    1_000_000, 0, 500_000,
  ]);
  const second = settled({ topUps, now: billTime(MONTH + 1) });
  expect(second.bills.map((bill) => bill.balanceCents)).toEqual([1_000_000, 500_000]);
  // The usual top-ups of the world add to it; a bill never takes more than there is.
  expect(second.balanceCents).toBeGreaterThanOrEqual(0);
});

test('a bill is due until it is paid; a negative one is not due at all', () => {
  const payments = new Map([[MONTH, billTime(MONTH) + DAY_MS]]);
  expect(settled({ payments, now: billTime(MONTH) + DAY_MS - 1 }).dueCents).toBe(1_000_000);
  expect(settled({ payments, now: billTime(MONTH) + DAY_MS }).dueCents).toBe(0);
  expect(settled({ billTotal: () => -5 }).dueCents).toBe(0);
});

function allOrders(): Order[] {
  const months = Array.from({ length: 11 }, (_, i) => world.firstMonth + i);
  return world.customers.flatMap((customer) =>
    months.flatMap((month) => [...ordersCreated(world.ledger.options, customer, month)]),
  );
}

test('an order waits, is processed once paid, and ends; a cancelled one is never paid', () => {
  const orders = allOrders();
  const paid = orders.filter((order) => order.paid !== null && order.type !== 4);
  for (const order of paid) {
    const at = order.paid ?? 0;
    expect([1, 6, 9]).toContain(orderStatus(order, order.created));
    expect([
      orderStatus(order, at),
      orderStatus(order, order.ended - 1),
      orderStatus(order, order.ended),
    ]).toEqual([3, 3, 5]);
    expect(at).toBeGreaterThan(order.created);
  }
  const cancelled = orders.filter((order) => order.paid === null);
  for (const order of cancelled)
    expect([orderStatus(order, order.ended - 1), orderStatus(order, order.ended)]).toEqual([6, 4]);
  expect(new Set(orders.map((order) => order.waitingAs))).toEqual(new Set([1, 6, 9]));
  expect(cancelled.length).toBeGreaterThan(20);
  expect(new Set(orders.map((order) => order.id)).size).toBe(orders.length);
});

test('every paid order is in exactly one month of entries, known when its day is over', () => {
  const found = new Map<string, number>();
  for (const customer of world.customers)
    for (let month = world.firstMonth; month <= monthAt(NOW); month += 1)
      for (const entry of monthEntries(world.ledger.options, customer, month)) {
        if (!entry.reference.startsWith('CS')) continue;
        found.set(entry.reference, (found.get(entry.reference) ?? 0) + 1);
        expect([monthAt(entry.at), dayAt(entry.at)]).toEqual([month, entry.day]);
        const midnight = monthStart(month) + entry.day * DAY_MS;
        expect([
          knownDays(month, midnight - 1) >= entry.knownAfter,
          knownDays(month, midnight) >= entry.knownAfter,
        ]).toEqual([false, true]);
      }
  const paid = allOrders().filter((order) => order.paid !== null && monthAt(order.paid) <= monthAt(NOW));
  expect([...found.keys()].length).toBeGreaterThan(100);
  for (const order of paid) expect([order.id, found.get(order.id)]).toEqual([order.id, 1]);
});

test('a correction is known only days after the day it belongs to, and makes the bill smaller', () => {
  const corrections = world.customers.flatMap((customer) =>
    [1, 2, 3].flatMap((back) =>
      monthEntries(world.ledger.options, customer, monthAt(NOW) - back).filter(
        (e) => e.kind === 'adjustment',
      ),
    ),
  );
  expect(corrections.length).toBeGreaterThan(5);
  for (const entry of corrections) {
    expect(entry.knownAfter).toBeGreaterThan(entry.day);
    expect(entry.payableCents).toBeLessThan(0);
  }
});
