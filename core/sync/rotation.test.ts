import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fixedClock, systemTimers, type Timers } from '../base/clock.ts';
import { seededRandom } from '../base/random.ts';
import { collections, customerRotation } from '../areas/register.ts';
import { startSandbox, type Sandbox } from '../sandbox/sandbox.ts';
import { createPartnerCenter } from '../sources/partner-center/client.ts';
import type { PartnerCenter } from '../sources/source.ts';
import { countRecords } from '../storage/records.ts';
import { noLines } from '../storage/testing/support.ts';
import { rebuildMirror } from '../storage/rebuild.ts';
import { checkWorkspace, openWorkspace } from '../storage/workspace.ts';
import type { Workspace } from '../storage/workspace-types.ts';
import { createReadings, readingAt } from './readings.ts';
import { chooseTurns, TURNS_PER_RUN } from './rotation.ts';
import { syncComponent } from './schema.ts';
import { createSync, type Sync } from './sync.ts';

/** What is only listed customer by customer, against the sandbox: in rotation, and when somebody opens a customer. */
const NOON = Date.UTC(2026, 10, 23, 4);
const CUSTOMERS = 80;
const HOUR = 3_600_000;
const machine = fixedClock(NOON);
/** Back-off takes no time; deadlines stay real. */
const timers: Timers = { sleep: (ms, signal) => systemTimers.sleep(ms >= 5000 ? ms : 0, signal) };
let sandbox: Sandbox;
let dir: string;
let workspace: Workspace;
let source: PartnerCenter;
let sync: Sync;
const asked: string[] = [];

beforeAll(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), 'desk-rotation-'));
  sandbox = await startSandbox({
    clock: machine,
    customers: CUSTOMERS,
    months: 3,
    seed: 11,
    files: 'none',
    limits: false,
  });
  const random = seededRandom(5);
  workspace = await openWorkspace({
    dir: path.join(dir, 'w'),
    clock: machine,
    random,
    create: { kind: 'real', name: 'Test' },
    collections,
    components: [syncComponent],
    openLines: noLines,
  });
  const real = createPartnerCenter({
    endpoint: sandbox.url,
    keys: { accessKey: sandbox.ak, secretKey: sandbox.sk },
    clock: machine,
    timers,
    random,
    unlimited: true,
  });
  source = {
    ...real,
    endpoint: real.endpoint,
    identity: real.identity,
    call: (operation, input, options) => {
      asked.push(`${options?.priority ?? 'background'} ${operation}`);
      return real.call(operation, input, options);
    },
    send: (...args) => real.send(...args),
    testConnection: (signal) => real.testConnection(signal),
    exportState: () => real.exportState(),
    importState: (state) => real.importState(state),
    close: () => real.close(),
  };
  sync = createSync({
    workspace,
    source,
    files: null,
    collections,
    clock: machine,
    timers,
    random,
    rotation: customerRotation,
  });
});
afterAll(async () => {
  await sync.close();
  await workspace.close();
  await sandbox.close();
  await rm(dir, { recursive: true, force: true });
});

const STEPS = ['period_resources', 'on_demand_resources'] as const;
const stateOf = (step: string): string | undefined =>
  sync.status().steps.find((one) => one.step === step)?.state;
const askedFor = (operation: string): number => asked.filter((one) => one.endsWith(` ${operation}`)).length;
const readSoFar = (): number =>
  Number(
    workspace.mirror.read.get<{ n: bigint }>(
      "SELECT count(*) AS n FROM scan WHERE collection = 'period_resources' AND fresh_at IS NOT NULL",
    )?.n ?? 0n,
  );

test('the first sync brings the lists; the rotation begins with the second and asks for a few customers each time', async () => {
  await sync.start();
  expect(STEPS.map(stateOf)).toEqual(['skipped', 'skipped']);
  expect(askedFor('ListPayPerUseCustomerResources')).toBe(0);
  await sync.start({ steps: STEPS });
  expect(STEPS.map(stateOf)).toEqual(['done', 'done']);
  expect(askedFor('ListPayPerUseCustomerResources')).toBe(TURNS_PER_RUN);
  expect(readSoFar()).toBe(TURNS_PER_RUN);
});

test('the round comes to every customer, and an hour later begins again without writing a row', async () => {
  await sync.start({ steps: STEPS });
  await sync.start({ steps: STEPS });
  expect(readSoFar()).toBe(CUSTOMERS);
  expect(countRecords(workspace.mirror.read, 'period_resources')).toBeGreaterThan(0);
  expect(countRecords(workspace.mirror.read, 'on_demand_resources')).toBeGreaterThan(0);
  const before = askedFor('ListPayPerUseCustomerResources');
  await sync.start({ steps: STEPS });
  // Nobody is asked for twice within the hour.
  expect(askedFor('ListPayPerUseCustomerResources')).toBe(before);
  machine.set(NOON + 2 * HOUR);
  const versions = (): unknown =>
    workspace.mirror.read.get(
      "SELECT max(ver) AS ver, count(*) AS n FROM row WHERE collection LIKE '%resources'",
    );
  const rows = versions();
  await sync.start({ steps: STEPS });
  expect(askedFor('ListPayPerUseCustomerResources')).toBe(before + TURNS_PER_RUN);
  expect(versions()).toEqual(rows);
});

test('the nearest expiry stands on the customers, and again after a rebuild', async () => {
  const nearest = (): unknown[] =>
    workspace.mirror.read.all('SELECT id, expires_at FROM customer WHERE expires_at IS NOT NULL ORDER BY id');
  const expected = workspace.mirror.read.all(
    `SELECT customer_id AS id, min(expires_at) AS expires_at FROM period_resource WHERE status <> '3'
     GROUP BY customer_id ORDER BY customer_id`,
  );
  expect(expected.length).toBeGreaterThan(5);
  expect(nearest()).toEqual(expected);
  rebuildMirror(workspace.mirror, collections);
  expect(nearest()).toEqual(expected);
  expect(await checkWorkspace(workspace)).toMatchObject({ ok: true });
});

test('somebody opens a customer: records and resources are read before the background, once for all who ask', async () => {
  const [customer] = workspace.mirror.read.all<{ id: string; reseller_id: string | null }>(
    `SELECT id, reseller_id FROM customer WHERE association = '3' AND budget_e8 > 0 AND reseller_id IS NULL LIMIT 1`,
  );
  const turn = { id: customer?.id ?? '', resellerId: null };
  const changed: string[] = [];
  const readings = createReadings(
    {
      workspace,
      source,
      files: null,
      collections: new Map(collections.map((one) => [one.name, one])),
      clock: machine,
      timers,
      random: seededRandom(6),
    },
    (name) => changed.push(name),
  );
  expect(readingAt(workspace.mirror.read, 'budget_records', turn.id)).toBeNull();
  asked.length = 0;
  const at = await Promise.all([
    readings.read('budget_records', turn),
    readings.read('budget_records', turn),
    readings.read('realname_reviews', turn),
    readings.read('on_demand_resources', turn),
  ]);
  expect(asked.toSorted()).toEqual([
    'person ListCustomerOnDemandResources',
    'person ListSubCustomerBudgetRecords',
    'person ShowRealnameAuthenticationReviewResult',
  ]);
  expect(changed.toSorted()).toEqual(['budget_records', 'on_demand_resources', 'realname_reviews']);
  expect(readingAt(workspace.mirror.read, 'budget_records', turn.id)).toBe(at[0]);
  expect(readingAt(workspace.mirror.read, 'on_demand_resources', turn.id)).toBe(at[3]);
  const records = (): unknown[] =>
    workspace.mirror.read.all('SELECT * FROM budget_record WHERE customer_id = ?', [turn.id]);
  const first = records();
  expect(first.length).toBeGreaterThan(0);
  machine.set(machine.now() + HOUR);
  await readings.read('budget_records', turn);
  expect(records()).toEqual(first);
  expect(readingAt(workspace.mirror.read, 'budget_records', turn.id)).toBe(machine.now());
  await readings.close();
  await expect(readings.read('budget_records', turn)).rejects.toMatchObject({ code: 'SYNC_CANCELLED' });
});

test('turns: half for the pressing ones whose reading is old, the rest goes round; a clock that was set back hides nobody', () => {
  const of = (...ids: string[]): { id: string; resellerId: null }[] =>
    ids.map((id) => ({ id, resellerId: null }));
  const ids = (turns: { customers: readonly { id: string }[] }): string =>
    turns.customers.map(({ id }) => id).join('');
  const now = 100 * HOUR;
  const hot = of('x', 'y', 'z');
  const round = of('a', 'b', 'x', 'c');
  expect(chooseTurns({ hot, round }, new Map(), now, 4)).toMatchObject({ after: 'b' });
  expect(ids(chooseTurns({ hot, round }, new Map(), now, 4))).toBe('xyab');
  const read = new Map([
    ['x', now - 11 * HOUR],
    ['y', now + HOUR],
    ['a', now - HOUR / 2],
  ]);
  expect(ids(chooseTurns({ hot, round }, read, now, 4))).toBe('yzbx');
  expect(ids(chooseTurns({ hot: [], round: [] }, read, now, 4))).toBe('');
});
