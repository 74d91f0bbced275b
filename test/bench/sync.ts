/**
 * The first sync of customers from a sandbox without limits, against asking the same pages bare and inserting the same
 * rows bare; then a scan that finds nothing new, which must write no record. The sandbox runs in a thread of its own.
 */
import http from 'node:http';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import Database from 'better-sqlite3';
import { systemClock, systemTimers } from '../../core/base/clock.ts';
import { seededRandom } from '../../core/base/random.ts';
import { collections } from '../../core/areas/register.ts';
import type { WorkerMessage, WorkerOptions } from '../../core/sandbox/worker.ts';
import { createPartnerCenter } from '../../core/sources/partner-center/client.ts';
import { authorization, sdkDate } from '../../core/sources/partner-center/signing.ts';
import { openWorkspace } from '../../core/storage/workspace.ts';
import type { Workspace } from '../../core/storage/workspace.ts';
import { syncComponent } from '../../core/sync/schema.ts';
import { createSync } from '../../core/sync/sync.ts';
import type { Sync, SyncSummary } from '../../core/sync/sync.ts';
import { fakeLines } from '../support/areas.ts';
import type { Bench, BenchOptions, Measure } from './measure.ts';
import { median } from './measure.ts';

const RUNS = 3;
const MOST_RATIO = 2;
const PAGE = 100;
const LIST = '/v2/partners/sub-customers/query';

export interface Upstream {
  readonly url: string;
  readonly ak: string;
  readonly sk: string;
  close(): Promise<void>;
}

/** A sandbox as the demo runs it: in a thread that does not wait for ours. */
export function startSandbox(options: WorkerOptions): Promise<Upstream> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('../../core/sandbox/worker.ts', import.meta.url), {
      workerData: options,
    });
    const ended = new Promise<void>((done) => worker.once('exit', () => done()));
    worker.once('error', reject);
    worker.on('message', (message: WorkerMessage) => {
      if (message.type === 'error') reject(new Error(`sandbox: ${message.message}`));
      if (message.type !== 'ready') return;
      const close = (): Promise<void> => {
        worker.postMessage('close');
        return ended;
      };
      resolve({ url: message.url, ak: message.ak, sk: message.sk, close });
    });
  });
}

/** Asks for every page of customers, one after the other, signed as the Partner Center wants it, and parses the answers. */
async function askBare(upstream: Upstream, agent: http.Agent): Promise<number> {
  const url = new URL(upstream.url);
  const ask = (body: Buffer): Promise<string> => {
    const headers: Record<string, string> = {
      host: url.host,
      'content-type': 'application/json',
      'x-sdk-date': sdkDate(Date.now()),
    };
    headers['authorization'] = authorization(
      { method: 'POST', path: LIST, query: [], headers, body },
      { accessKey: upstream.ak, secretKey: upstream.sk },
    );
    return new Promise((resolve, reject) => {
      const { hostname, port } = url;
      const sent = http.request({ hostname, port, path: LIST, method: 'POST', headers, agent }, (answer) => {
        const parts: Buffer[] = [];
        answer.on('data', (part: Buffer) => parts.push(part));
        answer.on('end', () => resolve(Buffer.concat(parts).toString()));
      });
      sent.on('error', reject);
      sent.end(body);
    });
  };
  for (let offset = 0; ; offset += PAGE) {
    const text = await ask(Buffer.from(JSON.stringify({ offset, limit: PAGE })));
    const rows = (JSON.parse(text) as { customer_infos: unknown[] }).customer_infos.length;
    if (rows < PAGE) return offset + rows;
  }
}

interface Opened {
  readonly workspace: Workspace;
  readonly sync: Sync;
}

async function openDesk(dir: string, upstream: Upstream): Promise<Opened> {
  const shared = { clock: systemClock, timers: systemTimers, random: seededRandom(1) };
  const workspace = await openWorkspace({
    dir,
    clock: systemClock,
    random: seededRandom(1),
    create: { kind: 'real', name: 'bench' },
    collections,
    components: [syncComponent],
    openLines: () => Promise.resolve(fakeLines()),
  });
  const source = createPartnerCenter({
    ...shared,
    endpoint: upstream.url,
    keys: { accessKey: upstream.ak, secretKey: upstream.sk },
    unlimited: true,
  });
  return { workspace, sync: createSync({ ...shared, workspace, source, files: null, collections }) };
}

type Cells = (string | number | bigint | null)[];

/** Tables with their indexes and rows, as the sync left them. */
interface Left {
  readonly schema: readonly string[];
  /** The rows a customer became: the kept body, the typed columns, the searched text. */
  readonly rows: readonly (readonly Cells[])[];
  readonly inserts: readonly string[];
}

function readLeft(file: string): Left {
  const db = new Database(file, { readonly: true });
  db.defaultSafeIntegers(true);
  try {
    const schema = db
      .prepare(
        `SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND (tbl_name IN ('row', 'customer') OR name = 'customer_search')
          ORDER BY type = 'index'`,
      )
      .pluck()
      .all() as string[];
    const table = (sql: string): { columns: number; rows: Cells[] } => {
      const statement = db.prepare(sql).raw();
      return { columns: statement.columns().length, rows: statement.all() as Cells[] };
    };
    const tables = [
      ['row', table("SELECT * FROM row WHERE collection = 'customers' ORDER BY key")],
      ['customer', table('SELECT * FROM customer ORDER BY no')],
      [
        'customer_search(rowid, text)',
        table('SELECT no, name_text || account_text FROM customer ORDER BY no'),
      ],
    ] as const;
    return {
      schema,
      rows: tables.map(([, { rows }]) => rows),
      inserts: tables.map(
        ([name, { columns }]) =>
          `INSERT INTO ${name} VALUES (${Array.from({ length: columns }, () => '?').join(', ')})`,
      ),
    };
  } finally {
    db.close();
  }
}

/** Inserts the rows into a new file with the same tables, settings and pages per transaction. @returns ms */
function insertBare(file: string, left: Left): number {
  const db = new Database(file);
  try {
    for (const pragma of [
      'journal_mode = WAL',
      'synchronous = NORMAL',
      'wal_autocheckpoint = 4000',
      'cache_size = -32000',
    ])
      db.pragma(pragma);
    for (const sql of left.schema) db.exec(sql);
    const inserts = left.inserts.map((sql) => db.prepare(sql));
    const count = left.rows[0]?.length ?? 0;
    const start = performance.now();
    const page = db.transaction((from: number) => {
      for (let i = from; i < Math.min(count, from + PAGE); i += 1)
        for (const [t, insert] of inserts.entries()) insert.run(left.rows[t]![i]!);
    });
    for (let from = 0; from < count; from += PAGE) page(from);
    return performance.now() - start;
  } finally {
    db.close();
  }
}

/** What storage itself counted: each record that was written took a number. */
function recordsWritten({ workspace }: Opened): number {
  const head = workspace.mirror.read.get<{ seq: bigint }>("SELECT seq FROM head WHERE stream = 'mirror'");
  return Number(head?.seq ?? 0n);
}

async function scan(sync: Sync): Promise<{ ms: number; cpu: number; summary: SyncSummary }> {
  const before = process.threadCpuUsage();
  const start = performance.now();
  const summary = await sync.start({ steps: ['customers'] });
  const ms = performance.now() - start;
  const { user, system } = process.threadCpuUsage(before);
  if (summary.code !== null) throw new Error(`the sync ended with ${summary.code}`);
  return { ms, cpu: (user + system) / 1000, summary };
}

interface Round {
  readonly ours: number;
  readonly http: number;
  readonly inserts: number;
  readonly cpu: number;
  readonly floorCpu: number;
  readonly quiet: number;
  readonly written: number;
  readonly writtenQuiet: number;
}

async function round(dir: string, upstream: Upstream, agent: http.Agent): Promise<Round> {
  const desk = await openDesk(path.join(dir, 'workspace'), upstream);
  try {
    const first = await scan(desk.sync);
    const written = recordsWritten(desk);
    const quiet = await scan(desk.sync);
    const writtenQuiet = recordsWritten(desk) - written;
    const left = readLeft(desk.workspace.paths.mirror);
    const before = process.threadCpuUsage();
    const start = performance.now();
    const rows = await askBare(upstream, agent);
    const asked = performance.now() - start;
    const inserts = insertBare(path.join(dir, 'floor.sqlite'), left);
    const { user, system } = process.threadCpuUsage(before);
    if (rows !== left.rows[0]?.length)
      throw new Error(`${rows} customers asked, ${left.rows[0]?.length} kept`);
    const floorCpu = (user + system) / 1000;
    return {
      ours: first.ms,
      cpu: first.cpu,
      quiet: quiet.ms,
      written,
      writtenQuiet,
      http: asked,
      inserts,
      floorCpu,
    };
  } finally {
    await desk.sync.close();
    await desk.workspace.close();
  }
}

/** The first sync of `customers` customers and the scan after it. */
export async function benchSync(options: {
  readonly customers: number;
  readonly runs?: number;
  readonly log: BenchOptions['log'];
}): Promise<Measure[]> {
  const { customers, runs = RUNS, log } = options;
  const upstream = await startSandbox({
    customers,
    months: 24,
    kind: 'solution-provider',
    seed: 3,
    files: 'none',
    limits: false,
  });
  const agent = new http.Agent({ keepAlive: true });
  const rounds: Round[] = [];
  try {
    // The sandbox makes its customers up when they are first asked for.
    const rows = await askBare(upstream, agent);
    log(`  ${rows} customers of a sandbox in a thread of its own, ${runs} runs`);
    for (let run = 0; run < runs; run += 1) {
      const dir = mkdtempSync(path.join(os.tmpdir(), 'desk-bench-sync-'));
      try {
        rounds.push(await round(dir, upstream, agent));
      } finally {
        rmSync(dir, { recursive: true, force: true });
      }
    }
  } finally {
    agent.destroy();
    await upstream.close();
  }
  return measures(customers, rounds);
}

function measures(customers: number, rounds: readonly Round[]): Measure[] {
  const mid = (of: (round: Round) => number): number => median(rounds.map(of));
  const ours = mid((r) => r.ours);
  const ratio = mid((r) => r.ours / (r.http + r.inserts));
  const again = Math.max(...rounds.map((r) => r.writtenQuiet));
  return [
    {
      name: `first sync of ${customers} customers`,
      ours,
      floor: mid((r) => r.http + r.inserts),
      peer: null,
      ratio,
      goal: `≤ ${MOST_RATIO} × bare HTTP, JSON and inserts (50 % of their rate)`,
      met: ratio <= MOST_RATIO,
      notes: {
        'of the floor’s rate': `${(100 / ratio).toFixed(0)} %`,
        'bare HTTP+JSON': mid((r) => r.http),
        'bare inserts': mid((r) => r.inserts),
        'ratio of processor time': mid((r) => r.cpu / r.floorCpu),
        'records/s': Math.round((mid((r) => r.written) / ours) * 1000),
      },
    },
    {
      name: 'scan that finds nothing new',
      ours: mid((r) => r.quiet),
      floor: mid((r) => r.http),
      peer: null,
      ratio: mid((r) => r.quiet / r.http),
      goal: 'told (floor: bare HTTP and JSON)',
      met: true,
    },
    {
      name: 'scan that finds nothing new, records written',
      ours: again,
      floor: null,
      peer: null,
      ratio: null,
      goal: '0',
      met: again === 0,
      notes: { 'by the first': mid((r) => r.written) },
    },
  ];
}

export const bench: Bench = { name: 'sync', run: benchSync };
