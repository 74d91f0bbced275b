import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { AreaDesk } from '../../../test/support/areas.ts';
import { managedCustomer, managerRows, openManaged } from '../../../test/support/assignments.ts';
import { DAY_MS } from '../../base/period.ts';
import type { JsonObject } from '../../base/json.ts';
import { rebuildMirror } from '../../storage/rebuild.ts';
import { followManagers, publishManagers } from './shared.ts';

let desk: AreaDesk;
let ana: string;
let lin: string;
const customer = managedCustomer;
const rows = () => managerRows(desk);
const history = async (customerId: string) => (await desk.ask('assignments.list', { customerId })).rows;

beforeEach(async () => void ({ desk, ana, lin } = await openManaged()));
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
