import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { seededRandom } from '../../base/random.ts';
import { DAY_MS } from '../../base/period.ts';
import type { JsonObject } from '../../base/json.ts';
import type { Caller } from '../../contract/handlers.ts';
import type { AreaDesk } from '../../../test/support/areas.ts';
import { callerWith, fakeLines, NOON, openAreas } from '../../../test/support/areas.ts';
import { handleAlerts } from './actions.ts';
import { listAlerts, summariseAlerts } from './queries.ts';
import { watchCustomers } from './watch.ts';

/** Alerts of real records in a real workspace: begun, escalated, handled, ended. */
let desk: AreaDesk;
beforeEach(async () => {
  desk = await openAreas({ lines: fakeLines() });
});
afterEach(() => desk.close());

const random = seededRandom(3);
const watch = (): number => watchCustomers(desk.context, random);
const customer = (id: string, more: JsonObject = {}): JsonObject => ({
  customer_id: id,
  customer: `Customer ${id}`,
  account_name: `account-${id}`,
  association_type: '3',
  is_frozen: '0',
  ...more,
});
const budget = (id: string, used: string, more: JsonObject = {}): JsonObject => ({
  customer_id: id,
  budget_amount: '100',
  used_amount: used,
  budget_type: 'MONTHLY',
  currency: 'USD',
  ...more,
});
const LIST = { state: 'open', limit: 100 } as const;
const listed = (caller: Caller = callerWith([]), state: 'open' | 'handled' | 'ended' = 'open') =>
  listAlerts(desk.context, { ...LIST, state }, caller).rows.map((row) => `${row.customerId} ${row.scenario}`);

/** A freeze this desk made, as the executor leaves it. */
function frozenByUs(id: string, at: number, type = 'account-and-resources'): void {
  desk.workspace.ledger.write((w) => {
    w.run(
      `INSERT INTO action (id, kind, payload, base, lane, customer_id, person, state, since, created_at)
       VALUES (?, 'customers.freeze', '{}', '{}', ?, ?, 'Lin', 'confirmed', ?, ?)`,
      [`freeze-${id}`, `customer:${id}`, id, at, at],
    );
    w.run('INSERT INTO freeze_type (customer_id, type, action, at) VALUES (?, ?, ?, ?)', [
      id,
      type,
      `freeze-${id}`,
      at,
    ]);
  });
}

test('before any customer was read nothing is concluded', () => {
  expect(watch()).toBe(0);
});

test('the highest mark reached is the alert; nothing is written when nothing changed', () => {
  desk.put('customers', [customer('a'), customer('b'), customer('c'), customer('d')]);
  desk.put('budgets', [budget('a', '74.99'), budget('b', '75'), budget('c', '99'), budget('d', '130')]);
  expect(watch()).toBe(3);
  expect(listed()).toEqual(['d budget-100', 'c budget-90', 'b budget-75']);
  expect(watch()).toBe(0);
  desk.put('budgets', [budget('b', '91')]);
  watch();
  expect(listed()).toEqual(['b budget-90', 'd budget-100', 'c budget-90']);
  expect(listed(undefined, 'ended')).toEqual(['b budget-75']);
});

test('over the turn of the month alerts stay until the used amount was read again', () => {
  desk.put('customers', [customer('a')]);
  desk.put('budgets', [budget('a', '95')]);
  watch();
  desk.clock.set(NOON + 9 * DAY_MS);
  expect(watch()).toBe(0);
  expect(listed()).toEqual(['a budget-90']);
  desk.put('budgets', [budget('a', '3')]);
  watch();
  expect(listed()).toEqual([]);
});

test('frozen customers: found frozen, new without a budget, and resources with their last day', async () => {
  desk.put('customers', [
    customer('found', { is_frozen: '1' }),
    customer('fresh', { is_frozen: '1' }),
    customer('ours', { is_frozen: '1' }),
    customer('account', { is_frozen: '1' }),
  ]);
  desk.put('budgets', [budget('found', '1'), budget('ours', '1'), budget('account', '1')]);
  frozenByUs('ours', NOON - DAY_MS);
  frozenByUs('account', NOON - DAY_MS, 'account');
  watch();
  expect(listed().toSorted()).toEqual([
    'found frozen-elsewhere',
    'fresh frozen-default',
    'ours frozen-resources',
  ]);
  const how = async (frozenHow: 'manual' | 'default' | 'unknown' | 'automatic'): Promise<string[]> =>
    (await desk.ask('customers.list', { filter: { frozenHow } })).rows.map(({ id }) => id).toSorted();
  expect(await how('manual')).toEqual(['account', 'ours']);
  expect(await how('default')).toEqual(['fresh']);
  expect(await how('unknown')).toEqual(['found']);
  expect(await how('automatic')).toEqual([]);
  expect((await desk.ask('customers.totals', { filter: { frozenHow: 'manual' } })).count).toBe(2);
  const [ours] = listAlerts(desk.context, { ...LIST, scenario: 'frozen-resources' }, callerWith([])).rows;
  expect(ours?.deadline).toBe(NOON + 14 * DAY_MS);
});

test('how a customer is frozen is told on its row, and again from a later freeze', async () => {
  desk.put('customers', [customer('a', { is_frozen: '1' })]);
  desk.put('budgets', [budget('a', '1')]);
  frozenByUs('a', NOON - DAY_MS);
  watch();
  const freeze = async () => (await desk.ask('customers.list', { filter: {} })).rows[0]?.freeze;
  expect(await freeze()).toEqual({
    type: 'account-and-resources',
    origin: 'manual',
    since: NOON - DAY_MS,
    foundAt: NOON,
    by: 'Lin',
    deleteAt: NOON + 14 * DAY_MS,
  });
  desk.put('customers', [customer('a')]);
  desk.clock.set(NOON + DAY_MS);
  watch();
  expect(await freeze()).toBeNull();
  desk.put('customers', [customer('a', { is_frozen: '1' })]);
  desk.clock.set(NOON + 2 * DAY_MS);
  watch();
  expect(await freeze()).toMatchObject({ origin: 'unknown', since: null, foundAt: NOON + 2 * DAY_MS });
});

describe('who sees and handles them', () => {
  const manager: Caller = {
    ...callerWith([]),
    person: 'Mei',
    memberId: 'm1',
    sees: { managers: ['m1'] },
    may: (permission) => permission === 'customers.view',
  };
  const stranger: Caller = { ...manager, memberId: 'm2', sees: 'all' };

  beforeEach(() => {
    desk.put('customers', [customer('mine'), customer('other')]);
    desk.put('budgets', [budget('mine', '80'), budget('other', '80')]);
    desk.workspace.mirror.write((w) => {
      w.run("UPDATE customer SET manager_id = 'm1' WHERE id = 'mine'");
      w.run("UPDATE customer SET manager_id = 'm9' WHERE id = 'other'");
    });
    watch();
  });

  test('a manager sees and counts the own customers’ alerts only', () => {
    expect(listed(manager)).toEqual(['mine budget-75']);
    expect(summariseAlerts(desk.context, {}, manager).open).toEqual([{ scenario: 'budget-75', count: 1 }]);
    expect(summariseAlerts(desk.context, {}, callerWith([])).open).toEqual([
      { scenario: 'budget-75', count: 2 },
    ]);
  });

  test('only the responsible person handles one; it is in the audit, and again open when it comes back', () => {
    const [row] = listAlerts(desk.context, LIST, manager).rows;
    const id = row?.id ?? '';
    expect(row?.mayHandle).toBe(true);
    expect(listAlerts(desk.context, LIST, stranger).rows.every((one) => !one.mayHandle)).toBe(true);
    expect(handleAlerts(desk.context, { ids: [id] }, stranger)).toEqual({
      handled: 0,
      refused: [{ id, code: 'NOT_RESPONSIBLE' }],
    });
    expect(handleAlerts(desk.context, { ids: [id, 'no such'], note: 'called' }, manager)).toEqual({
      handled: 1,
      refused: [{ id: 'no such', code: 'NOT_FOUND' }],
    });
    expect(listed(manager)).toEqual([]);
    const [handled] = listAlerts(desk.context, { ...LIST, state: 'handled' }, manager).rows;
    expect(handled).toMatchObject({ id, handledBy: 'Mei', note: 'called', handledAt: NOON });
    const audited = desk.workspace.ledger.read.all<{ what: string; who: string }>(
      "SELECT what, who FROM audit WHERE what = 'alerts.handle'",
    );
    expect(audited).toEqual([{ what: 'alerts.handle', who: 'Mei' }]);
    desk.put('budgets', [budget('mine', '20')]);
    watch();
    desk.put('budgets', [budget('mine', '80')]);
    watch();
    expect(listed(manager)).toEqual(['mine budget-75']);
  });

  test('an alert out of sight is as if it were not there', () => {
    const all = listAlerts(desk.context, LIST, callerWith([])).rows;
    const other = all.find((row) => row.customerId === 'other')?.id ?? '';
    expect(handleAlerts(desk.context, { ids: [other] }, manager).refused).toEqual([
      { id: other, code: 'NOT_FOUND' },
    ]);
  });
});

test('pages follow each other without gaps', () => {
  const ids = Array.from({ length: 25 }, (_, i) => `c${i}`);
  desk.put(
    'customers',
    ids.map((id) => customer(id)),
  );
  desk.put(
    'budgets',
    ids.map((id) => budget(id, '80')),
  );
  watch();
  const seen: string[] = [];
  for (let after: string | null = ''; after !== null;) {
    const page: ReturnType<typeof listAlerts> = listAlerts(
      desk.context,
      { state: 'open', limit: 10, ...(after === '' ? {} : { after }) },
      callerWith([]),
    );
    seen.push(...page.rows.map((row) => row.customerId));
    after = page.next;
  }
  expect(seen.toSorted()).toEqual(ids.toSorted());
});
