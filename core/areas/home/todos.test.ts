import { afterEach, beforeEach, expect, test } from 'vitest';
import { DAY_MS, formatInstant } from '../../base/period.ts';
import type { AreaDesk } from '../../../test/support/areas.ts';
import { fakeLines, NOON, openAreas } from '../../../test/support/areas.ts';

/** The to-dos that customers make: budgets by mark, freezes, renewals. */
let desk: AreaDesk;
beforeEach(async () => {
  desk = await openAreas({ lines: fakeLines() });
});
afterEach(() => desk.close());

const customers = (frozen: readonly string[], ids: readonly string[]): void =>
  desk.put(
    'customers',
    ids.map((id) => ({
      customer_id: id,
      account_name: id,
      association_type: '3',
      is_frozen: frozen.includes(id) ? '1' : '0',
    })),
  );
const budgets = (used: Readonly<Record<string, string>>): void =>
  desk.put(
    'budgets',
    Object.entries(used).map(([customer_id, used_amount]) => ({
      customer_id,
      budget_amount: '100',
      used_amount,
      budget_type: 'MONTHLY',
      currency: 'USD',
    })),
  );
const todos = async (): Promise<readonly (readonly [string, number, number | null])[]> =>
  (await desk.ask('home.todos', {})).rows.map((row) => [row.kind, row.count, row.dueAt] as const);

test('each mark of the budgets counts what lies between it and the next', async () => {
  customers([], ['a', 'b', 'c', 'd', 'e']);
  budgets({ a: '74', b: '75', c: '89', d: '90', e: '100' });
  expect(await todos()).toEqual([
    ['budgets-exhausted', 1, null],
    ['budgets-high', 1, null],
    ['budgets-watched', 2, null],
  ]);
});

test('after the restore, what was used in the month before is no to-do until it was read again', async () => {
  customers([], ['a']);
  budgets({ a: '100' });
  expect(await todos()).toEqual([['budgets-exhausted', 1, null]]);
  desk.clock.set(NOON + 9 * DAY_MS);
  expect(await todos()).toEqual([]);
  expect(await desk.ask('home.budgetsInDanger', {})).toMatchObject({ rows: [], above100: 0 });
});

test('frozen: new ones to be set up, others to be watched, resources before they are deleted', async () => {
  customers(['new', 'ours', 'other'], ['new', 'ours', 'other']);
  budgets({ ours: '1', other: '1' });
  desk.workspace.ledger.write((w) => {
    w.run(
      `INSERT INTO action (id, kind, payload, base, lane, customer_id, person, state, since, created_at)
       VALUES ('f', 'customers.freeze', '{}', '{}', 'customer:ours', 'ours', 'Lin', 'confirmed', 1, 1)`,
    );
    w.run(
      "INSERT INTO freeze_type (customer_id, type, action, at) VALUES ('ours', 'account-and-resources', 'f', ?)",
      [NOON - DAY_MS],
    );
  });
  expect(await todos()).toEqual([
    ['resources-deleted-soon', 1, NOON + 14 * DAY_MS],
    ['customers-new-frozen', 1, null],
    ['customers-frozen', 2, null],
  ]);
  // Unfrozen elsewhere: the remembered freeze no longer counts.
  customers(['new'], ['ours']);
  expect((await todos()).map(([kind]) => kind)).not.toContain('resources-deleted-soon');
});

test('customers whose resources expire within a week, with the first day', async () => {
  customers([], ['a', 'b', 'c']);
  budgets({ a: '1', b: '1', c: '1' });
  const expiring = (id: string, days: number): void =>
    desk.put(
      'period_resources',
      [{ resource_id: `r${id}`, status: '2', expire_time: formatInstant(NOON + days * DAY_MS) }],
      id,
    );
  expiring('a', 6);
  expiring('b', 2);
  expiring('c', 8);
  expect(await todos()).toEqual([['resources-expiring', 2, NOON + 2 * DAY_MS]]);
});
