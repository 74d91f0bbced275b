import { afterEach, beforeEach, expect, test } from 'vitest';
import { fakeLines, openAreas, type AreaDesk } from '../../../test/support/areas.ts';

let desk: AreaDesk;
beforeEach(async () => {
  desk = await openAreas({ lines: fakeLines() });
  desk.put('customers', [customer('c1', '3'), customer('c2', '1'), customer('c3', '3'), customer('c4', '3')]);
});
afterEach(() => desk.close());

const customer = (customer_id: string, association_type: string) => ({
  customer_id,
  customer: `Company ${customer_id}`,
  account_name: customer_id,
  association_type,
});
const request = (...customerIds: string[]) => desk.act('behalf.request', { customerIds, acceptLetter: true });
const answer = (customerId: string, answer: 'agreed' | 'refused' | 'revoked' | 'known', reason?: string) =>
  desk.act('behalf.answer', { customerId, answer, ...(reason === undefined ? {} : { reason }) });
const stateOf = async (customerId: string) => (await desk.ask('behalf.get', { customerId }))?.state;
const audit = async () =>
  (await desk.ask('audit.list', { limit: 100 })).rows.map(({ what, target, who }) => ({ what, target, who }));
const tasks = async () => (await desk.ask('tasks.list', { limit: 100 })).rows;

test('the first request needs the letter, kept with person and time; later ones do not', async () => {
  await expect(desk.act('behalf.request', { customerIds: ['c1'] })).rejects.toMatchObject({
    code: 'LETTER_NOT_ACCEPTED',
    data: { letter: 'partner' },
  });
  expect(await stateOf('c1')).toBe('none');
  expect(await tasks()).toEqual([]);
  expect((await request('c1')).refused).toEqual([]);
  const { letters } = await desk.ask('partner.get', {});
  expect(letters).toEqual([{ letter: 'partner', acceptedBy: 'tester', acceptedAt: desk.clock.now() }]);
  expect((await desk.act('behalf.request', { customerIds: ['c3'] })).refused).toEqual([]);
  expect(await audit()).toContainEqual({ what: 'partner.acceptLetter', target: 'partner', who: 'tester' });
});

test('only reseller-model customers are asked, and once', async () => {
  const first = await request('c1', 'c2', 'nobody', 'c1');
  expect(first.ids).toHaveLength(1);
  expect(first.refused).toEqual([
    { customerId: 'c2', code: 'REFERRAL_CUSTOMER' },
    { customerId: 'nobody', code: 'CUSTOMER_UNKNOWN' },
  ]);
  expect((await request('c1')).refused).toEqual([{ customerId: 'c1', code: 'AUTHORIZATION_OPEN' }]);
  await answer('c1', 'agreed');
  expect((await request('c1')).refused).toEqual([{ customerId: 'c1', code: 'AUTHORIZATION_GIVEN' }]);
});

test('requested, sent, authorized, revoked with a reason, requested again', async () => {
  const { ids } = await request('c1');
  await desk.act('tasks.done', { id: ids[0] ?? '', reference: null });
  expect(await desk.ask('behalf.get', { customerId: 'c1' })).toMatchObject({
    state: 'requested',
    sentAt: desk.clock.now(),
  });
  expect((await answer('c1', 'agreed')).state).toBe('authorized');
  expect((await tasks()).map(({ state }) => state)).toEqual(['seen']);
  await expect(answer('c1', 'revoked')).rejects.toMatchObject({ code: 'REASON_MISSING' });
  await expect(answer('c1', 'refused', 'no')).rejects.toMatchObject({ code: 'AUTHORIZATION_STATE' });
  await answer('c1', 'revoked', 'A new partner');
  const now = await desk.ask('behalf.get', { customerId: 'c1' });
  expect(now).toMatchObject({ state: 'revoked', reason: 'A new partner', requestRefused: null });
  expect(now?.history.map(({ event, to }) => `${event} ${to}`)).toEqual([
    'revoked revoked',
    'agreed authorized',
    'sent requested',
    'request requested',
  ]);
  await request('c1');
  expect(await stateOf('c1')).toBe('requested');
});

test('an answer also says that the request was made; taking the task back takes the request back', async () => {
  await request('c1', 'c3');
  await answer('c1', 'refused', 'Not now');
  const [task] = (await tasks()).filter((one) => one.customerId === 'c1');
  expect(task?.state).toBe('seen');
  expect(await stateOf('c1')).toBe('rejected');
  const [other] = (await tasks()).filter((one) => one.customerId === 'c3');
  await desk.act('tasks.cancel', { id: other?.id ?? '', note: 'wrong one' });
  expect(await stateOf('c3')).toBe('none');
  await request('c3');
  await desk.act('behalf.withdraw', { customerId: 'c3' });
  expect(await stateOf('c3')).toBe('none');
  expect((await tasks()).filter((one) => one.state === 'open')).toEqual([]);
});

test('acting in a customer’s place needs the authorization; begin and end are audited, with a task', async () => {
  const begin = (customerId: string) =>
    desk.act('behalf.begin', { customerId, purpose: 'order', note: 'Ten servers' });
  await expect(begin('c1')).rejects.toMatchObject({ code: 'AUTHORIZATION_MISSING' });
  await expect(begin('c2')).rejects.toMatchObject({ code: 'REFERRAL_CUSTOMER' });
  await answer('c1', 'known');
  await answer('c3', 'known');
  const { id, taskId } = await begin('c1');
  await expect(begin('c3')).rejects.toMatchObject({ code: 'SWITCH_OPEN', data: { customer: 'c1' } });
  expect((await desk.ask('behalf.open', {})).rows).toMatchObject([
    { id, customerId: 'c1', purpose: 'order', note: 'Ten servers', mine: true, endedAt: null, taskId },
  ]);
  desk.clock.advance(60_000);
  await desk.act('behalf.end', { id });
  expect((await desk.ask('behalf.open', {})).rows).toEqual([]);
  expect((await desk.ask('tasks.get', { id: taskId }))?.row.state).toBe('done');
  await expect(desk.act('behalf.end', { id })).rejects.toMatchObject({ code: 'SWITCH_ENDED' });
  const told = (await audit()).filter(({ what }) => /behalf\.(begin|end)/.test(what));
  expect(told.map(({ what, target }) => `${what} ${target}`)).toEqual(['behalf.end c1', 'behalf.begin c1']);
  await begin('c3');
});

test('marking the task as done ends the switch, and so does a revocation', async () => {
  await answer('c1', 'known');
  const begin = () => desk.act('behalf.begin', { customerId: 'c1', purpose: 'operate', note: 'Restart' });
  const first = await begin();
  await desk.act('tasks.done', { id: first.taskId, reference: null });
  expect((await desk.ask('behalf.open', {})).rows).toEqual([]);
  const second = await begin();
  await answer('c1', 'revoked', 'No more');
  expect((await desk.ask('behalf.open', {})).rows).toEqual([]);
  expect((await desk.ask('tasks.get', { id: second.taskId }))?.row.state).toBe('done');
});

const reseller = (indirect_partner_id: string) => ({
  indirect_partner_id,
  name: `Reseller ${indirect_partner_id}`,
  account_name: indirect_partner_id,
});

test('a distributor asks a reseller’s customer only once the reseller holds the order and O&M permission', async () => {
  desk.put('resellers', [reseller('r1')]);
  desk.put('customers', [{ ...customer('c5', '3'), indirect_partner_id: 'r1' }], 'r1');
  expect((await request('c5')).refused).toEqual([{ customerId: 'c5', code: 'RESELLER_PERMISSION_MISSING' }]);
  await desk.act('resellers.grant', { permission: 'order', resellerId: 'r1', acceptLetter: true });
  expect((await request('c5')).refused).toHaveLength(1);
  const [task] = await tasks();
  await desk.act('tasks.done', { id: task?.id ?? '', reference: null });
  expect((await request('c5')).refused).toEqual([]);
});

test('a reseller needs its distributor first', async () => {
  const set = (order: boolean) =>
    desk.act('partner.set', {
      type: 'reseller',
      country: null,
      excludedCountries: null,
      grants: {
        discount: false,
        discountMost: null,
        budget: false,
        budgetMonthly: null,
        budgetOneTime: null,
        order,
      },
    });
  await set(false);
  expect((await request('c1')).refused).toEqual([
    { customerId: 'c1', code: 'DISTRIBUTOR_PERMISSION_MISSING' },
  ]);
  await set(true);
  expect((await request('c1')).refused).toEqual([]);
});
