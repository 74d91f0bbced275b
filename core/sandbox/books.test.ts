import { afterAll, beforeAll, expect, test } from 'vitest';
import fc from 'fast-check';
import { DAY_MS, parseInstant } from '../base/period.ts';
import { subtractDecimals, addDecimals, compareDecimals } from '../base/money.ts';
import { BILL_FILE, USAGE_FILE } from '../contract/partner-center/files.ts';
import { openBench, type Bench } from '../../test/support/sandbox-bench.ts';
import { readLineArchive, sumOf } from '../../test/support/line-archive.ts';
import { allDays, knownDays, monthAt, monthDays, monthOf } from './world/calendar.ts';
import { dueOf, type Totals } from './world/ledger.ts';

let bench: Bench;

beforeAll(async () => {
  bench = await openBench({ customers: 90, months: 6, files: 'wait', linesPerCustomerMonth: 30 });
});
afterAll(() => bench.sandbox.close());

const quota = async (): Promise<Record<string, string>> =>
  (await bench.checked('ShowPartnerConsumptionQuota')).body as Record<string, string>;

test('the quota adds up: used = due + unbilled - balance - coupons, at any time', async () => {
  const start = bench.clock.now();
  for (let day = 0; day < 70; day += 3) {
    bench.clock.set(start + day * DAY_MS + day * 3_333_000);
    const q = await quota();
    const sum = subtractDecimals(
      addDecimals(q['due_amount'] ?? '', q['unbilled_amount'] ?? ''),
      addDecimals(q['amount'] ?? '', q['coupon_amount'] ?? ''),
    );
    expect(compareDecimals(sum, q['used_consumption_quota'] ?? '')).toBe(0);
  }
  bench.clock.set(start);
});

test('the newest file knows the days before the last 14:00 Beijing time', () => {
  const start = bench.clock.now();
  const { books } = bench.sandbox;
  bench.clock.set(parseInstant('2026-11-23T05:59:00Z'));
  expect(books.filed()).toEqual(books.month('2026-11', 21));
  bench.clock.set(parseInstant('2026-11-23T06:00:00Z'));
  expect(books.filed()).toEqual(books.month('2026-11', 22));
  bench.clock.set(parseInstant('2026-11-30T16:30:00Z'));
  expect(books.filed()).toEqual(books.month('2026-11', 29));
  bench.clock.set(start);
});

test('unbilled is the running month, due the bills not yet paid', async () => {
  const q = await quota();
  expect(compareDecimals(q['unbilled_amount'] ?? '', bench.sandbox.books.month('2026-11').payable)).toBe(0);
  const bill = await bench.checked('ListPostpaidBillSum', { query: { bill_cycle: '2026-10' } });
  const october = bench.sandbox.world.settlement().bills.find((b) => b.month === monthOf('2026-10'));
  expect(bill.text).toContain(`"initial_amount_due":${bench.sandbox.books.month('2026-10').payable},`);
  expect((october?.totalCents ?? 0) - (october?.couponCents ?? 0) - (october?.balanceCents ?? 0)).toBe(
    october?.dueCents,
  );
});

test('a month that is not billed yet has nothing due', async () => {
  const bill = await bench.checked('ListPostpaidBillSum', { query: { bill_cycle: '2026-11' } });
  expect(bill.text).toContain('"initial_amount_due":0.00,');
});

test('files, bill and books of closed months say the same, to the last decimal', async () => {
  for (const [period, after] of [
    ['2026-09', '20261004'],
    ['2026-10', '20261104'],
  ] as const) {
    const compact = period.replace('-', '');
    const usage = await readLineArchive(
      USAGE_FILE,
      `${bench.sandbox.filesDir}/customerUsage/customerUsageV2_${compact}_${after}.tar.gz`,
    );
    const bill = await readLineArchive(
      BILL_FILE,
      `${bench.sandbox.filesDir}/customerBill/customerBill_${compact}.tar.gz`,
    );
    const book = bench.sandbox.books.month(period);
    for (const lines of [usage, bill]) {
      expect(compareDecimals(sumOf(lines, 'payable'), book.payable)).toBe(0);
      expect(compareDecimals(sumOf(lines, 'listPrice'), book.list)).toBe(0);
      expect(lines.every((line) => line.billingCycle === period)).toBe(true);
    }
    const reply = await bench.checked('ListPostpaidBillSum', { query: { bill_cycle: period } });
    const kinds = (types: readonly string[]): string =>
      sumOf(
        bill.filter((line) => types.includes(line.billType)),
        'payable',
      );
    expect(Number(kinds(['4']))).toBe(reply.body['refunds']);
    expect(Number(kinds(['9', '16']))).toBe(reply.body['adjustments']);
    expect(Number(kinds(['1', '2', '3', '5', '14']))).toBe(reply.body['consume_amount']);
  }
});

test('the file of the running month holds what the quota calls unbilled', async () => {
  // 14:00 Beijing time is past: the file of the day is there and knows yesterday.
  const lines = await readLineArchive(
    USAGE_FILE,
    `${bench.sandbox.filesDir}/customerUsage/customerUsageV2_202611_20261123.tar.gz`,
  );
  expect(compareDecimals(sumOf(lines, 'payable'), (await quota())['unbilled_amount'] ?? '')).toBe(0);
  const byCustomer = new Map<string, typeof lines>();
  for (const line of lines)
    byCustomer.set(line.customerId, [...(byCustomer.get(line.customerId) ?? []), line]);
  const books = bench.sandbox.books.customers('2026-11');
  expect(byCustomer.size).toBe(books.length);
  for (const book of books) {
    const own = byCustomer.get(book.customerId) ?? [];
    expect(compareDecimals(sumOf(own, 'payable'), book.payable)).toBe(0);
    expect(compareDecimals(sumOf(own, 'listPrice'), book.list)).toBe(0);
  }
});

test('services of the books are the services of the file', async () => {
  const lines = await readLineArchive(
    USAGE_FILE,
    `${bench.sandbox.filesDir}/customerUsage/customerUsageV2_202611_20261123.tar.gz`,
  );
  const books = bench.sandbox.books.services('2026-11');
  expect(books.reduce((sum, book) => sum + book.lines, 0)).toBe(lines.length);
  for (const book of books) {
    const own = lines.filter((line) => line.serviceTypeCode === book.service);
    expect(compareDecimals(sumOf(own, 'payable'), book.payable)).toBe(0);
  }
});

test('every line: payable = list price - discount - coupon, in the month by Beijing time, in the columns of the table', async () => {
  const lines = await readLineArchive(
    BILL_FILE,
    `${bench.sandbox.filesDir}/customerBill/customerBill_202610.tar.gz`,
  );
  expect(lines.length).toBeGreaterThan(1000);
  const month = monthOf('2026-10');
  for (const line of lines) {
    expect(
      compareDecimals(
        subtractDecimals(line.listPrice, addDecimals(line.discount, line.couponDeducted)),
        line.payable,
      ),
    ).toBe(0);
    expect(monthAt(parseInstant(line.transactionTime))).toBe(month);
    expect(line.currency).toBe('USD');
    expect(bench.sandbox.world.customer(line.customerId)?.model).toBe('3');
  }
  // Some transactions lie in the evening before the month by UTC: readers must use GMT+08:00.
  expect(lines.some((line) => line.transactionTime.startsWith('2026-09-30T'))).toBe(true);
  expect(new Set(lines.map((line) => line.billType)).size).toBeGreaterThan(3);
});

test('what is known of a month never depends on how one got there', () => {
  const { world } = bench.sandbox;
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 89 }),
      fc.integer({ min: 0, max: 5 }),
      fc.integer({ min: 0, max: 35 }),
      (index, back, days) => {
        const customer = world.customers[index];
        if (!customer) return;
        const month = monthAt(world.now()) - back;
        const known = Math.min(days, allDays(month));
        const totals: Totals = { list: 0, consumption: 0, refund: 0, adjustment: 0 };
        world.ledger.addMonth(totals, customer, month, known);
        const bookings = world.ledger.bookings(customer, month, known);
        const entries = world.ledger.entries(customer, month, known);
        expect(totals.list).toBe([...bookings, ...entries].reduce((sum, part) => sum + part.listCents, 0));
        expect(dueOf(totals)).toBe(
          [...bookings, ...entries].reduce((sum, part) => sum + part.payableCents, 0),
        );
        expect(bookings.every((b) => b.day <= Math.min(known, monthDays(month)))).toBe(true);
      },
    ),
  );
});

test('the used budget is the list price of the month to date', async () => {
  const { world } = bench.sandbox;
  const customer = bench.own().find((c) => world.budget(c)?.type === 'MONTHLY' && c.baseCents > 100_000);
  const month = monthAt(world.now());
  const totals: Totals = { list: 0, consumption: 0, refund: 0, adjustment: 0 };
  if (!customer) throw new RangeError('no such customer');
  world.ledger.addMonth(totals, customer, month, knownDays(month, world.now()));
  const reply = await bench.checked('ShowSubCustomerBudget', { query: { customer_id: customer.id } });
  expect(reply.body['used_amount']).toBe(totals.list / 100);
  const batch = await bench.checked('ListSubCustomerBudget', { body: { customer_ids: [customer.id] } });
  expect(batch.body['budget_infos']).toEqual([
    {
      customer_id: customer.id,
      budget_amount: reply.body['budget_amount'],
      used_amount: totals.list / 100,
      budget_type: 'MONTHLY',
    },
  ]);
});

test('the control endpoint shows the same books, and only with its token', async () => {
  const shown = (await bench.control('GET', 'books')) as { quota: unknown; months: unknown[] };
  expect(shown.quota).toEqual(bench.sandbox.books.quota());
  expect(shown.months).toHaveLength(6);
  expect((await bench.control('GET', 'books?period=2026-10'))['month']).toEqual(
    bench.sandbox.books.month('2026-10'),
  );
  expect((await fetch(`${bench.sandbox.url}/__sandbox/books`)).status).toBe(403);
});
