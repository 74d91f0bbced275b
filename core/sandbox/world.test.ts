import { Worker } from 'node:worker_threads';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { fixedClock } from '../base/clock.ts';
import { NOW } from '../../test/support/sandbox-bench.ts';
import { sandboxClient } from '../../test/support/sandbox-client.ts';
import { openBooks } from './books.ts';
import { monthAt } from './world/calendar.ts';
import { companyAt } from './world/names.ts';
import { ordersCreated } from './world/orders.ts';
import { World, type WorldOptions } from './world/world.ts';

function makeWorld(options: Partial<WorldOptions> = {}): World {
  return new World({
    seed: 1,
    customers: 200,
    months: 24,
    kind: 'distributor',
    edgeCases: false,
    clock: fixedClock(NOW),
    ...options,
  });
}

/** A digest of everything that the world says. */
function digest(world: World): string {
  const month = monthAt(world.now());
  return JSON.stringify([
    world.customers,
    world.resellers,
    world.coupons(),
    openBooks(world, 20).months(),
    openBooks(world, 20).quota(),
    world.customers.map((c) => [
      world.budget(c),
      world.freezeState(c),
      ordersCreated(world.ledger.options, c, month - 1).map((o) => o.id),
    ]),
  ]);
}

test('the same seed makes the same partner, another seed another', () => {
  expect(digest(makeWorld())).toBe(digest(makeWorld()));
  expect(digest(makeWorld({ seed: 2 }))).not.toBe(digest(makeWorld()));
});

test('a restart a month later finds the same customers and the same past', () => {
  const now = makeWorld();
  const later = makeWorld({ clock: fixedClock(NOW + 40 * 86_400_000), months: 25 });
  expect(later.customers).toEqual(now.customers);
  const may = (world: World): unknown => openBooks(world, 20).customers('2026-05');
  expect(may(later)).toEqual(may(now));
});

test('100,000 customers have names, accounts and ids of their own; the demo names come first', () => {
  const world = makeWorld({ customers: 100_000, months: 2 });
  expect(new Set(world.customers.map((c) => c.id)).size).toBe(100_000);
  expect(new Set(world.customers.map((c) => c.accountName)).size).toBe(100_000);
  const names = world.customers.map((c) => c.name).filter((name) => name !== '');
  expect(new Set(names).size).toBe(names.length);
  expect(companyAt(0).en).toBe('Lumenquay Logistics Co., Ltd.');
  expect(companyAt(5).zh).toBe('禾若薄智能制造（利雅得）有限公司');
  expect(
    names.some((name) => /\p{Script=Han}/u.test(name)) && names.some((name) => /^[\p{ASCII}ã]+$/u.test(name)),
  ).toBe(true);
  for (const customer of world.customers) expect(customer.accountName).toMatch(/^[a-z0-9_]{5,32}$/);
});

test('a few customers make most of the spend, and there is something of everything', () => {
  const world = makeWorld({ customers: 1000 });
  const spend = openBooks(world, 10)
    .customers('2026-10')
    .map((book) => Number(book.payable))
    .sort((a, b) => b - a);
  const sum = (list: readonly number[]): number => list.reduce((a, b) => a + b, 0);
  expect(sum(spend.slice(0, 100)) / sum(spend)).toBeGreaterThan(0.5);
  const states = world.customers.map((c) => world.freezeState(c));
  expect(new Set(states.map((s) => (s.frozen ? s.origin : 'no')))).toEqual(
    new Set(['no', 'manual', 'automatic']),
  );
  const budgets = openBooks(world, 10).budgets();
  expect(new Set(budgets.map((b) => b.type))).toEqual(new Set(['MONTHLY', 'PACKAGE']));
  expect(budgets.some((b) => Number(b.used) >= Number(b.amount))).toBe(true);
  expect(budgets.length).toBeLessThan(world.customers.filter((c) => c.model === '3').length);
  expect(new Set(world.customers.map((c) => c.model))).toEqual(new Set(['1', '3']));
});

test('the spend grows over the years and swings over the months', () => {
  const months = openBooks(makeWorld({ months: 36 }), 10)
    .months()
    .map((book) => Number(book.payable));
  expect(months).toHaveLength(36);
  const year = (from: number): number => months.slice(from, from + 12).reduce((a, b) => a + b, 0);
  expect(year(23)).toBeGreaterThan(year(0) * 1.3);
  const rises = months.slice(1).filter((value, i) => value > (months[i] ?? 0)).length;
  expect(rises).toBeGreaterThan(15);
  expect(rises).toBeLessThan(33);
});

test('runs in a worker thread and ends on a message', async () => {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), {
    workerData: { customers: 60, months: 2, files: 'none' },
  });
  try {
    const [ready] = (await once(worker, 'message')) as [
      { type: string; url: string; ak: string; sk: string; now: number },
    ];
    expect(ready.type).toBe('ready');
    const reply = await sandboxClient(ready.url, ready, () => Date.now()).call('ShowPartnerConsumptionQuota');
    expect(reply.status).toBe(200);
    const ended = once(worker, 'exit');
    worker.postMessage('close');
    expect(await ended).toEqual([0]);
  } finally {
    await worker.terminate();
  }
});

test('a worker that cannot start says why', async () => {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), {
    workerData: { customers: 60, port: 70_000, files: 'none' },
  });
  const exited = once(worker, 'exit');
  const [message] = (await once(worker, 'message')) as [{ type: string; code: string }];
  expect([message.type, message.code]).toEqual(['error', 'ERR_SOCKET_BAD_PORT']);
  await exited;
});
