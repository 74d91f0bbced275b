import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { fixedClock, systemClock, systemTimers, type Timers } from '../base/clock.ts';
import { seededRandom } from '../base/random.ts';
import { collections } from '../areas/register.ts';
import { startSandbox, type FaultRule, type Sandbox } from '../sandbox/sandbox.ts';
import { createPartnerCenter } from '../sources/partner-center/client.ts';
import { countRecords, quarantineCounts } from '../storage/records.ts';
import { noLines } from '../storage/testing/support.ts';
import { checkWorkspace, openWorkspace } from '../storage/workspace.ts';
import type { Workspace } from '../storage/workspace-types.ts';
import { syncComponent } from './schema.ts';
import { createSync, type Sync } from './sync.ts';

/** The sync against the sandbox's HTTP server, with the real collections and the real files of a workspace. */
const CUSTOMERS = 420;
let sandbox: Sandbox;
let dir: string;
const open: (() => Promise<void>)[] = [];
const bugs: unknown[] = [];

beforeAll(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), 'desk-sync-sandbox-'));
  sandbox = await startSandbox({
    clock: machine,
    customers: CUSTOMERS,
    months: 6,
    seed: 11,
    files: 'none',
    limits: false,
    edgeCases: true,
  });
});
afterEach(async () => {
  sandbox.faults.clear();
  for (const close of open.splice(0).toReversed()) await close();
  const [bug] = bugs.splice(0);
  if (bug !== undefined) throw bug;
});
afterAll(async () => {
  await sandbox.close();
  await rm(dir, { recursive: true, force: true });
});

/** The machine's time stands still, so that nothing changes upstream between two runs unless a test says so. */
const machine = fixedClock(systemClock.now());
const clock = { now: () => sandbox.now() };

/** Back-off takes no time; deadlines stay real. */
const timers: Timers = { sleep: (ms, signal) => systemTimers.sleep(ms >= 5000 ? ms : 0, signal) };

let workspaces = 0;

async function desk(
  more: {
    endpoint?: string;
    sk?: string;
    deadlineMs?: number;
    keys?: { accessKey: string; secretKey: string };
  } = {},
): Promise<{ sync: Sync; workspace: Workspace }> {
  const random = seededRandom(5);
  const workspace = await openWorkspace({
    dir: path.join(dir, `w${workspaces++}`),
    clock,
    random,
    create: { kind: 'real', name: 'Test' },
    collections,
    components: [syncComponent],
    openLines: noLines,
  });
  const source = createPartnerCenter({
    endpoint: more.endpoint ?? sandbox.url,
    keys: more.keys ?? { accessKey: sandbox.ak, secretKey: more.sk ?? sandbox.sk },
    clock: machine,
    timers,
    random,
    unlimited: true,
    ...(more.deadlineMs === undefined ? {} : { deadlineMs: more.deadlineMs }),
  });
  const sync = createSync({
    workspace,
    source,
    files: null,
    collections,
    clock,
    timers,
    random,
    report: (error) => bugs.push(error),
  });
  open.push(async () => {
    await sync.close();
    await workspace.close();
  });
  return { sync, workspace };
}

const counts = (workspace: Workspace): Record<string, number> =>
  Object.fromEntries(collections.map((c) => [c.name, countRecords(workspace.mirror.read, c.name)]));
const sequence = (workspace: Workspace): bigint =>
  workspace.mirror.read.get<{ seq: bigint }>("SELECT seq FROM head WHERE stream = 'mirror'")?.seq ?? -1n;

test('a first sync brings the whole partner; a second one writes nothing (I7, I10)', async () => {
  const { sync, workspace } = await desk();
  const first = await sync.start();
  expect(first.steps.map((s) => [s.step, s.state, s.code])).toEqual([
    ['quota', 'done', null],
    ['resellers', 'done', null],
    ['customers', 'done', null],
    ['budgets', 'done', null],
    ['coupons', 'done', null],
    ['orders', 'done', null],
    ['partner_bills', 'done', null],
    ['period_resources', 'skipped', null],
    ['on_demand_resources', 'skipped', null],
    ['files', 'skipped', null],
  ]);
  const found = counts(workspace);
  expect(found).toMatchObject({ customers: CUSTOMERS, quota: 1 });
  for (const name of ['resellers', 'budgets', 'coupons', 'orders', 'partner_bills'])
    expect([name, (found[name] ?? 0) > 0]).toEqual([name, true]);
  expect(quarantineCounts(workspace.ledger.read)).toEqual([]);
  expect((await checkWorkspace(workspace)).ok).toBe(true);
  const before = sequence(workspace);
  expect(await sync.start()).toMatchObject({ state: 'idle', changed: 0, removed: 0 });
  expect(sequence(workspace)).toBe(before);
  expect(counts(workspace)).toEqual(found);
});

const FAULTS: readonly (readonly [string, readonly FaultRule[]])[] = [
  [
    'lost connections',
    [
      { kind: 'drop-before', skip: 2, times: 2 },
      { kind: 'drop-after', skip: 6, times: 2 },
    ],
  ],
  [
    '5xx',
    [
      { kind: 'fail-before', status: 500, skip: 1, times: 2 },
      { kind: 'fail-after', status: 503, skip: 5, times: 2 },
    ],
  ],
  [
    '429 of gateway and service',
    [
      { kind: 'throttle', times: 2 },
      { kind: 'throttle', code: 'CBC.0250', skip: 6, times: 2 },
    ],
  ],
  ['cut bodies', [{ kind: 'cut-body', skip: 3, times: 3 }]],
  ['garbage', [{ kind: 'garbage', skip: 3, times: 2 }]],
  ['doubled rows', [{ kind: 'duplicate-rows', operation: 'ListSubCustomers', rows: 7, skip: 1, times: 2 }]],
  ['missing rows', [{ kind: 'missing-rows', operation: 'ListSubCustomers', rows: 3, skip: 1, times: 1 }]],
  [
    'wrong totals',
    [
      { kind: 'wrong-total', operation: 'ListSubCustomers', delta: 4, times: 2 },
      { kind: 'wrong-total', operation: 'ListSubCustomerCoupons', delta: -2, times: 1 },
    ],
  ],
  ['another order in the middle', [{ kind: 'reorder', operation: 'ListSubCustomers', skip: 2, times: 1 }]],
  ['slow answers', [{ kind: 'delay', ms: 40, times: 6 }]],
];

test.each(FAULTS)(
  '%s: nothing is lost, nothing is removed, and the next quiet run is complete',
  async (_, rules) => {
    const { sync, workspace } = await desk();
    for (const rule of rules) sandbox.faults.add(rule);
    const happened = (): number =>
      rules.reduce((sum, rule) => sum + (sandbox.faults.happened[rule.kind] ?? 0), 0);
    const before = happened();
    for (let i = 0; i < 2; i++) expect(await sync.start()).toMatchObject({ removed: 0 });
    expect(happened()).toBeGreaterThan(before);
    sandbox.faults.clear();
    expect(await sync.start()).toMatchObject({ state: 'idle', removed: 0 });
    expect(counts(workspace)).toMatchObject({ customers: CUSTOMERS });
    expect((await checkWorkspace(workspace)).ok).toBe(true);
  },
);

test('rows withheld for ever: the read by id keeps them', async () => {
  const { sync, workspace } = await desk();
  await sync.start({ steps: ['resellers', 'customers'] });
  sandbox.faults.add({ kind: 'missing-rows', operation: 'ListSubCustomers', rows: 2, times: 0 });
  for (let i = 0; i < 4; i++)
    expect(await sync.start({ steps: ['customers'] })).toMatchObject({ removed: 0 });
  expect(counts(workspace)).toMatchObject({ customers: CUSTOMERS });
});

test('a deadline that passes is an unreachable service; what is there stays, and the next run completes it', async () => {
  const { sync, workspace } = await desk({ deadlineMs: 5000 });
  await sync.start({ steps: ['quota'] });
  sandbox.faults.add({ kind: 'refuse', operation: 'ListSubCustomers', code: 'CBC.0100', times: 1 });
  expect(await sync.start({ steps: ['customers'] })).toMatchObject({
    state: 'failed',
    code: 'UPSTREAM_REFUSED',
  });
  expect(await sync.start({ steps: ['resellers', 'customers'] })).toMatchObject({ state: 'idle' });
  expect(counts(workspace)).toMatchObject({ customers: CUSTOMERS });
});

test('a wrong secret key: told as such, nothing is asked twice, the mirror stays empty', async () => {
  const { sync, workspace } = await desk({ sk: 'x'.repeat(40) });
  expect(await sync.start()).toMatchObject({ state: 'failed', code: 'CREDENTIALS_REFUSED' });
  expect(counts(workspace)).toMatchObject({ customers: 0, quota: 0 });
});

test.each([16, -16])('our clock is off by %i minutes: told as such, nothing is changed', async (minutes) => {
  const off = await startSandbox({
    clock: { now: () => machine.now() + minutes * 60_000 },
    customers: 50,
    files: 'none',
  });
  open.push(() => off.close());
  const { sync, workspace } = await desk({
    endpoint: off.url,
    keys: { accessKey: off.ak, secretKey: off.sk },
  });
  expect(await sync.start()).toMatchObject({ state: 'failed', code: 'CLOCK_OFF' });
  expect(sync.status().steps[0]?.data).toMatchObject({ minutes });
  expect(counts(workspace)).toMatchObject({ customers: 0, quota: 0 });
});

test('a solution provider has no resellers: that step is skipped, the run ends well', async () => {
  const alone = await startSandbox({
    clock: machine,
    customers: 120,
    months: 3,
    kind: 'solution-provider',
    files: 'none',
    limits: false,
  });
  open.push(() => alone.close());
  const { sync, workspace } = await desk({
    endpoint: alone.url,
    keys: { accessKey: alone.ak, secretKey: alone.sk },
  });
  expect(await sync.start()).toMatchObject({ state: 'idle', code: null });
  expect(sync.status().steps.map((s) => s.state)).toEqual([
    'done',
    'skipped',
    'done',
    'done',
    'done',
    'done',
    'done',
    'skipped',
    'skipped',
    'skipped',
  ]);
  expect(counts(workspace)).toMatchObject({ customers: 120, resellers: 0 });
});

test('an operator without some rights: those steps are skipped and named, the others are read', async () => {
  const { sync, workspace } = await desk({
    keys: { accessKey: sandbox.operator.ak, secretKey: sandbox.operator.sk },
  });
  const summary = await sync.start();
  const states = Object.fromEntries(summary.steps.map((s) => [s.step, s.code ?? s.state]));
  expect(states).toMatchObject({
    quota: 'PERMISSION_MISSING',
    budgets: 'PERMISSION_MISSING',
    customers: 'done',
    orders: 'done',
  });
  expect(counts(workspace)).toMatchObject({ customers: CUSTOMERS, budgets: 0 });
});

test('cancelled in the middle and gone on: the same rows as without', async () => {
  const whole = await desk();
  await whole.sync.start();
  const { sync, workspace } = await desk();
  let pages = 0;
  const stop = sync.onStatus((s) => {
    const step = s.steps.find((one) => one.step === 'customers');
    if (step?.state === 'running' && step.done > 0 && ++pages === 2) sync.cancel();
  });
  expect(await sync.start()).toMatchObject({ state: 'cancelled', code: 'SYNC_CANCELLED' });
  stop();
  expect(countRecords(workspace.mirror.read, 'customers')).toBeGreaterThan(0);
  expect(countRecords(workspace.mirror.read, 'customers')).toBeLessThan(CUSTOMERS);
  await sync.start();
  expect(counts(workspace)).toEqual(counts(whole.workspace));
});

test('time goes on upstream: bills close, budgets burn, orders end; the mirror follows', async () => {
  const { sync, workspace } = await desk();
  await sync.start();
  const bills = countRecords(workspace.mirror.read, 'partner_bills');
  const open = openOrders(workspace);
  expect(open.length).toBeGreaterThan(0);
  await sandbox.time.advance(40 * 86_400_000);
  const later = await sync.start();
  expect(later).toMatchObject({ state: 'idle', code: null, removed: 0 });
  expect(later.changed).toBeGreaterThan(1);
  expect(countRecords(workspace.mirror.read, 'partner_bills')).toBeGreaterThan(bills);
  expect(openOrders(workspace).filter((id) => open.includes(id)).length).toBeLessThan(open.length);
});

function openOrders(workspace: Workspace): string[] {
  return workspace.mirror.read
    .all<{ id: string }>(
      "SELECT id FROM row WHERE collection = 'orders' AND deleted = 0 AND json_extract(raw, '$.status') NOT IN (4, 5)",
    )
    .map((row) => row.id);
}
