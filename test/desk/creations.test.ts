/**
 * A customer created against the sandbox, through the whole desk: code, account, association, budget. What becomes of
 * unclear answers takes a whole quiet period: `test/simulation/kills.ts` has it with the real connector and a short one.
 */
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { systemClock, systemTimers, type Clock, type Timers } from '../../core/base/clock.ts';
import { seededRandom } from '../../core/base/random.ts';
import type { OutboxRow } from '../../core/contract/outbox.ts';
import { createDesk, type StartedDesk } from '../../core/desk/desk.ts';
import { loggerTo } from '../../core/desk/log.ts';
import { fileSecrets } from '../../core/desk/secrets-file.ts';
import { startSandbox, type Sandbox } from '../../core/sandbox/sandbox.ts';

let dir = '';
let sandbox: Sandbox;
let desk: StartedDesk;
const log: string[] = [];

/** Time passes faster on both sides: a saved change rests four seconds. */
const SPEED = 50;
const begun = systemClock.now();
const clock: Clock = { now: () => begun + (systemClock.now() - begun) * SPEED };
const timers: Timers = { sleep: (ms, signal) => systemTimers.sleep(ms / SPEED, signal) };

beforeAll(async () => {
  dir = await fs.mkdtemp(path.join(os.tmpdir(), 'desk-creations-'));
  sandbox = await startSandbox({
    clock,
    customers: 60,
    months: 2,
    seed: 29,
    limits: false,
    files: 'none',
    filesDir: path.join(dir, 'files'),
  });
  desk = await createDesk({
    dataDir: path.join(dir, 'data'),
    host: 'browser',
    secrets: fileSecrets(),
    clock,
    random: seededRandom(1),
    timers,
    sandboxFactory: () => Promise.reject(new Error('no demo here')),
    log: loggerTo((line) => log.push(line), clock),
    version: '0.0.0',
    person: 'tester',
    background: true,
    remember: false,
    checkOutput: true,
  });
  const { url: endpoint, ak, sk } = sandbox;
  await desk.call('desk.connect', { endpoint, ak, sk, name: 'Creations' });
  await until(async () => {
    const { steps } = await desk.call('sync.status', {});
    return steps.some(({ step, at }) => step === 'customers' && at !== null);
  });
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

const action = async (id: string): Promise<OutboxRow> => {
  const found = await desk.call('outbox.get', { id });
  if (found === null) throw new Error(`no action ${id}`);
  return found.row;
};
const reaches = (id: string, state: OutboxRow['state']): Promise<void> =>
  until(async () => (await action(id)).state === state);

const mailbox = z.object({ mail: z.array(z.object({ email: z.string(), code: z.string() })) });

/** The code that came by e-mail last: nothing leaves the sandbox, its control shows it. */
async function codeFor(email: string): Promise<string> {
  const answer = await fetch(`${sandbox.url}/__sandbox/state`, {
    headers: { 'X-Sandbox-Token': sandbox.controlToken },
  });
  const { mail } = mailbox.parse(await answer.json());
  return mail.findLast((one) => one.email === email)?.code ?? '';
}

const made = (externalId: string) =>
  sandbox.world.created.filter(({ customer }) => customer.xaccountId === externalId);

const wanted = { country: 'MX', platform: 'DESK', agreed: true } as const;

test('name checked, code sent, account made, budget set: all of it once, and the customer is on the list', async () => {
  const email = 'ops@kestrel.example';
  expect(await desk.call('customers.checkIdentity', { type: 'name', value: 'kestrel_mx' })).toEqual({
    result: 'free',
    left: null,
    code: null,
  });
  const { id, budgetId } = await desk.call('customers.create', {
    ...wanted,
    accountName: 'kestrel_mx',
    externalId: 'crm-1',
    email,
    budget: { amount: '750', type: 'monthly' },
  });
  await reaches(id, 'held');
  expect((await action(id)).code).toBe('CODE_NEEDED');
  expect((await desk.call('customers.sendCode', { actionId: id })).outcome).toBe('sent');
  const code = await codeFor(email);
  expect(code).toMatch(/^\d{6}$/);
  await desk.call('outbox.supply', { id, code });
  await reaches(budgetId ?? '', 'confirmed');
  const [created] = made('crm-1');
  expect(made('crm-1')).toHaveLength(1);
  const customerId = created?.customer.id ?? '';
  expect((await action(id)).customerId).toBe(customerId);
  expect(sandbox.books.budgets().find((one) => one.customerId === customerId)).toMatchObject({
    customerId,
  });
  await until(async () => (await desk.call('customers.get', { id: customerId })) !== null);
  await until(async () => {
    const found = await desk.call('customers.get', { id: customerId });
    return found?.customer.budget?.amount === '750';
  });
  expect((await desk.call('customers.pendingCreations', {})).rows).toEqual([]);
  expect(await desk.call('customers.checkIdentity', { type: 'name', value: 'kestrel_mx' })).toMatchObject({
    result: 'taken',
  });
  expect(log.join('\n')).not.toContain(code);
}, 60_000);
