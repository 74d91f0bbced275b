/**
 * Home's seven questions together, over 24 months of lines, against the same answers read bare from rollups in SQLite. Asked
 * with a tenth of the lines too: what reads rollups must not grow with the lines (`--lines 10000000` compares a million with ten).
 */
import Database from 'better-sqlite3';
import type { AreaContext } from '../../core/areas/context.ts';
import { areaQueries } from '../../core/areas/register.ts';
import { contract } from '../../core/contract/index.ts';
import type { LinesStore } from '../../core/storage/lines/store.ts';
import type { AreaDesk } from '../support/areas.ts';
import { callerWith, openAreas } from '../support/areas.ts';
import { customerId, fill } from './fill.ts';
import type { Size } from './fill.ts';
import type { Bench, BenchOptions, Measure } from './measure.ts';
import { paired, timed } from './measure.ts';

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

async function filled(size: Size, log: BenchOptions['log']): Promise<AreaDesk> {
  const desk = await openAreas({ lines: 'real' });
  try {
    const start = performance.now();
    await fill(desk, size);
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    log(`  ${size.lines} lines, ${size.customers} customers in ${seconds} s`);
    return desk;
  } catch (error) {
    await desk.close();
    throw error;
  }
}

/** The desk with a lines store that was not asked anything yet: nothing that an earlier question kept can answer. */
function fresh({ context }: AreaDesk): AreaContext {
  return { ...context, workspace: { ...context.workspace, lines: another(context.workspace.lines) } };
}

/** Home's queries together at `lines` lines and, in turn with it, at a tenth of them. */
export async function benchHome(options: {
  lines: number;
  customers: number;
  months?: number;
  log: BenchOptions['log'];
}): Promise<Measure[]> {
  const { lines, customers, months = MONTHS, log } = options;
  const small = await filled({ lines: Math.round(lines / 10), customers, months }, log);
  try {
    const large = await filled({ lines, customers, months }, log);
    const bare = bareHome(customers, months);
    try {
      const floor = await timed(RUNS, bare.run);
      const pair = (ask: (desk: AreaDesk) => AreaContext): ReturnType<typeof paired> =>
        paired(
          RUNS,
          () => home(ask(large)),
          () => home(ask(small)),
        );
      const kept = await pair((desk) => desk.context);
      const anew = await pair(fresh);
      return [
        {
          ...measureOf('Home together, after a change of the mirror', kept, floor),
          goal: `< ${GOAL_MS} ms median, ±20 % at 10× lines`,
          met: kept.ours < GOAL_MS && Math.abs(kept.ratio - 1) <= 0.2,
        },
        measureOf('Home together, right after an import (lines read anew)', anew, floor),
      ];
    } finally {
      bare.close();
      await large.close();
    }
  } finally {
    await small.close();
  }
}

/** @param times `ours` at all lines, `floor` at a tenth of them, and the ratio of the two */
function measureOf(name: string, times: Awaited<ReturnType<typeof paired>>, floor: number): Measure {
  return {
    name,
    ours: times.ours,
    floor,
    peer: null,
    ratio: times.ours / floor,
    goal: 'told',
    met: true,
    notes: {
      'a tenth of the lines': times.floor.toFixed(2),
      growth: `${((times.ratio - 1) * 100).toFixed(0)} %`,
    },
  };
}

export const bench: Bench = { name: 'home', run: benchHome };
