/**
 * Home's seven questions together, over 24 months of lines, against the same answers read bare from rollups in SQLite. Asked
 * with a tenth of the lines too: what reads rollups must not grow with the lines (`--lines 10000000` compares a million with ten).
 */
import Database from 'better-sqlite3';
import type { AreaContext } from '../../core/areas/context.ts';
import { areaQueries } from '../../core/areas/register.ts';
import { contract } from '../../core/contract/index.ts';
import type { LinesStore } from '../../core/storage/lines/store.ts';
import { callerWith, openAreas } from '../support/areas.ts';
import { customerId, fill } from './fill.ts';
import type { Size } from './fill.ts';
import type { Bench, BenchOptions, Measure } from './measure.ts';
import { median, timed } from './measure.ts';

const MONTHS = 24;
const RUNS = 25;
const GOAL_MS = 16;

/** All of Home, asked at once as the screen does. */
async function home(context: AreaContext): Promise<unknown> {
  const caller = callerWith([]);
  return Promise.all([
    areaQueries['home.quota'](context, {}, caller),
    areaQueries['home.trend'](context, contract['home.trend'].input.parse({}), caller),
    areaQueries['home.topCustomers'](context, contract['home.topCustomers'].input.parse({}), caller),
    areaQueries['home.budgetsInDanger'](context, contract['home.budgetsInDanger'].input.parse({}), caller),
    areaQueries['home.expiringCoupons'](context, contract['home.expiringCoupons'].input.parse({}), caller),
    areaQueries['home.amountsDue'](context, {}, caller),
    areaQueries['home.todos'](context, {}, caller),
  ]);
}

/** The same questions bare: prepared statements over plain tables that hold what the rollups hold. */
function bareHome(customers: number, months: number): { run: () => unknown; close: () => void } {
  const db = new Database(':memory:');
  db.exec(`CREATE TABLE m (period TEXT PRIMARY KEY, e8 INTEGER, refunds INTEGER);
    CREATE TABLE c (id TEXT PRIMARY KEY, e8 INTEGER, budget INTEGER, used INTEGER, use INTEGER, frozen INTEGER);
    CREATE INDEX c_e8 ON c (e8); CREATE INDEX c_use ON c (use);
    CREATE TABLE k (id TEXT PRIMARY KEY, balance INTEGER, expires INTEGER); CREATE INDEX k_e ON k (expires);
    CREATE TABLE q (total INTEGER, used INTEGER)`);
  db.transaction(() => {
    for (let i = 0; i < months; i += 1) db.prepare('INSERT INTO m VALUES (?, 1, 0)').run(`m${i}`);
    const insert = db.prepare('INSERT INTO c VALUES (?, ?, 1000, ?, ?, ?)');
    for (let i = 0; i < customers; i += 1)
      insert.run(customerId(i), i * 7, (i * 37) % 1200, (i * 37) % 1200, i % 50 === 0 ? 1 : 0);
    for (let i = 0; i < 500; i += 1) db.prepare('INSERT INTO k VALUES (?, 25, ?)').run(`k${i}`, i);
    db.prepare('INSERT INTO q VALUES (1, 1)').run();
  })();
  const statements = [
    'SELECT * FROM q',
    'SELECT * FROM m ORDER BY period',
    'SELECT * FROM c ORDER BY e8 DESC LIMIT 5',
    'SELECT * FROM c WHERE use >= 750 ORDER BY used * 30.0 / 23 - budget DESC LIMIT 50',
    'SELECT count(*) FROM c WHERE use >= 750',
    'SELECT count(*), sum(frozen) FROM c',
    'SELECT * FROM k WHERE expires > 0 AND expires <= 120 ORDER BY expires LIMIT 5',
  ].map((sql) => db.prepare(sql));
  return { run: () => statements.map((s) => s.all()), close: () => void db.close() };
}

/** The same lines store as another object. */
function another(lines: LinesStore): LinesStore {
  return new Proxy(lines, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

interface Figures {
  readonly kept: number;
  readonly fresh: number;
}

async function measure(size: Size, log: BenchOptions['log']): Promise<Figures> {
  const desk = await openAreas({ lines: 'real' });
  try {
    const start = performance.now();
    await fill(desk, size);
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    log(`  ${size.lines} lines, ${size.customers} customers in ${seconds} s`);
    const kept = await timed(RUNS, () => home(desk.context));
    // A lines store of its own for each run: nothing that an earlier one kept can answer.
    const fresh: number[] = [];
    for (let i = 0; i < RUNS; i += 1) {
      const { workspace } = desk;
      const context: AreaContext = {
        ...desk.context,
        workspace: { ...workspace, lines: another(workspace.lines) },
      };
      const from = performance.now();
      await home(context);
      if (i > 1) fresh.push(performance.now() - from);
    }
    return { kept, fresh: median(fresh) };
  } finally {
    await desk.close();
  }
}

/** Home's queries together at `lines` lines and at a tenth of them. */
export async function benchHome(options: {
  lines: number;
  customers: number;
  months?: number;
  log: BenchOptions['log'];
}): Promise<Measure[]> {
  const { lines, customers, months = MONTHS, log } = options;
  const small = await measure({ lines: Math.round(lines / 10), customers, months }, log);
  const large = await measure({ lines, customers, months }, log);
  const bare = bareHome(customers, months);
  const floor = await timed(RUNS, bare.run);
  bare.close();
  const grown = (a: number, b: number): string => `${(((b - a) / a) * 100).toFixed(0)} %`;
  return [
    {
      name: 'Home together, after a change of the mirror',
      ours: large.kept,
      floor,
      peer: null,
      ratio: large.kept / floor,
      goal: `< ${GOAL_MS} ms median, ±20 % at 10× lines`,
      met: large.kept < GOAL_MS && Math.abs(large.kept - small.kept) <= 0.2 * small.kept,
      notes: { 'a tenth of the lines': small.kept.toFixed(2), growth: grown(small.kept, large.kept) },
    },
    {
      name: 'Home together, right after an import (lines read anew)',
      ours: large.fresh,
      floor,
      peer: null,
      ratio: large.fresh / floor,
      goal: 'told',
      met: true,
      notes: { 'a tenth of the lines': small.fresh.toFixed(2), growth: grown(small.fresh, large.fresh) },
    },
  ];
}

export const bench: Bench = { name: 'home', run: benchHome };
