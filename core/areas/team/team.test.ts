import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fakeLines, openAreas, type AreaDesk } from '../../../test/support/areas.ts';
import type { InputOf } from '../../contract/index.ts';
import { actingMember, memberName, nameOwner, listManagers } from './shared.ts';

let desk: AreaDesk;
const ids: Record<string, string> = {};

beforeAll(async () => {
  desk = await openAreas({ lines: fakeLines() });
  nameOwner(desk.workspace.ledger, 'Wang Fang');
  desk.put('customers', [
    { customer_id: 'c1', customer: 'One', account_managers: [{ account_name: 'am-li' }] },
    { customer_id: 'c2', customer: 'Two', account_managers: [{ account_name: 'am-li' }] },
    { customer_id: 'c3', customer: 'Three', account_managers: [{ account_name: 'am-zhao' }] },
    { customer_id: 'c4', customer: 'Four' },
  ]);
});
afterAll(() => desk.close());

const save = async (input: InputOf<'team.saveMember'>): Promise<string> =>
  (await desk.act('team.saveMember', input)).id;
const members = async () =>
  (await desk.ask('team.members', { revealId: 'r' }, ['name', 'email', 'account'])).rows;
const named = async (name: string) => (await members()).find((one) => one.name === name);
const audited = async (what: string) =>
  (await desk.ask('audit.list', { search: what, limit: 100 })).rows.filter((row) => row.what === what);

describe('members', () => {
  test('every workspace has its owner, an administrator, who acts by default', async () => {
    expect(await members()).toMatchObject([
      { id: 'owner', name: 'Wang Fang', roles: ['administrator'], sees: 'all', hasPin: false },
    ]);
    expect(actingMember(desk.workspace.ledger.read, null)).toMatchObject({ id: 'owner', sees: 'all' });
    expect(actingMember(desk.workspace.ledger.read, 'nobody')).toBeUndefined();
    nameOwner(desk.workspace.ledger, 'Somebody Else');
    expect(memberName(desk.workspace.ledger.read, 'owner')).toBe('Wang Fang');
  });

  test('those the Partner Center names become managers once, by their account', async () => {
    expect(await desk.act('team.importManagers', {})).toEqual({ added: 2 });
    expect(await desk.act('team.importManagers', {})).toEqual({ added: 0 });
    const rows = await members();
    expect(rows.filter((one) => one.roles.includes('manager')).map((one) => one.account)).toEqual([
      'am-li',
      'am-zhao',
    ]);
    expect(listManagers(desk.workspace.ledger.read).map(({ upstreamId }) => upstreamId)).toEqual([
      'am-li',
      'am-zhao',
    ]);
  });

  test('they are masked until revealed', async () => {
    ids['li'] = (await named('am-li'))?.id ?? '';
    await save({
      id: ids['li'],
      name: 'Li Xiaoming',
      email: 'li@example.com',
      account: 'am-li',
      roles: ['manager'],
    });
    const masked = JSON.stringify(await desk.ask('team.members', {}));
    for (const hidden of ['Li Xiaoming', 'li@example.com', 'am-li', 'Wang Fang'])
      expect(masked).not.toContain(hidden);
    expect(await named('Li Xiaoming')).toMatchObject({
      email: 'li@example.com',
      account: 'am-li',
      sees: 'own',
    });
    expect((await desk.ask('team.member', { id: ids['li'] }))?.member.name).toBe('Li Xiaoming');
    expect(await desk.ask('team.member', { id: 'nobody' })).toBeNull();
  });

  test('roles that cannot be held together, accounts of others and unknown members are refused', async () => {
    const refusals: [InputOf<'team.saveMember'>, string][] = [
      [{ name: 'X', roles: [] }, 'MEMBER_ROLES_COUNT'],
      [{ name: 'X', roles: ['administrator', 'manager'] }, 'MEMBER_ROLES_EXCLUDE'],
      [{ name: 'X', roles: ['director', 'manager'] }, 'MEMBER_ROLES_EXCLUDE'],
      [{ name: 'X', roles: ['gone'] }, 'ROLE_UNKNOWN'],
      [{ name: 'X', roles: ['manager'], account: 'am-zhao' }, 'MEMBER_ACCOUNT_TAKEN'],
      [{ id: 'nobody', name: 'X', roles: ['manager'] }, 'MEMBER_UNKNOWN'],
      [{ id: 'owner', name: 'Wang Fang', roles: ['manager'] }, 'LAST_ADMINISTRATOR'],
    ];
    const before = await members();
    for (const [input, code] of refusals)
      await expect(desk.act('team.saveMember', input), code).rejects.toMatchObject({ code });
    await expect(desk.act('team.removeMember', { id: 'owner' })).rejects.toMatchObject({
      code: 'LAST_ADMINISTRATOR',
    });
    expect(await members()).toEqual(before);
  });
});

describe('roles of one’s own', () => {
  test('are saved, counted, changed and removed; not while somebody holds them', async () => {
    ids['finance'] = (await desk.act('team.saveRole', { name: 'Finance', permissions: ['bills.view'] })).id;
    ids['fin'] = await save({ name: 'Chen Jie', roles: [ids['finance']] });
    const role = async () => (await desk.ask('team.roles', {})).rows.find((one) => one.id === ids['finance']);
    expect(await role()).toMatchObject({ name: 'Finance', members: 1, permissions: ['bills.view'] });
    await desk.act('team.saveRole', {
      id: ids['finance'],
      name: 'Money',
      permissions: ['bills.view', 'coupons.view'],
    });
    expect(actingMember(desk.workspace.ledger.read, ids['fin'])?.permissions).toEqual([
      'bills.view',
      'coupons.view',
    ]);
    const refusals: [Promise<unknown>, string][] = [
      [desk.act('team.removeRole', { id: ids['finance'] }), 'ROLE_IN_USE'],
      [desk.act('team.removeRole', { id: 'manager' }), 'ROLE_PRESET'],
      [desk.act('team.removeRole', { id: 'gone' }), 'ROLE_UNKNOWN'],
      [desk.act('team.saveRole', { id: 'manager', name: 'M', permissions: [] }), 'ROLE_PRESET'],
      [desk.act('team.saveRole', { name: 'money', permissions: [] }), 'ROLE_NAME_TAKEN'],
      [
        desk.act('team.saveRole', { name: 'Export', permissions: ['customers.export'] }),
        'ROLE_PERMISSION_RESERVED',
      ],
    ];
    for (const [refused, code] of refusals) await expect(refused, code).rejects.toMatchObject({ code });
    await save({ id: ids['fin'], name: 'Chen Jie', roles: ['director'] });
    await desk.act('team.removeRole', { id: ids['finance'] });
    expect(await role()).toBeUndefined();
  });
});

describe('directors', () => {
  const todo = async () =>
    (await desk.ask('home.todos', {})).rows.find((one) => one.kind === 'managers-without-director')?.count;

  test('lead managers and see their customers; when they go, their managers stand without one, as a to-do', async () => {
    const li = ids['li'] ?? '';
    const director = ids['fin'] ?? '';
    expect(await todo()).toBeUndefined();
    expect(await desk.act('team.setDirector', { managerIds: [li], directorId: director })).toEqual({
      changed: 1,
    });
    expect(await desk.act('team.setDirector', { managerIds: [li], directorId: director })).toEqual({
      changed: 0,
    });
    expect(actingMember(desk.workspace.ledger.read, director)?.sees).toEqual({ managers: [li] });
    await expect(
      desk.act('team.setDirector', { managerIds: ['owner'], directorId: director }),
    ).rejects.toMatchObject({ code: 'DIRECTOR_UNFIT' });
    expect(await save({ id: director, name: 'Chen Jie', roles: ['administrator'] })).toBe(director);
    expect(await named('Li Xiaoming')).toMatchObject({ director: null, directorLost: true });
    expect(await todo()).toBe(1);
    expect(await audited('team.setDirector')).toMatchObject([
      { target: li, before: director, after: null },
      { target: li, before: null, after: director },
    ]);
    await desk.act('team.setDirector', { managerIds: [li], directorId: null });
    expect(await todo()).toBeUndefined();
  });

  test('removing one does the same; what they were stays in the audit', async () => {
    const li = ids['li'] ?? '';
    const other = await save({ name: 'Sun Yu', roles: ['director'] });
    await desk.act('team.setDirector', { managerIds: [li], directorId: other });
    expect(await desk.act('team.removeMember', { id: other })).toEqual({ left: 1 });
    expect(await todo()).toBe(1);
    expect(await named('Sun Yu')).toBeUndefined();
    expect(memberName(desk.workspace.ledger.read, other)).toBe('Sun Yu');
    expect(await audited('team.removeMember')).toMatchObject([{ target: other, before: ['director'] }]);
  });

  test('a manager who is none any more is led by nobody and misses nobody', async () => {
    const li = ids['li'] ?? '';
    await save({ id: li, name: 'Li Xiaoming', account: 'am-li', roles: ['director'] });
    expect(await todo()).toBeUndefined();
    await save({ id: li, name: 'Li Xiaoming', account: 'am-li', roles: ['manager'] });
    expect(await named('Li Xiaoming')).toMatchObject({ director: null, directorLost: false });
  });
});
