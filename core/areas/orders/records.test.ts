import { afterEach, expect, test } from 'vitest';
import { maskName } from '../../base/masking.ts';
import { DAY_MS } from '../../base/period.ts';
import type { AreaDesk } from '../../../test/support/areas.ts';
import { fakeLines, NOON, openAreas } from '../../../test/support/areas.ts';
import { modelLines } from '../../../test/support/lines-model.ts';

let desk: AreaDesk;
afterEach(() => desk.close());

const instant = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}Z`;
const order = (i: number, more = {}): never =>
  ({
    order_id: `CS${String(i).padStart(4, '0')}`,
    customer_id: i % 2 === 0 ? 'a' : 'b',
    service_type_code: 'hws.service.type.ec2',
    service_type_name: 'Elastic Cloud Server',
    status: i % 5 === 0 ? '6' : '5',
    order_type: '1',
    amount_after_discount: String(i % 7),
    official_amount: String((i % 7) + 1),
    measure_id: '1',
    currency: 'USD',
    create_time: i % 10 === 0 ? null : instant(NOON - (i % 8) * DAY_MS),
    ...more,
  }) as never;

async function walkOrders(input: object): Promise<string[]> {
  const ids: string[] = [];
  let after: string | undefined;
  do {
    const page = await desk.ask('orders.list', { ...input, limit: 7, ...(after ? { after } : {}) });
    ids.push(...page.rows.map((r) => r.id));
    after = page.next ?? undefined;
  } while (after !== undefined);
  return ids;
}

test('orders: every order once, newest first, those without a time last; by amount; by customer name and by number', async () => {
  desk = await openAreas({ lines: fakeLines() });
  desk.put('customers', [
    { customer_id: 'a', customer: '深圳澜曜渡物流有限公司' },
    { customer_id: 'b', customer: null, account_name: 'orrinfield' },
  ]);
  desk.put(
    'orders',
    Array.from({ length: 40 }, (_, i) => order(i)),
  );
  const ids = await walkOrders({});
  expect(new Set(ids).size).toBe(40);
  expect(ids).toHaveLength(40);
  expect(ids.slice(-4)).toEqual(['CS0030', 'CS0020', 'CS0010', 'CS0000']);
  expect(ids.slice(0, 3)).toEqual(['CS0032', 'CS0024', 'CS0016']);
  expect((await walkOrders({ sort: 'amount', direction: 'asc' })).slice(0, 3)).toEqual([
    'CS0000',
    'CS0007',
    'CS0014',
  ]);
  expect(await walkOrders({ search: 'cs0003' })).toEqual(['CS0003']);
  expect((await walkOrders({ search: 'szlyd', status: '6' })).sort()).toEqual([
    'CS0000',
    'CS0010',
    'CS0020',
    'CS0030',
  ]);
  expect(await walkOrders({ search: 'nobody' })).toEqual([]);
  const masked = await desk.ask('orders.list', { customerId: 'b', limit: 1 });
  expect(masked.rows[0]?.customerName).toBe(maskName('orrinfield'));
  const clear = await desk.ask('orders.list', { customerId: 'b', limit: 1, revealId: 'r' }, ['name']);
  expect(clear.rows[0]).toMatchObject({ customerName: 'orrinfield', currency: 'USD', type: '1' });
  const summary = await desk.ask('orders.summary', {});
  expect(summary.byStatus.map((s) => [s.status, s.count])).toEqual([
    ['5', 32],
    ['6', 8],
  ]);
});

test('a search that means more than a thousand customers finds the orders of all of them, and no others', async () => {
  desk = await openAreas({ lines: fakeLines() });
  const MANY = 2_500;
  const id = (i: number): string => `k${String(i).padStart(5, '0')}`;
  desk.put(
    'customers',
    Array.from({ length: MANY }, (_, i) => ({ customer_id: id(i), customer: `Harbour Trading ${i}` })),
  );
  desk.put('customers', [{ customer_id: 'other', customer: 'Quarry' }]);
  // One of the first, one of the last, and one nobody asks for.
  desk.put('orders', [
    order(1, { customer_id: id(0) }),
    order(2, { customer_id: id(MANY - 1) }),
    order(3, { customer_id: 'other' }),
    ...Array.from({ length: 40 }, (_, i) => order(100 + i, { customer_id: id(i * 60) })),
  ]);
  // By the search index, by too short a text for it, and to the last page.
  for (const search of ['harbour', 'Ha', 'trading']) {
    const found = await walkOrders({ search });
    expect(new Set(found).size, search).toBe(42);
    expect(found, search).toHaveLength(42);
    expect(found, search).not.toContain('CS0003');
  }
  expect(await walkOrders({ search: 'quarry' })).toEqual(['CS0003']);
  expect(await walkOrders({ search: id(MANY - 1) })).toEqual(['CS0002']);
});

test('an order in an unknown state is shown as it came; an amount in another unit is refused', async () => {
  desk = await openAreas({ lines: fakeLines() });
  desk.put('orders', [order(1, { status: '77', order_type: '99', amount_after_discount: '1E-7' })]);
  const { rows } = await desk.ask('orders.list', {});
  expect(rows[0]).toMatchObject({ status: '77', type: '99', discounted: '0.0000001' });
  expect(() => desk.put('orders', [order(2, { measure_id: '3' })])).toThrow('UPSTREAM_UNREADABLE');
});

test('resellers count their customers and are found by pinyin; masked until revealed', async () => {
  desk = await openAreas({ lines: fakeLines() });
  desk.put('resellers', [
    {
      indirect_partner_id: 'r1',
      name: '渡口分销',
      account_name: 'dukou',
      mobile_phone: '13800138000',
      email: 'a@example.com',
    },
    { indirect_partner_id: 'r2', name: null, account_name: 'anchor' },
  ]);
  desk.put('customers', [{ customer_id: 'x' }, { customer_id: 'y' }] as never, 'r1');
  const list = await desk.ask('resellers.list', {});
  expect(list.rows.map((r) => [r.id, r.customers, r.monthToDate])).toEqual([
    ['r2', 0, null],
    ['r1', 2, null],
  ]);
  expect(list.rows[1]).toMatchObject({ name: maskName('渡口分销'), phone: '138***00', manager: null });
  expect((await desk.ask('resellers.list', { search: 'dkfx' })).rows.map((r) => r.id)).toEqual(['r1']);
  const own = await desk.ask('customers.list', { filter: { scope: 'resellers' }, revealId: 'r' }, ['name']);
  expect(own.rows.map((r) => r.reseller?.name)).toEqual(['渡口分销', '渡口分销']);
  const choices = await desk.ask('customers.choices', {});
  expect(choices.resellers.map((r) => r.id)).toEqual(['r2', 'r1']);
});

test('the customer page: months with gaps, services, coupons, orders, and the record as it came but masked', async () => {
  desk = await openAreas({
    lines: modelLines(
      [
        { day: '2026-09-03', customerId: 'a', payable: '5', service: 'obs' },
        { day: '2026-10-04', customerId: 'a', payable: '10', service: 'ecs' },
        { day: '2026-11-04', customerId: 'a', payable: '30', service: 'ecs' },
        { day: '2026-11-06', customerId: 'a', payable: '10', service: 'obs' },
        { day: '2026-11-20', customerId: 'b', payable: '99', service: 'obs' },
      ],
      NOON,
    ),
  });
  expect(await desk.ask('customers.get', { id: 'a' })).toBeNull();
  desk.put('customers', [
    {
      customer_id: 'a',
      customer: 'Orrinfield Gaming (Pty) Ltd',
      account_name: 'orrinfield',
      email: 'lin@example.com',
      telephone: '13800138000',
      account_managers: [{ account_name: 'manager one' }],
      some_new_field: '7',
    },
  ]);
  desk.put('orders', [order(0), order(2)]);
  desk.put('coupons', [
    {
      coupon_id: 'k',
      customer_id: 'a',
      status: '2',
      balance: '3',
      expire_time: instant(NOON + 2 * DAY_MS),
      coupon_version: '2',
    },
  ]);
  const page = await desk.ask('customers.get', { id: 'a' });
  expect(page?.months.slice(-3).map((m) => [m.period, m.payable, m.known])).toEqual([
    ['2026-09', '5', true],
    ['2026-10', '10', true],
    ['2026-11', '40', true],
  ]);
  expect(page?.months[0]).toMatchObject({ known: false, payable: '0' });
  expect(page?.services).toEqual([
    { key: 'ecs', label: 'ecs', payable: '30', sharePercent: '75.00' },
    { key: 'obs', label: 'obs', payable: '10', sharePercent: '25.00' },
  ]);
  expect([page?.lastMonth, page?.sameDaysBefore]).toEqual([
    { amount: '10', currency: 'USD' },
    { amount: '10', currency: 'USD' },
  ]);
  expect([page?.orders, page?.coupons]).toEqual([
    { total: 2, unpaid: 1 },
    { count: 1, balance: [{ amount: '3', currency: 'USD' }], expiring7: 1 },
  ]);
  const raw = JSON.stringify(page?.raw);
  for (const hidden of ['Orrinfield', 'orrinfield', 'lin@', '13800138000', 'manager one'])
    expect(raw).not.toContain(hidden);
  expect(page?.raw['some_new_field']).toBe('7');
  const clear = await desk.ask('customers.get', { id: 'a', revealId: 'r' }, ['email']);
  expect([clear?.raw['email'], clear?.customer.email]).toEqual(['lin@example.com', 'lin@example.com']);
  expect(clear?.raw['customer']).not.toBe('Orrinfield Gaming (Pty) Ltd');
});

test('a rebuild from the kept bodies gives the same answers', async () => {
  desk = await openAreas({ lines: fakeLines() });
  const { rebuildMirror } = await import('../../storage/rebuild.ts');
  desk.put('customers', [
    { customer_id: 'a', customer: '深圳澜曜渡' },
    { customer_id: 'b', customer: 'Two' },
  ]);
  desk.put('budgets', [
    { customer_id: 'a', budget_amount: '10', used_amount: '9', budget_type: 'MONTHLY', currency: 'USD' },
  ]);
  desk.put('orders', [order(1), order(2)]);
  desk.put('coupons', [{ coupon_id: 'k', status: '2', balance: '3' }]);
  desk.put('quota', [{ consumption_quota: '5', currency: 'USD' }]);
  desk.remove('orders', 'CS0002');
  const everything = async (): Promise<unknown[]> => [
    await desk.ask('customers.list', { filter: {} }),
    await desk.ask('customers.list', { filter: { search: 'szlyd' } }),
    await desk.ask('orders.list', {}),
    await desk.ask('coupons.list', {}),
    await desk.ask('home.quota', {}),
  ];
  const before = await everything();
  rebuildMirror(desk.workspace.mirror, desk.workspace.collections);
  expect(await everything()).toEqual(before);
});
