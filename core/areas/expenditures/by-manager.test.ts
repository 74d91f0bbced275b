import { afterEach, beforeEach, expect, test } from 'vitest';
import { callerWith, openAreas, type AreaDesk } from '../../../test/support/areas.ts';
import { huaweiLine, usageArchive } from '../../../test/support/files/huawei.ts';
import { addDecimals } from '../../base/money.ts';
import { DAY_MS } from '../../base/period.ts';
import type { Caller } from '../../contract/handlers.ts';
import { applyImport, checkFile } from '../../imports/index.ts';
import { publishManagers } from '../assignments/shared.ts';
import { expenditureGroups, expenditureLines } from './queries.ts';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** The whole road of guide 5.8: who was assigned when decides whose each day of the files is. */
let desk: AreaDesk;
let ana: string;
let lin: string;

const customer = (id: string, manager: string | null) => ({
  customer_id: id,
  customer: `Company ${id}`,
  account_name: id,
  association_type: '3',
  account_managers: manager === null ? [] : [{ account_name: manager }],
});

async function member(name: string, account: string): Promise<string> {
  const { id } = await desk.act('team.saveMember', { name, email: null, account, roles: ['manager'] });
  return id;
}

/** One line of 1 a day and customer over a month. */
async function bring(period: string, days: number): Promise<void> {
  const lines = ['c1', 'c2', 'c3'].flatMap((customerId) =>
    Array.from({ length: days }, (_, i) =>
      huaweiLine({
        billingCycle: period,
        customerId,
        payable: '1.00000001',
        transactionTime: `${period}-${String(i + 1).padStart(2, '0')}T02:00:00Z`,
        resourceId: `${customerId}-${i}`,
      }),
    ),
  );
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'by-manager-'));
  const file = path.join(dir, 'usage.tar.gz');
  fs.writeFileSync(file, await usageArchive(period, `${period}-${days}`, lines));
  const check = await checkFile(desk.workspace, { path: file, name: 'usage.tar.gz' });
  await applyImport(desk.workspace, check, { who: 'tester', force: false });
  fs.rmSync(dir, { recursive: true });
}

const groups = (
  by: 'manager' | 'customer',
  filter: Record<string, string> = {},
  caller: Caller = callerWith([]),
) => expenditureGroups(desk.context, { by, filter, order: 'key', limit: 100, revealId: undefined }, caller);
const byManager = async (filter: Record<string, string> = {}, caller?: Caller) => {
  const { rows } = await groups('manager', filter, caller);
  return Object.fromEntries(rows.map((row) => [row.label ?? row.key, row.amounts.payable]));
};

beforeEach(async () => {
  desk = await openAreas({ lines: 'real' });
  ana = await member('Ana Prieto', 'ana-am');
  lin = await member('Lin Wei', 'lin-am');
  desk.put('customers', [customer('c1', 'ana-am'), customer('c2', 'somebody-else'), customer('c3', null)]);
  publishManagers(desk.workspace);
  await bring('2026-10', 31);
  await bring('2026-11', 23);
});
afterEach(() => desk.close());

test('expenditure belongs to whom the record names, and from the day after an assignment to the new manager', async () => {
  expect(await byManager()).toEqual({
    'Ana Prieto': '54.00000054',
    'so***se': '54.00000054',
    '': '54.00000054',
  });
  // Assigned on the 23rd: the day itself still belongs to the former.
  await desk.act('assignments.assign', { customerIds: ['c1', 'c3'], managerId: lin });
  expect(await byManager()).toMatchObject({ 'Ana Prieto': '54.00000054', '': '54.00000054' });
  desk.clock.advance(5 * DAY_MS);
  await bring('2026-11', 28);
  expect(await byManager({ from: '2026-11', to: '2026-11' })).toEqual({
    'Ana Prieto': '23.00000023',
    'Lin Wei': '10.0000001',
    'so***se': '28.00000028',
    '': '23.00000023',
  });
  const { rows, total } = await groups('manager');
  expect(addDecimals(...rows.map((row) => row.amounts.payable ?? '0'))).toBe(total[0]?.amounts.payable);
  const customers = await groups('customer', { manager: lin });
  expect(customers.rows.map(({ key, amounts }) => [key, amounts.payable])).toEqual([
    ['c1', '5.00000005'],
    ['c3', '5.00000005'],
  ]);
  const lines = await expenditureLines(
    desk.context,
    {
      filter: { manager: lin, customerId: 'c1' },
      hideZero: true,
      after: undefined,
      limit: 100,
      revealId: undefined,
    },
    callerWith([]),
  );
  expect(new Set(lines.rows.map(({ day }) => day))).toEqual(
    new Set([24, 25, 26, 27, 28].map((day) => `2026-11-${day}`)),
  );
  expect(lines.rows).toHaveLength(5);
});

test('what was theirs stays theirs: a manager sees it after the customer has moved on, and nothing of others', async () => {
  await desk.act('assignments.assign', { customerIds: ['c1'], managerId: lin });
  const own: Caller = { ...callerWith([]), memberId: ana, sees: { managers: [ana] } };
  expect(await byManager({}, own)).toEqual({ 'Ana Prieto': '54.00000054' });
  // By customer they see the customers they have now: none.
  expect((await groups('customer', {}, own)).rows).toEqual([]);
});

test('accounts that are no member’s are masked, in the key too', async () => {
  const text = JSON.stringify(await groups('manager'));
  expect(text).not.toContain('somebody-else');
  const clear = await expenditureGroups(
    desk.context,
    { by: 'manager', filter: {}, order: 'key', limit: 10, revealId: 'r' },
    callerWith(['manager']),
  );
  expect(clear.rows.map(({ label }) => label)).toContain('somebody-else');
});

test('the managers’ figures say what counts for each, this month and the last', async () => {
  const { rows, period, lastPeriod } = await desk.ask('assignments.figures', {});
  expect([period, lastPeriod]).toEqual(['2026-11', '2026-10']);
  const plain = rows.map(({ name, monthToDate, lastMonth }) => [
    name,
    monthToDate[0]?.amount,
    lastMonth[0]?.amount,
  ]);
  expect(plain.toSorted(([a = ''], [b = '']) => (a < b ? -1 : 1))).toEqual([
    ['', '23.00000023', '31.00000031'],
    ['Ana Prieto', '23.00000023', '31.00000031'],
    ['so***se', '23.00000023', '31.00000031'],
  ]);
  const managers = await desk.ask('assignments.managers', {});
  expect(managers.rows.map(({ name, customers, assignable }) => [name, customers, assignable])).toEqual([
    ['Ana Prieto', 1, true],
    ['Lin Wei', 0, true],
    ['so***se', 1, false],
  ]);
  expect(managers.nobody).toBe(1);
});
