import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { CodedError } from '../base/errors.ts';
import { syncStatus } from '../contract/sync.ts';
import type { FileSource } from '../sources/source.ts';
import { testWorld, type TestWorld } from './testing/world.ts';

let world: TestWorld;
beforeAll(async () => {
  world = await testWorld();
});
beforeEach(() => {
  world.wipe();
});
afterAll(() => world.close());

const fails = (
  operation: string,
  code: 'PERMISSION_MISSING' | 'CREDENTIALS_REFUSED' | 'UPSTREAM_FAILED' | 'CLOCK_OFF' | 'INTERNAL',
): void => {
  world.center.before = (call) => {
    if (call.operation === operation) throw new CodedError(code, { operation });
  };
};

test('all steps, in order; the status is what the contract says, before and after', async () => {
  const sync = world.sync();
  expect(syncStatus.parse(sync.status())).toMatchObject({ state: 'never', lastSuccessAt: null });
  const states: string[] = [];
  const stop = sync.onStatus((s) => states.push(s.steps.map((one) => one.state[0]).join('')));
  const summary = await sync.start();
  stop();
  expect(summary.steps.map((s) => [s.step, s.state])).toEqual([
    ['quota', 'done'],
    ['resellers', 'done'],
    ['customers', 'done'],
    ['budgets', 'done'],
    ['coupons', 'done'],
    ['orders', 'done'],
    ['partner_bills', 'done'],
    ['period_resources', 'skipped'],
    ['on_demand_resources', 'skipped'],
    ['files', 'skipped'],
  ]);
  expect(states).toContain('rwwwwwwwww');
  expect(syncStatus.parse(sync.status())).toMatchObject({ state: 'idle', lastSuccessAt: world.clock.now() });
  expect(world.sync().status()).toEqual(sync.status());
  expect(sync.freshness('quota')).toEqual({ checkedAt: summary.steps[0]?.at, state: 'fine' });
  expect(sync.freshness('nothing')).toBeNull();
});

test('an unchanged quota writes nothing but is as fresh as its last reading', async () => {
  const sync = world.sync();
  await sync.start({ steps: ['quota'] });
  const before = world.sequence();
  world.clock.advance(3_600_000);
  await sync.start({ steps: ['quota'] });
  expect(world.sequence()).toBe(before);
  expect(sync.freshness('quota')?.checkedAt).toBe(world.clock.now());
});

test('a missing permission skips its step and says which; the others go on', async () => {
  fails('ListIndirectPartners', 'PERMISSION_MISSING');
  const summary = await world.sync().start();
  expect(summary).toMatchObject({ state: 'idle', code: null });
  expect(summary.steps[1]).toMatchObject({ state: 'skipped', code: 'PERMISSION_MISSING' });
  expect(summary.steps[2]?.state).toBe('done');
});

test('one failing operation fails its step; the others go on, and the run says so', async () => {
  fails('ListSubCustomers', 'UPSTREAM_FAILED');
  const summary = await world.sync().start();
  expect(summary).toMatchObject({ state: 'failed', code: 'UPSTREAM_FAILED' });
  expect(summary.steps.map((s) => s.state)).toEqual([
    'done',
    'done',
    'failed',
    'done',
    'done',
    'done',
    'done',
    'skipped',
    'skipped',
    'skipped',
  ]);
});

test.each(['CREDENTIALS_REFUSED', 'CLOCK_OFF'] as const)(
  '%s: nobody is asked again in this run',
  async (code) => {
    fails('ShowPartnerConsumptionQuota', code);
    const summary = await world.sync().start();
    expect(summary).toMatchObject({ state: 'failed', code });
    expect(world.center.calls).toHaveLength(1);
  },
);

test('files: progress, failures by name, and they run without a network', async () => {
  const files: FileSource = {
    list: () => Promise.resolve([]),
    sync: (_, onProgress) => {
      onProgress(1, 2);
      return Promise.resolve({
        imported: 1,
        rejected: 1,
        failures: [{ name: 'x.tar.gz', code: 'IMPORT_TRUNCATED' }],
      });
    },
  };
  world.center.before = (call) => {
    throw new CodedError('ENDPOINT_UNREACHABLE', { operation: call.operation });
  };
  const summary = await world.sync({ files }).start();
  expect(summary).toMatchObject({ state: 'offline' });
  expect(summary.steps.at(-1)).toMatchObject({
    state: 'failed',
    code: 'IMPORT_TRUNCATED',
    data: { name: 'x.tar.gz', failures: 1 },
    done: 1,
    total: 2,
  });
});

test('one run at a time; cancelling ends it soon and says so', async () => {
  const sync = world.sync();
  const running = sync.start();
  await expect(sync.start()).rejects.toMatchObject({ code: 'SYNC_RUNNING' });
  sync.cancel();
  expect(await running).toMatchObject({ state: 'cancelled', code: 'SYNC_CANCELLED' });
  const stop = new AbortController();
  stop.abort();
  expect(await sync.start({ signal: stop.signal })).toMatchObject({ state: 'cancelled' });
  expect(await sync.start()).toMatchObject({ state: 'idle' });
});

test('cancelled at the very first sign of life', async () => {
  const sync = world.sync();
  const stop = sync.onStatus(() => sync.cancel());
  expect(await sync.start()).toMatchObject({ state: 'cancelled', code: 'SYNC_CANCELLED' });
  stop();
  expect(world.center.calls).toEqual([]);
});

test('other credentials begin a new epoch of the mirror: nothing of the former partner stays, nothing counts as vanished', async () => {
  for (let n = 0; n < 50; n++) world.center.put('customers', `a${n}`);
  await world.sync().start();
  const epoch = world.workspace.mirror.epoch();
  world.center.identity = 'partner-2';
  world.center.lists['customers'] = [];
  world.center.put('customers', 'b1');
  const summary = await world.sync().start();
  expect(summary).toMatchObject({ state: 'idle', removed: 0 });
  expect(world.ids('customers')).toEqual(['b1']);
  expect(world.workspace.mirror.epoch()).not.toBe(epoch);
});

test('other credentials that do not work leave the mirror as it was', async () => {
  world.center.put('customers', 'a1');
  await world.sync().start();
  const epoch = world.workspace.mirror.epoch();
  world.center.identity = 'partner-3';
  const broken = Object.assign(Object.create(world.center) as typeof world.center, {
    testConnection: () => Promise.reject(new CodedError('CREDENTIALS_REFUSED')),
  });
  expect(await world.sync({ source: broken }).start()).toMatchObject({
    state: 'failed',
    code: 'CREDENTIALS_REFUSED',
  });
  expect(world.ids('customers')).toEqual(['a1']);
  expect(world.workspace.mirror.epoch()).toBe(epoch);
});

test('a bug is not swallowed: the step fails with INTERNAL', async () => {
  const bug = new TypeError('oops');
  world.center.before = () => {
    throw bug;
  };
  const reported: unknown[] = [];
  expect(
    await world.sync({ report: (error) => reported.push(error) }).start({ steps: ['quota'] }),
  ).toMatchObject({ state: 'failed', code: 'INTERNAL' });
  expect(reported).toEqual([bug]);
});
