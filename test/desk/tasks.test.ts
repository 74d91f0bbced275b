/** Console tasks against the sandbox: what a person did there is found by the sync, through the whole desk. */
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fixedClock, systemTimers } from '../../core/base/clock.ts';
import { isCoded } from '../../core/base/errors.ts';
import { seededRandom } from '../../core/base/random.ts';
import { createDesk, type StartedDesk } from '../../core/desk/desk.ts';
import { loggerTo } from '../../core/desk/log.ts';
import { fileSecrets } from '../../core/desk/secrets-file.ts';
import { startSandbox, type Sandbox } from '../../core/sandbox/sandbox.ts';

let dir = '';
let sandbox: Sandbox;
let desk: StartedDesk;
const clock = fixedClock(Date.UTC(2026, 10, 23, 4));

beforeAll(async () => {
  dir = await fs.mkdtemp(path.join(os.tmpdir(), 'desk-tasks-'));
  const world = { customers: 40, months: 1, seed: 5, limits: false, files: 'none' } as const;
  sandbox = await startSandbox({ ...world, clock, filesDir: path.join(dir, 'files') });
  desk = await createDesk({
    dataDir: path.join(dir, 'data'),
    host: 'browser',
    secrets: fileSecrets(),
    clock,
    random: seededRandom(1),
    timers: systemTimers,
    sandboxFactory: () => Promise.reject(new Error('no demo here')),
    log: loggerTo(() => undefined, clock),
    version: '0.0.0',
    person: 'tester',
    background: false,
    remember: false,
    checkOutput: true,
  });
  await desk.call('desk.connect', { endpoint: sandbox.url, ak: sandbox.ak, sk: sandbox.sk, name: 'Tasks' });
  await sweep();
});
afterAll(async () => {
  await desk.close();
  await sandbox.close();
  await fs.rm(dir, { recursive: true });
});

const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 20));

/** Reads all customers once more, a minute later. */
async function sweep(): Promise<void> {
  clock.advance(60_000);
  for (let started = false; !started;) {
    started = await desk.call('sync.start', { steps: ['customers'] }).then(
      () => true,
      (error: unknown) => {
        if (isCoded(error, 'SYNC_RUNNING')) return false;
        throw error;
      },
    );
    if (!started) await pause();
  }
  while ((await desk.call('sync.status', {})).state === 'running') await pause();
}

const stateOf = async (id: string) => (await desk.call('tasks.get', { id }))?.row.state;
const customerAt = async (index: number): Promise<string> => {
  const { rows } = await desk.call('customers.list', {
    filter: { frozen: false },
    sort: { by: 'id', direction: 'asc' },
  });
  return rows[index]?.id ?? expect.fail('no customer');
};

test('a customer that was disassociated in the console is found gone by the sync: task confirmed, request approved', async () => {
  const customerId = await customerAt(0);
  const { id, taskId } = await desk.call('association.request', {
    customerId,
    reason: 'no business any more',
    confirmed: true,
  });
  expect((await desk.call('tasks.get', { id: taskId }))?.page).toEqual({
    url: null,
    path: '/customer/customerManagement',
    demo: false,
  });
  await desk.call('tasks.done', { id: taskId, reference: 'REQ-1' });
  await sweep();
  expect(await stateOf(taskId)).toBe('done');
  const customer = sandbox.world.customer(customerId);
  if (customer === undefined) throw new Error('the sandbox does not know it');
  sandbox.world.leave(customer);
  // One sweep without it may be an accident of paging; two in a row are not.
  await sweep();
  expect(await stateOf(taskId)).toBe('done');
  await sweep();
  await sweep();
  expect(await desk.call('customers.get', { id: customerId })).toBeNull();
  expect(await stateOf(taskId)).toBe('seen');
  expect((await desk.call('association.get', { id }))?.row.state).toBe('approved');
});

test('a task is seen by those who see its customer, and by nobody else', async () => {
  const customerId = await customerAt(1);
  const { taskId } = await desk.call('association.request', { customerId, reason: 'x', confirmed: true });
  const { id: memberId } = await desk.call('team.saveMember', {
    name: 'Manager One',
    roles: ['manager'],
  });
  await desk.call('team.actAs', { memberId });
  expect(await desk.call('tasks.list', {})).toEqual({ rows: [], next: null });
  expect(await desk.call('tasks.get', { id: taskId })).toBeNull();
  await expect(
    desk.call('association.request', { customerId, reason: 'x', confirmed: true }),
  ).rejects.toMatchObject({ code: 'PERMISSION_DENIED' });
  await desk.call('team.actAs', { memberId: 'owner' });
  expect((await desk.call('tasks.list', { states: ['open'] })).rows.map((row) => row.id)).toEqual([taskId]);
});
