import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { isCoded } from '../../core/base/errors.ts';
import type { Caller } from '../../core/contract/handlers.ts';
import { contract, type InputOf, type QueryName } from '../../core/contract/index.ts';
import type { Sight } from '../../core/contract/permissions.ts';
import { areaHandlers } from '../../core/desk/rooms.ts';
import { openDeskWorld, type DeskWorld } from '../support/desk-world.ts';
import { QUERY_INPUTS } from '../support/query-inputs.ts';

/**
 * As a manager, no query of the contract names a customer outside sight: neither its id nor its name or account, in clear
 * (everything revealed) and whatever is asked for. The same questions asked by somebody who sees all show that the test
 * would notice.
 */

interface Known {
  readonly id: string;
  readonly name: string;
  readonly account: string;
  readonly manager_id: string | null;
}

let world: DeskWorld;
let me = '';
let other = '';
let outside: readonly Known[] = [];
let inside: readonly Known[] = [];
/** Ids of records about customers outside sight: actions, tasks, requests. */
const records: string[] = [];

const mirror = () => world.desk.state.session().workspace.mirror.read;

/** Everything is revealed to this caller, and may be asked by them. */
const callerWho = (sees: Sight, memberId: string): Caller => ({
  person: memberId,
  memberId,
  sees,
  may: () => true,
  revealed: () => new Set(['name', 'account', 'manager', 'phone', 'email', 'contact', 'mobile', 'customer']),
});

beforeAll(async () => {
  world = await openDeskWorld();
  const { desk } = world;
  await desk.call('team.importManagers', {});
  // Whose a customer is follows a moment after the members have changed.
  const managers = await vi.waitFor(async () => {
    const { rows } = await desk.call('team.members', {});
    const found = rows.filter((one) => one.customers > 0).sort((a, b) => a.customers - b.customers);
    if (found.length < 2) throw new Error('nobody manages customers yet');
    return found;
  });
  me = managers[0]?.id ?? '';
  other = managers.at(-1)?.id ?? '';
  const all = mirror().all<Known & Record<string, string | null>>(
    'SELECT id, name, account, manager_id FROM customer ORDER BY id',
  );
  outside = all.filter((one) => one.manager_id !== me);
  inside = all.filter((one) => one.manager_id === me);
  await leaveTraces();
}, 60_000);
afterAll(() => world.close());

/** Changes, tasks and requests about customers outside sight, made by who sees all. */
async function leaveTraces(): Promise<void> {
  const { desk } = world;
  const { rows } = await desk.call('customers.list', { filter: { associationType: '3' }, limit: 100 });
  const ids = rows.map(({ id }) => id).filter((id) => outside.some((one) => one.id === id));
  const [budgeted = '', frozen = '', moved = '', leaving = '', served = ''] = ids;
  const change = { amount: '100', type: 'monthly' } as const;
  records.push((await desk.call('budgets.set', { customerId: budgeted, change })).id);
  const freeze = { customerIds: [frozen], type: 'account' as const, reason: 'test' };
  records.push(...(await desk.call('customers.freeze', freeze)).ids);
  await desk.call('assignments.assign', { customerIds: [moved], managerId: other });
  await desk.call('association.request', { customerId: leaving, reason: 'test', confirmed: true });
  await desk.call('behalf.request', { customerIds: [served], acceptLetter: true });
  records.push(...(await desk.call('tasks.list', {})).rows.map(({ id }) => id));
  records.push(...(await desk.call('association.list', {})).rows.map(({ id }) => id));
}

type Input = Record<string, unknown>;

/** What is asked of a query: what anybody would ask, and what somebody would who is curious about others' customers. */
function inputsOf(name: QueryName): Input[] {
  const base: Input = { ...(QUERY_INPUTS[name] as Input | undefined) };
  const fits = (input: Input): boolean => contract[name].input.safeParse(input).success;
  const [first] = outside;
  const ids = outside.map(({ id }) => id);
  const curious: Input[] = [
    { customerId: first?.id },
    { customerIds: ids.slice(0, 20) },
    { ids: [...records, ...ids].slice(0, 100) },
    { limit: 500 },
    { search: first?.id },
    { search: first?.name.slice(0, 4) },
    { filter: { customerId: first?.id } },
    { filter: { search: first?.name } },
    { filter: { name: first?.name } },
    { filter: { resellerId: 'x' } },
    { filter: { manager: other } },
    ...(['customer', 'manager', 'reseller', 'service'] as const).map((by) => ({ by, limit: 200_000 })),
    ...(['customerMonth', 'expenditures', 'topCustomers'] as const).map((figure) => ({
      figure,
      customerId: first?.id,
    })),
    ...[...records, ...ids.slice(0, 5)].map((id) => ({ id })),
  ];
  return [base, ...curious.map((more) => ({ ...base, ...more }))].filter(fits);
}

async function answersOf(name: QueryName, caller: Caller): Promise<string[]> {
  const handlers = areaHandlers(() => world.desk.state.session());
  const handler = (handlers as Partial<Record<string, (input: unknown, caller: Caller) => unknown>>)[name];
  const said: string[] = [];
  for (const input of inputsOf(name)) {
    try {
      const parsed = contract[name].input.parse(input);
      const answer = handler
        ? await handler(parsed, caller)
        : await world.desk.call(name, input as InputOf<typeof name>);
      // What was asked for may be said again in the answer.
      said.push(JSON.stringify(answer));
    } catch (error) {
      if (!isCoded(error) || error.code === 'INTERNAL') throw error;
    }
  }
  return said;
}

/** The customers outside sight that the answers name. @param echoes ids that were asked about may be said again */
function named(answers: readonly string[], echoes = false): string[] {
  const all = answers.join('\n');
  const shows = (text: string): boolean => text.length > 3 && all.includes(JSON.stringify(text).slice(1, -1));
  return outside
    .filter(({ id, name, account }) => (!echoes && shows(id)) || shows(name) || shows(account))
    .map(({ id }) => id);
}

const queries = Object.entries(contract)
  .filter(([, entry]) => entry.kind === 'query')
  .map(([name]) => name as QueryName);

/** Batches are asked by id, and answer for each id that it is unknown: the id only, nothing of the customer. */
const ECHOES = new Set<QueryName>([
  'budgets.previewBatch',
  'discounts.preview',
  'assignments.preview',
  'association.models',
]);
/** The whole list of who did what, for those who have that right; it names ids, and no role limits it [inf]. */
const WHOLE = new Set<QueryName>(['audit.list', 'imports.history']);

describe('a manager', () => {
  test('sees some customers, and most are outside', () => {
    expect(inside.length).toBeGreaterThan(1);
    expect(outside.length).toBeGreaterThan(10);
    expect(records.length).toBeGreaterThan(3);
  });

  test.each(queries.filter((name) => !WHOLE.has(name)))('%s names nobody outside sight', async (name) => {
    const answers = await answersOf(name, callerWho({ managers: [me] }, me));
    expect(named(answers, ECHOES.has(name))).toEqual([]);
  });

  test('the same questions of who sees all name them: the test would notice', async () => {
    const telling: QueryName[] = [];
    for (const name of queries) {
      if (named(await answersOf(name, callerWho('all', 'owner'))).length > 0) telling.push(name);
    }
    for (const name of [
      'customers.list',
      'customers.ids',
      'customers.get',
      'orders.list',
      'expenditures.groups',
      'expenditures.lines',
      'home.topCustomers',
      'home.budgetsInDanger',
      'outbox.list',
      'outbox.get',
      'tasks.list',
      'association.list',
      'assignments.list',
    ] as const)
      expect(telling).toContain(name);
  });

  test('lists and sums are of the own customers alone', async () => {
    const handlers = areaHandlers(() => world.desk.state.session());
    const caller = callerWho({ managers: [me] }, me);
    const ids = inside.map(({ id }) => id).sort();
    const list = await handlers['customers.list'](
      contract['customers.list'].input.parse({ filter: {}, limit: 500 }),
      caller,
    );
    expect(list.rows.map(({ id }) => id).sort()).toEqual(ids);
    const totals = await handlers['customers.totals'](
      contract['customers.totals'].input.parse({ filter: {} }),
      caller,
    );
    expect(totals).toMatchObject({ count: ids.length, of: ids.length });
    const groups = await handlers['expenditures.groups'](
      contract['expenditures.groups'].input.parse({ by: 'customer', limit: 500 }),
      caller,
    );
    expect(groups.rows.length).toBeGreaterThan(0);
    expect(groups.rows.every(({ key }) => ids.includes(key))).toBe(true);
    const months = await handlers['expenditures.groups'](
      contract['expenditures.groups'].input.parse({ by: 'month' }),
      caller,
    );
    expect(months.total[0]?.amounts).toEqual(groups.total[0]?.amounts);
    const trend = await handlers['home.trend'](contract['home.trend'].input.parse({ months: 3 }), caller);
    const last = months.rows.at(0);
    expect(trend?.months.find(({ period }) => period === last?.key)?.payable).toBe(last?.amounts.payable);
  });

  test('changes about others are as if there were none', async () => {
    const { desk } = world;
    await desk.call('team.actAs', { memberId: me });
    const [stranger] = outside;
    const id = stranger?.id ?? '';
    const change = { amount: '5', type: 'monthly' } as const;
    await expect(desk.call('budgets.set', { customerId: id, change })).rejects.toMatchObject({
      code: 'CUSTOMER_UNKNOWN',
    });
    const freeze = { customerIds: [id], type: 'account' as const, reason: 'x' };
    expect(await desk.call('customers.freeze', freeze)).toMatchObject({
      ids: [],
      refused: [{ customerId: id, code: 'CUSTOMER_UNKNOWN' }],
    });
    const [action = ''] = records;
    for (const touch of [
      () => desk.call('outbox.cancel', { ids: [action] }),
      () => desk.call('outbox.retry', { id: action }),
      () => desk.call('outbox.decide', { ids: [action], decision: 'mine' }),
    ])
      await expect(touch()).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await desk.call('outbox.summary', {})).toMatchObject({ open: 0 });
    await desk.call('team.actAs', { memberId: 'owner' });
    expect((await desk.call('outbox.summary', {})).open).toBeGreaterThan(0);
  });
});
