import fs from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Clock } from '../../core/base/clock.ts';
import { CRITICAL_ACTIONS } from '../../core/contract/critical.ts';
import { contract } from '../../core/contract/index.ts';
import { hashPin, pinMatches } from '../../core/desk/pin-hash.ts';
import { openDeskWorld, type DeskWorld } from '../support/desk-world.ts';

/** The PIN before critical operations (guide 3): off by default, asked once in five minutes, locked after five wrong ones. */

const MINUTE = 60_000;
const PIN = '48205719';
const WRONG = '11112222';

/** Goes with the system's clock and can be moved ahead, as the sandbox knows only the system's. */
let ahead = 0;
const clock: Clock = { now: () => Date.now() + ahead };

let world: DeskWorld;
let customerId = '';

beforeAll(async () => {
  world = await openDeskWorld({ clock });
  const { rows } = await world.desk.call('customers.list', { filter: { associationType: '3' }, limit: 1 });
  customerId = rows[0]?.id ?? '';
}, 60_000);
afterAll(() => world.close());

const setBudget = (amount: string) =>
  world.desk.call('budgets.set', { customerId, change: { amount, type: 'monthly' } });
const confirm = (pin: string) => world.desk.call('team.confirm', { pin });
const outbox = async () => (await world.desk.call('outbox.summary', {})).open;

describe('while the function is off', () => {
  test('nothing is asked, and nobody has a PIN', async () => {
    expect(await world.desk.call('team.security', {})).toEqual({
      required: false,
      hasPin: false,
      lockedUntil: null,
    });
    await expect(setBudget('1')).resolves.toBeDefined();
    await expect(confirm(PIN)).rejects.toMatchObject({ code: 'PIN_MISSING' });
  });
});

describe('while it is on', () => {
  beforeAll(async () => {
    await world.desk.call('team.setOwnPin', { pin: PIN });
    await world.desk.call('team.setSecurity', { required: true });
  });
  // Each test begins unconfirmed.
  beforeEach(() => void (ahead += 6 * MINUTE));

  test('every critical action is refused before anything is done, the others go on', async () => {
    const before = await outbox();
    const inputs: Record<string, object> = {
      'customers.freeze': { customerIds: [customerId], type: 'account', reason: 'x' },
      'customers.unfreeze': { customerIds: [customerId], reason: 'x' },
      'budgets.set': { customerId, change: { amount: '2', type: 'monthly' } },
      'budgets.setBatch': { customerIds: [customerId], change: { amount: '2', type: 'monthly' } },
      'team.setSecurity': { required: false },
      'team.resetPin': { memberId: 'owner', pin: null },
    };
    for (const name of CRITICAL_ACTIONS) {
      const input = inputs[name];
      if (input === undefined) continue;
      expect(contract[name].input.safeParse(input).success, name).toBe(true);
      await expect(world.desk.dispatch(name, input), name).rejects.toMatchObject({
        code: 'CONFIRMATION_NEEDED',
        data: { name },
      });
    }
    expect(await outbox()).toBe(before);
    await expect(world.desk.call('quota.setMarks', { marks: [80, 90] })).resolves.toBeDefined();
  });

  test('confirmed, it holds for five minutes and not a moment longer', async () => {
    const { until } = await confirm(PIN);
    expect(Math.abs(until - (clock.now() + 5 * MINUTE))).toBeLessThan(MINUTE);
    await expect(setBudget('3')).resolves.toBeDefined();
    ahead += 4 * MINUTE;
    await expect(setBudget('4')).resolves.toBeDefined();
    ahead += MINUTE + 1;
    await expect(setBudget('5')).rejects.toMatchObject({ code: 'CONFIRMATION_NEEDED' });
  });

  test('each confirmation, right or wrong, is in the audit; the PIN is nowhere', async () => {
    await expect(confirm(WRONG)).rejects.toMatchObject({ code: 'CONFIRMATION_WRONG', data: { left: 4 } });
    await confirm(PIN);
    const { rows } = await world.desk.call('audit.list', { search: 'team.confirm', limit: 2 });
    expect(rows.map(({ outcome, target }) => [outcome, target])).toEqual([
      ['done', 'owner'],
      ['wrong', 'owner'],
    ]);
    const { dir } = world.desk.state.session().workspace;
    const holders: string[] = [];
    for (const entry of await fs.readdir(dir, { recursive: true, withFileTypes: true })) {
      const file = path.join(entry.parentPath, entry.name);
      if (!entry.isFile()) continue;
      const bytes = await fs.readFile(file);
      if (bytes.includes(PIN) || bytes.includes(WRONG)) holders.push(file);
    }
    expect(holders).toEqual([]);
    expect(world.log.join('')).not.toContain(PIN);
  });

  test('five wrong ones lock it for 15 minutes, also for the right one and for tries at once', async () => {
    const tries = await Promise.allSettled(Array.from({ length: 8 }, () => confirm(WRONG)));
    const codes = tries.map((one) =>
      one.status === 'rejected' ? (one.reason as { code: string }).code : '',
    );
    expect(codes.filter((code) => code === 'CONFIRMATION_WRONG')).toHaveLength(5);
    expect(codes.filter((code) => code === 'CONFIRMATION_LOCKED')).toHaveLength(3);
    await expect(confirm(PIN)).rejects.toMatchObject({ code: 'CONFIRMATION_LOCKED' });
    expect((await world.desk.call('team.security', {})).lockedUntil).not.toBeNull();
    ahead += 14 * MINUTE;
    await expect(confirm(PIN)).rejects.toMatchObject({ code: 'CONFIRMATION_LOCKED' });
    ahead += 2 * MINUTE;
    await expect(confirm(PIN)).resolves.toBeDefined();
    expect((await world.desk.call('team.security', {})).lockedUntil).toBeNull();
  });

  test('one’s own PIN is changed with the present one only', async () => {
    await expect(world.desk.call('team.setOwnPin', { pin: '99990000' })).rejects.toMatchObject({
      code: 'CONFIRMATION_WRONG',
    });
    await expect(
      world.desk.call('team.setOwnPin', { pin: '99990000', current: WRONG }),
    ).rejects.toMatchObject({ code: 'CONFIRMATION_WRONG' });
    await world.desk.call('team.setOwnPin', { pin: '99990000', current: PIN });
    await expect(confirm(PIN)).rejects.toMatchObject({ code: 'CONFIRMATION_WRONG' });
    await world.desk.call('team.setOwnPin', { pin: PIN, current: '99990000' });
  });

  test('a member with a PIN guards who they are; an administrator needs none of it', async () => {
    const { desk } = world;
    const { id } = await desk.call('team.saveMember', { name: 'Manager', roles: ['manager'] });
    await desk.call('team.actAs', { memberId: id });
    await expect(desk.call('team.actAs', { memberId: 'owner' })).rejects.toMatchObject({
      code: 'CONFIRMATION_NEEDED',
    });
    await expect(desk.call('team.actAs', { memberId: 'owner', pin: WRONG })).rejects.toMatchObject({
      code: 'CONFIRMATION_WRONG',
    });
    expect((await desk.call('desk.state', {})).person.id).toBe(id);
    await desk.call('team.actAs', { memberId: 'owner', pin: PIN });
    await confirm(PIN);
    await desk.call('team.resetPin', { memberId: id, pin: '1357' });
    await desk.call('team.actAs', { memberId: id });
    expect(await desk.call('team.actors', {})).toMatchObject({ acting: id });
    await desk.call('team.actAs', { memberId: 'owner', pin: PIN });
  });

  test('who confirmed is not who acts next: another member confirms anew', async () => {
    await confirm(PIN);
    const { id } = await world.desk.call('team.saveMember', { name: 'Second', roles: ['administrator'] });
    await world.desk.call('team.actAs', { memberId: id });
    await expect(setBudget('6')).rejects.toMatchObject({ code: 'CONFIRMATION_NEEDED' });
    await world.desk.call('team.actAs', { memberId: 'owner' });
    await expect(setBudget('7')).rejects.toMatchObject({ code: 'CONFIRMATION_NEEDED' });
  });
});

describe('a PIN as it is kept', () => {
  test('another salt each time; only the same digits match', async () => {
    const [one, two] = await Promise.all([hashPin(PIN), hashPin(PIN)]);
    expect(one).not.toBe(two);
    expect(one).not.toContain(PIN);
    expect(await pinMatches(PIN, one)).toBe(true);
    expect(await pinMatches(WRONG, one)).toBe(false);
    await expect(pinMatches(PIN, 'plain$1')).rejects.toMatchObject({ code: 'INTERNAL' });
  });
});
