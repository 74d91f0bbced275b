import path from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { taskDefinitions } from '../../core/areas/register.ts';
import { rightsOfTask } from '../../core/areas/tasks/sight.ts';
import type { Permission } from '../../core/contract/permissions.ts';
import { openDeskWorld, type DeskWorld } from '../support/desk-world.ts';

/** Ways by which somebody would come to more rights, or past a PIN, than they were given. */

const PIN = '48205719';
let world: DeskWorld;
let customerId = '';

beforeAll(async () => {
  world = await openDeskWorld();
  const { rows } = await world.desk.call('customers.list', { filter: { associationType: '3' }, limit: 1 });
  customerId = rows[0]?.id ?? '';
  await world.desk.call('team.setOwnPin', { pin: PIN });
}, 60_000);
afterAll(() => world.close());
beforeEach(() => world.desk.call('team.actAs', { memberId: 'owner', pin: PIN }));

let made = 0;
async function member(permissions: readonly Permission[], ...presets: string[]): Promise<string> {
  const name = `Made ${(made += 1)}`;
  const role = await world.desk.call('team.saveRole', { name, permissions: [...permissions] });
  return (await world.desk.call('team.saveMember', { name, roles: [...presets, role.id] })).id;
}

test('who takes themselves out of the members does not come to act as the owner, past the owner’s PIN', async () => {
  const { desk } = world;
  const id = await member(['members.manage']);
  await desk.call('team.actAs', { memberId: id });
  await expect(desk.call('team.removeMember', { id })).rejects.toMatchObject({ code: 'GRANT_BEYOND_OWN' });
  expect((await desk.call('desk.state', {})).person.id).toBe(id);
});

test('a director who manages members comes to see no more customers by it', async () => {
  const { desk } = world;
  const { id: stranger } = await desk.call('team.saveMember', { name: 'Stranger', roles: ['manager'] });
  const { id: own } = await desk.call('team.saveMember', { name: 'Own', roles: ['manager'] });
  const id = await member(['members.manage', 'customers.view', 'customers.develop'], 'director');
  await desk.call('team.setDirector', { managerIds: [own], directorId: id });
  const rows = (await desk.call('team.roles', {})).rows;
  const custom = rows.find((one) => one.name === `Made ${made}`)?.id ?? '';
  await desk.call('team.actAs', { memberId: id });
  const beyond = { code: 'GRANT_BEYOND_OWN' };
  await expect(desk.call('team.saveMember', { id, name: 'Me', roles: [custom] })).rejects.toMatchObject(
    beyond,
  );
  await expect(desk.call('team.saveMember', { name: 'Puppet', roles: [custom] })).rejects.toMatchObject(
    beyond,
  );
  await expect(
    desk.call('team.setDirector', { managerIds: [own, stranger], directorId: id }),
  ).rejects.toMatchObject(beyond);
  expect((await desk.call('desk.state', {})).person.sees).toEqual({ managers: [own] });
});

test('an administrator’s name and account are no matter of those who only manage members', async () => {
  const { desk } = world;
  const { id } = await desk.call('team.saveMember', { name: 'Plain', roles: ['manager'] });
  await desk.call('team.actAs', { memberId: await member(['members.manage']) });
  await expect(
    desk.call('team.saveMember', { id: 'owner', name: 'Somebody', roles: ['administrator'] }),
  ).rejects.toMatchObject({ code: 'GRANT_BEYOND_OWN' });
  await expect(
    desk.call('team.saveMember', { id, name: 'Renamed', roles: ['manager'] }),
  ).resolves.toMatchObject({ id });
});

test('the code of a creation is supplied, and sent, by those who may create customers alone', async () => {
  const { desk } = world;
  const { id } = await desk.call('customers.create', {
    accountName: 'escalation_mx',
    country: 'MX',
    platform: 'DESK',
    email: 'ops@northwind.example',
    agreed: true,
  });
  const held = (): void =>
    desk.state.session().workspace.ledger.write((w) => {
      w.run("UPDATE action SET state = 'held', code = 'CODE_NEEDED' WHERE id = ?", [id]);
    });
  held();
  await desk.call('team.actAs', { memberId: await member(['customers.view']) });
  await expect(desk.call('outbox.supply', { id, code: '123456' })).rejects.toMatchObject({
    code: 'PERMISSION_DENIED',
  });
  await desk.call('team.actAs', { memberId: 'owner', pin: PIN });
  const { id: manager } = await desk.call('team.saveMember', { name: 'Manager', roles: ['manager'] });
  await desk.call('team.actAs', { memberId: manager });
  // May create customers, but this creation is somebody else's.
  for (const call of [
    () => desk.call('outbox.supply', { id, code: '123456' }),
    () => desk.call('customers.sendCode', { actionId: id, language: 'en' }),
  ])
    await expect(call()).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('who may not look at customers finds none in changes, tasks and switches, and takes none back', async () => {
  const { desk } = world;
  const change = { amount: '100', type: 'monthly' } as const;
  const { id: action } = await desk.call('budgets.set', { customerId, change });
  const request = { customerIds: [customerId], acceptLetter: true };
  const [taskId = ''] = (await desk.call('behalf.request', request)).ids;
  await desk.call('behalf.answer', { customerId, answer: 'agreed' });
  const begun = await desk.call('behalf.begin', { customerId, purpose: 'order', note: 'test' });
  expect((await desk.call('tasks.list', {})).rows.length).toBeGreaterThan(1);
  expect((await desk.call('behalf.open', {})).rows).toHaveLength(1);

  await desk.call('team.actAs', { memberId: await member(['audit.view']) });
  expect((await desk.call('outbox.list', {})).rows).toEqual([]);
  expect((await desk.call('outbox.summary', {})).open).toBe(0);
  expect(await desk.call('outbox.get', { id: action })).toBeNull();
  expect((await desk.call('tasks.list', {})).rows).toEqual([]);
  expect(await desk.call('tasks.summary', {})).toMatchObject({ open: 0 });
  expect(await desk.call('tasks.get', { id: taskId })).toBeNull();
  expect((await desk.call('behalf.open', {})).rows).toEqual([]);
  const gone = { code: 'NOT_FOUND' };
  await expect(desk.call('outbox.cancel', { ids: [action] })).rejects.toMatchObject(gone);
  await expect(desk.call('tasks.cancel', { id: begun.taskId, note: 'x' })).rejects.toMatchObject(gone);
  await expect(desk.call('behalf.end', { id: begun.id })).rejects.toMatchObject(gone);

  // Who looks at customers sees the task; taking it back is for those who could have made it.
  await desk.call('team.actAs', { memberId: 'owner', pin: PIN });
  await desk.call('team.actAs', { memberId: await member(['customers.view']) });
  expect(await desk.call('tasks.get', { id: begun.taskId })).not.toBeNull();
  await expect(desk.call('tasks.cancel', { id: begun.taskId, note: 'x' })).rejects.toMatchObject({
    code: 'PERMISSION_DENIED',
    data: { permission: 'customers.behalf' },
  });
  await expect(desk.call('behalf.end', { id: begun.id })).rejects.toMatchObject(gone);
});

test('every kind of task belongs to an area whose rights are written down', () => {
  expect(taskDefinitions.length).toBeGreaterThan(10);
  for (const { kind } of taskDefinitions) expect(rightsOfTask(kind).make, kind).not.toBe('desk.manage');
});

test('an explanation needs the right of its figure: a manager learns no partner bills by it', async () => {
  const { desk } = world;
  const { id } = await desk.call('team.saveMember', { name: 'Asking', roles: ['manager'] });
  await desk.call('team.actAs', { memberId: id });
  for (const [figure, permission] of [
    ['amountsDue', 'bills.view'],
    ['coupons', 'coupons.view'],
  ] as const)
    await expect(desk.call('explain.figure', { figure })).rejects.toMatchObject({
      code: 'PERMISSION_DENIED',
      data: { permission },
    });
  for (const figure of ['quota', 'trend', 'budgets'] as const)
    await expect(desk.call('explain.figure', { figure })).resolves.toMatchObject({ figure });
});

test('a confirmation holds in its own workspace: every one has an owner with a PIN of its own', async () => {
  const { desk, dir } = world;
  const first = desk.state.session().workspace.dir;
  await desk.call('team.setSecurity', { required: true });
  await desk.openFolder(path.join(dir, 'second'), { kind: 'real', name: 'Second' });
  await desk.call('team.setOwnPin', { pin: '1111' });
  await desk.call('team.confirm', { pin: '1111' });
  await desk.openFolder(first);
  const change = { amount: '5', type: 'monthly' } as const;
  await expect(desk.call('budgets.set', { customerId, change })).rejects.toMatchObject({
    code: 'CONFIRMATION_NEEDED',
  });
});
