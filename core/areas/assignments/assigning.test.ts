import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { callerWith, type AreaDesk } from '../../../test/support/areas.ts';
import { managedCustomer, managerRows, openManaged } from '../../../test/support/assignments.ts';
import { DAY_MS } from '../../base/period.ts';
import type { Caller } from '../../contract/handlers.ts';
import { verifyAudit } from '../../storage/audit.ts';
import { assignCustomers, undoChanges, withdrawCustomers } from './actions.ts';
import { assignmentChoices, listAssignments } from './queries.ts';
import { assignFromInvitation, assignmentMarks, publishManagers } from './shared.ts';

let desk: AreaDesk;
let ana: string;
let lin: string;
const customer = managedCustomer;
const rows = () => managerRows(desk);
const history = async (customerId: string) => (await desk.ask('assignments.list', { customerId })).rows;
const openTasks = async () => (await desk.ask('tasks.list', { states: ['open'] })).rows;
const director = (...managers: string[]): Caller => ({
  ...callerWith([]),
  memberId: 'd',
  person: 'director',
  sees: { managers },
});

beforeEach(async () => void ({ desk, ana, lin } = await openManaged()));
afterEach(() => desk.close());

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
    const { rows: audit } = await desk.ask('audit.list', {});
    expect(audit[0]).toMatchObject({ what: 'assignments.assign', target: 'c3', after: { manager: ana } });
    expect(JSON.stringify(audit)).not.toMatch(/stranger|ana-am/);
    expect(rows()['c3']).toEqual([ana, 'Ana Prieto']);
    expect((await history('c3'))[0]).toMatchObject({ cause: 'invitation', undoable: true, task: null });
    desk.clock.advance(DAY_MS);
    expect((await history('c3'))[0]?.undoable).toBe(false);
  });
});

test('only an account manager’s invitation gives a customer; one decided here keeps its manager', async () => {
  const invite = (customerId: string, memberId: string): boolean =>
    desk.workspace.ledger.write((w) =>
      assignFromInvitation(desk.context, w, { customerId, memberId, person: 'tester' }),
    );
  expect(invite('c1', 'owner')).toBe(false);
  await desk.act('assignments.withdraw', { customerIds: ['c3'] });
  expect(invite('c3', ana)).toBe(false);
  // The record names the same manager already.
  expect(invite('c2', ana)).toBe(false);
  expect(invite('c1', ana)).toBe(true);
  // A customer that no reading has shown yet.
  expect(invite('c9', lin)).toBe(true);
  publishManagers(desk.workspace);
  desk.put('customers', [customer('c9')]);
  expect(rows()).toMatchObject({ c1: [ana, 'Ana Prieto'], c3: [null, null], c9: [lin, '林薇'] });
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
