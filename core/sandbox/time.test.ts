import { existsSync, readdirSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DAY_MS } from '../base/period.ts';
import { USAGE_FILE, usageCoveredThrough } from '../contract/partner-center/files.ts';
import { monthOf } from './world/calendar.ts';
import { openBench, type Bench } from '../../test/support/sandbox-bench.ts';
import { readLineArchive } from '../../test/support/line-archive.ts';

let bench: Bench;

beforeAll(async () => {
  bench = await openBench({
    customers: 80,
    months: 3,
    files: 'wait',
    linesPerCustomerMonth: 10,
    edgeCases: true,
  });
});
afterAll(() => bench.sandbox.close());

const at = (text: string): Promise<void> => bench.sandbox.time.set(Date.parse(text));
const usage = (): string[] => readdirSync(`${bench.sandbox.filesDir}/customerUsage`).sort();
const bills = (): string[] => readdirSync(`${bench.sandbox.filesDir}/customerBill`).sort();
const decimal = async (name: string): Promise<number> =>
  Number((await bench.checked('ShowPartnerConsumptionQuota')).body[name]);

test('the bucket holds the newest usage file of each month and the bill of each closed one', () => {
  expect(usage()).toEqual([
    'customerUsageV2_202609_20261004.tar.gz',
    'customerUsageV2_202610_20261104.tar.gz',
    'customerUsageV2_202611_20261123.tar.gz',
  ]);
  expect(bills()).toEqual(['customerBill_202609.tar.gz', 'customerBill_202610.tar.gz']);
});

test('a usage file covers the days before the one it was produced on', () => {
  expect(usageCoveredThrough('2026-11', '2026-11-23')).toBe('2026-11-22');
  expect(usageCoveredThrough('2026-10', '2026-11-01')).toBe('2026-10-31');
  expect(usageCoveredThrough('2026-10', '2026-11-04')).toBe('2026-10-31');
  expect(usageCoveredThrough('2026-12', '2027-01-02')).toBe('2026-12-31');
});

test('names that break careless code come back whole from the file', async () => {
  const lines = await readLineArchive(USAGE_FILE, `${bench.sandbox.filesDir}/customerUsage/${usage()[2]}`);
  const names = new Set(lines.map((line) => line.customerName));
  expect([...names].filter((name) => /[",\n]/.test(name)).length).toBeGreaterThan(2);
  for (const name of names) expect(bench.sandbox.world.customers.some((c) => c.name === name)).toBe(true);
});

test('a day later there is one more file and more is unbilled', async () => {
  const before = await decimal('unbilled_amount');
  await bench.control('POST', 'time', { advanceMs: DAY_MS });
  expect(usage()).toContain('customerUsageV2_202611_20261124.tar.gz');
  expect(await decimal('unbilled_amount')).toBeGreaterThan(before);
});

test('late files come late', async () => {
  await bench.control('POST', 'partner', { filesLateMs: 3 * 3_600_000 });
  await at('2026-11-25T06:30:00Z');
  expect(usage().some((name) => name.includes('_20261125'))).toBe(false);
  await at('2026-11-25T09:30:00Z');
  expect(usage().some((name) => name.includes('_20261125'))).toBe(true);
  await bench.control('POST', 'partner', { filesLateMs: 0 });
});

test('a month closes: provisional until the 5th, then billed, its bill file there, due until paid', async () => {
  await at('2026-12-03T07:00:00Z');
  expect(usage().slice(-2)).toEqual([
    'customerUsageV2_202611_20261203.tar.gz',
    'customerUsageV2_202612_20261203.tar.gz',
  ]);
  expect(bills()).not.toContain('customerBill_202611.tar.gz');
  const books = bench.sandbox.books;
  const both = Number(books.month('2026-11').payable) + Number(books.month('2026-12').payable);
  expect(await decimal('unbilled_amount')).toBeCloseTo(both, 6);

  await at('2026-12-05T04:00:00Z');
  expect(bills()).toContain('customerBill_202611.tar.gz');
  expect(books.isIssued('2026-11')).toBe(true);
  const bill = await bench.checked('ListPostpaidBillSum', { query: { bill_cycle: '2026-11' } });
  expect(bill.text).toContain(`"initial_amount_due":${books.month('2026-11').payable},`);
  expect(await decimal('unbilled_amount')).toBe(Number(books.month('2026-12').payable));
  const due = await decimal('due_amount');
  expect(due).toBeGreaterThan(0);
  await bench.control('POST', 'partner', { payBill: '2026-11' });
  expect(await decimal('due_amount')).toBeLessThan(due);
});

test('a top-up becomes balance at once, may make the used quota negative, and pays the next bill', async () => {
  await at('2026-12-05T06:00:00Z');
  const before = await decimal('used_consumption_quota');
  await bench.control('POST', 'partner', { topUpCents: 200_000_000 });
  expect(await decimal('used_consumption_quota')).toBeCloseTo(before - 2_000_000, 6);
  expect(await decimal('used_consumption_quota')).toBeLessThan(0);
  await at('2027-01-06T00:00:00Z');
  const bill = bench.sandbox.world.settlement().bills.at(-1);
  expect([bill?.month, bill?.dueCents]).toEqual([monthOf('2026-12'), 0]);
});

const frozen = async (id: string): Promise<unknown> => {
  const reply = await bench.checked('ListSubCustomers', { body: { customer_id: id } });
  return (reply.body['customer_infos'] as { is_frozen: number }[])[0]?.is_frozen;
};

test('a budget burns down, freezes by itself, and restores with the month', async () => {
  await at('2026-12-06T08:00:00Z');
  const customer = bench
    .own()
    .find(
      (c) =>
        c.stride === 1 && c.model === '3' && c.baseCents > 0 && !bench.sandbox.world.freezeState(c).frozen,
    );
  if (!customer) throw new RangeError('no such customer');
  const used = bench.sandbox.world.budgetUsedCents(customer, {
    amountCents: 0,
    type: 'MONTHLY',
    automatic: false,
    at: 0,
    operator: '',
  });
  const budget = (used * 2) / 100;
  const body = {
    customer_id: customer.id,
    budget_amount: budget.toFixed(2),
    frozen_operate_type: 1,
    budget_type: 'MONTHLY',
  };
  expect((await bench.checked('UpdateSubCustomerBudget', { body })).status).toBe(204);
  expect(await frozen(customer.id)).toBe(0);
  await at('2026-12-28T08:00:00Z');
  expect(await frozen(customer.id)).toBe(1);
  expect(
    (
      await bench.checked('UnfreezeSubCustomers', {
        body: { customer_ids: [customer.id], reason: 'more', unfreeze_type: 'ACCOUNT' },
      })
    ).body,
  ).toEqual({});
  expect(await frozen(customer.id)).toBe(0);
  await at('2027-01-01T08:00:00Z');
  expect(await frozen(customer.id)).toBe(0);
  const records = await bench.checked('ListSubCustomerBudgetRecords', {
    query: { customer_id: customer.id, limit: 100 },
  });
  expect(
    (records.body['record_list'] as { operation_time: string }[]).map((r) => r.operation_time),
  ).toContain('2026-12-06T08:00:00Z');
});

test('unfreezing needs the type of the freeze; resources that are frozen cost nothing', async () => {
  await at('2027-01-10T08:00:00Z');
  const customer = bench
    .own()
    .find(
      (c) =>
        c.stride === 1 && c.model === '3' && c.baseCents > 0 && !bench.sandbox.world.freezeState(c).frozen,
    );
  if (!customer) throw new RangeError('no such customer');
  const body = { customer_ids: [customer.id], reason: 'Arrears' };
  await bench.checked('FreezeSubCustomers', { body: { ...body, freeze_type: 'ACCOUNT_AND_RESOURCE' } });
  const wrong = await bench.checked('UnfreezeSubCustomers', { body: { ...body, unfreeze_type: 'ACCOUNT' } });
  expect((wrong.body['error_details'] as { id: string }[]).map((d) => d.id)).toEqual([customer.id]);
  await at('2027-01-14T08:00:00Z');
  await bench.checked('UnfreezeSubCustomers', { body: { ...body, unfreeze_type: 'ACCOUNT_AND_RESOURCE' } });
  await at('2027-01-18T08:00:00Z');
  // By noon of the 10th it still ran, by noon of the 15th it ran again.
  const days = bench.sandbox.world.ledger
    .bookings(customer, monthOf('2027-01'), 17)
    .map((booking) => booking.day);
  expect(days).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 15, 16, 17]);
});

test('orders go on by themselves: waiting, processing, completed or cancelled', async () => {
  const states = new Map<unknown, Set<unknown>>();
  for (const hour of [0, 1, 6, 24, 72, 400]) {
    await at('2027-02-10T00:00:00Z');
    await bench.sandbox.time.advance(hour * 3_600_000);
    const query = {
      create_time_begin: '2027-02-01T00:00:00Z',
      create_time_end: '2027-02-10T00:00:00Z',
      limit: 100,
    };
    const reply = await bench.checked('ListCustomerOrders', { query });
    for (const order of reply.body['order_infos'] as { order_id: string; status: number }[])
      states.set(order.order_id, (states.get(order.order_id) ?? new Set()).add(order.status));
  }
  const all = new Set([...states.values()].flatMap((set) => [...set]));
  expect(all.has(5) && all.has(4)).toBe(true);
  expect([...states.values()].some((set) => set.size > 1)).toBe(true);
});

test('a real-name review takes a day', async () => {
  const customer = bench.own().find((c) => c.verified === '-1' || c.verified === '1');
  const result = async (): Promise<unknown> =>
    (
      await bench.checked('ShowRealnameAuthenticationReviewResult', {
        query: { customer_id: customer?.id ?? '' },
      })
    ).body['review_result'];
  const ask = (name: string): Promise<unknown> =>
    bench.checked('CreateEnterpriseRealnameAuthentication', {
      body: {
        customer_id: customer?.id,
        identify_type: 1,
        corp_name: name,
        verified_file_url: ['a.pdf'],
        verified_number: '1',
        xaccount_type: 'T',
      },
    });
  await ask('Please reject');
  expect(await result()).toBe(0);
  await bench.sandbox.time.advance(DAY_MS);
  expect(await result()).toBe(1);
  await ask('Good Company');
  await bench.sandbox.time.advance(DAY_MS);
  expect(await result()).toBe(2);
});

test('closing leaves no temporary folder behind', async () => {
  const other = await openBench({ customers: 50, months: 2, files: 'background' });
  const { filesDir } = other.sandbox;
  await other.sandbox.close();
  expect(existsSync(filesDir)).toBe(false);
});
