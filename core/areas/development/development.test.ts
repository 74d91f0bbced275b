import { afterEach, beforeEach, expect, test } from 'vitest';
import type { JsonObject } from '../../base/json.ts';
import { DAY_MS, formatInstant } from '../../base/period.ts';
import type { ErrorCode } from '../../base/errors.ts';
import { isCoded } from '../../base/errors.ts';
import { fakeLines, NOON, openAreas, type AreaDesk } from '../../../test/support/areas.ts';
import { matchDevelopment } from './match.ts';

let desk: AreaDesk;

beforeEach(async () => {
  desk = await openAreas({ lines: fakeLines() });
  await desk.act('development.setPartner', {
    mobile: null,
    email: 'sales@partner.example',
    developmentPermitted: false,
    referralPermitted: false,
  });
});
afterEach(() => desk.close());

const entry = (n: number | string) => ({
  name: `Orrinfield Number ${n} Ltd`,
  country: 'DE',
  email: `it@orrinfield${n}.example`,
});

const customer = (more: JsonObject = {}): JsonObject => ({
  customer_id: 'c1',
  customer: 'Lumenquay Software GmbH',
  account_name: 'lumenquay_cloud',
  association_type: '3',
  associated_on: formatInstant(NOON - 400 * DAY_MS),
  telephone: '1701234567',
  country_code: '0049',
  email: 'it@lumenquay.example',
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

const register = (n: number | string, more: JsonObject = {}) =>
  desk.act('development.preRegister', { entry: { ...entry(n), ...more } } as never);
const stateOf = async (id: string) => (await desk.ask('development.registration', { id }))?.row.state;
const open = async () => (await desk.ask('development.summary', {})).open;

test('a pre-registration is a record, a task with its values, history and audit, in one transaction', async () => {
  const { id, taskId } = await register(1, {
    contact: 'Lin Wei',
    expected: { amount: '1200.50', currency: 'USD' },
  });
  const answer = await desk.ask('development.registration', { id });
  expect(answer?.row).toMatchObject({
    state: 'waiting',
    name: 'Or***ld 1',
    email: 'i***@***.example',
    contact: 'L*** W***',
    expected: { amount: '1200.5', currency: 'USD' },
    taskId,
  });
  expect(answer?.events.map(({ event }) => event)).toEqual(['created']);
  const task = await desk.ask('tasks.get', { id: taskId });
  expect(task?.row).toMatchObject({ kind: 'development.preRegister', state: 'open' });
  const audit = await desk.ask('audit.list', {});
  expect(audit.rows.map(({ what }) => what)).toContain('development.preRegister');
  // The audit names ids, never people or companies.
  expect(JSON.stringify(audit.rows)).not.toMatch(/Orrinfield|orrinfield|Lin Wei|partner\.example/);
});

test('names, numbers and addresses are shown once they are revealed', async () => {
  const { id } = await register(1, { contact: 'Lin Wei', mobile: '+49 170 5550000' });
  const all = ['name', 'contact', 'mobile', 'email'];
  const answer = await desk.ask('development.registration', { id, revealId: 'r' }, all);
  expect(answer?.row).toMatchObject({
    name: 'Orrinfield Number 1 Ltd',
    contact: 'Lin Wei',
    mobile: '+49 170 5550000',
  });
});

test('without contact details of its own the partner cannot pre-register', async () => {
  await desk.act('development.setPartner', {
    mobile: '',
    email: null,
    developmentPermitted: false,
    referralPermitted: false,
  });
  expect(await codeOf(register(1))).toBe('DEVELOPMENT_CONTACT_MISSING');
  expect((await desk.ask('development.summary', {})).missing).toEqual(['contact']);
});

test('a distributor needs the permission', async () => {
  desk.put('resellers', [{ indirect_partner_id: 'r1', account_name: 'reseller', name: 'Reseller' }]);
  expect(await codeOf(register(1))).toBe('DEVELOPMENT_NOT_PERMITTED');
  expect((await desk.ask('development.summary', {})).missing).toEqual(['permission']);
  const partner = {
    mobile: '13800138000',
    email: null,
    developmentPermitted: true,
    referralPermitted: false,
  };
  await desk.act('development.setPartner', partner);
  expect(await codeOf(register(1))).toBeNull();
});

test('from waiting to the end of the protection, to the instant', async () => {
  const { id, taskId } = await register(1);
  await desk.act('tasks.done', { id: taskId, reference: null });
  expect(await stateOf(id)).toBe('pending_review');
  await desk.act('development.recordResult', { id, result: 'approved' });
  expect(await stateOf(id)).toBe('pre_registered');
  const { row } = (await desk.ask('development.registration', { id }))!;
  expect(row.expiresAt).toBe(desk.clock.now() + 15 * DAY_MS);
  desk.clock.advance(15 * DAY_MS - 1);
  expect(await stateOf(id)).toBe('pre_registered');
  expect(await open()).toBe(1);
  desk.clock.advance(1);
  expect(await stateOf(id)).toBe('expired');
  expect(await open()).toBe(0);
  const pages = await desk.ask('development.registrations', { states: ['expired'] });
  expect(pages.rows.map((one) => one.id)).toEqual([id]);
});

test('the end is written with its own time when the next thing is done', async () => {
  const { id } = await register(1);
  await desk.act('development.recordResult', { id, result: 'approved' });
  const end = desk.clock.now() + 15 * DAY_MS;
  desk.clock.advance(20 * DAY_MS);
  await register(2);
  const { events } = (await desk.ask('development.registration', { id }))!;
  expect(events.at(-1)).toMatchObject({ event: 'expired', at: end });
  // A clock that goes back later does not bring it back: its place may be taken.
  desk.clock.set(NOON);
  expect(await stateOf(id)).toBe('expired');
});

test('an approval is dated back only to the day the record was made, never into the future', async () => {
  const { id } = await register(1);
  const at = (ms: number) => codeOf(desk.act('development.recordResult', { id, result: 'approved', at: ms }));
  expect(await at(NOON + 1)).toBe('INPUT_INVALID');
  expect(await at(NOON - 2 * DAY_MS)).toBe('INPUT_INVALID');
  expect(await stateOf(id)).toBe('waiting');
  desk.clock.advance(3 * DAY_MS);
  expect(await at(NOON + DAY_MS)).toBeNull();
  const { row } = (await desk.ask('development.registration', { id }))!;
  expect(row.expiresAt).toBe(NOON + 16 * DAY_MS);
});

test('a hundred are open at most: what waits here counts, an end or an answer makes room', async () => {
  const ids: string[] = [];
  for (let n = 0; n < 100; n += 1) {
    desk.clock.advance(1);
    ids.push((await register(`x${n}x`)).id);
  }
  expect(await open()).toBe(100);
  expect(await codeOf(register('more'))).toBe('REGISTRATION_LIMIT');
  await desk.act('development.recordResult', {
    id: ids[0]!,
    result: 'rejected',
    reason: 'followed-by-sales',
  });
  expect((await register('more')).id).not.toBe('');
  // The refused one would be the hundred-and-first again.
  expect(await codeOf(desk.act('development.requestReview', { id: ids[0]! }))).toBe('REGISTRATION_LIMIT');
  expect(await codeOf(desk.act('development.correctResult', { id: ids[0]! }))).toBe('REGISTRATION_LIMIT');
  await desk.act('development.withdraw', { id: ids[1]! });
  await desk.act('development.requestReview', { id: ids[0]! });
  expect(await open()).toBe(100);
});

test('a refusal has its reason; only some can be reviewed by hand', async () => {
  const { id } = await register(1);
  await desk.act('development.recordResult', {
    id,
    result: 'rejected',
    reason: 'contract',
    note: 'since 2024',
  });
  expect((await desk.ask('development.registration', { id }))?.row).toMatchObject({
    state: 'rejected',
    reason: 'contract',
    note: 'since 2024',
  });
  expect(await codeOf(desk.act('development.requestReview', { id }))).toBe('DEVELOPMENT_STEP_UNFIT');
  await desk.act('development.correctResult', { id });
  await desk.act('development.recordResult', { id, result: 'rejected', reason: 'other-country' });
  await desk.act('development.requestReview', { id });
  expect(await stateOf(id)).toBe('pending_review');
  const tasks = await desk.ask('tasks.list', {});
  expect(tasks.rows.map(({ kind }) => kind)).toContain('development.manualReview');
});

test('taking one back takes its task back, and the other way round', async () => {
  const first = await register(1);
  await desk.act('development.withdraw', { id: first.id });
  expect((await desk.ask('tasks.get', { id: first.taskId }))?.row.state).toBe('cancelled');
  const second = await register(2);
  await desk.act('tasks.cancel', { id: second.taskId, note: 'no need' });
  expect(await stateOf(second.id)).toBe('withdrawn');
  const third = await register(3);
  await desk.act('tasks.done', { id: third.taskId, reference: null });
  expect(await codeOf(desk.act('development.withdraw', { id: third.id }))).toBe('DEVELOPMENT_STEP_UNFIT');
  await desk.act('tasks.reopen', { id: third.taskId });
  expect(await stateOf(third.id)).toBe('waiting');
});

test('the answer ends the task too', async () => {
  const { id, taskId } = await register(1);
  await desk.act('development.recordResult', { id, result: 'approved' });
  expect((await desk.ask('tasks.get', { id: taskId }))?.row.state).toBe('done');
  expect(await stateOf(id)).toBe('pre_registered');
});

test.each([
  [
    'the same name in other writing',
    { name: 'ＬＵＭＥＮＱＵＡＹ software gmbh', email: 'a@b.example' },
    'CUSTOMER_EXISTS',
  ],
  ['the same e-mail address', { name: 'Someone', email: 'IT@Lumenquay.example' }, 'CUSTOMER_EXISTS'],
  [
    'the same number with its country',
    { name: 'Someone', email: undefined, mobile: '+49 (0)170 123 4567' },
    'CUSTOMER_EXISTS',
  ],
  ['the same account', { name: 'Someone', account: 'Lumenquay_Cloud' }, 'CUSTOMER_EXISTS'],
  ['another legal form', { name: 'Lumenquay Software Ltd.', email: 'a@b.example' }, 'CUSTOMER_SIMILAR'],
  ['a longer name', { name: 'Lumenquay Software Europe', email: 'a@b.example' }, 'CUSTOMER_SIMILAR'],
  ['nothing in common', { name: 'Kitefern Logistics', email: 'a@b.example' }, null],
])('a customer of ours is found by %s', async (_, more, code) => {
  desk.put('customers', [customer()]);
  expect(await codeOf(register(1, more as JsonObject))).toBe(code);
});

test('Chinese names: legal forms, places, pinyin and homophones', async () => {
  desk.put('customers', [customer({ customer: '深圳市澜曜渡物流有限公司', email: null, telephone: null })]);
  const why = async (name: string) =>
    (await desk.ask('development.duplicates', { name })).matches.map((one) => [one.why, one.strength]);
  expect(await why('深圳市澜曜渡物流有限公司')).toEqual([['name', 'exact']]);
  expect(await why('澜曜渡物流股份有限公司')).toEqual([['similar', 'similar']]);
  expect(await why('Lanyaodu Wuliu')).toEqual([['pinyin', 'similar']]);
  expect(await why('兰耀渡物流')).toEqual([['pinyin', 'similar']]);
  expect(await why('风筝蕨科技')).toEqual([]);
});

test('the person who has seen who is alike goes on', async () => {
  desk.put('customers', [customer()]);
  const similar = { ...entry(1), name: 'Lumenquay Software Ltd' };
  expect(await codeOf(desk.act('development.preRegister', { entry: similar }))).toBe('CUSTOMER_SIMILAR');
  expect(await codeOf(desk.act('development.preRegister', { entry: similar, similarSeen: true }))).toBeNull();
});

test('a customer who is pre-registered is not entered twice; after its end it may be again', async () => {
  const { id } = await register(1);
  expect(await codeOf(register(1))).toBe('CUSTOMER_EXISTS');
  await desk.act('development.recordResult', { id, result: 'rejected', reason: 'other' });
  expect(await codeOf(register(1))).toBeNull();
});

const newcomer = (more: JsonObject = {}): JsonObject =>
  customer({
    customer_id: 'c9',
    customer: 'Someone Else',
    account_name: 'someone_else',
    email: 'it@orrinfield1.example',
    telephone: null,
    associated_on: formatInstant(NOON + DAY_MS),
    ...more,
  });

test('the next sync brings the customer: associated by a unique e-mail address, by itself', async () => {
  const { id } = await register(1);
  await desk.act('development.recordResult', { id, result: 'approved' });
  desk.clock.advance(2 * DAY_MS);
  desk.put('customers', [customer(), newcomer()]);
  expect(matchDevelopment(desk.context)).toBe(1);
  expect((await desk.ask('development.registration', { id }))?.row).toMatchObject({
    state: 'associated',
    customerId: 'c9',
  });
  expect(matchDevelopment(desk.context)).toBe(0);
});

test('a customer seen after the end counts when it came before it', async () => {
  const early = await register(1);
  const late = await register(2);
  for (const { id } of [early, late]) await desk.act('development.recordResult', { id, result: 'approved' });
  desk.clock.advance(17 * DAY_MS);
  desk.put('customers', [
    newcomer({ associated_on: formatInstant(NOON + 14 * DAY_MS) }),
    newcomer({
      customer_id: 'c8',
      account_name: 'another',
      email: 'it@orrinfield2.example',
      associated_on: formatInstant(NOON + 16 * DAY_MS),
    }),
  ]);
  expect(matchDevelopment(desk.context)).toBe(1);
  expect(await stateOf(early.id)).toBe('associated');
  expect(await stateOf(late.id)).toBe('expired');
});

test('a name alone is a proposal; a person confirms it or sets it aside for good', async () => {
  const { id } = await register(1);
  desk.clock.advance(2 * DAY_MS);
  desk.put('customers', [newcomer({ email: null, customer: 'Orrinfield Number 1 Limited' })]);
  expect(matchDevelopment(desk.context)).toBe(0);
  const proposed = async () => (await desk.ask('development.registration', { id }))?.row.proposal;
  expect(await proposed()).toMatchObject({ customerId: 'c9', why: 'similar', confidence: 'medium' });
  await desk.act('development.dismissProposal', { record: 'registration', id, customerId: 'c9' });
  matchDevelopment(desk.context);
  expect(await proposed()).toBeNull();
  await desk.act('development.associate', { record: 'registration', id, customerId: 'c9' });
  expect(await stateOf(id)).toBe('associated');
});

test('a sync without anything new writes nothing', async () => {
  await register(1);
  desk.put('customers', [newcomer({ email: null, customer: 'Orrinfield Number 1 Limited' })]);
  matchDevelopment(desk.context);
  const audits = async () => (await desk.ask('audit.list', {})).rows.length;
  const before = await audits();
  const notices: (readonly string[])[] = [];
  const stop = desk.workspace.notices.subscribe((names) => void notices.push(names));
  expect(matchDevelopment(desk.context)).toBe(0);
  stop();
  expect(notices).toEqual([]);
  expect(await audits()).toBe(before);
});

test('two who share an address are proposed, not taken', async () => {
  const first = await register(1);
  const invited = await desk.act('development.invite', {
    invitees: [{ name: 'Quite Another', email: 'it@orrinfield1.example' }],
    model: 'reseller',
    similarSeen: true,
  });
  expect(invited.ids).toHaveLength(1);
  desk.clock.advance(2 * DAY_MS);
  desk.put('customers', [newcomer(), newcomer({ customer_id: 'c7', account_name: 'second_one' })]);
  expect(matchDevelopment(desk.context)).toBe(0);
  expect((await desk.ask('development.registration', { id: first.id }))?.row.proposal?.why).toBe('email');
});

test('customers that came without a pre-registration are told apart', async () => {
  desk.put('customers', [customer(), newcomer()]);
  const { id } = await register(1, { email: 'else@where.example' });
  await desk.act('development.associate', { record: 'registration', id, customerId: 'c9' });
  const pages = await desk.ask('development.unregistered', {});
  expect(pages.rows.map((one) => one.id)).toEqual(['c1']);
});
