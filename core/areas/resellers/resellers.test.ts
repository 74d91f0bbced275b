import { afterEach, beforeEach, expect, test } from 'vitest';
import { fakeLines, openAreas, type AreaDesk } from '../../../test/support/areas.ts';

let desk: AreaDesk;
beforeEach(async () => {
  desk = await openAreas({ lines: fakeLines() });
  desk.put('resellers', [reseller('r1'), reseller('r2')]);
  desk.put('customers', [customer('c1'), customer('c2')], 'r1');
  desk.put('customers', [{ ...customer('own'), indirect_partner_id: undefined }] as never);
});
afterEach(() => desk.close());

const reseller = (indirect_partner_id: string) => ({
  indirect_partner_id,
  name: `Reseller ${indirect_partner_id}`,
  account_name: `account-${indirect_partner_id}`,
  mobile_phone: '13800138000',
});
const customer = (customer_id: string) => ({
  customer_id,
  customer: `Company ${customer_id}`,
  account_name: customer_id,
  association_type: '3',
  indirect_partner_id: 'r1',
});
const budget = (customer_id: string, budget_amount: number, budget_type: 'MONTHLY' | 'PACKAGE') => ({
  customer_id,
  budget_amount,
  used_amount: 0,
  measure_id: 1,
  currency: 'USD',
  budget_type,
});
const grantBudget = (monthly: string | null, oneTime: string | null, resellerId = 'r1') =>
  desk.act('resellers.grant', { permission: 'budget', resellerId, monthly, oneTime });
const doAll = async () => {
  const { rows } = await desk.ask('tasks.list', { states: ['open'], limit: 100 });
  for (const { id } of rows) await desk.act('tasks.done', { id, reference: null });
};
const row = async (id = 'r1') => (await desk.ask('resellers.get', { id }))?.row;
const change = { amount: '100', type: 'monthly' } as const;
const setBudget = (customerId: string) => desk.act('budgets.set', { customerId, change });
const freeze = (customerId: string) =>
  desk.act('customers.freeze', { customerIds: [customerId], type: 'account', reason: 'unpaid' });

test('a granted budget permission holds once it was made in the console; then the distributor leaves it alone', async () => {
  await grantBudget('5000', null);
  expect((await row())?.budget).toMatchObject({
    state: 'none',
    pending: { grant: true, monthly: '5000', oneTime: null },
  });
  // Not before: the reseller cannot act yet either.
  await setBudget('c1');
  await doAll();
  expect((await row())?.budget).toMatchObject({ state: 'granted', monthly: '5000', pending: null });
  await expect(setBudget('c1')).rejects.toMatchObject({ code: 'RESELLER_HOLDS_PERMISSION' });
  expect((await freeze('c1')).refused).toEqual([{ customerId: 'c1', code: 'RESELLER_HOLDS_PERMISSION' }]);
  expect(
    (await desk.act('customers.unfreeze', { customerIds: ['c1'], reason: 'paid', type: 'account' })).refused,
  ).toEqual([{ customerId: 'c1', code: 'RESELLER_HOLDS_PERMISSION' }]);
  const preview = await desk.ask('budgets.previewBatch', { customerIds: ['c1', 'own'], change });
  expect(preview.rows.map(({ refused }) => refused)).toEqual(['RESELLER_HOLDS_PERMISSION', null]);
  expect((await desk.act('budgets.setBatch', { customerIds: ['c1', 'own'], change })).ids).toHaveLength(1);
});

test('revoked: budgets stay and the distributor acts again', async () => {
  await grantBudget('5000', '800');
  await doAll();
  await desk.act('resellers.revoke', { permission: 'budget', resellerId: 'r1', reason: 'late payments' });
  await expect(setBudget('c1')).rejects.toMatchObject({ code: 'RESELLER_HOLDS_PERMISSION' });
  await doAll();
  expect((await row())?.budget).toMatchObject({ state: 'revoked', monthly: '5000', oneTime: '800' });
  await setBudget('c1');
  const history = (await desk.ask('resellers.get', { id: 'r1' }))?.history ?? [];
  expect(history.map(({ what, reason }) => [what, reason])).toEqual([
    ['revoked', null],
    ['revoke', 'late payments'],
    ['granted', null],
    ['grant', null],
  ]);
});

test('a quota below what is given out of its type is refused; the other type does not count', async () => {
  desk.put('budgets', [budget('c1', 3000, 'MONTHLY'), budget('c2', 400, 'PACKAGE')]);
  expect((await row())?.use).toEqual({ monthly: '3000', oneTime: '400', currency: 'USD' });
  await expect(grantBudget('2999.99', null)).rejects.toMatchObject({ code: 'CEILING_EXCEEDED' });
  await expect(grantBudget('3000', '399')).rejects.toMatchObject({ code: 'CEILING_EXCEEDED' });
  await expect(grantBudget(null, null)).rejects.toMatchObject({ code: 'QUOTA_MISSING' });
  await expect(grantBudget('3000.001', null)).rejects.toMatchObject({ code: 'BUDGET_TOO_PRECISE' });
  await grantBudget('3000', null);
});

test('one change at a time; taking its task back frees it; the same again is refused', async () => {
  await grantBudget('5000', null);
  await expect(grantBudget('6000', null)).rejects.toMatchObject({ code: 'PERMISSION_PENDING' });
  const { rows } = await desk.ask('tasks.list', { states: ['open'], limit: 10 });
  await desk.act('tasks.cancel', { id: rows[0]?.id ?? '', note: 'too early' });
  expect((await row())?.budget).toMatchObject({ state: 'none', pending: null });
  await grantBudget('5000', null);
  await doAll();
  await expect(grantBudget('5000.00', null)).rejects.toMatchObject({ code: 'PERMISSION_SAME' });
  await grantBudget('6000', null);
  await doAll();
  expect((await row())?.budget.monthly).toBe('6000');
});

test('the first order permission needs the distributor’s letter', async () => {
  const grant = (acceptLetter: boolean, resellerId: string) =>
    desk.act('resellers.grant', { permission: 'order', resellerId, acceptLetter });
  await expect(grant(false, 'r1')).rejects.toMatchObject({
    code: 'LETTER_NOT_ACCEPTED',
    data: { letter: 'distributor' },
  });
  await grant(true, 'r1');
  await grant(false, 'r2');
  await doAll();
  expect((await desk.ask('resellers.list', { order: true })).rows.map(({ id }) => id)).toEqual(['r1', 'r2']);
  expect((await desk.ask('resellers.list', { budget: true })).rows).toEqual([]);
});

test('a cooperation is invited, asked for, reviewed in a batch, and active once the reseller is listed', async () => {
  const { id } = await desk.act('resellers.invite', {
    name: 'Kestrel',
    account: 'kestrel',
    mobile: '13900139000',
  });
  await doAll();
  const list = async () => (await desk.ask('resellers.cooperations', {})).rows;
  expect(await list()).toMatchObject([{ id, state: 'invited', linkUntil: desk.clock.now() + 86_400_000 }]);
  expect((await list())[0]?.phone).toBe('139***00');
  await desk.act('resellers.apply', { id });
  await expect(desk.act('resellers.apply', {})).rejects.toMatchObject({ code: 'INPUT_INVALID' });
  const other = await desk.act('resellers.apply', { name: 'Osprey' });
  expect((await desk.ask('resellers.cooperations', { search: 'ospr' })).rows).toHaveLength(1);
  await expect(desk.act('resellers.review', { ids: [other.id], decision: 'reject' })).rejects.toMatchObject({
    code: 'REASON_MISSING',
  });
  const reviewed = await desk.act('resellers.review', { ids: [id, other.id, 'nobody'], decision: 'approve' });
  expect(reviewed.refused).toEqual([{ id: 'nobody', code: 'NOT_FOUND' }]);
  expect(
    (await desk.act('resellers.review', { ids: [id], decision: 'reject', reason: 'no' })).refused,
  ).toEqual([{ id, code: 'COOPERATION_PENDING' }]);
  await doAll();
  expect((await list()).map(({ state }) => state)).toEqual(['approved', 'approved']);
  desk.put('resellers', [{ indirect_partner_id: 'r9', name: 'Kestrel', account_name: 'kestrel' }]);
  desk.checkTasks();
  expect((await list()).find((one) => one.id === id)?.state).toBe('active');
});

test('a cooperation ends with a reason, once; nothing is granted afterwards', async () => {
  const end = () => desk.act('resellers.terminate', { resellerId: 'r1', reason: 'insolvent' });
  await end();
  expect(await row()).toMatchObject({ status: 'active', pendingStep: 'terminate' });
  await expect(end()).rejects.toMatchObject({ code: 'COOPERATION_PENDING' });
  await doAll();
  expect(await row()).toMatchObject({ status: 'terminated', pendingStep: null });
  await expect(end()).rejects.toMatchObject({ code: 'COOPERATION_STATE' });
  await expect(grantBudget('1', null)).rejects.toMatchObject({ code: 'RESELLER_TERMINATED' });
});

test('account managers of resellers: assigned, handed over, withdrawn, with history', async () => {
  const member = (name: string) => desk.act('team.saveMember', { name, roles: ['manager'] } as never);
  const lin = (await member('Lin Wei')) as { id: string };
  const zhou = (await member('Zhou Min')) as { id: string };
  const assign = (memberId: string | null, ...resellerIds: string[]) =>
    desk.act('resellers.assignManager', { resellerIds, memberId });
  expect((await assign(lin.id, 'r1', 'r2')).ids).toEqual(['r1', 'r2']);
  expect((await assign(lin.id, 'r1', 'nobody')).refused).toEqual([
    { id: 'r1', code: 'MANAGER_SAME' },
    { id: 'nobody', code: 'RESELLER_UNKNOWN' },
  ]);
  expect(await row()).toMatchObject({ manager: 'L*** W***', managerId: lin.id });
  desk.clock.advance(60_000);
  await assign(zhou.id, 'r1');
  await assign(null, 'r1');
  const got = await desk.ask('resellers.get', { id: 'r1' });
  expect(got?.row.managerId).toBe(null);
  expect(got?.managers.map(({ memberId, until }) => [memberId, until === null])).toEqual([
    [zhou.id, false],
    [lin.id, false],
  ]);
  expect((await desk.ask('resellers.list', { managerId: lin.id })).rows.map(({ id }) => id)).toEqual(['r2']);
  await expect(assign('nobody', 'r1')).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('customers are found by their reseller’s name and by whether it holds the permission', async () => {
  desk.put('customers', [{ ...customer('c9'), indirect_partner_id: 'r2' }], 'r2');
  const found = async (filter: object) =>
    (await desk.ask('customers.list', { filter, sort: { by: 'id', direction: 'asc' } })).rows.map(
      ({ id }) => id,
    );
  expect(await found({ resellerName: 'RESELLER R2' })).toEqual(['c9']);
  expect(await found({ resellerName: 'account-r1' })).toEqual(['c1', 'c2']);
  expect(await found({ resellerName: '***' })).toEqual([]);
  expect(await found({ resellerPermission: true })).toEqual([]);
  await grantBudget('5000', null);
  await doAll();
  expect(await found({ resellerPermission: true })).toEqual(['c1', 'c2']);
  expect(await found({ resellerPermission: false })).toEqual(['c9']);
  expect((await desk.ask('customers.totals', { filter: { resellerPermission: true } })).count).toBe(2);
  const { rows } = await desk.ask('customers.list', { filter: { customerId: 'c1' } });
  expect(rows[0]).toMatchObject({ reseller: { id: 'r1', holdsBudget: true }, authorization: 'none' });
  expect((await desk.ask('customers.get', { id: 'c1' }))?.customer.reseller?.holdsBudget).toBe(true);
});

test('only a distributor has resellers', async () => {
  for (const id of ['r1', 'r2']) desk.remove('resellers', id);
  await expect(desk.ask('resellers.list', {})).rejects.toMatchObject({
    code: 'NOT_FOR_PARTNER_TYPE',
    data: { type: 'csp' },
  });
  expect((await desk.ask('partner.get', {})).capabilities.resellers).toBe('no');
});
