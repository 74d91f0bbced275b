/** The command line as scripts use it: from a sandbox to figures, in real processes. */
import type { ChildProcess } from 'node:child_process';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { systemClock } from '../../core/base/clock.ts';
import { compareDecimals } from '../../core/base/money.ts';
import { createDesk } from '../../core/desk/desk.ts';
import { systemOptions } from '../../core/desk/host-defaults.ts';
import { fileSecrets } from '../../core/desk/secrets-file.ts';
import { firstLine, runCli, runHere, startCli, type Ran } from './run-cli.ts';

let dir = '';
let sandbox: ChildProcess;
let started: { url: string; ak: string; sk: string; filesDir: string; now: string };
const data = (): string => path.join(dir, 'data');
const here = (...args: string[]): Promise<Ran> =>
  runHere([...args, '--workspace', 'partner', '--json'], { cwd: dir });

const documentOf = (ran: Ran): Record<string, unknown> => {
  expect(ran.err).toBe('');
  expect(ran.status).toBe(0);
  expect(ran.out.trimEnd().split('\n')).toHaveLength(1);
  return JSON.parse(ran.out) as Record<string, unknown>;
};

const ended = (child: ChildProcess): Promise<number | null> =>
  new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve(child.exitCode);
    else child.once('exit', (code) => resolve(code));
  });

beforeAll(async () => {
  dir = await fs.mkdtemp(path.join(os.tmpdir(), 'cli-flow-'));
  process.env['PARTNER_DESK_DATA'] = data();
  const args = ['sandbox', '--customers', '50', '--months', '3', '--seed', '7'];
  sandbox = startCli(args, { cwd: dir }, data());
  started = JSON.parse(await firstLine(sandbox)) as typeof started;
});
afterAll(async () => {
  sandbox.kill('SIGKILL');
  delete process.env['PARTNER_DESK_DATA'];
  await fs.rm(dir, { recursive: true });
});

/** Months the sandbox has written a file of: on the first days of a month the running one has none yet. */
async function filedMonths(): Promise<number> {
  const names = await fs.readdir(started.filesDir, { recursive: true });
  return new Set(names.flatMap((name) => /_(\d{6})/.exec(name)?.[1] ?? [])).size;
}

test('from a sandbox to figures', async () => {
  const connect = [
    'connect',
    '--endpoint',
    started.url,
    '--ak',
    started.ak,
    '--sk-stdin',
    '--files',
    started.filesDir,
  ];
  const connected = await runCli(
    [...connect, '--workspace', 'partner', '--json'],
    { cwd: dir, input: `${started.sk}\n` },
    data(),
  );
  expect(documentOf(connected)).toMatchObject({ endpoint: started.url, filesDir: started.filesDir });

  const synced = documentOf(await runCli(['sync', '--workspace', 'partner', '--json'], { cwd: dir }, data()));
  expect(synced['state']).toBe('idle');

  const quota = documentOf(await here('show', 'quota'));
  expect(Object.keys(quota)).toEqual([
    'total',
    'used',
    'available',
    'usagePercent',
    'amountDue',
    'unbilled',
    'balance',
    'coupons',
    'currency',
    'asOf',
    'source',
  ]);
  expect(quota['asOf']).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  expect(quota['used']).toMatch(/^-?\d+(\.\d+)?$/);

  const customers = documentOf(await here('show', 'customers', '--limit', '5'));
  expect(customers).toMatchObject({ count: 50 });
  const [first] = customers['rows'] as { id: string; name: string }[];
  expect(first?.name).toContain('*');
  const one = documentOf(await here('show', 'customers', '--id', first?.id ?? '', '--reveal'));
  expect(one).toMatchObject({ count: 1 });
  expect((one['rows'] as { name: string }[])[0]?.name).not.toContain('*');

  const months = documentOf(await here('show', 'expenditure', '--by', 'month'));
  const parts = documentOf(await here('show', 'expenditure', '--by', 'service'));
  const total = (document: typeof months): string =>
    (document['total'] as { payable: string }[])[0]?.payable ?? '';
  expect(months['groups']).toBe(await filedMonths());
  expect(compareDecimals(total(months), total(parts))).toBe(0);

  expect(Object.keys(documentOf(await here('show', 'home')))).toContain('todos');
  expect(documentOf(await here('check'))).toMatchObject({ ok: true });

  const holders: string[] = [];
  for (const entry of await fs.readdir(dir, { recursive: true, withFileTypes: true })) {
    const file = path.join(entry.parentPath, entry.name);
    if (entry.isFile() && (await fs.readFile(file)).includes(started.sk))
      holders.push(path.relative(dir, file));
  }
  expect(holders).toEqual([path.join('partner', 'secrets.json')]);
}, 120_000);

test('sync carries out what waits in the outbox, and says so; its status is that of the sync', async () => {
  const unsent = { waiting: 0, sent: 0, decisions: 0 };
  expect(documentOf(await here('sync'))).toMatchObject({ outbox: unsent });
  // Saved ten seconds ago: what was saved just now rests a while before it may be sent.
  const desk = await createDesk({
    ...systemOptions({ host: 'browser', secrets: fileSecrets(), background: false, remember: false }),
    clock: { now: () => systemClock.now() - 10_000 },
  });
  await desk.openFolder(path.join(dir, 'partner'));
  const { rows } = await desk.call('customers.list', {
    filter: { scope: 'own', associationType: '3', frozen: false, budget: 'monthly' },
    limit: 1,
  });
  const customerId = rows[0]?.id ?? '';
  await desk.call('budgets.set', { customerId, change: { amount: '98765.25', type: 'monthly' } });
  await desk.close();

  expect(documentOf(await here('sync'))).toMatchObject({ state: 'idle', outbox: { ...unsent, sent: 1 } });
  const shown = documentOf(await here('show', 'customers', '--id', customerId));
  expect(JSON.stringify(shown)).toContain('98765.25');
  const text = await runHere(['sync', '--workspace', 'partner'], { cwd: dir });
  expect(text).toMatchObject({ status: 0, err: '' });
  expect(text.out.trimEnd().split('\n').at(-1)).toBe('OUTBOX  sent 0  waiting 0  to decide 0');
});

test('--as: the command acts as a member, within what they see and may do', async () => {
  const desk = await createDesk(
    systemOptions({ host: 'browser', secrets: fileSecrets(), background: false, remember: false }),
  );
  await desk.openFolder(path.join(dir, 'partner'));
  await desk.state.session().settled;
  await desk.call('team.importManagers', {});
  const manager = await vi.waitFor(async () => {
    const { rows } = await desk.call('team.members', {});
    const found = rows.find((one) => one.customers > 0);
    expect(found).toBeDefined();
    return found ?? { id: '', customers: 0 };
  });
  // Whom the screens act as is theirs alone: a script says whom it means.
  await desk.call('team.actAs', { memberId: manager.id });
  await desk.close();

  expect(documentOf(await here('show', 'customers'))).toMatchObject({ count: 50 });
  const own = documentOf(await here('show', 'customers', '--as', manager.id));
  expect(own).toMatchObject({ count: manager.customers });
  const home = documentOf(await here('show', 'home', '--as', manager.id));
  expect(home).toMatchObject({ expiringCoupons: null, amountsDue: null });
  expect(home['trend']).not.toBeNull();
  for (const refused of [
    ['import', 'partner/workspace.json'],
    ['undo-import', 'x'],
  ]) {
    const ran = await here(...refused, '--as', manager.id);
    expect(ran.status).toBe(77);
    expect(ran.err).toContain('PERMISSION_DENIED');
  }
  expect((await here('show', 'customers', '--as', 'nobody')).err).toContain('MEMBER_UNKNOWN');
  expect((await here('show', 'customers', '--as', '')).err).toContain('USAGE');
}, 60_000);

test('a file is imported and taken back, in a folder of its own', async () => {
  const [name = ''] = await fs.readdir(path.join(started.filesDir, 'customerBill'));
  const file = path.join(started.filesDir, 'customerBill', name);
  const run = async (...args: string[]): Promise<Record<string, unknown>> =>
    documentOf(await runHere([...args, '--workspace', 'files', '--json'], { cwd: dir }));
  type Files = [{ id: string; outcome: string; format: string; rows: number; totals: { USD: object } }];
  const [dry] = (await run('import', file, '--dry-run'))['files'] as Files;
  await expect(fs.stat(path.join(dir, 'files'))).rejects.toMatchObject({ code: 'ENOENT' });
  const [done] = (await run('import', file))['files'] as Files;
  expect(done).toMatchObject({
    format: 'huawei-bill',
    outcome: 'applied',
    rows: dry.rows,
    totals: dry.totals,
  });
  expect(Object.keys(done.totals.USD)).toEqual(['list', 'payable']);
  const [again] = (await run('import', file))['files'] as Files;
  expect(again).toMatchObject({ outcome: 'same', id: done.id });
  await expect(run('undo-import', done.id)).resolves.toMatchObject({ id: done.id, lines: done.rows });
  await expect(run('show', 'expenditure', '--by', 'month')).resolves.toMatchObject({ rows: [] });
});

test('names have widths, tables have columns: the same figures for people', async () => {
  const ran = await runHere(['show', 'quota', '--workspace', 'files'], { cwd: dir });
  expect(ran.out.split('\n').filter((line) => line !== '')).toHaveLength(11);
});

test('serve prints its address and ends when it is told', async () => {
  // The built screens are not what is tested here: a page of one line stands in for them.
  const page = path.join(dir, 'page');
  await fs.mkdir(page);
  await fs.writeFile(path.join(page, 'index.html'), '<p>page</p>');
  process.env['PARTNER_DESK_PAGE'] = page;
  const child = startCli(['serve', '--workspace', 'files', '--json'], { cwd: dir }, data());
  const { url, port } = JSON.parse(await firstLine(child)) as { url: string; port: number };
  const answer = await fetch(url, { redirect: 'manual' });
  expect(answer.status).toBe(303);
  const busy = await runHere(['serve', '--workspace', 'files'], { cwd: dir });
  expect(busy.err).toContain('WORKSPACE_IN_USE');
  expect(url).toContain(`:${port}/`);
  child.kill('SIGTERM');
  await expect(ended(child)).resolves.toBe(0);
  await expect(fetch(url, { redirect: 'manual' })).rejects.toThrow('fetch failed');
  process.env['PARTNER_DESK_PAGE'] = path.join(dir, 'absent');
  const unbuilt = await runHere(['serve', '--workspace', 'files'], { cwd: dir });
  expect(unbuilt).toMatchObject({ status: 72, out: '' });
  delete process.env['PARTNER_DESK_PAGE'];
});

test('the sandbox ends with whoever holds its input', async () => {
  sandbox.stdin?.end();
  await expect(ended(sandbox)).resolves.toBe(0);
  await expect(fs.stat(started.filesDir)).rejects.toMatchObject({ code: 'ENOENT' });
});
