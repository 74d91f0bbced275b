import { afterEach, beforeEach, expect, test } from 'vitest';
import { CodedError } from '../../base/errors.ts';
import type { InputOf } from '../../contract/index.ts';
import { fakeLines, NOON, openAreas, type AreaDesk } from '../../../test/support/areas.ts';
import type { AccountsPort } from '../accounts-port.ts';

let desk: AreaDesk;
const asked: unknown[] = [];
const accounts: AccountsPort = {
  check: (question) => {
    asked.push(question);
    return Promise.resolve({ result: 'unchecked', left: null, code: 'ENDPOINT_UNREACHABLE' });
  },
  sendCode: (send) => {
    asked.push(send);
    return Promise.resolve({ outcome: 'maybe', validUntil: NOON + 600_000 });
  },
  allowance: () => ({ left: 14, nextAt: NOON + 60_000 }),
};

beforeEach(async () => {
  asked.length = 0;
  desk = await openAreas({ lines: fakeLines(), accounts });
});
afterEach(() => desk.close());

const wanted: InputOf<'customers.create'> = {
  accountName: 'northwind_mx',
  country: 'MX',
  platform: 'DESK',
  email: 'ops@northwind.example',
  agreed: true,
};
const customer = (customer_id: string, account_name: string) => ({
  customer_id,
  customer: '',
  account_name,
  association_type: '3',
  is_frozen: '0',
});

async function refusal(promise: Promise<unknown>): Promise<string> {
  const error: unknown = await promise.catch((thrown: unknown) => thrown);
  return error instanceof CodedError ? error.code : String(error);
}

test('a creation is saved with what waits for the customer, and is on the list until the customer is', async () => {
  const budget = { amount: '500.50', type: 'monthly' as const };
  const { id, budgetId } = await desk.act('customers.create', { ...wanted, budget });
  expect(desk.wakes()).toBe(1);
  const { rows } = await desk.ask('customers.pendingCreations', {});
  expect(rows).toHaveLength(1);
  expect(rows[0]).toMatchObject({
    id,
    accountName: 'no***mx',
    email: 'o***@***.example',
    country: 'MX',
    externalId: `pd${id.replaceAll('-', '')}`,
    state: 'waiting',
    unclear: false,
    customerId: null,
    budget: { id: budgetId, amount: '500.5', type: 'monthly', state: 'waiting' },
  });
  const [clear] = (await desk.ask('customers.pendingCreations', { revealId: 'r' }, ['account', 'email']))
    .rows;
  expect([clear?.accountName, clear?.email]).toEqual(['northwind_mx', 'ops@northwind.example']);
  const list = (await desk.ask('outbox.list', {})).rows;
  expect(list.map(({ kind, customerId, customerName }) => [kind, customerId, customerName])).toEqual([
    ['budgets.set', null, 'no***mx'],
    ['customers.create', null, 'no***mx'],
  ]);
  expect(list[0]?.dependsOn).toEqual([id]);
  expect(list[1]?.target).toMatchObject({ country: 'MX', email: 'o***@***.example' });
  expect(await desk.ask('customers.creationDefaults', { email: 'a@b.example' })).toEqual({
    platform: 'DESK',
    allowance: { left: 14, nextAt: NOON + 60_000 },
  });
});

test('done and read back: it is a customer like every other, no creation any more', async () => {
  const { id } = await desk.act('customers.create', { ...wanted, externalId: 'crm-7' });
  desk.workspace.ledger.write((w) =>
    w.run("UPDATE action SET state = 'confirmed', customer_id = 'c9', since = ? WHERE id = ?", [NOON, id]),
  );
  const before = (await desk.ask('customers.pendingCreations', {})).rows;
  expect(before.map(({ customerId, externalId }) => [customerId, externalId])).toEqual([['c9', 'crm-7']]);
  desk.put('customers', [customer('c9', 'northwind_mx')]);
  expect((await desk.ask('customers.pendingCreations', {})).rows).toEqual([]);
});

test('a name that a customer or an open creation has is refused here already, in any spelling', async () => {
  desk.put('customers', [customer('c1', 'contoso_mx')]);
  expect(await refusal(desk.act('customers.create', { ...wanted, accountName: 'Contoso_MX' }))).toBe(
    'ACCOUNT_TAKEN',
  );
  const { id } = await desk.act('customers.create', wanted);
  expect(await refusal(desk.act('customers.create', { ...wanted, accountName: 'NORTHWIND_mx' }))).toBe(
    'ACCOUNT_TAKEN',
  );
  await desk.act('outbox.cancel', { ids: [id] });
  expect((await desk.act('customers.create', wanted)).budgetId).toBeNull();
});

test('what cannot be right is refused: a code without an address, budgets, names, an agreement that was not shown', async () => {
  const { email: _, ...without } = wanted;
  expect(await refusal(desk.act('customers.create', { ...without, code: '123456' }))).toBe('CODE_NEEDED');
  const budget = { amount: '0', type: 'monthly' as const };
  expect(await refusal(desk.act('customers.create', { ...wanted, budget }))).toBe('BUDGET_OUT_OF_RANGE');
  for (const accountName of ['abc', 'op_admin', 'shadow_it', '12345', 'with space'])
    await expect(desk.act('customers.create', { ...wanted, accountName })).rejects.toThrow('accountName');
  const agreed = { ...wanted, agreed: false } as unknown as InputOf<'customers.create'>;
  await expect(desk.act('customers.create', agreed)).rejects.toThrow('agreed');
  expect((await desk.ask('outbox.list', {})).rows).toEqual([]);
});

test('names are checked and codes sent by whoever can; a creation that is held gives its address by itself', async () => {
  expect(await desk.act('customers.checkIdentity', { type: 'name', value: 'northwind' })).toMatchObject({
    result: 'unchecked',
    code: 'ENDPOINT_UNREACHABLE',
  });
  const { id } = await desk.act('customers.create', wanted);
  expect(await desk.act('customers.sendCode', { actionId: id, language: 'zh-CN' })).toMatchObject({
    outcome: 'maybe',
    allowance: { left: 14 },
  });
  expect(asked.at(-1)).toEqual({ email: 'ops@northwind.example', language: 'zh-CN', person: 'tester' });
  expect(await refusal(desk.act('customers.sendCode', { actionId: 'nobody' }))).toBe('NOT_FOUND');
  desk.workspace.ledger.write((w) =>
    w.run("UPDATE action SET state = 'held', code = 'CODE_NEEDED' WHERE id = ?", [id]),
  );
  expect(await desk.act('outbox.supply', { id, code: '123456' })).toEqual({ state: 'waiting' });
  const tables = ['action', 'audit', 'code_send'].map((name) =>
    desk.workspace.ledger.read.all(`SELECT * FROM ${name}`),
  );
  expect(
    JSON.stringify(tables, (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value)),
  ).not.toContain('123456');
  await desk.act('outbox.cancel', { ids: [id] });
  expect(await refusal(desk.act('outbox.supply', { id, code: '123456' }))).toBe('OUTBOX_TOO_LATE');
});

test('all of a filter: ids in the order of the list, up to a thousand, and how many there are', async () => {
  desk.put(
    'customers',
    Array.from({ length: 1_203 }, (_, i) => customer(`c${String(i).padStart(5, '0')}`, `account_${i}`)),
  );
  const sort = { by: 'id', direction: 'desc' } as const;
  const { ids, of } = await desk.ask('customers.ids', { filter: {}, sort });
  expect([ids.length, of, ids[0], ids.at(-1)]).toEqual([1_000, 1_203, 'c01202', 'c00203']);
  const some = await desk.ask('customers.ids', { filter: { search: 'account_120' }, sort });
  expect(some).toEqual({ ids: ['c01202', 'c01201', 'c01200', 'c00120'], of: 4 });
});

test('the progress of a batch: how many are where', async () => {
  const { id, budgetId } = await desk.act('customers.create', {
    ...wanted,
    budget: { amount: '5', type: 'one-time' },
  });
  await desk.act('outbox.cancel', { ids: [id] });
  const { counts } = await desk.ask('outbox.progress', { ids: [id, budgetId ?? '', 'nobody'] });
  expect(counts).toMatchObject({ cancelled: 1, held: 1, waiting: 0 });
});
