import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DAY_MS, formatInstant } from '../../base/period.ts';
import type { JsonObject } from '../../base/json.ts';
import type { Caller } from '../../contract/handlers.ts';
import type { AreaContext } from '../context.ts';
import type { AreaDesk } from '../../../test/support/areas.ts';
import { callerWith, fakeLines, NOON, openAreas } from '../../../test/support/areas.ts';
import { readResources } from './actions.ts';
import { listResources, summariseResources } from './queries.ts';

let desk: AreaDesk;
const at = (days: number): string => formatInstant(NOON + days * DAY_MS);
const period = (id: string, expires: number, more: JsonObject = {}): JsonObject => ({
  resource_id: id,
  resource_name: `name-${id}`,
  service_type_name: 'Elastic Cloud Server',
  status: '2',
  effective_time: at(expires - 30),
  expire_time: at(expires),
  ...more,
});

beforeAll(async () => {
  desk = await openAreas({ lines: fakeLines() });
  desk.put('customers', [
    { customer_id: 'c1', account_name: 'one' },
    { customer_id: 'c2', account_name: 'two' },
  ]);
  desk.put(
    'period_resources',
    [
      period('late', 200),
      period('soon', 6, { expire_policy: '3' }),
      period('disk', 6, { parent_resource_id: 'soon', is_main_resource: '0' }),
      period('fortnight', 14),
      period('expired', -3, { status: '5' }),
      period('frozen', -20, { status: '4' }),
      period('gone', -90, { status: '3' }),
      period('odd', 400, { status: '8', resource_name: null }),
    ],
    'c1',
  );
  desk.put('period_resources', [period('foreign', 1)], 'c2');
  desk.put(
    'on_demand_resources',
    [
      { resource_id: 'new', customer_id: 'c1', resource_name: 'web', status: '1', effective_time: at(-3) },
      { resource_id: 'old', customer_id: 'c1', resource_name: 'db', status: '3', effective_time: at(-300) },
    ],
    'c1',
  );
});
afterAll(() => desk.close());

const ids = async (input: Partial<Parameters<AreaDesk['ask']>[1]> & JsonObject): Promise<string[]> =>
  (await desk.ask('resources.list', { customerId: 'c1', kind: 'period', ...input } as never)).rows.map(
    ({ id }) => id,
  );

test('a customer’s resources, what expires first at the top; nobody else’s', async () => {
  expect(await ids({})).toEqual(['gone', 'frozen', 'expired', 'disk', 'soon', 'fortnight', 'late', 'odd']);
  expect(await ids({ kind: 'on-demand' })).toEqual(['new', 'old']);
});

test('criteria: state, text, time of subscription, coming expiry', async () => {
  expect(await ids({ state: 'expired' })).toEqual(['expired']);
  expect(await ids({ search: 'NAME-soon' })).toEqual(['soon']);
  expect(await ids({ search: 'cloud server', state: 'frozen' })).toEqual(['frozen']);
  expect(await ids({ expiringWithinDays: 7 })).toEqual(['disk', 'soon']);
  expect(await ids({ kind: 'on-demand', from: NOON - 30 * DAY_MS })).toEqual(['new']);
  expect(await ids({ kind: 'on-demand', state: 'frozen' })).toEqual(['old']);
});

test('a row tells what comes next, what happens by itself and what goes with it', async () => {
  const { rows } = await desk.ask('resources.list', { customerId: 'c1', kind: 'period' });
  const row = (id: string) => rows.find((one) => one.id === id);
  expect(row('soon')).toMatchObject({ state: 'in-use', policy: 'renew', associated: 1, parent: null });
  expect(row('disk')).toMatchObject({ parent: { id: 'soon', name: 'name-soon' }, associated: 0 });
  expect(row('expired')?.next).toEqual({ to: 'frozen', at: NOON + 12 * DAY_MS });
  expect(row('frozen')?.next).toEqual({ to: 'deleted', at: NOON + 10 * DAY_MS });
  expect(row('odd')).toMatchObject({ state: 'unknown', status: '8', name: null });
});

test('pages follow each other', async () => {
  const first = await desk.ask('resources.list', { customerId: 'c1', kind: 'period', limit: 5 });
  const second = await desk.ask('resources.list', {
    customerId: 'c1',
    kind: 'period',
    limit: 5,
    after: first.next ?? '',
  });
  expect([...first.rows, ...second.rows].map(({ id }) => id)).toEqual(await ids({}));
});

test('renewals in 7, 15 and 30 days; grace and retention', async () => {
  const summary = await desk.ask('resources.summary', { customerId: 'c1' });
  expect(summary.renewals).toEqual([
    { days: 7, count: 2 },
    { days: 15, count: 3 },
    { days: 30, count: 3 },
  ]);
  expect(summary).toMatchObject({ expired: 1, frozen: 1, period: { count: 8 }, onDemand: { count: 2 } });
  const unread = await desk.ask('resources.summary', { customerId: 'c2' });
  expect(unread).toMatchObject({ period: { count: 1 }, onDemand: null });
});

test('the nearest expiry of what is still to be renewed stands on the customer, and moves with it', async () => {
  const nearest = async (id: string): Promise<number | null | undefined> =>
    (await desk.ask('customers.list', { filter: { customerId: id } })).rows[0]?.expiresAt;
  expect(await nearest('c1')).toBe(NOON - 20 * DAY_MS);
  expect(await nearest('c2')).toBe(NOON + DAY_MS);
  desk.put('period_resources', [period('nearer', 0.5)], 'c2');
  expect(await nearest('c2')).toBe(NOON + DAY_MS / 2);
  desk.remove('period_resources', 'nearer');
  expect(await nearest('c2')).toBe(NOON + DAY_MS);
});

describe('sight and readings', () => {
  const outsider: Caller = { ...callerWith([]), sees: { managers: ['nobody'] } };

  test('resources of a customer out of sight are not there, and are not read', async () => {
    expect(
      listResources(desk.context, { customerId: 'c1', kind: 'period', limit: 100 }, outsider).rows,
    ).toEqual([]);
    expect(summariseResources(desk.context, { customerId: 'c1' }, outsider).period).toBeNull();
    await expect(readResources(desk.context, { customerId: 'c1' }, outsider)).rejects.toMatchObject({
      code: 'CUSTOMER_UNKNOWN',
    });
  });

  test('both lists are read; the age is that of the older one', async () => {
    const asked: string[] = [];
    const context: AreaContext = {
      ...desk.context,
      readings: {
        read(name, customer) {
          asked.push(`${name} ${customer.id}`);
          return Promise.resolve(name === 'period_resources' ? NOON : NOON - 5);
        },
        readAt: () => NOON - 60_000,
      },
    };
    expect(await readResources(context, { customerId: 'c1' }, callerWith([]))).toEqual({ at: NOON - 5 });
    expect(asked).toEqual(['period_resources c1', 'on_demand_resources c1']);
    expect(summariseResources(context, { customerId: 'c1' }, callerWith([])).period?.stamp).toEqual({
      source: 'api',
      name: 'ListPayPerUseCustomerResources',
      asOf: NOON - 60_000,
    });
  });

  test('without a Partner Center it is said', async () => {
    await expect(readResources(desk.context, { customerId: 'c1' }, callerWith([]))).rejects.toMatchObject({
      code: 'CREDENTIALS_MISSING',
    });
  });
});

test('pages, renewals and the rotation walk indexes, never the table', () => {
  const plan = (sql: string, params: readonly (string | number)[]): string =>
    desk.workspace.mirror.read
      .all<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`, params)
      .map(({ detail }) => detail)
      .join('; ');
  const cases: readonly (readonly [string, readonly (string | number)[], string])[] = [
    [
      'SELECT * FROM period_resource AS c WHERE c.customer_id = ? AND c.expires_at > ? ORDER BY c.expires_at, c.id LIMIT 5',
      ['c1', 0],
      'period_resource_by_expiry',
    ],
    [
      'SELECT * FROM on_demand_resource AS c WHERE c.customer_id = ? ORDER BY c.effective_at DESC, c.id DESC LIMIT 5',
      ['c1'],
      'on_demand_resource_by_start',
    ],
    [
      'SELECT id FROM customer WHERE expires_at >= ? AND expires_at <= ? ORDER BY expires_at, id LIMIT 5',
      [0, 1],
      'customer_by_expiry',
    ],
    ['SELECT id FROM customer WHERE id > ? ORDER BY id LIMIT 5', ['c'], 'sqlite_autoindex_customer_1'],
    ['SELECT id FROM customer WHERE mtd_e8 > 0 ORDER BY mtd_e8 DESC, id DESC LIMIT 5', [], 'customer_by_mtd'],
    [
      'SELECT min(expires_at) FROM period_resource WHERE customer_id = ?',
      ['c1'],
      'period_resource_by_expiry',
    ],
  ];
  for (const [sql, params, index] of cases) {
    const detail = plan(sql, params);
    expect(detail, sql).toContain(index);
    expect(detail, sql).not.toMatch(/SCAN (customer|period_resource|on_demand_resource)(?! USING)/);
    expect(detail, sql).not.toContain('TEMP B-TREE');
  }
});
