import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { callerWith, fakeLines, openAreas, type AreaDesk } from '../../../test/support/areas.ts';
import { DAY_MS } from '../../base/period.ts';
import type { JsonObject } from '../../base/json.ts';
import type { Caller } from '../../contract/handlers.ts';
import { verifyAudit } from '../../storage/audit.ts';
import { rebuildMirror } from '../../storage/rebuild.ts';
import { assignCustomers, undoChanges, withdrawCustomers } from './actions.ts';
import { assignmentChoices, listAssignments } from './queries.ts';
import { assignFromInvitation, assignmentMarks, followManagers, publishManagers } from './shared.ts';

let desk: AreaDesk;
let ana: string;
let lin: string;

const customer = (id: string, manager: string | null = null): JsonObject => ({
  customer_id: id,
  customer: `Company ${id}`,
  account_name: `account-${id}`,
  association_type: '3',
  account_managers: manager === null ? [] : [{ account_name: manager }],
});

async function member(name: string, account: string | null): Promise<string> {
  const { id } = await desk.act('team.saveMember', {
    name,
    email: null,
    account,
    roles: ['manager'],
  });
  publishManagers(desk.workspace);
  return id;
}

/** Manager's id and shown name of each customer, as its row in the mirror has it. */
const rows = (): Record<string, [string | null, string | null]> =>
  Object.fromEntries(
    desk.workspace.mirror.read
      .all<{ id: string; manager_id: string | null; manager_name: string | null }>(
        'SELECT id, manager_id, manager_name FROM customer ORDER BY id',
      )
      .map(({ id, manager_id, manager_name }) => [id, [manager_id, manager_name]]),
  );
const history = async (customerId: string) => (await desk.ask('assignments.list', { customerId })).rows;
const openTasks = async () => (await desk.ask('tasks.list', { states: ['open'] })).rows;
const director = (...managers: string[]): Caller => ({
  ...callerWith([]),
  memberId: 'd',
  person: 'director',
  sees: { managers },
});

beforeEach(async () => {
  desk = await openAreas({ lines: fakeLines() });
  ana = await member('Ana Prieto', 'ana-am');
  lin = await member('林薇', 'linwei');
  desk.put('customers', [customer('c1'), customer('c2', 'ana-am'), customer('c3', 'stranger')]);
});
afterEach(() => desk.close());

describe('who manages a customer now', () => {
  test('an assignment here first, else the member behind the record’s account, else that account by name', async () => {
    expect(rows()).toEqual({
      c1: [null, null],
      c2: [ana, 'Ana Prieto'],
      c3: [null, 'stranger'],
    });
    await desk.act('assignments.assign', { customerIds: ['c1', 'c2', 'c3'], managerId: lin });
    expect(Object.values(rows())).toEqual([
      [lin, '林薇'],
      [lin, '林薇'],
      [lin, '林薇'],
    ]);
    await desk.act('assignments.withdraw', { customerIds: ['c2'] });
    expect(rows()['c2']).toEqual([null, null]);
    // The record still names Ana; what was decided here holds.
    desk.put('customers', [{ ...customer('c2', 'ana-am'), label: 'gold' }]);
    publishManagers(desk.workspace);
    expect(rows()['c2']).toEqual([null, null]);
  });

  test('a rebuilt mirror, and one that was lost, come out the same', async () => {
    await desk.act('assignments.assign', { customerIds: ['c1', 'c2'], managerId: lin });
    await desk.act('assignments.withdraw', { customerIds: ['c3'] });
    const before = rows();
    rebuildMirror(desk.workspace.mirror, desk.workspace.collections);
    expect(rows()).toEqual(before);
    desk.workspace.mirror.write((w) => {
      for (const table of ['customer_manager', 'customer_assigned']) w.run(`DELETE FROM ${table}`);
      w.run("UPDATE customer_manager_state SET ledger = '', seq = 0");
      w.run('UPDATE customer SET manager_id = NULL, assigned = 0, manager_name = manager');
    });
    publishManagers(desk.workspace);
    expect(rows()).toEqual(before);
  });

  test('members are followed: a new name, a new account, one who left keeps the customers', async () => {
    await desk.act('assignments.assign', { customerIds: ['c1'], managerId: lin });
    const save = (name: string, account: string | null, id: string) =>
      desk.act('team.saveMember', { id, name, email: null, account, roles: ['manager'] });
    await save('Lin Wei', 'stranger', lin);
    publishManagers(desk.workspace);
    expect(rows()).toMatchObject({ c1: [lin, 'Lin Wei'], c3: [lin, 'Lin Wei'] });
    await desk.act('team.removeMember', { id: lin });
    publishManagers(desk.workspace);
    expect(rows()).toMatchObject({ c1: [lin, 'Lin Wei'], c3: [null, 'stranger'] });
  });

  test('it follows by itself while the desk is open', async () => {
    const end = followManagers(desk.workspace, (error) => {
      throw error;
    });
    await desk.act('team.saveMember', {
      name: 'Sam',
      email: null,
      account: 'stranger',
      roles: ['manager'],
    });
    await new Promise((resolve) => setImmediate(resolve));
    expect(rows()['c3']?.[1]).toBe('Sam');
    end();
  });
});

describe('history', () => {
  test('says who, from when, until when, and what was seen at the Partner Center', async () => {
    await desk.act('assignments.assign', { customerIds: ['c2'], managerId: lin });
    desk.clock.advance(2 * DAY_MS);
    await desk.act('assignments.assign', { customerIds: ['c2'], managerId: ana });
    expect(await history('c2')).toMatchObject([
      { to: { id: ana, name: 'Ana Prieto' }, former: { id: lin }, day: '2026-11-25', until: null },
      {
        to: { id: lin },
        former: { id: ana },
        day: '2026-11-23',
        countsFrom: '2026-11-24',
        until: '2026-11-25',
        cause: 'person',
        person: 'tester',
      },
    ]);
    desk.put('customers', [customer('c3', 'linwei')]);
    publishManagers(desk.workspace);
    expect(await history('c3')).toMatchObject([
      {
        to: { id: lin },
        former: { id: null, name: 'st***er' },
        cause: 'seen',
        person: 'sync',
        undoable: false,
      },
    ]);
    // Nothing new: nothing is added.
    publishManagers(desk.workspace);
    expect(await history('c3')).toHaveLength(1);
  });

  test('what the Partner Center changes under an assignment made here is not counted', async () => {
    await desk.act('assignments.assign', { customerIds: ['c2'], managerId: lin });
    desk.put('customers', [customer('c2', 'stranger')]);
    publishManagers(desk.workspace);
    expect(rows()['c2']).toEqual([lin, '林薇']);
    expect(await history('c2')).toHaveLength(1);
  });

  test('a customer that left and came back: nobody between', async () => {
    desk.remove('customers', 'c2');
    publishManagers(desk.workspace);
    desk.clock.advance(DAY_MS);
    desk.put('customers', [customer('c2', 'linwei')]);
    publishManagers(desk.workspace);
    expect(await history('c2')).toMatchObject([
      { to: { id: lin }, former: null, day: '2026-11-24' },
      { to: null, former: { id: ana }, day: '2026-11-23' },
    ]);
  });

  test('is read page by page, of a manager what they got and lost', async () => {
    await desk.act('assignments.assign', { customerIds: ['c1', 'c2', 'c3'], managerId: lin });
    await desk.act('assignments.assign', { customerIds: ['c1'], managerId: ana });
    const first = await desk.ask('assignments.list', { managerId: ana, limit: 1 });
    expect(first.rows).toMatchObject([{ customerId: 'c1', to: { id: ana } }]);
    const second = await desk.ask('assignments.list', { managerId: ana, limit: 1, after: first.next ?? '' });
    expect(second).toMatchObject({ rows: [{ customerId: 'c2', former: { id: ana } }], next: null });
    const open = await desk.ask('assignments.list', { open: true });
    expect(open.rows.map(({ customerId, to }) => [customerId, to?.id])).toEqual([
      ['c1', ana],
      ['c3', lin],
      ['c2', lin],
    ]);
    await expect(desk.ask('assignments.list', { after: 'x' })).rejects.toMatchObject({
      code: 'INPUT_INVALID',
    });
  });
});

describe('tasks of the console', () => {
  test('say what to enter; done and shown by the next sync, the mark goes', async () => {
    await desk.act('assignments.assign', { customerIds: ['c1'], managerId: lin });
    const [task] = await openTasks();
    const details = await desk.ask('tasks.get', { id: task?.id ?? '', revealId: 'r' }, [
      'manager',
      'name',
      'account',
    ]);
    expect(details?.fields.map(({ name, value }) => [name, value])).toEqual([
      ['manager', '林薇'],
      ['managerAccount', 'linwei'],
      ['customerName', 'Company c1'],
      ['customerAccount', 'account-c1'],
      ['customerId', 'c1'],
    ]);
    const mark = () => assignmentMarks(desk.context, ['c1', 'c2']).get('c1')?.task;
    expect(mark()).toEqual({ id: task?.id, state: 'open' });
    await desk.act('tasks.done', { id: task?.id ?? '', reference: null });
    expect(mark()?.state).toBe('done');
    expect((await desk.ask('assignments.list', { open: true })).rows).toEqual([]);
    desk.clock.advance(3_600_000);
    desk.put('customers', [customer('c1', 'linwei')]);
    expect(desk.checkTasks()).toBe(1);
    expect(mark()?.state).toBe('seen');
  });

  test('a record that names another manager after the deed denies it; so does one for a withdrawal', async () => {
    await desk.act('assignments.assign', { customerIds: ['c1'], managerId: lin });
    await desk.act('assignments.withdraw', { customerIds: ['c2'] });
    for (const { id } of await openTasks()) await desk.act('tasks.done', { id, reference: null });
    desk.clock.advance(3_600_000);
    desk.put('customers', [customer('c1', 'stranger'), { ...customer('c2', 'ana-am'), label: 'x' }]);
    expect(desk.checkTasks()).toBe(2);
    const marks = assignmentMarks(desk.context, ['c1', 'c2']);
    expect([...marks.values()].map(({ task }) => task?.state)).toEqual(['denied', 'denied']);
  });

  test('only the newest is entered: moving a customer takes the older task back, agreeing with the record needs none', async () => {
    await desk.act('assignments.assign', { customerIds: ['c2'], managerId: lin });
    await desk.act('assignments.withdraw', { customerIds: ['c2'] });
    expect((await openTasks()).map(({ kind }) => kind)).toEqual(['assignments.withdraw']);
    await desk.act('assignments.assign', { customerIds: ['c2'], managerId: ana });
    expect(await openTasks()).toEqual([]);
    expect(rows()['c2']).toEqual([ana, 'Ana Prieto']);
  });

  test('taking the task back takes the assignment back', async () => {
    await desk.act('assignments.assign', { customerIds: ['c2'], managerId: lin });
    const [task] = await openTasks();
    await desk.act('tasks.cancel', { id: task?.id ?? '', note: 'a mistake' });
    publishManagers(desk.workspace);
    expect(rows()['c2']).toEqual([ana, 'Ana Prieto']);
    expect(await history('c2')).toMatchObject([{ cause: 'undo', to: { id: ana } }, { to: { id: lin } }]);
  });
});

describe('taking back', () => {
  test('gives the former manager, and the task that was needed for it', async () => {
    await desk.act('assignments.assign', { customerIds: ['c2'], managerId: lin });
    const { ids } = await desk.act('assignments.withdraw', { customerIds: ['c2'] });
    expect((await history('c2'))[0]?.undoable).toBe(true);
    expect(await desk.act('assignments.undo', { ids })).toEqual({ ids, refused: [] });
    expect(rows()['c2']).toEqual([lin, '林薇']);
    expect((await openTasks()).map(({ kind }) => kind)).toEqual(['assignments.assign']);
    // It is not the last change any more.
    expect(await desk.act('assignments.undo', { ids })).toEqual({
      ids: [],
      refused: [{ id: ids[0], code: 'ASSIGNMENT_TOO_LATE' }],
    });
  });

  test('goes back to the record where nothing was decided here before', async () => {
    const { ids } = await desk.act('assignments.assign', { customerIds: ['c2', 'c3'], managerId: lin });
    await desk.act('assignments.undo', { ids });
    expect(rows()).toMatchObject({ c2: [ana, 'Ana Prieto'], c3: [null, 'stranger'] });
    expect(await openTasks()).toEqual([]);
    desk.put('customers', [customer('c2', 'linwei')]);
    publishManagers(desk.workspace);
    expect(rows()['c2']).toEqual([lin, '林薇']);
  });

  test('is too late once it was entered, and for one without a task on another day', async () => {
    const { ids } = await desk.act('assignments.assign', { customerIds: ['c1', 'c2'], managerId: lin });
    const [task] = await openTasks();
    await desk.act('tasks.done', { id: task?.id ?? '', reference: null });
    const undone = await desk.act('assignments.undo', { ids });
    expect(undone.refused).toHaveLength(1);
    desk.workspace.ledger.write((w) =>
      assignFromInvitation(desk.context, w, { customerId: 'c3', memberId: ana, person: 'tester' }),
    );
    publishManagers(desk.workspace);
    expect(rows()['c3']).toEqual([ana, 'Ana Prieto']);
    expect((await history('c3'))[0]).toMatchObject({ cause: 'invitation', undoable: true, task: null });
    desk.clock.advance(DAY_MS);
    expect((await history('c3'))[0]?.undoable).toBe(false);
  });
});

describe('who may', () => {
  test('a director assigns customers of the own team to managers of the own team', () => {
    const caller = director(ana);
    const assign = (customerIds: string[], managerId: string) =>
      assignCustomers(desk.context, { customerIds, managerId }, caller);
    expect(() => assign(['c2'], lin)).toThrow(expect.objectContaining({ code: 'MANAGER_UNKNOWN' }));
    expect(assign(['c1', 'c3'], ana).refused).toEqual([
      { customerId: 'c1', code: 'CUSTOMER_UNKNOWN' },
      { customerId: 'c3', code: 'CUSTOMER_UNKNOWN' },
    ]);
    const team = director(ana, lin);
    const moved = assignCustomers(desk.context, { customerIds: ['c2'], managerId: lin }, team);
    expect(moved.refused).toEqual([]);
    expect(assignmentChoices(desk.context, {}, caller).map(({ id }) => id)).toEqual([ana]);
    const list = { open: false, limit: 10 };
    expect(listAssignments(desk.context, list, director('nobody')).rows).toEqual([]);
    expect(listAssignments(desk.context, list, caller).rows).toHaveLength(1);
    // Withdrawn, the customer is out of the team's sight; who did it may still take it back.
    const { ids } = withdrawCustomers(desk.context, { customerIds: ['c2'] }, team);
    expect(undoChanges(desk.context, { ids }, director(ana, lin)).ids).toEqual(ids);
  });

  test('only members with the role of account manager get customers', async () => {
    await expect(
      desk.act('assignments.assign', { customerIds: ['c1'], managerId: 'owner' }),
    ).rejects.toMatchObject({
      code: 'MANAGER_UNKNOWN',
    });
  });
});

test('preview says who has whom now, what changes, and from when it counts; names are masked until revealed', async () => {
  const ask = (revealed: string[]) =>
    desk.ask(
      'assignments.preview',
      { customerIds: ['c2', 'c3', 'c3', 'gone'], managerId: ana, revealId: 'r' },
      revealed,
    );
  expect(await ask(['name', 'manager'])).toEqual({
    rows: [
      {
        customerId: 'c2',
        customerName: 'Company c2',
        before: { id: ana, name: 'Ana Prieto' },
        after: { id: ana, name: 'Ana Prieto' },
        refused: 'ASSIGNMENT_SAME',
        tell: false,
      },
      {
        customerId: 'c3',
        customerName: 'Company c3',
        before: { id: null, name: 'stranger' },
        after: { id: ana, name: 'Ana Prieto' },
        refused: null,
        tell: true,
      },
      {
        customerId: 'gone',
        customerName: '',
        before: null,
        after: null,
        refused: 'CUSTOMER_UNKNOWN',
        tell: false,
      },
    ],
    count: 3,
    refused: 2,
    tell: 1,
    countsFrom: '2026-11-24',
  });
  const masked = await ask([]);
  expect(JSON.stringify(masked)).not.toMatch(/Company|stranger/);
});

test('a thousand customers are one transaction: all or none, each with its task and its line in the audit', async () => {
  const ids = Array.from({ length: 1000 }, (_, i) => `k${i}`);
  desk.put(
    'customers',
    ids.map((id) => customer(id)),
  );
  let writes = 0;
  const { ledger } = desk.workspace;
  const counted = {
    ...desk.context,
    workspace: {
      ...desk.workspace,
      ledger: {
        ...ledger,
        read: ledger.read,
        epoch: () => ledger.epoch(),
        write: <T>(fn: Parameters<typeof ledger.write<T>>[0]): T => {
          writes += 1;
          return ledger.write(fn);
        },
      },
    },
  } as typeof desk.context;
  const answer = assignCustomers(counted, { customerIds: ids, managerId: ana }, callerWith([]));
  expect(answer.ids).toHaveLength(1000);
  expect(writes).toBe(1);
  expect((await desk.ask('tasks.summary', {})).open).toBe(1000);
  expect(verifyAudit(ledger.read).ok).toBe(true);
  const failing = {
    ...desk.context,
    tasks: {
      ...desk.context.tasks!,
      save: () => {
        throw new Error('no room');
      },
    },
  };
  expect(() => assignCustomers(failing, { customerIds: ids, managerId: lin }, callerWith([]))).toThrow(
    'no room',
  );
  expect((await history('k7')).map(({ to }) => to?.id)).toEqual([ana]);
});

describe('in the list of customers', () => {
  const list = (filter: JsonObject, revealed = ['manager']) =>
    desk.ask('customers.list', { filter, sort: { by: 'id', direction: 'asc' }, revealId: 'r' }, revealed);
  const ids = async (filter: JsonObject) => (await list(filter)).rows.map(({ id }) => id);

  test('the manager here is shown, the Partner Center’s where it is another one, and what is still to be entered', async () => {
    const { ids: made } = await desk.act('assignments.assign', { customerIds: ['c2'], managerId: lin });
    await desk.act('assignments.withdraw', { customerIds: ['c3'] });
    const { rows: shown } = await list({});
    expect(
      shown.map(({ manager, managerId, assignment }) => [
        manager,
        managerId,
        assignment?.upstream,
        assignment?.task?.state,
      ]),
    ).toEqual([
      [null, null, undefined, undefined],
      ['林薇', lin, 'ana-am', 'open'],
      [null, null, 'stranger', 'open'],
    ]);
    expect(shown[1]?.assignment?.id).toBe(made[0]);
    const masked = await list({}, []);
    expect(JSON.stringify(masked.rows.map(({ manager, assignment }) => [manager, assignment]))).not.toMatch(
      /林薇|ana-am|stranger/,
    );
    expect((await desk.ask('customers.get', { id: 'c2' }))?.customer).toMatchObject({ managerId: lin });
    // Entered and read again: both agree.
    desk.put('customers', [customer('c2', 'linwei')]);
    expect((await list({ managedBy: lin })).rows[0]?.assignment?.upstream).toBeNull();
  });

  test('customers are found by either name, and by whose they are', async () => {
    await desk.act('assignments.assign', { customerIds: ['c2'], managerId: lin });
    for (const typed of ['林', 'lin', 'ana-am']) expect(await ids({ manager: typed })).toEqual(['c2']);
    expect(await ids({ manager: 'stran' })).toEqual(['c3']);
    expect(await ids({ managedBy: lin })).toEqual(['c2']);
    expect(await ids({ managedBy: ana })).toEqual([]);
    expect(await ids({ managedBy: 'none' })).toEqual(['c1']);
    const { managers } = await desk.ask('customers.choices', {});
    expect(managers.map(({ name }) => name)).toEqual(['林薇', 'st***er']);
    const stranger = managers[1]?.key ?? '';
    expect(stranger).toMatch(/^@[0-9a-f]{16}$/);
    expect(await ids({ managedBy: stranger })).toEqual(['c3']);
    expect(await ids({ managedBy: '@0000000000000000' })).toEqual([]);
    const { rows: sorted } = await desk.ask('customers.list', {
      filter: {},
      sort: { by: 'manager', direction: 'desc' },
    });
    expect(sorted.map(({ id }) => id)).toEqual(['c3', 'c2', 'c1']);
  });
});
