import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Timers } from '../base/clock.ts';
import { seededRandom } from '../base/random.ts';
import type { SyncStepName } from '../contract/sync.ts';
import { createScheduler, dueAt, offlineWait } from './scheduler.ts';
import { unreachable } from './testing/fake-center.ts';
import { testWorld, type TestWorld } from './testing/world.ts';

let world: TestWorld;
beforeAll(async () => {
  world = await testWorld();
});
beforeEach(() => {
  world.wipe();
});
afterAll(() => world.close());

const MINUTE = 60_000;

/** Lets the scheduler live for some time of the test's clock. */
async function live(ms: number, steps?: readonly SyncStepName[]): Promise<void> {
  const end = world.clock.now() + ms;
  const sync = world.sync();
  const done = Promise.withResolvers<void>();
  const timers: Timers = {
    sleep(wait, signal) {
      if (world.clock.now() + wait > end) {
        world.clock.set(end);
        done.resolve();
        return new Promise((_, reject) =>
          signal?.addEventListener('abort', () => reject(signal.reason as Error)),
        );
      }
      world.clock.advance(wait);
      return Promise.resolve();
    },
  };
  const errors: unknown[] = [];
  const scheduler = createScheduler({
    sync,
    ...(steps ? { steps: () => steps } : {}),
    clock: world.clock,
    timers,
    random: seededRandom(3),
    onError: (e) => errors.push(e),
  });
  scheduler.start();
  scheduler.start();
  await done.promise;
  await scheduler.stop();
  expect(errors).toEqual([]);
}

const count = (operation: string): number =>
  world.center.calls.filter((c) => c.operation === operation).length;

test('each step has its own rhythm', async () => {
  world.center.put('customers', 'c1', { association_type: '3' });
  await live(24 * 60 * MINUTE);
  expect(count('ShowPartnerConsumptionQuota')).toBeGreaterThanOrEqual(21);
  expect(count('ShowPartnerConsumptionQuota')).toBeLessThanOrEqual(25);
  expect(count('ListSubCustomers')).toBeGreaterThanOrEqual(42);
  expect(count('ListSubCustomers')).toBeLessThanOrEqual(49);
  expect(count('ListSubCustomerBudget')).toBeGreaterThanOrEqual(80);
  expect(count('ListPostpaidBillSum')).toBeLessThanOrEqual(24 + 2);
});

test('while nobody answers it asks seldom, with growing waits, and one operation at a time', async () => {
  world.center.before = (call) => {
    throw unreachable(call.operation);
  };
  await live(60 * MINUTE);
  expect(world.center.calls.length).toBeGreaterThan(10);
  expect(world.center.calls.length).toBeLessThan(40);
});

test('a restart goes on by what was read last, not from the beginning', async () => {
  await live(MINUTE);
  world.center.calls.length = 0;
  await live(3 * MINUTE);
  expect(world.center.calls).toEqual([]);
});

test('a step that was never tried is due at once, whatever else has just been read', async () => {
  const sync = world.sync();
  await sync.start({ steps: ['quota'] });
  world.center.calls.length = 0;
  await live(1);
  expect(count('ShowPartnerConsumptionQuota')).toBe(0);
  expect(count('ListSubCustomers')).toBeGreaterThan(0);
});

test('without a Partner Center only the files are looked at, and with one the rest is due at once', async () => {
  await live(MINUTE, ['files']);
  expect(world.center.calls).toEqual([]);
  await live(1);
  expect(count('ShowPartnerConsumptionQuota')).toBe(1);
});

test('due times and waits', () => {
  expect(dueAt('customers', null, false)).toBe(0);
  expect(dueAt('customers', 1000, false)).toBe(1000 + 30 * MINUTE);
  expect(dueAt('customers', 1000, true)).toBe(1000 + 5 * MINUTE);
  const most = { next: () => 1 };
  expect([1, 2, 3, 10, 60].map((n) => offlineWait(n, most))).toEqual([
    15_000, 30_000, 60_000, 300_000, 300_000,
  ]);
  expect(offlineWait(1, { next: () => 0 })).toBe(7_500);
});
