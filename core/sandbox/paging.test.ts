import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { openBench, type Bench } from '../../test/support/sandbox-bench.ts';
import { sandboxClient, sweep } from '../../test/support/sandbox-client.ts';
import { startSandbox } from './sandbox.ts';
import type { FaultRule } from './server/faults.ts';

let bench: Bench;

beforeAll(async () => {
  bench = await openBench({ customers: 150 });
});
afterEach(() => bench.sandbox.faults.clear());
afterAll(() => bench.sandbox.close());

const ids = (rows: readonly Record<string, unknown>[], name = 'customer_id'): unknown[] =>
  rows.map((row) => row[name]);
const customers = (limit = 20): Promise<Record<string, unknown>[]> =>
  sweep(bench.client, 'ListSubCustomers', { body: {} }, limit);
const add = (rule: FaultRule): void => bench.sandbox.faults.add(rule);

test('a quiet world gives each row once, in an order of its own that another sweep need not repeat', async () => {
  const first = ids(await customers());
  expect(new Set(first).size).toBe(bench.own().length);
  expect(ids(await customers())).toEqual(first);
  expect(first).not.toEqual(bench.own().map((c) => c.id));
  bench.clock.advance(11 * 60_000);
  const later = ids(await customers());
  expect(later).not.toEqual(first);
  expect(new Set(later)).toEqual(new Set(first));
});

test('asking for single rows in the middle of a sweep leaves its order alone', async () => {
  const whole = ids(await customers());
  const first = await bench.checked('ListSubCustomers', { body: { limit: 50 } });
  for (const id of whole.slice(0, 60)) await bench.checked('ListSubCustomers', { body: { customer_id: id } });
  const second = await bench.checked('ListSubCustomers', { body: { limit: 50, offset: 50 } });
  const read = [first, second].flatMap((page) =>
    ids(page.body['customer_infos'] as Record<string, unknown>[]),
  );
  expect(read).toEqual(whole.slice(0, 100));
});

test('the default page has ten rows and a page behind the end has none', async () => {
  const page = await bench.checked('ListSubCustomers', { body: {} });
  expect((page.body['customer_infos'] as unknown[]).length).toBe(10);
  const behind = await bench.checked('ListSubCustomers', { body: { offset: 100_000 } });
  expect(behind.body).toEqual({ count: bench.own().length, customer_infos: [] });
});

test('a customer that is created while paging shifts the pages behind it', async () => {
  const before = bench.own().length;
  const one = await bench.checked('ListSubCustomers', { body: { limit: 50 } });
  await bench.checked('CreateSubCustomer', {
    body: { domain_area: 'MX', xaccount_id: 'x', xaccount_type: 'T', include_association_result: true },
  });
  const two = await bench.checked('ListSubCustomers', { body: { limit: 50, offset: 50 } });
  expect([one.body['count'], two.body['count']]).toEqual([before, before + 1]);
});

test('the association of a new customer comes a moment after its account', async () => {
  const made = await bench.checked('CreateSubCustomer', {
    body: { domain_area: 'MX', xaccount_id: 'y', xaccount_type: 'T' },
  });
  const ask = async (): Promise<unknown> =>
    (await bench.checked('ListSubCustomers', { body: { customer_id: made.body['domain_id'] } })).body[
      'count'
    ];
  expect(await ask()).toBe(0);
  bench.clock.advance(3000);
  expect(await ask()).toBe(1);
});

test('orders come by creation time when asked, each once, and stay inside the window', async () => {
  const window = {
    create_time_begin: '2026-03-01T00:00:00Z',
    create_time_end: '2026-11-01T00:00:00Z',
    order_by: 'createTime',
  };
  const orders = await sweep(bench.client, 'ListCustomerOrders', { query: window }, 30);
  const times = orders.map((order) => String(order['create_time']));
  expect(times.length).toBeGreaterThan(60);
  expect(times).toEqual([...times].sort());
  expect(new Set(ids(orders, 'order_id')).size).toBe(orders.length);
  expect(times.every((time) => time >= window.create_time_begin && time <= window.create_time_end)).toBe(
    true,
  );
  const back = await sweep(
    bench.client,
    'ListCustomerOrders',
    { query: { ...window, order_by: '-createTime' } },
    30,
  );
  expect(ids(back, 'order_id')).toEqual(ids(orders, 'order_id').reverse());
});

test('duplicated and missing rows, and a wrong total, as ordered', async () => {
  const clean = ids(await customers());
  add({ kind: 'duplicate-rows', operation: 'ListSubCustomers', skip: 1, rows: 3 });
  const doubled = ids(await customers());
  expect(doubled.slice(20, 23)).toEqual(clean.slice(17, 20));
  expect(new Set(doubled).size).toBe(clean.length - 3);
  add({ kind: 'missing-rows', operation: 'ListSubCustomers', skip: 1, rows: 2 });
  const missed = ids(await customers());
  expect(missed.slice(20, 38)).toEqual(clean.slice(22, 40));
  add({ kind: 'wrong-total', operation: 'ListSubCustomers', delta: -5 });
  const wrong = await bench.checked('ListSubCustomers', { body: {} });
  expect(wrong.body['count']).toBe(clean.length - 5);
});

test('throttling in both documented bodies, and failing before or after the deed', async () => {
  add({ kind: 'throttle' });
  const gateway = await bench.checked('ListServiceTypes');
  expect([gateway.status, gateway.body['error_code'], typeof gateway.body['error_message']]).toEqual([
    429,
    'APIGW.0308',
    'string',
  ]);
  add({ kind: 'throttle', code: 'CBC.0250' });
  expect((await bench.checked('ListServiceTypes')).body).toMatchObject({ error_code: 'CBC.0250' });

  const customer = bench.active();
  const set = (amount: number): Promise<unknown> =>
    bench.client
      .call('UpdateSubCustomerBudget', { body: { customer_id: customer.id, budget_amount: amount } })
      .then(
        (reply) => reply.status,
        () => 'broken',
      );
  const amount = (): number | undefined => bench.sandbox.world.budget(customer)?.amountCents;
  add({ kind: 'fail-before', status: 502 });
  expect([await set(501), amount() === 50_100]).toEqual([502, false]);
  add({ kind: 'fail-after', status: 500 });
  expect([await set(502), amount()]).toEqual([500, 50_200]);
  add({ kind: 'drop-before' });
  expect([await set(503), amount()]).toEqual(['broken', 50_200]);
  add({ kind: 'drop-after' });
  expect([await set(504), amount()]).toEqual(['broken', 50_400]);
  add({ kind: 'refuse', code: 'CBC.50000030' });
  expect([await set(505), amount()]).toEqual([400, 50_400]);
});

test('cut bodies, garbage and delays', async () => {
  add({ kind: 'cut-body' });
  await expect(bench.client.call('ListServiceTypes')).rejects.toThrow(
    /terminated|aborted|fetch failed|other side closed/,
  );
  add({ kind: 'garbage' });
  const garbage = await bench.client.call('ListServiceTypes');
  expect(garbage.text).toContain('<html>');
  add({ kind: 'delay', ms: 60 });
  const began = performance.now();
  await bench.checked('ListServiceTypes');
  expect(performance.now() - began).toBeGreaterThan(50);
  expect(bench.sandbox.faults.happened).toMatchObject({ 'cut-body': 1, garbage: 1, delay: 1 });
});

test('late rows appear only after their delay', async () => {
  const query = {
    create_time_begin: '2026-10-01T00:00:00Z',
    create_time_end: '2026-11-30T00:00:00Z',
    order_by: 'createTime',
    limit: 100,
  };
  const all = await bench.checked('ListCustomerOrders', { query });
  add({ kind: 'late', operation: 'ListCustomerOrders', ms: 20 * 86_400_000 });
  const fewer = await bench.checked('ListCustomerOrders', { query });
  expect(Number(fewer.body['total_count'])).toBeLessThan(Number(all.body['total_count']));
});

test('the documented limit of each operation is shared by all keys of the partner', async () => {
  const sandbox = await startSandbox({ customers: 50, months: 2, clock: bench.clock, files: 'none' });
  try {
    const client = sandboxClient(sandbox.url, sandbox, () => bench.clock.now());
    const operator = sandboxClient(sandbox.url, sandbox.operator, () => bench.clock.now());
    const ask = async (operationId: string, by = client): Promise<number> =>
      (await by.call(operationId, { body: {} })).status;
    const identity = { body: { search_type: 'name', search_value: 'someone' } };
    for (let i = 0; i < 5; i += 1)
      expect((await client.call('CheckUserIdentity', identity)).status).toBe(200);
    expect((await client.call('CheckUserIdentity', identity)).status).toBe(429);
    for (let i = 0; i < 10; i += 1) expect(await ask('ListSubCustomers')).toBe(200);
    expect(await ask('ListSubCustomers', operator)).toBe(429);
    bench.clock.advance(1001);
    expect(await ask('ListSubCustomers')).toBe(200);
  } finally {
    await sandbox.close();
  }
});
