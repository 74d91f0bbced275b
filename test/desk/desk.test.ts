import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemClock, systemTimers } from '../../core/base/clock.ts';
import { isCoded, type ErrorCode } from '../../core/base/errors.ts';
import { seededRandom } from '../../core/base/random.ts';
import { contract, type InputOf, type QueryName } from '../../core/contract/index.ts';
import { createDesk, type StartedDesk } from '../../core/desk/desk.ts';
import { loggerTo } from '../../core/desk/log.ts';
import type { DeskOptions, RunningSandbox, SandboxOrder } from '../../core/desk/options.ts';
import { fileSecrets } from '../../core/desk/secrets-file.ts';
import { startSandbox, type Sandbox } from '../../core/sandbox/sandbox.ts';
import { QUERY_INPUTS } from '../support/query-inputs.ts';

/** One partner for the whole file: the desk is what is tested, not the sandbox. */
let sandbox: Sandbox;
let dir = '';
let desk: StartedDesk;
const log: string[] = [];
const orders: SandboxOrder[] = [];

function options(part: Partial<DeskOptions> = {}): DeskOptions {
  return {
    dataDir: path.join(dir, 'data'),
    host: 'browser',
    secrets: fileSecrets(),
    clock: systemClock,
    random: seededRandom(1),
    timers: systemTimers,
    sandboxFactory: (order) => {
      orders.push(order);
      const { url, ak, sk, filesReady } = sandbox;
      return Promise.resolve<RunningSandbox>({
        url,
        ak,
        sk,
        filesDir: order.filesDir,
        filesReady,
        close: () => Promise.resolve(),
      });
    },
    log: loggerTo((line) => log.push(line), systemClock),
    version: '0.0.0',
    person: 'tester',
    background: false,
    remember: true,
    checkOutput: true,
    ...part,
  };
}

const connection = (part: object = {}) => ({
  endpoint: sandbox.url,
  ak: sandbox.ak,
  sk: sandbox.sk,
  filesDir: sandbox.filesDir,
  name: 'Test partner',
  ...part,
});

beforeAll(async () => {
  dir = await fs.mkdtemp(path.join(os.tmpdir(), 'desk-'));
  sandbox = await startSandbox({ customers: 50, months: 3, seed: 11, limits: false, files: 'wait' });
  desk = await createDesk(options());
});
afterAll(async () => {
  await desk.close();
  await sandbox.close();
  await fs.rm(dir, { recursive: true });
});

const workspaces = (): Promise<string[]> => fs.readdir(path.join(dir, 'data/workspaces')).catch(() => []);

describe('before there is a workspace', () => {
  test('the first screen: no workspace, and questions about one say so', async () => {
    const state = await desk.call('desk.state', {});
    expect(state).toMatchObject({ workspace: null, secretStore: 'file', person: { name: 'tester' } });
    await expect(desk.call('home.quota', {})).rejects.toMatchObject({ code: 'WORKSPACE_MISSING' });
    await expect(desk.call('desk.workspaces', {})).resolves.toEqual([]);
  });

  test('input is checked: the fields are named, their values are not', async () => {
    const sent = desk.dispatch('desk.connect', { endpoint: 5, ak: 'AK', sk: ['canary-sk'], extra: 1 });
    const error: unknown = await sent.catch((e: unknown) => e);
    expect(error).toMatchObject({ code: 'INPUT_INVALID' });
    expect((error as { data: { paths: string[] } }).data.paths.sort()).toEqual(['', 'endpoint', 'sk']);
    expect(JSON.stringify(error)).not.toContain('canary-sk');
  });

  test.each(['nothing.here', 'constructor', '__proto__', 'toString'])(
    'an unknown name is refused: %s',
    async (name) => {
      await expect(desk.dispatch(name, {})).rejects.toMatchObject({ code: 'NOT_FOUND' });
    },
  );

  test('a connection that does not work leaves nothing behind', async () => {
    const wrong: [object, string][] = [
      [{ sk: 'wrong' }, 'CREDENTIALS_REFUSED'],
      [{ ak: 'WRONG' }, 'CREDENTIALS_REFUSED'],
      [{ endpoint: 'http://127.0.0.1:9' }, 'ENDPOINT_UNREACHABLE'],
      [{ endpoint: 'http://example.com' }, 'ENDPOINT_INVALID'],
      [{ sk: 'two\nlines' }, 'INPUT_INVALID'],
      [{ filesDir: path.join(dir, 'absent') }, 'FILE_UNREADABLE'],
    ];
    for (const [part, code] of wrong)
      await expect(desk.call('desk.connect', connection(part)), code).rejects.toMatchObject({ code });
    expect(await workspaces()).toEqual([]);
  });
});

describe('with a Partner Center', () => {
  beforeAll(async () => {
    await desk.call('desk.connect', connection());
    await desk.state.session().runSync();
  });

  test('the secret is in its file, and nowhere else', async () => {
    const { dir: workspace } = desk.state.session().workspace;
    const holders: string[] = [];
    for (const entry of await fs.readdir(path.join(dir, 'data'), { recursive: true, withFileTypes: true })) {
      const file = path.join(entry.parentPath, entry.name);
      if (entry.isFile() && (await fs.readFile(file)).includes(sandbox.sk))
        holders.push(path.relative(workspace, file));
    }
    expect(holders).toEqual(['secrets.json']);
    expect(log.join('')).not.toContain(sandbox.sk);
    expect(JSON.stringify(await desk.call('desk.state', {}))).not.toContain(sandbox.sk);
  });

  // The answers are checked against the contract by the desk itself.
  const queries = Object.entries(contract)
    .filter(([, entry]) => entry.kind === 'query')
    .map(([name]) => name as QueryName);

  /** What this partner is not entitled to. */
  const REFUSED: { readonly [N in QueryName]?: ErrorCode } = {
    'discounts.preview': 'DISCOUNT_PERMISSION_MISSING',
  };

  test.each(queries)('%s answers as the contract says', async (name) => {
    const asked: Promise<unknown> = desk.call(name, (QUERY_INPUTS[name] ?? {}) as InputOf<typeof name>);
    const ended = asked.then(
      (answer) => (answer === undefined ? 'nothing' : 'answered'),
      (error: unknown) => (isCoded(error) ? error.code : error),
    );
    expect(await ended).toBe(REFUSED[name] ?? 'answered');
  });

  test('figures are the ones of the partner’s own books', async () => {
    const quota = await desk.call('home.quota', {});
    expect(quota).toMatchObject({ currency: 'USD', sumHolds: true });
    const { of } = await desk.call('customers.totals', { filter: {} });
    expect(of).toBe(50);
    const { total } = await desk.call('expenditures.groups', { by: 'month' });
    expect(total).toHaveLength(1);
    const history = await desk.call('imports.history', {});
    expect(history.length).toBeGreaterThan(0);
  });

  test('names stay masked until revealed, which is written down', async () => {
    const ask = (reveal: object) =>
      desk.call('customers.list', { filter: {}, sort: { by: 'id', direction: 'asc' }, limit: 1, ...reveal });
    const masked = await ask({});
    const { revealId } = await desk.call('privacy.reveal', { view: 'customers', columns: ['name'] });
    const clear = await ask({ revealId });
    expect(masked.rows[0]?.name).toContain('*');
    expect(clear.rows[0]?.name).not.toContain('*');
    expect(clear.rows[0]?.account).toContain('*');
    await desk.call('privacy.hide', { revealId });
    await expect(ask({ revealId })).resolves.toEqual(masked);
    const audit = desk.state
      .session()
      .workspace.ledger.read.all<{ who: string; what: string }>('SELECT who, what FROM audit ORDER BY seq');
    expect(audit.at(-1)).toMatchObject({ who: 'tester', what: 'privacy.reveal' });
  });

  test('what nobody expected crosses as a bare code with a reference into the log', async () => {
    const { workspace } = desk.state.session();
    const real = workspace.lines.span.bind(workspace.lines);
    workspace.lines.span = () => Promise.reject(new Error('secret detail'));
    const error: unknown = await desk.call('expenditures.span', {}).catch((e: unknown) => e);
    workspace.lines.span = real;
    expect(error).toMatchObject({ code: 'INTERNAL', data: { ref: expect.any(String) as string } });
    const { ref } = (error as { data: { ref: string } }).data;
    expect(log.filter((line) => line.includes(ref))).toHaveLength(1);
    expect(JSON.stringify((error as { data: object }).data)).not.toContain('secret detail');
  });

  test('a change reaches the stream', async () => {
    const stop = new AbortController();
    const reading = desk.changes(stop.signal)[Symbol.asyncIterator]();
    await desk.call('quota.setMarks', { marks: [60, 90] });
    const seen = new Set<string>();
    while (!seen.has('setting')) {
      const { value } = (await reading.next()) as { value: { collections: string[] } };
      for (const name of value.collections) seen.add(name);
    }
    stop.abort();
    await expect(desk.call('home.quota', {})).resolves.toMatchObject({ marks: [60, 90] });
  });

  test('a file is checked, applied once and taken back', async () => {
    const file = path.join(dir, 'focus.csv');
    await fs.writeFile(
      file,
      [
        'BilledCost,EffectiveCost,ListCost,ContractedCost,BillingCurrency,BillingPeriodStart,BillingPeriodEnd,ChargePeriodStart,ChargePeriodEnd,ChargeCategory,BillingAccountId,ProviderName,PublisherName,InvoiceIssuerName,ServiceName,ServiceCategory',
        '1.5,1.25,2,1.75,USD,2024-01-01T00:00:00Z,2024-02-01T00:00:00Z,2024-01-01T00:00:00Z,2024-01-02T00:00:00Z,Usage,acc,P,P,P,Compute,Compute',
        '',
      ].join('\n'),
    );
    const upload = desk.uploads.register({ path: file, name: 'focus.csv', owned: false });
    const preview = await desk.call('imports.check', { upload });
    expect(preview).toMatchObject({ format: 'focus', rows: 1, verdict: 'new' });
    expect(JSON.stringify(preview)).not.toContain(dir);
    const entry = await desk.call('imports.apply', { checkId: preview.checkId });
    expect(entry).toMatchObject({ state: 'applied', who: 'tester' });
    await expect(desk.call('imports.apply', { checkId: preview.checkId })).rejects.toMatchObject({
      code: 'IMPORT_UNKNOWN',
    });
    await expect(desk.call('imports.undo', { id: entry.id })).resolves.toMatchObject({ id: entry.id });
    await expect(desk.call('imports.check', { upload })).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
  });

  test('the folder of files can be changed, and must be one', async () => {
    await expect(
      desk.call('imports.setSource', { filesDir: path.join(dir, 'absent') }),
    ).rejects.toMatchObject({
      code: 'FILE_UNREADABLE',
    });
    await desk.call('imports.setSource', { filesDir: dir });
    await expect(desk.call('imports.source', {})).resolves.toEqual({ filesDir: dir });
  });

  test('a folder of files that is gone fails its step alone, and is no lost connection', async () => {
    const gone = path.join(dir, 'drive');
    await fs.mkdir(gone);
    await desk.call('imports.setSource', { filesDir: gone });
    await fs.rmdir(gone);
    const before = await desk.call('expenditures.groups', { by: 'month' });
    const status = await desk.state.session().runSync();
    expect(status).toMatchObject({ state: 'idle', code: null, offlineSince: null });
    expect(status.steps.filter(({ state }) => state === 'failed')).toMatchObject([
      { step: 'files', code: 'FILE_UNREADABLE', data: { name: gone } },
    ]);
    await expect(desk.call('expenditures.groups', { by: 'month' })).resolves.toEqual(before);
    await desk.call('imports.setSource', { filesDir: dir });
    const again = await desk.state.session().runSync(['files']);
    expect(again.steps.at(-1)).toMatchObject({ step: 'files', state: 'done' });
  });

  test('while a sync runs a second one is refused, and the first can be cancelled', async () => {
    const begun = await desk.call('sync.start', {});
    expect(begun.state).toBe('running');
    await expect(desk.call('sync.start', {})).rejects.toMatchObject({ code: 'SYNC_RUNNING' });
    await desk.call('sync.cancel', {});
    while ((await desk.call('sync.status', {})).state === 'running')
      await new Promise((resolve) => setImmediate(resolve));
    expect((await desk.call('sync.status', {})).state).toBe('cancelled');
  });
});

test('sources changed twice at once, and closed meanwhile, leave nothing running', async () => {
  let sleeping = 0;
  const timers: DeskOptions['timers'] = {
    async sleep(ms, signal) {
      sleeping += 1;
      try {
        await systemTimers.sleep(ms, signal);
      } finally {
        sleeping -= 1;
      }
    },
  };
  const other = await createDesk(options({ dataDir: path.join(dir, 'other'), timers, background: true }));
  await other.openFolder(path.join(dir, 'other/own'), { kind: 'real', name: 'Files alone' });
  const session = other.state.session();
  await session.settled;
  await Promise.all([session.setFilesDir(dir), session.setFilesDir(null)]);
  const changing = session.setFilesDir(dir);
  await other.call('desk.closeWorkspace', {});
  await expect(changing).resolves.toBeUndefined();
  await other.close();
  expect(sleeping).toBe(0);
});

describe('several workspaces', () => {
  test('what was revealed in one workspace is not revealed in the next', async () => {
    const id = (await desk.call('desk.state', {})).workspace?.id ?? '';
    const { revealId } = await desk.call('privacy.reveal', { view: 'customers', columns: ['name'] });
    await desk.call('desk.exploreDemo', {});
    await desk.call('desk.openWorkspace', { id });
    const { rows } = await desk.call('customers.list', { filter: {}, limit: 1, revealId });
    expect(rows[0]?.name).toContain('*');
  });

  test('the demo is a workspace of its own; closing shows the first screen; both open again', async () => {
    const real = (await desk.call('desk.state', {})).workspace;
    const demo = await desk.call('desk.exploreDemo', {});
    expect(demo).toMatchObject({ kind: 'demo', open: true });
    await desk.state.session().runSync(['quota']);
    expect(orders[0]).toMatchObject({
      customers: 300,
      months: 24,
      filesDir: path.join(demo.dir, 'demo-files'),
    });
    const again = await desk.call('desk.connect', connection({ name: 'another name' }));
    expect(again).toMatchObject({ kind: 'real', id: real?.id, name: 'Test partner' });
    const { ak, sk } = sandbox.operator;
    const other = await desk.call('desk.connect', connection({ name: 'demo', ak, sk }));
    expect(other).toMatchObject({ kind: 'real', name: 'demo' });
    const list = await desk.call('desk.workspaces', {});
    expect(list.map(({ kind }) => kind).sort()).toEqual(['demo', 'real', 'real']);
    expect(list.filter(({ open }) => open)).toHaveLength(1);
    await expect(desk.call('desk.closeWorkspace', {})).resolves.toEqual({ closed: true });
    expect((await desk.call('desk.state', {})).workspace).toBeNull();
    const opened = await desk.call('desk.openWorkspace', { id: real?.id ?? '' });
    expect(opened.name).toBe('Test partner');
    await expect(desk.call('desk.openWorkspace', { id: 'unknown' })).rejects.toMatchObject({
      code: 'WORKSPACE_MISSING',
    });
  });

  test('what was open last opens by itself the next time, with its connection', async () => {
    await desk.close();
    await expect(desk.call('desk.state', {})).rejects.toMatchObject({ code: 'CORE_RESTARTED' });
    desk = await createDesk(options());
    await desk.openLast();
    expect((await desk.call('desk.state', {})).workspace).toMatchObject({
      name: 'Test partner',
      endpoint: sandbox.url,
    });
    await desk.state.session().runSync(['quota']);
    expect((await desk.call('sync.status', {})).steps[0]?.state).toBe('done');
  });

  test('a key that is gone is said by its code', async () => {
    await fs.rm(path.join(desk.state.session().workspace.dir, 'secrets.json'));
    await desk.state.closeWorkspace(false);
    await desk.openLast();
    const status = await desk.state.session().runSync(['quota']);
    expect(status).toMatchObject({ state: 'failed', code: 'CREDENTIALS_MISSING' });
  });

  test('a workspace that does not open leaves the first screen', async () => {
    await fs.writeFile(path.join(dir, 'data/last.json'), JSON.stringify({ dir: path.join(dir, 'gone') }));
    await desk.state.closeWorkspace(false);
    await desk.openLast();
    expect((await desk.call('desk.state', {})).workspace).toBeNull();
    expect(log.some((line) => line.includes('WORKSPACE_MISSING'))).toBe(true);
  });

  test('a secret that cannot be kept takes the new workspace with it', async () => {
    const refusing = await createDesk(
      options({
        dataDir: path.join(dir, 'data-2'),
        secrets: { ...fileSecrets(), put: () => Promise.reject(new Error('no')) },
      }),
    );
    const error: unknown = await refusing
      .call('desk.connect', connection({ name: 'fresh' }))
      .catch((e: unknown) => e);
    expect(isCoded(error, 'INTERNAL')).toBe(true);
    await expect(fs.readdir(path.join(dir, 'data-2/workspaces'))).resolves.toEqual([]);
    await refusing.close();
  });

  test('closing does not wait for a demo that is still writing its files', async () => {
    const waiting = await createDesk(
      options({
        dataDir: path.join(dir, 'data-3'),
        sandboxFactory: ({ filesDir }) =>
          Promise.resolve<RunningSandbox>({
            url: sandbox.url,
            ak: sandbox.ak,
            sk: sandbox.sk,
            filesDir,
            filesReady: new Promise(() => undefined),
            close: () => Promise.resolve(),
          }),
      }),
    );
    await waiting.call('desk.exploreDemo', {});
    await waiting.call('sync.start', { steps: ['files'] });
    await waiting.close();
    await expect(waiting.call('sync.status', {})).rejects.toMatchObject({ code: 'CORE_RESTARTED' });
  });
});
