/**
 * The issue's list of bad input, each through the real command line: a code, an exit status that is not 0, one sentence
 * with advice in both languages, no stack trace, and nothing changed.
 */
import fs from 'node:fs/promises';
import { spawnSync } from 'node:child_process';
import { createServer, type Server } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ERRORS, type ErrorCode } from '../../core/base/error-codes.ts';
import { runCommand } from '../../core/cli/run.ts';
import { zhErrors } from '../../core/cli/words.zh.ts';
import { startSandbox, type Sandbox } from '../../core/sandbox/sandbox.ts';
import { contents, ROOT, runCli, runHere, type Ran, startCli } from './run-cli.ts';

let dir = '';
let sandbox: Sandbox;
/** Its clock is 16 minutes ahead of this machine's. */
let lateSandbox: Sandbox;
let taken: Server;
const at = (...parts: string[]): string => path.join(dir, ...parts);
const data = (): string => at('data');

const HEADINGS =
  'BilledCost,EffectiveCost,ListCost,ContractedCost,BillingCurrency,BillingPeriodStart,BillingPeriodEnd,ChargePeriodStart,ChargePeriodEnd,ChargeCategory,BillingAccountId,ProviderName,PublisherName,InvoiceIssuerName,ServiceName,ServiceCategory';
const ROW =
  '1.5,1.25,2,1.75,USD,2024-01-01T00:00:00Z,2024-02-01T00:00:00Z,2024-01-01T00:00:00Z,2024-01-02T00:00:00Z,Usage,acc,P,P,P,Compute,Compute';
const FOCUS = `${HEADINGS}\n${ROW}\n`;

beforeAll(async () => {
  dir = await fs.mkdtemp(path.join(os.tmpdir(), 'cli-bad-'));
  process.env['PARTNER_DESK_DATA'] = data();
  const small = { customers: 50, months: 2, seed: 5, files: 'none' } as const;
  sandbox = await startSandbox(small);
  lateSandbox = await startSandbox({ ...small, clock: { now: () => Date.now() + 16 * 60_000 } });
  taken = createServer();
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
  await fs.writeFile(at('picture.csv'), Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13]));
  const archive = gzipSync(Buffer.from(`${FOCUS}${`${ROW}\n`.repeat(20_000)}`));
  await fs.writeFile(at('cut.csv.gz'), archive.subarray(0, Math.floor(archive.length / 2)));
  await fs.writeFile(at('column.csv'), FOCUS.replace('BilledCost,', 'Cost,'));
  // 0xff begins no character, neither in UTF-8 nor in GB18030.
  await fs.writeFile(
    at('encoding.csv'),
    Buffer.concat([Buffer.from(FOCUS.trimEnd()), Buffer.from([0xff, 0xff, 10])]),
  );
  // A workspace that is whole but for the mark of a newer program.
  await fs.writeFile(at('good.csv'), FOCUS);
  await runHere(['import', 'good.csv', '--workspace', 'newer'], { cwd: dir });
  const mark = at('newer', 'workspace.json');
  await fs.writeFile(
    mark,
    JSON.stringify({ ...(JSON.parse(await fs.readFile(mark, 'utf8')) as object), format: 99 }),
  );
});

afterAll(async () => {
  await sandbox.close();
  await lateSandbox.close();
  await new Promise((resolve) => taken.close(resolve));
  delete process.env['PARTNER_DESK_DATA'];
  await fs.rm(dir, { recursive: true });
});

interface Case {
  readonly name: string;
  readonly code: ErrorCode;
  readonly args: () => string[];
  readonly input?: () => string;
  /** The folder that must be as before. */
  readonly untouched: string;
}

const connect = (endpoint: () => string, ak: () => string) => (): string[] => [
  'connect',
  '--endpoint',
  endpoint(),
  '--ak',
  ak(),
  '--sk-stdin',
  '--workspace',
  'new',
];
const port = (): string => String((taken.address() as { port: number }).port);
const importOf = (file: string) => (): string[] => ['import', 'good.csv', file, '--workspace', 'new'];

/** A folder nobody can write to, not even root, without changing the machine: below a file. */
const unwritable = 'good.csv/workspace';

const cases: readonly Case[] = [
  {
    name: 'a wrong secret key',
    code: 'CREDENTIALS_REFUSED',
    args: connect(
      () => sandbox.url,
      () => sandbox.ak,
    ),
    input: () => 'wrong-secret\n',
    untouched: 'new',
  },
  {
    name: 'a wrong access key',
    code: 'CREDENTIALS_REFUSED',
    args: connect(
      () => sandbox.url,
      () => 'WRONGKEY',
    ),
    input: () => sandbox.sk,
    untouched: 'new',
  },
  {
    name: 'an endpoint where nothing answers',
    code: 'ENDPOINT_UNREACHABLE',
    args: connect(
      () => 'http://127.0.0.1:9',
      () => sandbox.ak,
    ),
    input: () => sandbox.sk,
    untouched: 'new',
  },
  {
    name: 'an address that is no endpoint',
    code: 'ENDPOINT_INVALID',
    args: connect(
      () => 'ftp://example.com',
      () => sandbox.ak,
    ),
    input: () => sandbox.sk,
    untouched: 'new',
  },
  {
    name: 'a clock that is off by 16 minutes',
    code: 'CLOCK_OFF',
    args: connect(
      () => lateSandbox.url,
      () => lateSandbox.ak,
    ),
    input: () => lateSandbox.sk,
    untouched: 'new',
  },
  {
    name: 'a file that is not what it says',
    code: 'IMPORT_NOT_RECOGNISED',
    args: importOf('picture.csv'),
    untouched: 'new',
  },
  { name: 'a truncated archive', code: 'IMPORT_TRUNCATED', args: importOf('cut.csv.gz'), untouched: 'new' },
  {
    name: 'a CSV with a missing column',
    code: 'IMPORT_COLUMN_MISSING',
    args: importOf('column.csv'),
    untouched: 'new',
  },
  { name: 'a wrong encoding', code: 'IMPORT_ENCODING', args: importOf('encoding.csv'), untouched: 'new' },
  {
    name: 'a file that is not there',
    code: 'FILE_UNREADABLE',
    args: importOf('absent.csv'),
    untouched: 'new',
  },
  {
    name: 'a workspace of a newer program',
    code: 'WORKSPACE_NEWER',
    args: () => ['show', 'quota', '--workspace', 'newer'],
    untouched: 'newer',
  },
  {
    name: 'a folder without a workspace',
    code: 'WORKSPACE_MISSING',
    args: () => ['sync', '--workspace', 'new'],
    untouched: 'new',
  },
  {
    name: 'a read-only folder',
    code: 'FOLDER_READ_ONLY',
    args: () => ['import', 'good.csv', '--workspace', unwritable],
    untouched: unwritable,
  },
  {
    name: 'a port in use by another program',
    code: 'PORT_IN_USE',
    args: () => ['sandbox', '--customers', '50', '--months', '1', '--port', port()],
    untouched: 'new',
  },
];

function expectRefusal(ran: Ran, code: ErrorCode, meaning: string, advice: string): void {
  expect(ran.err).toContain(`${code}: ${meaning.slice(0, -1)}`);
  expect(ran.err).toContain(advice);
  expect(ran.out).toBe('');
  expect(ran.status).toBe(ERRORS[code].exit);
  expect(ran.status).not.toBe(0);
  expect(ran.err).not.toMatch(/^\s+at .*:\d+:\d+/m);
  expect(ran.err).not.toContain(sandbox.sk);
}

describe.each(cases)('$name', ({ code, args, input, untouched }) => {
  test('is said in English, as JSON too, and changes nothing', async () => {
    const before = await contents(at(untouched));
    const how = { cwd: dir, ...(input ? { input: input() } : {}) };
    const ran = await runHere([...args(), '--json'], how);
    expectRefusal(ran, code, ERRORS[code].meaning, ERRORS[code].advice);
    const [line = ''] = ran.err.split('\n');
    expect(JSON.parse(line)).toMatchObject({ error: { code } });
    expect(await contents(at(untouched))).toEqual(before);
  });

  test('is said in Chinese by the real program', async () => {
    const before = await contents(at(untouched));
    const how = { cwd: dir, language: 'zh-CN', ...(input ? { input: input() } : {}) } as const;
    const ran = await runCli(args(), how, data());
    expectRefusal(ran, code, zhErrors[code].meaning, zhErrors[code].advice);
    expect(await contents(at(untouched))).toEqual(before);
  });
});

test('a GB18030 file is read as what it is', async () => {
  // 客户 in GB18030 bytes.
  const [before, after] = FOCUS.replace('Compute,Compute', '@,Compute').split('@');
  const text = Buffer.concat([
    Buffer.from(before ?? ''),
    Buffer.from([0xbf, 0xcd, 0xbb, 0xa7]),
    Buffer.from(after ?? ''),
  ]);
  await fs.writeFile(at('gb18030.csv'), text);
  const ran = await runHere(['import', 'gb18030.csv', '--workspace', 'gb', '--json'], { cwd: dir });
  expect(ran.status, ran.err).toBe(0);
  const shown = await runHere(['show', 'expenditure', '--by', 'service', '--workspace', 'gb', '--json'], {
    cwd: dir,
  });
  expect(shown.out).toContain('客户');
});

/** A file system of its own of the given size, where this machine allows one: a really full disk. */
const onSmallDisk = (size: string, mount: string, command: string): [string, string[]] => [
  'unshare',
  ['-Urm', 'sh', '-c', `mount -t tmpfs -o size=${size} none "${mount}" && { ${command}; }`],
];

test.each([
  ['64k', 'DISK_FULL'],
  ['200k', 'DISK_FULL'],
  // Here it is the file of locks beside the log that finds no room.
  ['240k', 'DISK_FULL'],
  ['2m', 'IMPORT_TOO_LARGE'],
] as const)('a full disk (%s) is said, and leaves nothing of the workspace', async (size, code) => {
  const mount = at(`disk-${size}`);
  await fs.mkdir(mount);
  const [probe, probeArgs] = onSmallDisk(size, mount, 'true');
  if (spawnSync(probe, probeArgs).status !== 0) {
    process.stdout.write('not run: this machine does not let a test mount a small disk\n');
    return;
  }
  const cli = `"${process.execPath}" "${path.join(ROOT, 'core/main-cli.ts')}" import "${at('good.csv')}" --workspace "${mount}/w"`;
  const [program, args] = onSmallDisk(
    size,
    mount,
    `${cli}; status=$?; find "${mount}" -type f; exit $status`,
  );
  const ran = spawnSync(program, args, { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C' } });
  expect(ran.stderr).toContain(`${code}: ${ERRORS[code].meaning.slice(0, -1)}`);
  expect(ran.status).toBe(ERRORS[code].exit);
  expect(ran.stdout).toBe('');
});

test('a secret on the command line is not taken', async () => {
  const ran = await runHere(['connect', '--endpoint', sandbox.url, '--ak', sandbox.ak, '--sk', 'canary'], {
    cwd: dir,
  });
  expect(ran.status).toBe(ERRORS.USAGE.exit);
  expect(ran.err).not.toContain('canary');
});

test.each([
  [[], 0],
  [['help'], 0],
  [['sync', '--help'], 0],
  [['fly'], 64],
  [['constructor'], 64],
  [['sync', 'extra'], 64],
  [['sync', '--unknown'], 64],
  [['show'], 64],
  [['show', 'everything'], 64],
  [['sandbox', '--port', '70000'], 64],
  [['show', 'customers', '--limit', 'many', '--workspace', 'newer'], 78],
] as const)('%j ends with status %i', async (args, status) => {
  const ran = await runHere(args, { cwd: dir });
  expect(ran.status, ran.err).toBe(status);
  expect(status === 0 ? ran.out : ran.err).not.toBe('');
});

test('a reader that stops reading (`| head`) ends in no stack trace', async () => {
  const child = startCli(['help'], { cwd: dir }, data());
  child.stdout?.destroy();
  let err = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (err += text));
  const status = await new Promise<number | null>((resolve) => child.once('close', resolve));
  expect(err).toBe('');
  expect(status).toBe(0);
});

test('what nobody expected is said in one sentence that names the log; the stack is there, the text is not', async () => {
  let err = '';
  const status = await runCommand(['help'], {
    out: () => {
      throw new TypeError('canary in a message');
    },
    err: (text) => void (err += text),
    env: {},
    cwd: dir,
    input: () => Promise.resolve(''),
  });
  expect(status).toBe(ERRORS.INTERNAL.exit);
  const file = path.join(data(), 'logs/partner-desk.log');
  expect(err).toContain(`log: ${file}`);
  expect(err).not.toMatch(/canary|^\s+at /m);
  const log = await fs.readFile(file, 'utf8');
  expect(log).toContain('bad-input.test.ts');
  expect(log).not.toContain('canary');
});
