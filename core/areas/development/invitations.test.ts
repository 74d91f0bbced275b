import { afterEach, beforeEach, expect, test } from 'vitest';
import type { JsonObject } from '../../base/json.ts';
import { isCoded, type ErrorCode } from '../../base/errors.ts';
import { DAY_MS, formatInstant } from '../../base/period.ts';
import { fakeLines, NOON, openAreas, type AreaDesk } from '../../../test/support/areas.ts';
import { matchDevelopment } from './match.ts';

let desk: AreaDesk;

beforeEach(async () => {
  desk = await openAreas({ lines: fakeLines() });
  await partner({});
});
afterEach(() => desk.close());

const partner = (more: object) =>
  desk.act('development.setPartner', {
    mobile: null,
    email: 'sales@partner.example',
    developmentPermitted: false,
    referralPermitted: false,
    ...more,
  });

async function codeOf(promise: Promise<unknown>): Promise<ErrorCode | null> {
  try {
    await promise;
    return null;
  } catch (error) {
    if (isCoded(error)) return error.code;
    throw error;
  }
}

const LINK = 'https://auth.huaweicloud.com/authui/login?inviteCode=1';
const invite = async (more: object = {}) => {
  const { ids, refused } = await desk.act('development.invite', {
    invitees: [{ name: 'Orrinfield Gaming', email: 'it@orrinfield.example' }],
    model: 'reseller',
    ...more,
  } as never);
  return { id: ids[0] ?? '', refused };
};
const rowOf = async (id: string) => (await desk.ask('development.invitation', { id }))!.row;

const customer = (more: JsonObject = {}): JsonObject => ({
  customer_id: 'c1',
  customer: 'Someone Else',
  account_name: 'someone_else',
  association_type: '3',
  associated_on: formatInstant(NOON + DAY_MS),
  email: 'it@orrinfield.example',
  ...more,
});

test('an invitation waits for its link; with it its fifteen days begin', async () => {
  const { id } = await invite({ text: 'As agreed on Monday.' });
  const before = await rowOf(id);
  expect(before).toMatchObject({ state: 'link_wanted', link: null, text: 'As agreed on Monday.' });
  desk.clock.advance(DAY_MS);
  await desk.act('development.setLink', { id, link: ` ${LINK} ` });
  expect(await rowOf(id)).toMatchObject({
    state: 'invited',
    link: LINK,
    expiresAt: NOON + DAY_MS + 15 * DAY_MS,
  });
  expect((await desk.ask('tasks.get', { id: before.taskId ?? '' }))?.row.state).toBe('done');
  desk.clock.advance(15 * DAY_MS);
  expect((await rowOf(id)).state).toBe('expired');
});

test('the task ended with the link as its reference gives the link', async () => {
  const { id } = await invite();
  const { taskId } = await rowOf(id);
  await desk.act('tasks.done', { id: taskId ?? '', reference: LINK });
  expect(await rowOf(id)).toMatchObject({ state: 'invited', link: LINK });
});

test('only links of Huawei Cloud, each for one customer', async () => {
  const { id } = await invite();
  const set = (link: string, of = id) => codeOf(desk.act('development.setLink', { id: of, link }));
  expect(await set('http://auth.huaweicloud.com/a')).toBe('INVITATION_LINK_UNFIT');
  expect(await set('https://huaweicloud.com.evil.example/a')).toBe('INVITATION_LINK_UNFIT');
  expect(await set(LINK)).toBeNull();
  const second = await invite({ invitees: [{ name: 'Kitefern Logistics' }] });
  expect(await set(LINK, second.id)).toBe('INVITATION_LINK_TWICE');
  // Pasted wrongly: the right one takes its place.
  expect(await set(`${LINK}2`)).toBeNull();
  expect(await set(LINK, second.id)).toBeNull();
});

test('the referral model needs its permission', async () => {
  expect(await codeOf(invite({ model: 'referral' }))).toBe('REFERRAL_NOT_PERMITTED');
  await partner({ referralPermitted: true });
  expect((await rowOf((await invite({ model: 'referral' })).id)).model).toBe('referral');
});

test('many at once: who cannot be invited is named with the reason, the others are saved', async () => {
  desk.put('customers', [customer({ associated_on: formatInstant(NOON - DAY_MS) })]);
  const answer = await desk.act('development.invite', {
    invitees: [
      { name: 'Kitefern Logistics', email: 'it@kitefern.example' },
      { name: 'Orrinfield', email: 'it@orrinfield.example' },
      { name: 'Someone Else Ltd', email: 'x@y.example' },
      { name: 'Kitefern Logistics', email: 'it@kitefern.example' },
      { name: 'Quillmere Foods', email: 'not an address' },
    ],
    model: 'reseller',
  });
  expect(answer.ids).toHaveLength(1);
  expect(answer.refused.map(({ index, code, matches }) => [index, code, matches[0]?.where ?? null])).toEqual([
    [1, 'CUSTOMER_EXISTS', 'customer'],
    [2, 'CUSTOMER_SIMILAR', 'customer'],
    // Twice in one list is twice the same customer.
    [3, 'CUSTOMER_EXISTS', 'invitation'],
    [4, 'INPUT_INVALID', null],
  ]);
});

test('who is pre-registered is invited with what is known of them', async () => {
  const entry = {
    name: 'Orrinfield Gaming',
    country: 'DE',
    email: 'it@orrinfield.example',
    contact: 'Lin Wei',
  };
  const { id } = await desk.act('development.preRegister', { entry });
  await desk.act('development.recordResult', { id, result: 'approved' });
  // The list a person chooses from shows the name masked; the text to the customer must not.
  const invited = await invite({ invitees: [{ name: 'Or***ld Gaming', registrationId: id }] });
  expect(invited.refused).toEqual([]);
  const clear = await desk.ask('development.invitation', { id: invited.id, revealId: 'r' }, ['name']);
  expect(clear?.row.name).toBe('Orrinfield Gaming');
  expect((await invite({ invitees: [{ name: 'Ki***rn Foods' }] })).refused[0]?.code).toBe('INPUT_INVALID');
  expect(await rowOf(invited.id)).toMatchObject({ registrationId: id, contact: 'L*** W***' });
  expect((await desk.ask('development.registration', { id }))?.row.invitations).toBe(1);
});

test('the customer accepts: associated, and so is its pre-registration; it belongs to who invited', async () => {
  const entry = { name: 'Orrinfield Gaming', country: 'DE', email: 'it@orrinfield.example' };
  const registration = await desk.act('development.preRegister', { entry });
  await desk.act('development.recordResult', { id: registration.id, result: 'approved' });
  const { id: managerId } = await desk.act('team.saveMember', {
    name: 'Ana Prieto',
    email: null,
    account: null,
    roles: ['manager'],
  });
  const { id } = await invite({
    managerId,
    invitees: [{ name: 'Orrinfield Gaming', registrationId: registration.id }],
  });
  await desk.act('development.setLink', { id, link: LINK });
  desk.clock.advance(2 * DAY_MS);
  desk.put('customers', [customer()]);
  expect(matchDevelopment(desk.context)).toBeGreaterThan(0);
  expect(await rowOf(id)).toMatchObject({ state: 'associated', customerId: 'c1' });
  expect((await desk.ask('development.registration', { id: registration.id }))?.row).toMatchObject({
    state: 'associated',
    customerId: 'c1',
  });
  const given = desk.workspace.ledger.read.get<{ to_id: string }>(
    "SELECT member_id AS to_id FROM assignment WHERE customer_id = 'c1' AND cause = 'invitation'",
  );
  expect(given?.to_id).toBe(managerId);
  expect(matchDevelopment(desk.context)).toBe(0);
});

test('nobody accepts what has no link', async () => {
  const { id } = await invite();
  desk.clock.advance(2 * DAY_MS);
  desk.put('customers', [customer()]);
  matchDevelopment(desk.context);
  expect((await rowOf(id)).state).toBe('link_wanted');
});

const failed = async (
  cause: 'link-expired' | 'code-used' | 'type-not-allowed' | 'is-partner' | 'unpaid-bills',
) => {
  await partner({ referralPermitted: true });
  const { id } = await invite();
  await desk.act('development.setLink', { id, link: LINK });
  await desk.act('development.recordFailure', { id, cause });
  return id;
};

test.each([
  ['link-expired', 'reseller'],
  ['code-used', 'reseller'],
  ['type-not-allowed', 'referral'],
] as const)('after %s it is sent again as %s', async (cause, model) => {
  const id = await failed(cause);
  expect(await rowOf(id)).toMatchObject({ state: 'failed', cause });
  const again = await desk.act('development.inviteAgain', { id });
  expect(await rowOf(again.id)).toMatchObject({ state: 'link_wanted', model, previousId: id, link: null });
  // A second click makes no second one.
  expect(await codeOf(desk.act('development.inviteAgain', { id }))).toBe('CUSTOMER_EXISTS');
});

test.each(['is-partner', 'unpaid-bills'] as const)('after %s it is not sent again', async (cause) => {
  const id = await failed(cause);
  expect(await codeOf(desk.act('development.inviteAgain', { id }))).toBe('DEVELOPMENT_STEP_UNFIT');
});

test('given up before there is a link, with its task', async () => {
  const { id } = await invite();
  const { taskId } = await rowOf(id);
  await desk.act('development.withdrawInvitation', { id });
  expect((await rowOf(id)).state).toBe('withdrawn');
  expect((await desk.ask('tasks.get', { id: taskId ?? '' }))?.row.state).toBe('cancelled');
  expect(await codeOf(desk.act('development.setLink', { id, link: LINK }))).toBe('DEVELOPMENT_STEP_UNFIT');
});

test('Home tells what ends within three days, and nothing before', async () => {
  const { id } = await invite();
  await desk.act('development.setLink', { id, link: LINK });
  const kinds = async () => (await desk.ask('home.todos', {})).rows.map(({ kind }) => kind);
  expect(await kinds()).not.toContain('invitations-ending');
  desk.clock.advance(12 * DAY_MS);
  expect(await kinds()).toContain('invitations-ending');
  desk.clock.advance(3 * DAY_MS);
  expect(await kinds()).not.toContain('invitations-ending');
});
