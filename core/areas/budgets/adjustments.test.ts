import { afterAll, beforeAll, expect, test } from 'vitest';
import { formatInstant } from '../../base/period.ts';
import type { JsonObject } from '../../base/json.ts';
import type { AreaContext } from '../context.ts';
import type { AreaDesk } from '../../../test/support/areas.ts';
import { callerWith, fakeLines, NOON, openAreas } from '../../../test/support/areas.ts';
import { listBudgetRecords, readBudgetRecords } from './adjustments.ts';

const MINUTE = 60_000;
let desk: AreaDesk;
const record = (at: number, amount: string, more: JsonObject = {}): JsonObject => ({
  customer_id: 'c1',
  budget_amount: amount,
  operation_type: 'SETTING',
  operation_time: formatInstant(at),
  operator: 'partner_admin',
  budget_type: 'MONTHLY',
  measure_id: '1',
  currency: 'USD',
  ...more,
});

beforeAll(async () => {
  desk = await openAreas({ lines: fakeLines() });
  desk.put('customers', [{ customer_id: 'c1', account_name: 'one', association_type: '3' }]);
  desk.put(
    'budget_records',
    [
      record(NOON - 90 * MINUTE, '100'),
      record(NOON - MINUTE, '250.5'),
      record(NOON - 10, '1', { operation_type: 'DELETE' }),
    ],
    'c1',
  );
  desk.workspace.ledger.write((w) => {
    const payload = { v: 1, amount: '250.5', type: 'monthly', freezeMode: 'automatic', unfreeze: false };
    w.run(
      `INSERT INTO action (id, kind, payload, base, lane, customer_id, person, state, since, created_at)
       VALUES ('a1', 'budgets.set', ?, '{}', 'customer:c1', 'c1', 'Lin', 'confirmed', ?, ?)`,
      [JSON.stringify(payload), NOON - MINUTE + 5_000, NOON - 5 * MINUTE],
    );
  });
});
afterAll(() => desk.close());

test('the records stand with the values before them; ours are marked with who decided them and the mode', async () => {
  const { rows, stamp } = await desk.ask('budgets.records', { customerId: 'c1' });
  expect(stamp).toBeNull();
  expect(
    rows.map((row) => [row.operation, row.before, row.after, row.by, row.freezeMode, row.actionId]),
  ).toEqual([
    ['deleted', '250.5', '1', null, null, null],
    ['set', '100', '250.5', 'Lin', 'automatic', 'a1'],
    ['set', null, '100', null, null, null],
  ]);
});

test('operators are masked until names are shown; a record read twice is one record', async () => {
  const [masked] = (await desk.ask('budgets.records', { customerId: 'c1' })).rows;
  expect(masked?.operator).not.toBe('partner_admin');
  const shown = await desk.ask('budgets.records', { customerId: 'c1', revealId: 'r' }, ['name']);
  expect(shown.rows[0]?.operator).toBe('partner_admin');
  desk.put('budget_records', [record(NOON - MINUTE, '250.5')], 'c1');
  expect((await desk.ask('budgets.records', { customerId: 'c1' })).rows).toHaveLength(3);
});

test('a confirmed freeze mode is shown with the budget', async () => {
  desk.put('budgets', [
    { customer_id: 'c1', budget_amount: '250.5', used_amount: '3', budget_type: 'MONTHLY', currency: 'USD' },
  ]);
  const [row] = (await desk.ask('customers.list', { filter: {} })).rows;
  expect(row?.budget).toMatchObject({ freezeMode: 'automatic', beforeRestore: false });
});

test('records of a customer out of sight are neither shown nor read', async () => {
  const outsider = { ...callerWith([]), sees: { managers: ['nobody'] } };
  expect(listBudgetRecords(desk.context, { customerId: 'c1' }, outsider)).toEqual({ rows: [], stamp: null });
  const context: AreaContext = {
    ...desk.context,
    readings: { read: () => Promise.resolve(1), readAt: () => NOON },
  };
  await expect(readBudgetRecords(context, { customerId: 'c1' }, outsider)).rejects.toMatchObject({
    code: 'CUSTOMER_UNKNOWN',
  });
  expect(await readBudgetRecords(context, { customerId: 'c1' }, callerWith([]))).toEqual({ at: 1 });
  expect(listBudgetRecords(context, { customerId: 'c1' }, callerWith([])).stamp?.asOf).toBe(NOON);
});
