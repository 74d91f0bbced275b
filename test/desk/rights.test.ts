import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isCoded } from '../../core/base/errors.ts';
import { contract, type Name } from '../../core/contract/index.ts';
import { permission, PERMISSION_OF, type Permission } from '../../core/contract/permissions.ts';
import { ADMINISTRATOR_ONLY } from '../../core/areas/team/rules/roles.ts';
import { openDeskWorld, type DeskWorld } from '../support/desk-world.ts';

/** What each member may do is decided in one place, for every name of the contract. */

let world: DeskWorld;
/** A member for each right: who has every other one, and who has it. */
const without = new Map<Permission, string>();
const having = new Map<Permission, string>();

const ROLE_RIGHTS = permission.options.filter((one) => !ADMINISTRATOR_ONLY.includes(one));
const names = Object.keys(contract) as Name[];
const guarded = names.filter((name) => PERMISSION_OF[name] !== 'everyone');

beforeAll(async () => {
  world = await openDeskWorld();
  const { desk } = world;
  const member = async (name: string, permissions: Permission[]): Promise<string> => {
    const role = await desk.call('team.saveRole', { name, permissions });
    return (await desk.call('team.saveMember', { name, roles: [role.id] })).id;
  };
  for (const one of ROLE_RIGHTS) {
    without.set(
      one,
      await member(
        `all but ${one}`,
        ROLE_RIGHTS.filter((other) => other !== one),
      ),
    );
    having.set(one, await member(`only ${one}`, [one]));
  }
  // The rights of administrators alone: nobody else has them, whatever their roles.
  const everything = await member('everything', ROLE_RIGHTS);
  for (const one of ADMINISTRATOR_ONLY) {
    without.set(one, everything);
    having.set(one, 'owner');
  }
}, 60_000);
afterAll(() => world.close());

/** The code a call ends with. Its input fits nothing, so a call that is let through does nothing either. */
async function codeAs(memberId: string, name: Name): Promise<string> {
  const { desk } = world;
  await desk.call('team.actAs', { memberId });
  const error: unknown = await desk.dispatch(name, 'no input').catch((e: unknown) => e);
  return isCoded(error) ? error.code : 'answered';
}

describe('every name of the contract', () => {
  test('most need a right, and nearly every right is needed by one', () => {
    expect(guarded.length).toBeGreaterThan(60);
    const needed = new Set(guarded.map((name) => PERMISSION_OF[name]));
    // Exports decide by the list that is exported; nothing changes orders yet.
    expect(permission.options.filter((one) => !needed.has(one))).toEqual([
      'customers.export',
      'orders.manage',
    ]);
  });

  test.each(guarded)('%s is refused to a role without its right, and only to that', async (name) => {
    const needs = PERMISSION_OF[name] as Permission;
    expect(await codeAs(without.get(needs) ?? '', name)).toBe('PERMISSION_DENIED');
    expect(await codeAs(having.get(needs) ?? '', name)).toBe('INPUT_INVALID');
  });

  test.each(names.filter((name) => PERMISSION_OF[name] === 'everyone'))(
    '%s is open to every role',
    async (name) => {
      expect(await codeAs(having.get('audit.view') ?? '', name)).toBe('INPUT_INVALID');
    },
  );

  test('the refusal names the call and the right', async () => {
    await world.desk.call('team.actAs', { memberId: without.get('audit.view') ?? '' });
    await expect(world.desk.call('audit.list', {})).rejects.toMatchObject({
      code: 'PERMISSION_DENIED',
      data: { name: 'audit.list', permission: 'audit.view' },
    });
  });
});

describe('who acts', () => {
  test('is told with the desk’s state, and written into the audit with who sits there', async () => {
    const { desk } = world;
    const id = having.get('audit.view') ?? '';
    await desk.call('team.actAs', { memberId: 'owner' });
    expect((await desk.call('desk.state', {})).person).toMatchObject({
      id: 'owner',
      name: 'tester',
      sees: 'all',
    });
    await desk.call('team.actAs', { memberId: id });
    expect((await desk.call('desk.state', {})).person).toMatchObject({
      id,
      name: 'only audit.view',
      permissions: ['audit.view'],
    });
    await desk.call('privacy.reveal', { view: 'x', columns: ['name'] });
    const { rows } = await desk.call('audit.list', { limit: 2 });
    expect(rows).toMatchObject([
      { what: 'privacy.reveal', who: 'only audit.view (tester)' },
      { what: 'team.actAs', who: 'tester', before: 'owner', after: id },
    ]);
  });

  test('what one member revealed is masked for the next', async () => {
    const { desk } = world;
    await desk.call('team.actAs', { memberId: 'owner' });
    const { revealId } = await desk.call('privacy.reveal', { view: 'customers', columns: ['name'] });
    const ask = async () =>
      (await desk.call('customers.list', { filter: {}, limit: 1, revealId })).rows[0]?.name;
    expect(await ask()).not.toContain('*');
    await desk.call('team.actAs', { memberId: having.get('customers.view') ?? '' });
    expect(await ask()).toContain('*');
    await desk.call('team.actAs', { memberId: 'owner' });
    expect(await ask()).toContain('*');
  });

  test('a member who was removed acts no more: the owner does', async () => {
    const { desk } = world;
    const { id } = await desk.call('team.saveMember', { name: 'Gone', roles: ['administrator'] });
    await desk.call('team.actAs', { memberId: id });
    await desk.call('team.removeMember', { id });
    expect((await desk.call('desk.state', {})).person.id).toBe('owner');
    await expect(desk.call('team.actAs', { memberId: id })).rejects.toMatchObject({ code: 'MEMBER_UNKNOWN' });
  });

  test('rights that were taken away are gone with the next call', async () => {
    const { desk } = world;
    const role = await desk.call('team.saveRole', { name: 'Short', permissions: ['audit.view'] });
    const { id } = await desk.call('team.saveMember', { name: 'Short', roles: [role.id] });
    await desk.call('team.actAs', { memberId: id });
    await expect(desk.call('audit.list', {})).resolves.toBeDefined();
    desk.state
      .session()
      .workspace.ledger.write((w) => w.run("UPDATE role SET permissions = '[]' WHERE id = ?", [role.id]));
    await expect(desk.call('audit.list', {})).rejects.toMatchObject({ code: 'PERMISSION_DENIED' });
    await desk.call('team.actAs', { memberId: 'owner' });
  });

  test('the customer page shows only what the role may see', async () => {
    const { desk } = world;
    const { rows } = await desk.call('customers.list', { filter: {}, limit: 1 });
    const id = rows[0]?.id ?? '';
    const whole = await desk.call('customers.get', { id });
    expect(whole).toMatchObject({ coupons: {}, orders: {} });
    expect(whole?.months.length).toBeGreaterThan(0);
    await desk.call('team.actAs', { memberId: having.get('customers.view') ?? '' });
    expect(await desk.call('customers.get', { id })).toMatchObject({
      coupons: null,
      orders: null,
      months: [],
      services: [],
      lastMonth: null,
    });
    await desk.call('team.actAs', { memberId: 'owner' });
  });

  test('who manages members makes nobody more than they are themselves', async () => {
    const { desk } = world;
    const clerk = having.get('members.manage') ?? '';
    await desk.call('team.actAs', { memberId: clerk });
    const refused = [
      () => desk.call('team.saveMember', { name: 'Friend', roles: ['administrator'] }),
      () => desk.call('team.saveMember', { name: 'Friend', roles: ['manager'] }),
      () => desk.call('team.saveRole', { name: 'More', permissions: ['bills.view'] }),
      () => desk.call('team.resetPin', { memberId: 'owner', pin: '1234' }),
      () => desk.call('team.removeMember', { id: 'owner' }),
    ];
    for (const one of refused) await expect(one()).rejects.toMatchObject({ code: 'GRANT_BEYOND_OWN' });
    await desk.call('team.actAs', { memberId: 'owner' });
  });

  test('without a workspace everything needed for the first one may be done', async () => {
    const { desk } = world;
    await desk.call('team.actAs', { memberId: having.get('audit.view') ?? '' });
    const { id } = desk.state.session().workspace;
    await desk.call('desk.closeWorkspace', {});
    expect((await desk.call('desk.state', {})).person).toMatchObject({
      id: 'owner',
      permissions: permission.options,
    });
    await expect(desk.dispatch('desk.connect', {})).rejects.toMatchObject({ code: 'INPUT_INVALID' });
    await expect(desk.call('team.members', {})).rejects.toMatchObject({ code: 'WORKSPACE_MISSING' });
    await desk.call('desk.openWorkspace', { id });
    expect((await desk.call('desk.state', {})).person.name).toBe('only audit.view');
    await desk.call('team.actAs', { memberId: 'owner' });
  });
});
