import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { CodedError } from '../base/errors.ts';
import { formatInstant } from '../base/period.ts';
import { billMonths } from './bills.ts';
import { nextWindow } from './orders.ts';
import { NOON, testWorld, type TestWorld } from './testing/world.ts';

let world: TestWorld;
beforeAll(async () => {
  world = await testWorld();
});
beforeEach(() => {
  world.wipe();
});
afterAll(() => world.close());

const DAY = 86_400_000;
const order = (id: string, daysAgo: number, status = 5, part = ''): void =>
  world.center.put(
    'orders',
    id,
    { create_time: formatInstant(world.clock.now() - daysAgo * DAY), status },
    part,
  );
const run = () => world.sync().start({ steps: ['orders'] });
const windows = (): { from: string; to: string }[] =>
  world.center.calls
    .filter((c) => c.operation === 'ListCustomerOrders' && c.input['create_time_begin'] !== undefined)
    .map((c) => ({ from: String(c.input['create_time_begin']), to: String(c.input['create_time_end']) }));

test('windows are closed, at most a year long, overlap by 48 h and leave no gap', () => {
  fc.assert(
    fc.property(fc.option(fc.integer({ min: 0, max: 3000 })), (daysAgo) => {
      let through = daysAgo === null ? null : NOON - daysAgo * DAY;
      for (let w = nextWindow(through, NOON); w; w = nextWindow(through, NOON)) {
        expect(w.to - w.from).toBeLessThanOrEqual(365 * DAY);
        expect(w.to).toBeGreaterThan(through ?? -Infinity);
        expect(w.to).toBeLessThanOrEqual(NOON);
        expect(through === null || w.from === through - 2 * DAY).toBe(true);
        through = w.to;
      }
      expect(through).toBe(NOON);
    }),
  );
});

test('a first sync reads all years, a later one only the overlap', async () => {
  for (let n = 0; n < 450; n++) order(`o${n}`, n * 4);
  expect(await run()).toMatchObject({ state: 'idle', changed: 450 });
  expect(world.ids('orders')).toHaveLength(450);
  expect(
    world.center.calls.every((c) => c.input['status'] !== undefined || c.input['order_by'] === 'createTime'),
  ).toBe(true);
  world.center.calls.length = 0;
  world.clock.advance(600_000);
  const before = world.sequence();
  await run();
  expect(windows()).toEqual([{ from: formatInstant(NOON - 2 * DAY), to: formatInstant(NOON + 600_000) }]);
  expect(world.sequence()).toBe(before);
});

test('an order that appears late, with a creation time in the overlap, is found', async () => {
  order('o1', 10);
  await run();
  order('late', 1.5);
  world.clock.advance(600_000);
  await run();
  expect(world.ids('orders')).toEqual(['late', 'o1']);
});

test('interrupted inside a window, it goes on at the page it stopped at', async () => {
  for (let n = 0; n < 350; n++) order(`o${n}`, n / 2);
  const sync = world.sync();
  world.center.before = (call) => {
    if (call.input['offset'] === 200) sync.cancel();
  };
  expect(await sync.start({ steps: ['orders'] })).toMatchObject({ code: 'SYNC_CANCELLED' });
  expect(world.ids('orders')).toHaveLength(200);
  world.center.before = () => {};
  world.center.calls.length = 0;
  await run();
  expect(world.center.calls[0]?.input['offset']).toBe(200);
  expect(world.ids('orders')).toHaveLength(350);
});

const status = (id: string): unknown => {
  const row = world.workspace.mirror.read.get<{ raw: string }>(
    "SELECT raw FROM row WHERE collection = 'orders' AND id = ?",
    [id],
  );
  return row ? (JSON.parse(row.raw) as { status: number }).status : null;
};

test('every order that is not final is read again until it is, and final ones are left alone', async () => {
  order('paying', 100, 6);
  order('refund', 100, 2);
  order('done', 100, 5);
  await run();
  order('paying', 100, 3);
  order('refund', 100, 4);
  world.clock.advance(600_000);
  await run();
  expect([status('paying'), status('refund')]).toEqual([3, 4]);
  order('paying', 100, 5);
  world.clock.advance(600_000);
  await run();
  expect(status('paying')).toBe(5);
  world.center.calls.length = 0;
  world.clock.advance(600_000);
  await run();
  expect(
    world.center.calls.filter((c) => c.input['order_id'] !== undefined || c.input['status'] !== undefined),
  ).toEqual([]);
});

test('an order that stays open outside the open lists is read in growing intervals', async () => {
  order('refund', 100, 2);
  let reads = 0;
  world.center.before = (call) => {
    if (call.input['order_id'] === 'refund') reads += 1;
  };
  for (let hour = 0; hour < 48; hour++) {
    await run();
    world.clock.advance(3_600_000);
  }
  expect(reads).toBeGreaterThan(5);
  expect(reads).toBeLessThan(12);
});

test('a distributor reads its resellers’ orders, too; orders are never removed', async () => {
  world.center.put('resellers', 'r1');
  await world.sync().start({ steps: ['resellers'] });
  order('own', 5);
  order('theirs', 5, 5, 'r1');
  await run();
  expect(world.ids('orders', 'r1')).toEqual(['theirs']);
  world.center.take('orders', 'own');
  for (let i = 0; i < 3; i++) await run();
  expect(world.ids('orders')).toEqual(['own', 'theirs']);
});

test('bills: 24 months the first time, from the 5th, then what is new and the last two', () => {
  const fourth = Date.UTC(2026, 10, 5, 3, 59);
  const fifth = Date.UTC(2026, 10, 5, 4, 0);
  const memory = (answered: readonly string[] = [], refused: Record<string, number> = {}) => ({
    answered: new Set(answered),
    refused: new Map(Object.entries(refused)),
  });
  expect(billMonths(fourth, memory()).at(-1)).toBe('2026-09');
  const all = billMonths(fifth, memory());
  expect(all).toHaveLength(24);
  expect([all[0], all.at(-1)]).toEqual(['2024-11', '2026-10']);
  expect(billMonths(fifth, memory(all))).toEqual(['2026-09', '2026-10']);
  const others = all.slice(1);
  const refused = (at: number) => billMonths(fifth, memory(others, { '2024-11': at }));
  expect(refused(fifth - DAY)).toEqual(['2024-11', '2026-09', '2026-10']);
  expect(refused(fifth - DAY + 1)).toEqual(['2026-09', '2026-10']);
});

test('bills: a month without one is no error; a corrected one is taken over; nothing new writes nothing', async () => {
  world.center.bills = {
    '2026-09': { bill_cycle: '2026-09', consume_amount: 1.1 },
    '2026-10': { bill_cycle: '2026-10', consume_amount: 2.2 },
  };
  const sync = world.sync();
  expect(await sync.start({ steps: ['partner_bills'] })).toMatchObject({ state: 'idle', changed: 2 });
  const before = world.sequence();
  expect(await sync.start({ steps: ['partner_bills'] })).toMatchObject({ changed: 0 });
  expect(world.sequence()).toBe(before);
  world.center.bills['2026-09'] = { bill_cycle: '2026-09', consume_amount: 1.2 };
  expect(await sync.start({ steps: ['partner_bills'] })).toMatchObject({ changed: 1 });
  expect(world.center.calls.filter((c) => c.operation === 'ListPostpaidBillSum')).toHaveLength(28);
});

test('bills: a month that was refused is asked again, once a day, until it is answered', async () => {
  const asked = async (): Promise<number> => {
    world.center.calls.length = 0;
    await world.sync().start({ steps: ['partner_bills'] });
    return world.center.calls.filter((c) => c.input['bill_cycle'] === '2025-06').length;
  };
  world.center.bills = {};
  world.center.before = ({ operation, input }) => {
    if (input['bill_cycle'] === '2025-06')
      throw new CodedError('UPSTREAM_REFUSED', { operation, status: 400, code: 'CBC.0150', requestId: null });
  };
  expect(await asked()).toBe(1);
  expect(await asked()).toBe(0);
  world.clock.advance(DAY - 1);
  expect(await asked()).toBe(0);
  world.clock.advance(1);
  expect(await asked()).toBe(1);
  world.center.before = () => {};
  world.center.bills['2025-06'] = { bill_cycle: '2025-06', consume_amount: 3.3 };
  world.clock.advance(DAY);
  expect(await asked()).toBe(1);
  expect(world.ids('partner_bills')).toEqual(['2025-06']);
  world.clock.advance(DAY);
  expect(await asked()).toBe(0);
});
