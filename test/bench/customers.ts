/**
 * Customer lists over 100,000 customers: search by substring, pinyin initials and exact ID, and a page by each sort, as
 * the contract's query answers them (rows mapped and masked), against the same question in bare better-sqlite3.
 */
import Database from 'better-sqlite3';
import { seededRandom } from '../../core/base/random.ts';
import { periodOf } from '../../core/base/period.ts';
import { areaQueries, refreshCustomerFigures } from '../../core/areas/register.ts';
import { contract } from '../../core/contract/index.ts';
import type { InputOf } from '../../core/contract/index.ts';
import { companyAt } from '../../core/sandbox/world/names.ts';
import { callerWith, fakeLines, NOON, openAreas } from '../support/areas.ts';
import type { AreaDesk } from '../support/areas.ts';
import type { Bench, BenchOptions, Measure } from './measure.ts';
import { median, paired } from './measure.ts';

const RUNS = 15;
const GOAL_MS = 10;
const SORTS = [
  'monthToDate',
  'name',
  'id',
  'associatedOn',
  'budget',
  'budgetUse',
  'manager',
  'country',
  'level',
] as const;

interface Facts {
  readonly id: string;
  readonly name: string;
  readonly account: string;
  readonly mtd: bigint | null;
}

const idOf = (i: number): string =>
  (i * 2654435761).toString(16).padStart(12, '0').slice(-12).padEnd(32, 'a');

function fill(desk: AreaDesk, count: number): Facts[] {
  const random = seededRandom(3);
  const facts: Facts[] = [];
  const BATCH = 5000;
  for (let from = 0; from < count; from += BATCH) {
    const bodies = Array.from({ length: Math.min(BATCH, count - from) }, (_, k) => {
      const i = from + k;
      const company = companyAt(i);
      const name = i % 2 === 0 ? company.zh : company.en;
      facts.push({ id: idOf(i), name, account: `${company.short.toLowerCase()}${i}`, mtd: null });
      return {
        customer_id: idOf(i),
        customer: name,
        account_name: `${company.short.toLowerCase()}${i}`,
        association_type: i % 5 === 0 ? '1' : '3',
        associated_on: new Date(NOON - Math.floor(random.next() * 3e10)).toISOString().slice(0, 19) + 'Z',
        telephone: `138${String(i).padStart(8, '0')}`,
        email: `contact${i}@example.com`,
        label: i % 7 === 0 ? `group-${i % 70}` : null,
        country_code: company.dial,
        customer_type: '1',
        is_frozen: i % 40 === 0 ? '1' : '0',
        customer_level: `V${i % 6}`,
        account_managers: [{ account_name: `manager${i % 30}` }],
      };
    });
    desk.put('customers', bodies);
  }
  return facts;
}

function fillFigures(desk: AreaDesk, facts: Facts[]): void {
  const random = seededRandom(5);
  const period = periodOf(NOON);
  desk.workspace.mirror.write((w) => {
    for (const [i, fact] of facts.entries()) {
      if (i % 10 === 9) continue;
      const e8 = BigInt(Math.floor(random.next() * 1e12));
      facts[i] = { ...fact, mtd: e8 };
      w.run('INSERT INTO customer_month VALUES (?, ?, ?, ?, 0, NULL, NULL)', [fact.id, period, 'USD', e8]);
    }
    refreshCustomerFigures(w);
  });
  const budgets = facts.flatMap((fact, i) =>
    i % 5 === 0
      ? []
      : [
          {
            customer_id: fact.id,
            budget_amount: String(100 + (i % 5000)),
            used_amount: String(Math.floor(random.next() * 3000)),
            budget_type: i % 9 === 0 ? 'PACKAGE' : 'MONTHLY',
            measure_id: '1',
            currency: 'USD',
          },
        ],
  );
  desk.put('budgets', budgets);
}

/** The same rows in one plain table with an index on what is sorted by. */
function bare(facts: readonly Facts[]): Database.Database {
  const db = new Database(':memory:');
  db.exec('CREATE TABLE c (id TEXT PRIMARY KEY, name TEXT, account TEXT, mtd INTEGER) STRICT, WITHOUT ROWID');
  db.exec('CREATE INDEX c_mtd ON c (mtd, id); CREATE INDEX c_name ON c (name, id)');
  const insert = db.prepare('INSERT INTO c VALUES (?, ?, ?, ?)');
  db.transaction(() => {
    for (const f of facts) insert.run(f.id, f.name, f.account, f.mtd);
  })();
  return db;
}

const SEARCHES: readonly (readonly [kind: string, texts: readonly string[]])[] = [
  ['substring', ['Lumen', 'quay', 'tics Co', '澜曜渡', '曜渡物', '有限公司', 'gaming', '深圳', '科', '7731']],
  [
    'pinyin and initials',
    ['sz', 'szlyd', 'shenzhen', 'hzts', 'yxgs', 'lyd', 'qq', 'beijing', 'hangzhoutaisha', 'xz'],
  ],
  ['without hits', ['zzzzqx', '不存在的公司', 'qx', '龘']],
];

/** Search, pages and totals over `customers` customers. */
export async function benchCustomers(options: {
  customers: number;
  log: BenchOptions['log'];
}): Promise<Measure[]> {
  const desk = await openAreas({ lines: fakeLines() });
  try {
    const started = performance.now();
    const facts = fill(desk, options.customers);
    const filled = performance.now() - started;
    options.log(`  ${facts.length} customers put in ${(filled / 1000).toFixed(1)} s`);
    fillFigures(desk, facts);
    const db = bare(facts);
    const page = (input: InputOf<'customers.list'>): unknown =>
      areaQueries['customers.list'](
        desk.context,
        contract['customers.list'].input.parse(input),
        callerWith([]),
      );
    const measures = await searches(page, db);
    measures.push(...(await pages(page, db)));
    measures.push(await totals(desk, db));
    const bareRows = await bareRate(facts);
    measures.push({
      name: `customers put into the mirror, µs a record`,
      ours: (filled * 1000) / facts.length,
      floor: bareRows,
      peer: null,
      ratio: (filled * 1000) / facts.length / bareRows,
      goal: 'kept in sight (first sync ≤ 2× with HTTP)',
      met: true,
    });
    db.close();
    return measures;
  } finally {
    await desk.close();
  }
}

async function searches(
  page: (input: InputOf<'customers.list'>) => unknown,
  db: Database.Database,
): Promise<Measure[]> {
  const like = db.prepare(
    'SELECT * FROM c WHERE name LIKE ? OR account LIKE ? ORDER BY mtd DESC, id DESC LIMIT 101',
  );
  const get = db.prepare('SELECT * FROM c WHERE id = ?');
  const measures: Measure[] = [];
  for (const [kind, texts] of SEARCHES) {
    const each = [];
    for (const search of texts) {
      const times = await paired(
        RUNS,
        () => page({ filter: { search } }),
        () => like.all(`%${search}%`, `%${search}%`),
      );
      each.push({ search, ...times });
    }
    const ours = median(each.map((e) => e.ours));
    const floor = median(each.map((e) => e.floor));
    measures.push({
      name: `customers search, ${kind}`,
      ours,
      floor,
      peer: null,
      ratio: ours / floor,
      goal: `< ${GOAL_MS} ms median`,
      met: ours < GOAL_MS,
      notes: Object.fromEntries(each.map((e) => [e.search, e.ours.toFixed(2)])),
    });
  }
  const id = idOf(777);
  const exact = await paired(
    RUNS,
    () => page({ filter: { search: id } }),
    () => get.get(id),
  );
  measures.push({
    name: 'customers search, exact ID',
    ...exact,
    peer: null,
    goal: `< ${GOAL_MS} ms median`,
    met: exact.ours < GOAL_MS,
  });
  return measures;
}

async function pages(
  page: (input: InputOf<'customers.list'>) => unknown,
  db: Database.Database,
): Promise<Measure[]> {
  const floor = db.prepare('SELECT * FROM c WHERE mtd IS NOT NULL ORDER BY mtd DESC, id DESC LIMIT 101');
  const measures: Measure[] = [];
  for (const by of SORTS) {
    const times = await paired(
      RUNS,
      () => page({ filter: {}, sort: { by, direction: 'desc' } }),
      () => floor.all(),
    );
    measures.push({
      name: `customers page by ${by}`,
      ...times,
      peer: null,
      goal: '< 16 ms (a frame)',
      met: times.ours < 16,
    });
  }
  return measures;
}

async function totals(desk: AreaDesk, db: Database.Database): Promise<Measure> {
  const sum = db.prepare('SELECT count(*), sum(mtd) FROM c');
  const query = contract['customers.totals'].input;
  const times = await paired(
    RUNS,
    () => areaQueries['customers.totals'](desk.context, query.parse({ filter: {} }), callerWith([])),
    () => sum.get(),
  );
  const searched = await paired(
    RUNS,
    () =>
      areaQueries['customers.totals'](
        desk.context,
        query.parse({ filter: { search: '深圳' } }),
        callerWith([]),
      ),
    () => sum.get(),
  );
  return {
    name: 'customers totals',
    ...times,
    peer: null,
    goal: 'told',
    met: true,
    notes: { 'of a search': searched.ours.toFixed(2) },
  };
}

/** µs a row of bare inserts of the same rows, with the two indexes. */
async function bareRate(facts: readonly Facts[]): Promise<number> {
  const start = performance.now();
  bare(facts).close();
  return ((performance.now() - start) * 1000) / facts.length;
}

export const bench: Bench = {
  name: 'customers',
  // The claim is about this many, whatever the other measures are run with.
  run: ({ customers, log }) => benchCustomers({ customers: Math.max(customers, 100_000), log }),
};
