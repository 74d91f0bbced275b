/**
 * From the start of the browser host's process, over an existing workspace, to Home's first figures: answered to a client
 * that comes the way the page does (address with its token, cookie, WebSocket). The floor is a bare process that opens the
 * same two files and reads one row of each.
 */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import { WebSocket } from 'ws';
import type { WorkspacePaths } from '../../core/storage/workspace.ts';
import { openAreas } from '../support/areas.ts';
import { ensureBuilt } from '../support/built.ts';
import { fill } from './fill.ts';
import type { Size } from './fill.ts';
import type { Bench, BenchOptions, Measure } from './measure.ts';
import { median } from './measure.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const RUNS = 5;
const GOAL_MS = 1500;
const MONTHS = 24;

/** What Home shows, the figure it is opened for first. */
const QUESTIONS = [
  'quota',
  'trend',
  'topCustomers',
  'budgetsInDanger',
  'expiringCoupons',
  'amountsDue',
  'todos',
] as const;

/** What an answer over the filled workspace holds: a host that answers sooner with nothing is not faster. */
const SIGNS: Readonly<Record<(typeof QUESTIONS)[number], RegExp>> = {
  quota: /"used":"1115689\.45"/,
  trend: /"known":true/,
  topCustomers: /"customerId":"0a1b2c/,
  budgetsInDanger: /"customerId":"0a1b2c/,
  expiringCoupons: /"25"/,
  amountsDue: /"900000"/,
  todos: /"count":[1-9]/,
};

function mustHold(name: (typeof QUESTIONS)[number], answer: unknown): void {
  const text = JSON.stringify(answer) ?? '';
  if (!SIGNS[name].test(text)) throw new Error(`home.${name} answered ${text.slice(0, 300)}`);
}

type Ask = (input: object) => Promise<unknown>;

/** Where the host's program and page come from. */
interface Program {
  readonly main: string;
  readonly page: string;
}

/**
 * The program as people start it, built of the present sources, or the sources as they are. It serves the built screens
 * where there are any, else an empty page: reading them is part of starting, making them is not.
 */
function programOf(built: boolean, dir: string): Program {
  const main = built
    ? path.join(ensureBuilt('core'), 'core/main-web.js')
    : path.join(ROOT, 'core/main-web.ts');
  const screens = path.join(ROOT, 'dist/renderer');
  if (built && existsSync(path.join(screens, 'index.html'))) return { main, page: screens };
  const page = path.join(dir, 'page');
  mkdirSync(page, { recursive: true });
  writeFileSync(path.join(page, 'index.html'), '<!doctype html>');
  return { main, page };
}

async function makeWorkspace(dir: string, size: Size): Promise<WorkspacePaths> {
  // The host asks for the present month, so the lines end with it.
  const desk = await openAreas({ lines: 'real', dir, kind: 'real', now: Date.now() });
  try {
    await fill(desk, size);
    return desk.workspace.paths;
  } finally {
    await desk.close();
  }
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  await new Promise((resolve) => child.once('exit', resolve));
}

/** The first line a started program prints. @throws Error with its complaints when it ends before */
function firstLine(child: ChildProcess): Promise<string> {
  const complaints: string[] = [];
  child.stderr?.on('data', (part: Buffer) => complaints.push(part.toString()));
  return new Promise((resolve, reject) => {
    if (child.stdout) createInterface({ input: child.stdout }).once('line', resolve);
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`ended with ${code}: ${complaints.join('')}`)));
  });
}

interface Started {
  /** ms from the start of the process until the address was printed. */
  readonly address: number;
  /** … until the quota was answered. */
  readonly first: number;
  /** … until all of Home was. */
  readonly all: number;
}

async function startOnce(dir: string, workspace: string, program: Program): Promise<Started> {
  const start = performance.now();
  const since = (): number => performance.now() - start;
  const child = spawn(process.execPath, [program.main, '--json', '--workspace', workspace], {
    env: { ...process.env, PARTNER_DESK_DATA: path.join(dir, 'data'), PARTNER_DESK_PAGE: program.page },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  try {
    const { url } = JSON.parse(await firstLine(child)) as { url: string };
    const address = since();
    const { origin, host } = new URL(url);
    const entered = await fetch(url, { redirect: 'manual' });
    const cookie = entered.headers.get('set-cookie')?.split(';')[0] ?? '';
    const socket = new WebSocket(`ws://${host}/rpc`, { origin, headers: { cookie } });
    await new Promise<void>((resolve, reject) => {
      socket.once('open', resolve);
      socket.once('error', reject);
    });
    const link = new RPCLink<Record<never, never>>({ websocket: socket as unknown as globalThis.WebSocket });
    const client = createORPCClient(link) as unknown as Record<'home', Record<string, Ask>>;
    const told = await Promise.all(
      QUESTIONS.map(async (name) => ({ name, answer: await client.home[name]!({}), at: since() })),
    );
    socket.terminate();
    for (const { name, answer } of told) mustHold(name, answer);
    return { address, first: told[0]?.at ?? NaN, all: Math.max(...told.map(({ at }) => at)) };
  } finally {
    child.kill('SIGTERM');
    await ended(child);
  }
}

/** Opens both files in a bare process and reads a row of each. @returns ms until it said so */
async function floorOnce(paths: WorkspacePaths): Promise<number> {
  const program = `
    import Database from 'better-sqlite3';
    import { DuckDBInstance } from '@duckdb/node-api';
    new Database(process.argv[1]).prepare('SELECT * FROM row LIMIT 1').get();
    const instance = await DuckDBInstance.create(process.argv[2], { threads: '2' });
    const connection = await instance.connect();
    await connection.runAndReadAll('SHOW TABLES');
    console.log('ready');
    connection.closeSync();
    instance.closeSync();`;
  const start = performance.now();
  const child = spawn(
    process.execPath,
    ['--input-type=module', '-e', program, '--', paths.mirror, paths.lines],
    { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  await firstLine(child);
  const ms = performance.now() - start;
  await ended(child);
  return ms;
}

/** Starts over a workspace of that size. `built`: build first and run what was built, else run the sources. */
export async function benchStart(options: {
  readonly lines: number;
  readonly customers: number;
  readonly months?: number;
  readonly runs?: number;
  readonly built: boolean;
  readonly log: BenchOptions['log'];
}): Promise<Measure[]> {
  const { lines, customers, months = MONTHS, runs = RUNS, built, log } = options;
  const dir = mkdtempSync(path.join(os.tmpdir(), 'desk-bench-start-'));
  try {
    const program = programOf(built, dir);
    const workspace = path.join(dir, 'workspace');
    const begun = performance.now();
    const paths = await makeWorkspace(workspace, { lines, customers, months });
    log(`  ${lines} lines, ${customers} customers in ${((performance.now() - begun) / 1000).toFixed(1)} s`);
    // The first start of all adds what the host keeps beside the areas, and fills the cache of compiled code.
    const initial = await startOnce(dir, workspace, program);
    const floors: number[] = [];
    const starts: Started[] = [];
    for (let run = 0; run < runs; run += 1) {
      floors.push(await floorOnce(paths));
      starts.push(await startOnce(dir, workspace, program));
    }
    const ours = median(starts.map(({ all }) => all));
    const floor = median(floors);
    return [
      {
        name: 'process start to Home’s first figures',
        ours,
        floor,
        peer: null,
        ratio: median(starts.map(({ all }, run) => all / floors[run]!)),
        goal: `< ${GOAL_MS} ms`,
        met: ours < GOAL_MS,
        notes: {
          'to the address': median(starts.map(({ address }) => address)),
          'to the quota': median(starts.map(({ first }) => first)),
          'very first start': initial.all,
          program: built ? 'built' : 'sources',
          page: program.page.startsWith(dir) ? 'empty' : 'built screens',
        },
      },
    ];
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

export const bench: Bench = {
  name: 'start',
  run: ({ lines, customers, log }) => benchStart({ lines, customers, built: true, log }),
};
