/** The first actions against the sandbox: saved here, carried out there, read back; every figure on both sides. */
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemClock, systemTimers, type Clock, type Timers } from '../../core/base/clock.ts';
import { isCoded } from '../../core/base/errors.ts';
import { seededRandom } from '../../core/base/random.ts';
import type { OutboxRow } from '../../core/contract/outbox.ts';
import type { SyncStepName } from '../../core/contract/sync.ts';
import { createDesk, type StartedDesk } from '../../core/desk/desk.ts';
import { loggerTo } from '../../core/desk/log.ts';
import { fileSecrets } from '../../core/desk/secrets-file.ts';
import { startSandbox, type Sandbox, type SandboxOptions } from '../../core/sandbox/sandbox.ts';

let dir = '';
let sandbox: Sandbox;
let desk: StartedDesk;
const log: string[] = [];

/** Time passes faster on both sides, so that the rate limits the client keeps to do not make the tests long. */
const SPEED = 10;
const begun = systemClock.now();
const clock: Clock = { now: () => begun + (systemClock.now() - begun) * SPEED };
const timers: Timers = { sleep: (ms, signal) => systemTimers.sleep(ms / SPEED, signal) };

const world: SandboxOptions = { clock, customers: 320, months: 2, seed: 23, limits: false, files: 'none' };

beforeAll(async () => {
  dir = await fs.mkdtemp(path.join(os.tmpdir(), 'desk-outbox-'));
  sandbox = await startSandbox({ ...world, filesDir: path.join(dir, 'files'), keepState: true });
  desk = await createDesk({
    dataDir: path.join(dir, 'data'),
    host: 'browser',
    secrets: fileSecrets(),
    clock,
    random: seededRandom(1),
    timers,
    // The demo is the same partner: only the way to it is another.
    sandboxFactory: ({ filesDir }) => {
      const { url, ak, sk } = sandbox;
      const close = (): Promise<void> => Promise.resolve();
      return Promise.resolve({ url, ak, sk, filesDir, filesReady: Promise.resolve(), close });
    },
    log: loggerTo((line) => log.push(line), clock),
    version: '0.0.0',
    person: 'tester',
    background: true,
    remember: false,
    checkOutput: true,
  });
  const { url: endpoint, ak, sk } = sandbox;
  await desk.call('desk.connect', { endpoint, ak, sk, name: 'Outbox' });
  await untilRead();
});
afterAll(async () => {
  await desk.close();
  await sandbox.close();
  await fs.rm(dir, { recursive: true });
});

/** Looks again until it is so; the test's own time limit ends a wait that is in vain. */
async function until(so: () => Promise<boolean>): Promise<void> {
  while (!(await so())) await new Promise((resolve) => setTimeout(resolve, 20));
}

/** Customers and budgets have been read; what the other steps do is of no interest here. */
const untilRead = (): Promise<void> =>
  until(async () => {
    const { steps } = await desk.call('sync.status', {});
    return steps.every(({ step, at }) => (step !== 'customers' && step !== 'budgets') || at !== null);
  });

/** Starts one step, after the run that is under way, if one is. */
const syncStep = (step: SyncStepName): Promise<void> =>
  until(async () => {
    try {
      await desk.call('sync.start', { steps: [step] });
      return true;
    } catch (error) {
      if (isCoded(error, 'SYNC_RUNNING')) return false;
      throw error;
    }
  });

const action = async (id: string): Promise<OutboxRow> => {
  const found = await desk.call('outbox.get', { id });
  if (found === null) throw new Error(`no action ${id}`);
  return found.row;
};
const reaches = (id: string, state: OutboxRow['state']): Promise<void> =>
  until(async () => (await action(id)).state === state);
const mirror = async (id: string) => {
  const details = await desk.call('customers.get', { id });
  if (details === null) throw new Error(`no customer ${id}`);
  return details.customer;
};
const books = (id: string) => {
  const found = sandbox.books.budgets().find((budget) => budget.customerId === id);
  if (!found) throw new Error(`no budget ${id}`);
  return found;
};

/** Customers of the resale model that are not frozen; each test takes its own. */
const taken = new Set<string>();
async function customer(scope: 'own' | 'resellers' = 'own'): Promise<string> {
  const { rows } = await desk.call('customers.list', {
    filter: { scope, associationType: '3', frozen: false, budget: 'monthly' },
    sort: { by: 'id', direction: 'asc' },
    limit: 100,
  });
  const free = rows.find((row) => !taken.has(row.id));
  if (!free) throw new Error('no customer left');
  taken.add(free.id);
  return free.id;
}

/** Somebody sets a budget in the console. */
function setElsewhere(id: string, amountCents: number): void {
  const found = sandbox.world.customer(id);
  if (!found) throw new Error(`no customer ${id}`);
  sandbox.world.changes(found).settings.push({
    amountCents,
    type: 'MONTHLY',
    automatic: false,
    at: sandbox.now(),
    operator: 'someone',
  });
  sandbox.world.revision += 1;
}

const set = async (customerId: string, amount: string): Promise<string> =>
  (await desk.call('budgets.set', { customerId, change: { amount, type: 'monthly' } })).id;

test('set without a network: it waits; when the Partner Center answers again it is confirmed and read back', async () => {
  const id = await customer();
  const before = (await mirror(id)).budget?.amount;
  const port = Number(new URL(sandbox.url).port);
  await sandbox.close();
  await syncStep('quota');
  await until(async () => (await desk.call('sync.status', {})).state === 'offline');
  const sent = await set(id, '4321.09');
  await until(async () => (await action(sent)).code === 'ENDPOINT_UNREACHABLE');
  expect(await action(sent)).toMatchObject({ state: 'waiting', attempts: 0 });
  expect(await mirror(id)).toMatchObject({
    budget: { amount: before },
    pending: { budget: { amount: '4321.09', type: 'monthly' }, state: 'waiting' },
  });
  sandbox = await startSandbox({ ...world, port, filesDir: path.join(dir, 'files'), keepState: true });
  await syncStep('quota');
  await reaches(sent, 'confirmed');
  expect(books(id).amount).toBe('4321.09');
  await until(async () => (await mirror(id)).budget?.amount === '4321.09');
  expect((await mirror(id)).pending).toBeNull();
  const { rows } = await desk.call('audit.list', { search: id });
  expect(rows.map((row) => row.outcome)).toEqual(['confirmed', 'saved']);
}, 60_000);

test('the outbox finds the way back by itself, and the sync goes on at once', async () => {
  const id = await customer();
  const port = Number(new URL(sandbox.url).port);
  await sandbox.close();
  await syncStep('quota');
  await until(async () => (await desk.call('sync.status', {})).state === 'offline');
  const sent = await set(id, '77.01');
  sandbox = await startSandbox({ ...world, port, filesDir: path.join(dir, 'files'), keepState: true });
  await reaches(sent, 'confirmed');
  await until(async () => (await desk.call('sync.status', {})).offlineSince === null);
  expect((await action(sent)).attempts).toBe(1);
}, 60_000);

test('changed upstream meanwhile: a person decides; mine is sent over theirs', async () => {
  const id = await customer('resellers');
  setElsewhere(id, 77_700);
  const mine = await set(id, '888.80');
  await reaches(mine, 'decision');
  expect(await action(mine)).toMatchObject({
    theirs: { budget: '777', budgetType: 'monthly' },
    target: { budget: '888.8' },
    code: 'OUTBOX_CONFLICT',
  });
  expect((await desk.call('home.todos', {})).rows.map((row) => row.kind)).toContain('changes-need-decision');
  await desk.call('outbox.decide', { ids: [mine], decision: 'mine' });
  await reaches(mine, 'confirmed');
  expect(books(id).amount).toBe('888.80');
  await until(async () => (await mirror(id)).budget?.amount === '888.8');
});

test('changed upstream meanwhile: theirs stays, and the mirror learns of it at once', async () => {
  const id = await customer();
  setElsewhere(id, 55_500);
  const mine = await set(id, '888.80');
  await reaches(mine, 'decision');
  await desk.call('outbox.decide', { ids: [mine], decision: 'theirs' });
  expect((await action(mine)).state).toBe('cancelled');
  expect(books(id).amount).toBe('555.00');
  await until(async () => (await mirror(id)).budget?.amount === '555');
});

test('between the confirmation and the reading back the new value stays in view, and is what is decided on next', async () => {
  const id = await customer();
  // The sync of the test before asks for budgets, too.
  await until(async () => (await desk.call('sync.status', {})).state !== 'running');
  sandbox.faults.add({ kind: 'delay', operation: 'ListSubCustomerBudget', ms: 400, times: 0 });
  const first = await set(id, '100.25');
  await reaches(first, 'confirmed');
  expect((await mirror(id)).pending).toEqual({
    budget: { amount: '100.25', type: 'monthly' },
    state: 'confirmed',
  });
  const second = await set(id, '200.25');
  expect((await action(second)).base.budget).toBe('100.25');
  sandbox.faults.clear();
  await reaches(second, 'confirmed');
  await until(async () => (await mirror(id)).pending === null);
  expect((await mirror(id)).budget?.amount).toBe('200.25');
});

test('frozen and unfrozen with the remembered type', async () => {
  const id = await customer();
  const frozen = await desk.call('customers.freeze', {
    customerIds: [id],
    type: 'account-and-resources',
    reason: 'overdue',
  });
  await reaches(frozen.ids[0] ?? '', 'confirmed');
  await until(async () => (await mirror(id)).frozen === true);
  expect(books(id).frozen).toBe(true);
  const again = await desk.call('customers.freeze', {
    customerIds: [id],
    type: 'account-and-resources',
    reason: 'overdue',
  });
  expect(again.refused).toEqual([{ customerId: id, code: 'FREEZE_ALREADY' }]);
  const thawed = await desk.call('customers.unfreeze', { customerIds: [id], reason: 'paid' });
  await reaches(thawed.ids[0] ?? '', 'confirmed');
  expect((await action(thawed.ids[0] ?? '')).target.freezeType).toBe('account-and-resources');
  await until(async () => (await mirror(id)).frozen === false);
  expect(books(id).frozen).toBe(false);
});

test('frozen in the console: the person names the type, a wrong one is rejected by its code', async () => {
  const id = await customer();
  const found = sandbox.world.customer(id);
  if (!found) throw new Error(`no customer ${id}`);
  sandbox.world.freeze(found, 'ACCOUNT', 'by hand');
  await syncStep('customers');
  await until(async () => (await mirror(id)).frozen === true);
  const thaw = (type?: 'account' | 'account-and-resources') =>
    desk.call('customers.unfreeze', { customerIds: [id], reason: 'paid', ...(type ? { type } : {}) });
  expect((await thaw()).refused).toEqual([{ customerId: id, code: 'FREEZE_TYPE_UNKNOWN' }]);
  const wrong = (await thaw('account-and-resources')).ids[0] ?? '';
  await reaches(wrong, 'rejected');
  const right = (await thaw('account')).ids[0] ?? '';
  await reaches(right, 'confirmed');
  await until(async () => (await mirror(id)).frozen === false);
});

test('a batch of 200: each is set once, the mirror shows all of them', async () => {
  const ids: string[] = [];
  for (let after: string | undefined; ids.length < 200;) {
    const page = await desk.call('customers.list', {
      filter: { associationType: '3' },
      sort: { by: 'id', direction: 'asc' },
      limit: 500,
      ...(after === undefined ? {} : { after }),
    });
    ids.push(...page.rows.filter((row) => !taken.has(row.id)).map((row) => row.id));
    if (page.next === null) break;
    after = page.next;
  }
  const customerIds = ids.slice(0, 200);
  expect(customerIds).toHaveLength(200);
  const change = { amount: '1234.56', type: 'monthly' as const };
  const preview = await desk.call('budgets.previewBatch', { customerIds, change });
  expect(preview).toMatchObject({ count: 200, refused: 0 });
  const before = sandbox.calls['UpdateSubCustomerBudget'] ?? 0;
  const batch = await desk.call('budgets.setBatch', { customerIds, change });
  await until(async () => (await desk.call('outbox.summary', {})).open === 0);
  const { rows } = await desk.call('outbox.list', { states: ['confirmed'], limit: 500 });
  expect(rows.filter((row) => row.batchId === batch.batchId)).toHaveLength(200);
  expect((sandbox.calls['UpdateSubCustomerBudget'] ?? 0) - before).toBe(200);
  for (const id of customerIds) expect(books(id).amount, id).toBe('1234.56');
  await desk.state.session().settleOutbox();
  for (const id of customerIds) expect((await mirror(id)).budget?.amount, id).toBe('1234.56');
  expect(log.filter((line) => line.includes('"error"'))).toEqual([]);
}, 60_000);

test('in the demo, too; the workspace before it is closed with everything in its place', async () => {
  await desk.call('desk.exploreDemo', {});
  await untilRead();
  expect(await desk.call('outbox.summary', {})).toMatchObject({ open: 0 });
  const id = await customer();
  const sent = await set(id, '31.5');
  await reaches(sent, 'confirmed');
  await until(async () => (await mirror(id)).budget?.amount === '31.5');
});
