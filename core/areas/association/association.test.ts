import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DAY_MS } from '../../base/period.ts';
import { seededRandom } from '../../base/random.ts';
import type { AssociationState } from '../../contract/association.ts';
import type { Caller } from '../../contract/handlers.ts';
import { verifyAudit } from '../../storage/audit.ts';
import { callerWith, fakeLines, NOON, openAreas, type AreaDesk } from '../../../test/support/areas.ts';
import { answerRequest, decideRequest } from './actions.ts';
import { listAssociations } from './queries.ts';

let desk: AreaDesk;

const customer = (customer_id: string, frozen = '0') => ({
  customer_id,
  customer: `Company ${customer_id}`,
  account_name: customer_id,
  association_type: '3',
  is_frozen: frozen,
});

beforeEach(async () => {
  desk = await openAreas({ lines: fakeLines() });
  desk.put('customers', [customer('c1'), customer('c2'), customer('c3', '1')]);
});
afterEach(() => desk.close());

const TODAY = '2026-11-23';
const request = (customerId = 'c1') =>
  desk.act('association.request', { customerId, reason: 'no business any more', confirmed: true });
const record = (customerId = 'c1', day = TODAY) => desk.act('association.record', { customerId, day });
const done = (id: string) => desk.act('tasks.done', { id, reference: 'R-1' });
const get = async (id: string) => (await desk.ask('association.get', { id })) ?? expect.fail('no record');
const state = async (id: string): Promise<AssociationState> => (await get(id)).row.state;
const task = async (id: string) => (await desk.ask('tasks.get', { id }))?.row.state;
const answer = (id: string, given: 'agreed' | 'refused' | 'withdrawn' | 'expired') =>
  desk.act('association.answer', { id, answer: given, day: TODAY });
const count = (table: string): number =>
  Number(desk.workspace.ledger.read.get<{ n: bigint }>(`SELECT count(*) AS n FROM ${table}`)?.n);

describe('the partner asks', () => {
  test('a console task with the values; done: the customer has to answer; gone from the list: disassociated', async () => {
    const { id, taskId } = await request();
    expect((await get(id)).row).toMatchObject({
      customerId: 'c1',
      customerName: 'Co***ny c1',
      association: '3',
      type: 'disassociation',
      initiator: 'partner',
      state: 'preparing',
      taskId,
    });
    const details = await desk.ask('tasks.get', { id: taskId });
    expect(details?.fields.map(({ name, value }) => [name, value])).toEqual([
      ['customerId', 'c1'],
      ['reason', 'no business any more'],
    ]);
    await done(taskId);
    expect(await state(id)).toBe('pending-customer');
    expect(desk.checkTasks(NOON + 30 * DAY_MS)).toBe(0);
    desk.remove('customers', 'c1');
    // A reading from before says nothing.
    expect(desk.checkTasks(NOON - 1)).toBe(0);
    expect(desk.checkTasks(NOON + DAY_MS)).toBe(1);
    expect([await state(id), await task(taskId)]).toEqual(['approved', 'seen']);
    expect(desk.checkTasks(NOON + 2 * DAY_MS)).toBe(0);
    // Who left is still named.
    expect((await get(id)).row.customerName).toBe('Co***ny c1');
    expect(verifyAudit(desk.workspace.ledger.read).ok).toBe(true);
  });

  test('a second one is refused while the first is open, and for three months after it was sent', async () => {
    const { id, taskId } = await request();
    await expect(request()).rejects.toMatchObject({
      code: 'DISASSOCIATION_BLOCKED',
      data: { checks: 'open' },
    });
    // Taken back before it was sent: nothing has been asked.
    await desk.act('tasks.cancel', { id: taskId, note: 'a mistake' });
    expect(await state(id)).toBe('cancelled');
    const second = await request();
    await done(second.taskId);
    await answer(second.id, 'refused');
    await expect(request()).rejects.toMatchObject({ data: { checks: 'frequency' } });
    expect((await desk.ask('association.checks', { customerId: 'c1' }))?.checks).toContainEqual({
      name: 'frequency',
      outcome: 'blocked',
      until: '2027-02-23',
    });
    desk.clock.set(Date.UTC(2027, 1, 22, 16));
    await request();
  });

  test('refused: nothing is saved at all', async () => {
    await request();
    const before = ['association_record', 'task', 'audit'].map(count);
    await expect(request()).rejects.toMatchObject({ code: 'DISASSOCIATION_BLOCKED' });
    await expect(request('nobody')).rejects.toMatchObject({ code: 'CUSTOMER_UNKNOWN' });
    expect(['association_record', 'task', 'audit'].map(count)).toEqual(before);
  });

  test('frozen from here, but seen unfrozen since: nobody knows who froze it now', async () => {
    await desk.act('customers.freeze', { customerIds: ['c2'], type: 'account', reason: 'unpaid' });
    desk.workspace.ledger.write((w) => {
      const action = w.get<{ id: string }>('SELECT id FROM action LIMIT 1')?.id ?? '';
      w.run("UPDATE action SET state = 'confirmed'");
      w.run("INSERT INTO freeze_type (customer_id, type, action, at) VALUES ('c3', 'account', ?, ?)", [
        action,
        NOON,
      ]);
    });
    const frozen = async () =>
      (await desk.ask('association.checks', { customerId: 'c3' }))?.checks.find(
        ({ name }) => name === 'frozen',
      )?.outcome;
    expect(await frozen()).toBe('blocked');
    desk.workspace.ledger.write((w) =>
      w.run("INSERT INTO freeze_episode (customer_id, found_at, ended_at) VALUES ('c3', ?, ?)", [
        NOON + 1,
        NOON + 2,
      ]),
    );
    expect(await frozen()).toBe('console');
  });

  test('frozen by hand blocks by name; a freeze that waits counts, frozen elsewhere does not', async () => {
    const frozen = async (customerId: string) =>
      (await desk.ask('association.checks', { customerId }))?.checks.find(({ name }) => name === 'frozen')
        ?.outcome;
    expect([await frozen('c1'), await frozen('c3')]).toEqual(['fine', 'console']);
    await desk.act('customers.freeze', { customerIds: ['c1'], type: 'account', reason: 'unpaid' });
    expect(await frozen('c1')).toBe('blocked');
    await expect(request()).rejects.toMatchObject({ data: { checks: 'frozen' } });
  });

  test.each<['agreed' | 'refused' | 'withdrawn' | 'expired', AssociationState, string]>([
    ['agreed', 'approved', 'done'],
    ['refused', 'rejected', 'seen'],
    ['withdrawn', 'cancelled', 'seen'],
    ['expired', 'expired', 'seen'],
  ])('the customer’s word: %s makes it %s', async (given, wanted, taskState) => {
    const { id, taskId } = await request();
    await done(taskId);
    expect(await answer(id, given)).toEqual({ state: wanted });
    expect(await task(taskId)).toBe(taskState);
    await expect(answer(id, given)).rejects.toMatchObject({ code: 'ASSOCIATION_STATE' });
    const { rows } = await desk.ask('answers.list', { customerId: 'c1' });
    expect(rows.map((row) => row.answer)).toEqual(given === 'agreed' || given === 'refused' ? [given] : []);
  });

  test('an answer before anybody said that it was sent shows that it was', async () => {
    const { id, taskId } = await request();
    await answer(id, 'refused');
    expect([await state(id), await task(taskId)]).toEqual(['rejected', 'seen']);
    expect((await get(id)).steps.map(({ what }) => what)).toEqual(['asked', 'refused']);
  });

  test('not done after all: it is to be sent again', async () => {
    const { id, taskId } = await request();
    await done(taskId);
    await desk.act('tasks.reopen', { id: taskId });
    expect([await state(id), await task(taskId)]).toEqual(['preparing', 'open']);
  });

  test('where no consent is needed it takes effect when it is sent', async () => {
    await desk.act('association.setPolicy', { requests: 1, withoutConsent: true });
    expect((await desk.ask('association.checks', { customerId: 'c1' }))?.consent).toBe(false);
    const { id, taskId } = await request();
    await done(taskId);
    expect(await state(id)).toBe('approved');
    await desk.act('tasks.reopen', { id: taskId });
    expect(await state(id)).toBe('preparing');
  });

  test('a customer that left before anything was sent leaves nothing to do', async () => {
    const { id, taskId } = await request();
    desk.remove('customers', 'c1');
    expect(desk.checkTasks(null)).toBe(0);
    expect(desk.checkTasks()).toBe(1);
    expect([await state(id), await task(taskId)]).toEqual(['approved', 'cancelled']);
    expect((await desk.ask('association.summary', {})).open).toBe(0);
  });
});

describe('the customer asks', () => {
  test('approve is a console task; done: approved; the sync confirms', async () => {
    const { id } = await record();
    expect(await desk.ask('association.summary', {})).toEqual({ open: 1, waiting: 0, toAnswer: 1 });
    const todos = async () =>
      (await desk.ask('home.todos', {})).rows.find((row) => row.kind === 'disassociation-requests')?.count;
    expect(await todos()).toBe(1);
    const { taskId } = await desk.act('association.decide', { id, decision: 'approve' });
    expect(await state(id)).toBe('approving');
    expect(await todos()).toBeUndefined();
    await done(taskId);
    expect(await state(id)).toBe('approved');
    await desk.act('tasks.reopen', { id: taskId });
    expect(await state(id)).toBe('approving');
    await done(taskId);
    desk.remove('customers', 'c1');
    desk.checkTasks(NOON + DAY_MS);
    expect(await task(taskId)).toBe('seen');
    expect(count('customer_answer')).toBe(1);
  });

  test('reject needs a reason; taken back, it waits again', async () => {
    const { id } = await record();
    await expect(desk.act('association.decide', { id, decision: 'reject' })).rejects.toMatchObject({
      code: 'INPUT_INVALID',
      data: { field: 'reason' },
    });
    const { taskId } = await desk.act('association.decide', { id, decision: 'reject', reason: 'open bills' });
    await desk.act('tasks.cancel', { id: taskId, note: 'changed our mind' });
    expect((await get(id)).row).toMatchObject({ state: 'pending-partner', taskId: null });
    const again = await desk.act('association.decide', { id, decision: 'reject', reason: 'open bills' });
    await done(again.taskId);
    expect(await state(id)).toBe('rejected');
  });

  test('while it is open, and for three months after it, the partner does not ask', async () => {
    const { id } = await record('c1', '2026-11-01');
    await expect(record()).rejects.toMatchObject({ code: 'DISASSOCIATION_OPEN' });
    await answer(id, 'withdrawn');
    await expect(request()).rejects.toMatchObject({ data: { checks: 'customerRequest' } });
    desk.clock.set(Date.UTC(2027, 0, 31, 16));
    await request();
  });

  test('a day to come is refused', async () => {
    await expect(record('c1', '2026-11-24')).rejects.toMatchObject({ code: 'INPUT_INVALID' });
    await expect(record('c1', '2026-02-30')).rejects.toMatchObject({ code: 'INPUT_INVALID' });
  });
});

test('an answer to a link is a record, of somebody who is no customer too', async () => {
  const base = { model: '3' as const, day: '2026-11-20' };
  await desk.act('association.recordAnswer', { ...base, customerId: 'c2', answer: 'agreed' });
  await desk.act('association.recordAnswer', {
    ...base,
    customerId: null,
    name: 'Orrinfield Gaming',
    answer: 'refused',
    note: 'has a partner already',
  });
  await expect(
    desk.act('association.recordAnswer', { ...base, customerId: null, answer: 'refused' }),
  ).rejects.toMatchObject({ data: { field: 'name' } });
  const { rows } = await desk.ask('association.list', { type: 'association' });
  expect(rows.map(({ customerId, state: now, association }) => [customerId, now, association])).toEqual([
    [null, 'rejected', '3'],
    ['c2', 'approved', '3'],
  ]);
  const { rows: said } = await desk.ask('answers.list', {});
  expect(said.map((row) => [row.customerName, row.answer])).toEqual([
    ['Or***ld Gaming', 'refused'],
    ['Co***ny c2', 'agreed'],
  ]);
});

test('lists are filtered, paged, and limited to what somebody sees', async () => {
  desk.workspace.mirror.write((w) => w.run("UPDATE customer SET manager_id = 'm1' WHERE id = 'c1'"));
  const a = await record('c1', '2026-11-01');
  const b = await request('c2');
  const list = async (input: object) => (await desk.ask('association.list', input)).rows.map((row) => row.id);
  expect(await list({})).toEqual([b.id, a.id]);
  expect(await list({ initiator: 'customer' })).toEqual([a.id]);
  expect(await list({ states: ['preparing'] })).toEqual([b.id]);
  expect(await list({ to: NOON })).toEqual([a.id]);
  const first = await desk.ask('association.list', { limit: 1 });
  expect(first.next).toBe(b.id);
  expect(await list({ limit: 1, after: first.next ?? '' })).toEqual([a.id]);
  const manager: Caller = { ...callerWith([]), person: 'm1', memberId: 'm1', sees: { managers: ['m1'] } };
  expect(listAssociations(desk.context, { limit: 9 }, manager).rows.map((row) => row.id)).toEqual([a.id]);
  expect(() => decideRequest(desk.context, { id: b.id, decision: 'approve' }, manager)).toThrow('NOT_FOUND');
});

test('whatever people say in whatever order, no task of a request is lost or doubled', async () => {
  const random = seededRandom(42);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random.next() * list.length)] as T;
  const { id } = await record();
  const caller = callerWith([]);
  for (let i = 0; i < 200; i += 1) {
    const { row, taskState } = await get(id);
    const acts = [
      () => decideRequest(desk.context, { id, decision: pick(['approve', 'reject']), reason: 'x' }, caller),
      () => row.taskId !== null && done(row.taskId),
      () => row.taskId !== null && desk.act('tasks.reopen', { id: row.taskId }),
      () => row.taskId !== null && desk.act('tasks.cancel', { id: row.taskId, note: 'no' }),
      () => i > 150 && answerRequest(desk.context, { id, answer: 'expired', day: TODAY }, caller),
    ];
    // What does not fit the state is refused with a code of its own, never otherwise.
    const refused = await Promise.resolve()
      .then<unknown>(() => pick(acts)())
      .then(
        () => 'nothing',
        (error: unknown) => (error as { code?: string }).code,
      );
    expect(['nothing', 'ASSOCIATION_STATE', 'TASK_CLOSED']).toContain(refused);
    const now = await get(id);
    const open = (await desk.ask('tasks.list', { states: ['open'] })).rows.map((one) => one.id);
    const needed = now.row.state === 'approving' || now.row.state === 'rejecting';
    expect(open, `${row.state}/${taskState} → ${now.row.state}`).toEqual(needed ? [now.row.taskId] : []);
  }
  expect(verifyAudit(desk.workspace.ledger.read).ok).toBe(true);
});
