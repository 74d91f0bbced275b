import { afterEach, describe, expect, test } from 'vitest';
import { maskName } from '../../base/masking.ts';
import { DAY_MS } from '../../base/period.ts';
import { addDecimals } from '../../base/money.ts';
import { getSetting } from '../../storage/settings.ts';
import { verifyAudit } from '../../storage/audit.ts';
import type { AreaDesk } from '../../../test/support/areas.ts';
import { NOON, openAreas } from '../../../test/support/areas.ts';
import type { ModelLine, ModelLines } from '../../../test/support/lines-model.ts';
import { modelLines } from '../../../test/support/lines-model.ts';

let desk: AreaDesk;
let lines: ModelLines;
afterEach(() => desk.close());

const open = async (
  list: readonly ModelLine[] = [],
  more: Partial<Parameters<typeof openAreas>[0]> = {},
): Promise<void> => {
  lines = modelLines(list, NOON - 3_600_000);
  desk = await openAreas({ lines, ...more });
};

const QUOTA = {
  consumption_quota: '10000',
  amount: '10.18',
  coupon_amount: '10.03',
  due_amount: '500.28',
  unbilled_amount: '100.01',
  used_consumption_quota: '580.08',
  measure_id: '1',
  currency: 'USD',
};
const month = (period: string, days: number, payable: string, customerId = 'c1'): ModelLine[] =>
  Array.from({ length: days }, (_, i) => ({
    day: `${period}-${String(i + 1).padStart(2, '0')}`,
    customerId,
    payable,
  }));

describe('quota', () => {
  test('null before it was read; then the card with its projection from the lines', async () => {
    await open([...month('2026-10', 31, '20'), ...month('2026-11', 22, '10')]);
    expect(await desk.ask('home.quota', {})).toBeNull();
    desk.put('quota', [QUOTA]);
    desk.put('customers', [
      { customer_id: 'c1', customer: 'One', association_type: '3' },
      { customer_id: 'c2', customer: 'Two', association_type: '1' },
    ]);
    expect(await desk.ask('home.quota', {})).toMatchObject({
      total: '10000',
      available: '9419.92',
      usagePercent: '5.80',
      sumHolds: true,
      state: 'fine',
      stale: false,
      marks: [70, 85, 95],
      affectedCustomers: 1,
      projection: { basisDays: 28, periodEndDay: '2026-11-30', perDay: '12.14285714' },
      stamp: { source: 'api', name: 'ShowPartnerConsumptionQuota', asOf: NOON },
    });
  });

  test('an unchanged answer stays as young as its last check, and is stale a day later', async () => {
    let checkedAt = NOON;
    await open([], { synced: () => ({ checkedAt, state: 'fine' }) });
    desk.put('quota', [QUOTA]);
    desk.clock.advance(2 * DAY_MS);
    expect((await desk.ask('home.quota', {}))?.stale).toBe(true);
    checkedAt = desk.clock.now();
    expect((await desk.ask('home.quota', {}))?.stale).toBe(false);
  });

  test('a figure of last week is kept', async () => {
    await open();
    desk.put('quota', [QUOTA]);
    desk.clock.advance(7 * DAY_MS);
    desk.put('quota', [{ ...QUOTA, used_consumption_quota: '9000', due_amount: null }]);
    const { quotaAt } = await import('../quota/shared.ts');
    expect(quotaAt(desk.workspace.mirror.read, NOON + DAY_MS)?.used).toBe('580.08');
    expect(quotaAt(desk.workspace.mirror.read, NOON - 1)).toBeNull();
    expect(await desk.ask('home.quota', {})).toMatchObject({ amountDue: null, sumHolds: null, state: 'act' });
  });

  test('another unit than 1 is refused instead of guessed', async () => {
    await open();
    expect(() => desk.put('quota', [{ ...QUOTA, measure_id: '3' }])).toThrow('UPSTREAM_UNREADABLE');
    expect(() => desk.put('quota', [{ ...QUOTA, due_amount: '1,5' }])).toThrow('AMOUNT_INVALID');
  });

  test('marks are set with an audit entry and move the state', async () => {
    await open();
    desk.put('quota', [{ ...QUOTA, used_consumption_quota: '6000' }]);
    expect((await desk.ask('home.quota', {}))?.state).toBe('fine');
    await desk.setMarks([90, 50, 50]);
    expect(await desk.ask('home.quota', {})).toMatchObject({ state: 'watch', marks: [50, 90] });
    expect(getSetting(desk.workspace.ledger, 'quota.marks')).toEqual([50, 90]);
    expect(verifyAudit(desk.workspace.ledger.read).ok).toBe(true);
    const entry = desk.workspace.ledger.read.get(
      'SELECT what, before, after FROM audit ORDER BY seq DESC LIMIT 1',
    );
    expect(entry).toEqual({ what: 'quota.setMarks', before: '[70,85,95]', after: '[50,90]' });
  });
});

describe('expenditure', () => {
  test('a gap stays a gap, refunds are told apart, the running month is compared over the same days', async () => {
    await open([
      ...month('2026-08', 31, '1'),
      ...month('2026-10', 31, '10'),
      ...month('2026-11', 20, '12'),
      { day: '2026-11-05', customerId: 'c1', payable: '-7.5', kind: 'refund' },
    ]);
    const trend = await desk.ask('home.trend', { months: 4 });
    expect(trend?.months.map((m) => [m.period, m.state, m.payable, m.refunds, m.known])).toEqual([
      ['2026-08', 'final', '31', '0', true],
      ['2026-09', 'final', '0', '0', false],
      ['2026-10', 'final', '310', '0', true],
      ['2026-11', 'running', '232.5', '-7.5', true],
    ]);
    expect(trend?.sameDays).toEqual({ days: 20, now: '232.5', before: '200', changePercent: '16.25' });
    expect([trend?.through, trend?.daysInRunning, trend?.stamp?.source]).toEqual(['2026-11-20', 23, 'file']);
  });

  test('no comparison without the month before; nothing at all before the first import', async () => {
    await open();
    expect(await desk.ask('home.trend', {})).toBeNull();
    expect(await desk.ask('home.topCustomers', {})).toBeNull();
    lines.set(month('2026-11', 5, '1'));
    expect((await desk.ask('home.trend', {}))?.sameDays).toBeNull();
  });

  test('top customers: share, change over the same days, the others together; masked until revealed', async () => {
    await open([
      ...month('2026-10', 31, '10', 'a'),
      ...month('2026-10', 31, '4', 'b'),
      ...month('2026-11', 10, '20', 'a'),
      ...month('2026-11', 10, '4', 'b'),
      ...month('2026-11', 10, '1', 'c'),
    ]);
    desk.put('customers', [{ customer_id: 'a', customer: '深圳澜曜渡物流有限公司', association_type: '3' }]);
    const top = await desk.ask('home.topCustomers', { limit: 2 });
    expect(top?.rows).toEqual([
      {
        customerId: 'a',
        name: maskName('深圳澜曜渡物流有限公司'),
        payable: '200',
        sharePercent: '80.00',
        changePercent: '100.00',
      },
      { customerId: 'b', name: '', payable: '40', sharePercent: '16.00', changePercent: '0.00' },
    ]);
    expect(top?.others).toEqual({ count: 1, payable: '10', changePercent: null });
    expect(top?.concentration).toEqual({ count: 2, percent: '96.00' });
    const clear = await desk.ask('home.topCustomers', { limit: 1, revealId: 'r' }, ['name']);
    expect(clear?.rows[0]?.name).toBe('深圳澜曜渡物流有限公司');
    expect(await desk.ask('home.topCustomers', { period: '2026-09' })).toBeNull();
  });

  test('the lines are asked again only after they changed, or a month began', async () => {
    await open(month('2026-11', 20, '1'));
    desk.put('quota', [QUOTA]);
    await desk.ask('home.trend', {});
    const { count } = lines.asked;
    await desk.ask('home.trend', {});
    await desk.ask('home.quota', {});
    expect(lines.asked.count).toBe(count);
    lines.set(month('2026-11', 21, '2'));
    expect((await desk.ask('home.trend', { months: 1 }))?.months[0]?.payable).toBe('42');
    desk.clock.set(Date.UTC(2026, 10, 30, 16));
    expect((await desk.ask('home.trend', { months: 1 }))?.months[0]).toMatchObject({
      period: '2026-12',
      known: false,
    });
  });
});

describe('cards over the mirror', () => {
  const customer = (id: string, more = {}): never =>
    ({
      customer_id: id,
      customer: `Customer ${id}`,
      account_name: id,
      association_type: '3',
      is_frozen: '0',
      ...more,
    }) as never;
  const budget = (id: string, amount: string, used: string, type = 'MONTHLY'): never =>
    ({
      customer_id: id,
      budget_amount: amount,
      used_amount: used,
      budget_type: type,
      measure_id: '1',
      currency: 'USD',
    }) as never;

  test('budgets in danger are ordered by projected overrun, not by percent used', async () => {
    await open();
    expect(await desk.ask('home.budgetsInDanger', {})).toBeNull();
    desk.put(
      'customers',
      ['a', 'b', 'c', 'd', 'e'].map((id) => customer(id)),
    );
    // Day 23 of 30. c uses most of its budget in percent, b overruns by the largest amount.
    desk.put('budgets', [
      budget('a', '100', '80'),
      budget('b', '10000', '9000'),
      budget('c', '10', '12'),
      budget('d', '1000', '900', 'PACKAGE'),
      budget('e', '100', '1'),
    ]);
    const answer = await desk.ask('home.budgetsInDanger', {});
    expect(answer?.rows.map((r) => [r.customerId, r.usedPercent, r.projectedPercent, r.runsOutOn])).toEqual([
      ['b', '90.00', '117.39', '2026-11-26'],
      ['c', '120.00', '156.52', null],
      ['a', '80.00', '104.35', '2026-11-29'],
      ['d', '90.00', null, null],
    ]);
    expect([answer?.above75, answer?.above90, answer?.above100]).toEqual([4, 3, 1]);
  });

  test('coupons expire within 30 days, spent and void ones left out; totals per currency', async () => {
    await open();
    const coupon = (id: string, days: number, more = {}): never =>
      ({
        coupon_id: id,
        plan_name: `Plan ${id}`,
        status: '2',
        coupon_version: '2',
        face_value: '100',
        balance: '40.5',
        currency: 'USD',
        expire_time: new Date(NOON + days * DAY_MS).toISOString().slice(0, 19) + 'Z',
        ...more,
      }) as never;
    desk.put('coupons', [
      coupon('late', 31),
      coupon('x', 30),
      coupon('y', 3),
      coupon('void', -1),
      coupon('spent', 5, { balance: '0' }),
      coupon('used', 5, { status: '3' }),
      coupon('single', 5, { coupon_version: '1', balance: null }),
      coupon('eur', 9, { currency: 'EUR' }),
    ]);
    const answer = await desk.ask('home.expiringCoupons', {});
    expect(answer?.rows.map((r) => [r.couponId, r.balance, r.daysLeft])).toEqual([
      ['y', '40.5', 3],
      ['single', '100', 5],
      ['eur', '40.5', 9],
      ['x', '40.5', 30],
    ]);
    expect([answer?.total, answer?.count]).toEqual([
      [
        { amount: '40.5', currency: 'EUR' },
        { amount: '181', currency: 'USD' },
      ],
      4,
    ]);
    const summary = await desk.ask('coupons.summary', {});
    expect(summary.byState).toEqual([
      { state: 'available', count: 6 },
      { state: 'expired', count: 1 },
      { state: 'used', count: 1 },
    ]);
    const list = await desk.ask('coupons.list', { state: 'expired' });
    expect(list.rows.map((r) => [r.id, r.state])).toEqual([['void', 'expired']]);
  });

  test('amounts due: the newest bills, a negative one owes nothing', async () => {
    await open();
    expect(await desk.ask('home.amountsDue', {})).toBeNull();
    const bill = (cycle: string, consume: string, refunds: string): never =>
      ({
        bill_cycle: cycle,
        consume_amount: consume,
        refunds,
        adjustments: '0',
        tax_amount: '1.5',
        initial_amount_due: addDecimals(consume, refunds),
        currency: 'USD',
      }) as never;
    desk.put('partner_bills', [bill('2026-09', '10', '-40'), bill('2026-10', '500.28', '0')]);
    desk.put('quota', [QUOTA]);
    const answer = await desk.ask('home.amountsDue', {});
    expect(answer?.due).toBe('500.28');
    expect(answer?.bills.map((b) => [b.period, b.initialAmountDue, b.amountDue])).toEqual([
      ['2026-10', '500.28', '500.28'],
      ['2026-09', '-30', '0'],
    ]);
    expect((await desk.ask('bills.list', {})).rows[0]).toMatchObject({
      period: '2026-10',
      state: 'final',
      tax: '1.5',
    });
    expect(() => desk.put('partner_bills', [bill('2026-13', '1', '0')])).toThrow('UPSTREAM_UNREADABLE');
  });

  test('to-dos name what waits, the gravest first', async () => {
    await open([], {
      rejectedImports: 2,
      synced: (name) => ({ checkedAt: NOON, state: name === 'orders' ? 'held' : 'fine' }),
    });
    expect(await desk.ask('home.todos', {})).toEqual({
      rows: [
        { kind: 'sync-held', severity: 'act', count: 1, money: null, dueAt: null },
        { kind: 'imports-rejected', severity: 'act', count: 2, money: null, dueAt: null },
      ],
      areas: 2,
    });
    desk.put('quota', [{ ...QUOTA, used_consumption_quota: '11000' }]);
    desk.put('customers', [
      customer('a', { is_frozen: '1' }),
      customer('b'),
      customer('c', { association_type: '1' }),
    ]);
    desk.put('budgets', [budget('a', '10', '10')]);
    desk.put('orders', [
      {
        order_id: 'o1',
        customer_id: 'a',
        status: '6',
        order_type: '1',
        amount_after_discount: '25.5',
        measure_id: '1',
        currency: 'USD',
        create_time: '2026-11-20T00:00:00Z',
      } as never,
    ]);
    const { rows } = await desk.ask('home.todos', {});
    expect(rows.map((r) => [r.kind, r.severity, r.count, r.money?.amount ?? null])).toEqual([
      ['quota-over', 'over', 1, '1000'],
      ['amount-due', 'act', 1, '500.28'],
      ['budgets-exhausted', 'act', 1, null],
      ['orders-unpaid', 'act', 1, '25.5'],
      ['sync-held', 'act', 1, null],
      ['imports-rejected', 'act', 2, null],
      ['customers-frozen', 'watch', 1, null],
      ['customers-without-budget', 'watch', 1, null],
    ]);
  });

  test('every figure can be explained, before and after there is data', async () => {
    await open();
    const figures = [
      'quota',
      'trend',
      'topCustomers',
      'budgets',
      'coupons',
      'amountsDue',
      'customerMonth',
      'expenditures',
    ] as const;
    for (const figure of figures) expect((await desk.ask('explain.figure', { figure })).sources).toEqual([]);
    lines.set([...month('2026-10', 31, '10', 'a'), ...month('2026-11', 10, '20', 'a')]);
    desk.put('quota', [QUOTA]);
    desk.put('customers', [customer('a')]);
    desk.put('budgets', [budget('a', '100', '80')]);
    desk.put('coupons', [{ coupon_id: 'x', status: '2', balance: '1', expire_time: '2026-12-01T00:00:00Z' }]);
    const quota = await desk.ask('explain.figure', { figure: 'quota' });
    expect(quota.inputs.map((i) => [i.key, i.sign, i.value, i.origin])).toEqual([
      ['amountDue', 'plus', '500.28', 'due_amount'],
      ['unbilled', 'plus', '100.01', 'unbilled_amount'],
      ['balance', 'minus', '10.18', 'amount'],
      ['coupons', 'minus', '10.03', 'coupon_amount'],
      ['used', 'equals', '580.08', 'used_consumption_quota'],
      ['total', 'none', '10000', 'consumption_quota'],
      ['available', 'equals', '9419.92', 'consumption_quota − used_consumption_quota'],
    ]);
    for (const figure of figures) {
      const explained = await desk.ask('explain.figure', { figure, customerId: 'a' });
      expect(explained.formula).not.toBe('');
      expect(explained.inputs.length).toBeGreaterThan(0);
      expect(explained.sources.length).toBeGreaterThan(0);
    }
    const own = await desk.ask('explain.figure', {
      figure: 'customerMonth',
      customerId: 'a',
      period: '2026-10',
    });
    expect(own.inputs.find((i) => i.key === 'payable')).toMatchObject({ value: '310', origin: 'Amount Due' });
  });
});
