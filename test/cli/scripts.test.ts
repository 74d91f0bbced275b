/** The command line between other programs: pipes that close, folders as the caller means them, commands that meet. */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CodedError } from '../../core/base/errors.ts';
import { folderOfCaller } from '../../core/cli/io.ts';
import { patiently } from '../../core/cli/with-desk.ts';
import { contents, ROOT, runCli, runHere } from './run-cli.ts';

const HEADINGS =
  'BilledCost,EffectiveCost,ListCost,ContractedCost,BillingCurrency,BillingPeriodStart,BillingPeriodEnd,ChargePeriodStart,ChargePeriodEnd,ChargeCategory,BillingAccountId,ProviderName,PublisherName,InvoiceIssuerName,ServiceName,ServiceCategory';
const row = (month: string): string =>
  `1.5,1.25,2,1.75,USD,${month},2024-02-01T00:00:00Z,${month},2024-01-02T00:00:00Z,Usage,acc,P,P,P,Compute,Compute`;

let dir = '';
const MAIN = path.join(ROOT, 'core/main-cli.ts');
const data = (): string => path.join(dir, 'data');

beforeAll(async () => {
  dir = await fs.mkdtemp(path.join(os.tmpdir(), 'cli-scripts-'));
  process.env['PARTNER_DESK_DATA'] = data();
  await fs.writeFile(path.join(dir, 'good.csv'), `${HEADINGS}\n${row('2024-01-01T00:00:00Z')}\n`);
  await fs.writeFile(path.join(dir, 'no-rows.csv'), `${HEADINGS}\n${row('hour 30')}\n`);
});
afterAll(async () => {
  delete process.env['PARTNER_DESK_DATA'];
  await fs.rm(dir, { recursive: true });
});

test('an output that cannot be written ends in a status, never in a stack trace', () => {
  if (process.platform !== 'linux') {
    process.stdout.write('not run: no /dev/full on this system\n');
    return;
  }
  const sh = (line: string) =>
    spawnSync('bash', ['-c', line], {
      encoding: 'utf8',
      env: { ...process.env, LC_ALL: 'C', PARTNER_DESK_DATA: data() },
    });
  const help = `"${process.execPath}" "${MAIN}" help`;
  expect(sh(`${help} | true; exit "\${PIPESTATUS[0]}"`)).toMatchObject({ status: 0, stderr: '' });
  const full = sh(`${help} > /dev/full`);
  expect(full.stderr).toMatch(/^DISK_FULL: [^\n]+\n[^\n]+\n$/);
  expect(full.status).toBeGreaterThan(0);
});

test('a folder is the caller\u2019s, not the package\u2019s, when npm starts the script', () => {
  const env = { npm_lifecycle_event: 'cli', npm_package_json: '/app/package.json', INIT_CWD: '/home/me' };
  expect(folderOfCaller(env, '/app')).toBe('/home/me');
  // A program that some npm script started, in a folder of its own.
  expect(folderOfCaller(env, '/elsewhere')).toBe('/elsewhere');
  expect(folderOfCaller({ ...env, npm_lifecycle_event: 'test' }, '/app')).toBe('/app');
  expect(folderOfCaller({}, '/app')).toBe('/app');
});

test('a second command waits a while for the first, not for ever', async () => {
  let calls = 0;
  const busyFor = (times: number) => async () => {
    calls += 1;
    if (calls <= times) throw new CodedError('WORKSPACE_IN_USE');
    return await Promise.resolve('open');
  };
  const slept: number[] = [];
  const sleep = async (ms: number): Promise<void> => void (await Promise.resolve(slept.push(ms)));
  await expect(patiently(busyFor(3), sleep)).resolves.toBe('open');
  expect(slept).toHaveLength(3);
  calls = 0;
  await expect(patiently(busyFor(Infinity), sleep)).rejects.toMatchObject({ code: 'WORKSPACE_IN_USE' });
  calls = 0;
  const other = () => Promise.reject(new CodedError('WORKSPACE_MISSING'));
  await expect(patiently(other, sleep)).rejects.toMatchObject({ code: 'WORKSPACE_MISSING' });
});

test('two commands at once both get their answer', async () => {
  await runHere(['import', 'good.csv', '--workspace', 'both'], { cwd: dir });
  const show = ['show', 'expenditure', '--by', 'month', '--workspace', 'both', '--json'];
  const [one, two] = await Promise.all([
    runCli(show, { cwd: dir }, data()),
    runCli(show, { cwd: dir }, data()),
  ]);
  expect(one).toMatchObject({ status: 0, err: '' });
  expect(two).toEqual(one);
});

test('what every command takes may stand before it', async () => {
  const ran = await runHere(['--json', '--workspace', 'before', 'import', 'good.csv', '--dry-run'], {
    cwd: dir,
  });
  expect(ran.err).toBe('');
  expect(JSON.parse(ran.out)).toMatchObject({ files: [{ name: 'good.csv', rows: 1 }] });
});

test('one file without a line to take: nothing of the others is taken, and a dry run ends as the real one would', async () => {
  await runHere(['import', 'good.csv', '--workspace', 'kept'], { cwd: dir });
  await fs.writeFile(
    path.join(dir, 'more.csv'),
    `${HEADINGS}\n${row('2024-01-01T00:00:00Z').replace('acc', 'b')}\n`,
  );
  const files = ['more.csv', 'no-rows.csv', '--workspace', 'kept', '--json'];
  const shown = () =>
    runHere(['show', 'expenditure', '--by', 'month', '--workspace', 'kept', '--json'], { cwd: dir });
  const before = await shown();
  const dry = await runHere(['import', '--dry-run', ...files], { cwd: dir });
  expect(dry.status).toBe(65);
  expect(dry.err).toContain('IMPORT_NO_ROWS');
  expect(JSON.parse(dry.out)).toMatchObject({ files: [{ rows: 1 }, { rows: 0, rejected: 1 }] });
  const real = await runHere(['import', ...files], { cwd: dir });
  expect(real).toMatchObject({ status: 65, out: '' });
  expect(await shown()).toEqual(before);
});

test.each([
  [['show', 'quota', '--workspace', ''], 'USAGE', 64],
  [['show', 'quota', '--canary=secret'], '--canary', 64],
  [
    ['show', 'expenditure', '--by', 'month', '--from', '2024-02', '--to', '2024-01', '--workspace', 'both'],
    '--from',
    64,
  ],
  [['sandbox', '--files', 'good.csv/below'], 'FOLDER_READ_ONLY', 73],
] as const)('%j is refused with its reason', async (args, reason, status) => {
  const ran = await runHere(args, { cwd: dir });
  expect(ran.err).toContain(reason);
  expect(ran.err).not.toContain('secret');
  expect(ran).toMatchObject({ status, out: '' });
});

test('a folder of files that is not there is refused before anything is made', async () => {
  const args = [
    'connect',
    '--endpoint',
    'http://127.0.0.1:9',
    '--ak',
    'AK',
    '--sk-stdin',
    '--files',
    'absent',
  ];
  const ran = await runHere([...args, '--workspace', 'unmade'], { cwd: dir, input: 'sk' });
  expect(ran.err).toContain('FILE_UNREADABLE');
  expect(ran.status).toBe(66);
  expect(await contents(path.join(dir, 'unmade'))).toBe('absent');
});

test('every customer is in the groups, not a first thousand: a script adds them up', async () => {
  const lines = Array.from({ length: 1200 }, (_, i) =>
    row('2024-01-01T00:00:00Z').replace('acc', `acc-${i}`).replace('Compute,', `S${i},`),
  );
  await fs.writeFile(path.join(dir, 'many.csv'), `${HEADINGS}\n${lines.join('\n')}\n`);
  await runHere(['import', 'many.csv', '--workspace', 'many'], { cwd: dir });
  const ran = await runHere(['show', 'expenditure', '--by', 'service', '--workspace', 'many', '--json'], {
    cwd: dir,
  });
  const { groups, rows } = JSON.parse(ran.out) as { groups: number; rows: unknown[] };
  expect(groups).toBe(1200);
  expect(rows).toHaveLength(1200);
});
