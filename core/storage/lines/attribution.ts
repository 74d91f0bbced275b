import { daysInPeriod } from '../../base/period.ts';
import type { Session } from './engine.ts';
import { CLAMPED_DAY, MEASURES, pair } from './schema.ts';

/**
 * Who answers for which customer on which days, so that sums can be grouped by account manager (guide 5.8). It follows
 * from the ledger and the mirror and lives in this session's memory alone: two temporary tables of the reading connection.
 *
 * Months that belong to one manager wholly are added up from the rollups; only months in which a customer's manager
 * changed are read line by line. A line counts on its day; a line without a day (monthly bills have such) on the last day
 * of its month, a day outside its month on the month's nearest day: as LinesStore.daily counts them.
 */

/** Days 'YYYY-MM-DD' in GMT+08:00, both included; null = without bound. Shares of one customer never overlap. */
export interface Share {
  readonly customerId: string;
  readonly manager: string;
  readonly from: string | null;
  readonly until: string | null;
}

/** Beyond all days of lines. */
const FIRST_DAY = '0000-00-00';
const LAST_DAY = '9999-99-99';

/** Months of a share's ends that it holds only in part. */
export function splitMonths({ from, until }: Pick<Share, 'from' | 'until'>): string[] {
  const months: string[] = [];
  if (from !== null && !from.endsWith('-01')) months.push(from.slice(0, 7));
  if (until !== null) {
    const month = until.slice(0, 7);
    if (Number(until.slice(8, 10)) < daysInPeriod(month)) months.push(month);
  }
  return months;
}

/**
 * The empty tables. `first` and `last` are the months of the ends: of a month that is not split they hold all, so that
 * months are compared with months alone.
 */
const TABLES = [
  `CREATE OR REPLACE TEMP TABLE manager_share (customer_id VARCHAR, manager VARCHAR, from_day VARCHAR, until_day VARCHAR,
    first VARCHAR, last VARCHAR)`,
  'CREATE OR REPLACE TEMP TABLE manager_split (customer_id VARCHAR, period VARCHAR)',
];

/** Rows given to the engine at a time, as one JSON text. */
const BATCH = 20_000;

function* batches<T>(rows: Iterable<T>): Generator<T[]> {
  let batch: T[] = [];
  for (const row of rows) {
    batch.push(row);
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

const unpacked = (columns: number): string =>
  `SELECT ${Array.from({ length: columns }, (_, i) => `r[${i + 1}]`).join(', ')} FROM (SELECT unnest(from_json(?, '[["VARCHAR"]]')) AS r)`;

/** Replaces the shares; nothing else runs on the reading connection meanwhile. */
export function loadShares(session: Session, shares: Iterable<Share>): Promise<void> {
  return session.exclusive(async (run) => {
    for (const table of TABLES) await run.run(table);
    const splits = new Set<string>();
    for (const batch of batches(shares)) {
      const rows = batch.map(({ customerId, manager, from, until }) => {
        for (const month of splitMonths({ from, until })) splits.add(JSON.stringify([customerId, month]));
        const [first, last] = [from ?? FIRST_DAY, until ?? LAST_DAY];
        return [customerId, manager, first, last, first.slice(0, 7), last.slice(0, 7)];
      });
      await run.all(`INSERT INTO manager_share ${unpacked(6)}`, [JSON.stringify(rows)]);
    }
    for (const batch of batches(splits))
      await run.all(`INSERT INTO manager_split ${unpacked(2)}`, [`[${batch.join(',')}]`]);
  });
}

const PAIRS = MEASURES.flatMap((name) => pair(name));
/** The day a line counts on, as text. */
const LINE_DAY = `period || '-' || lpad(CAST(${CLAMPED_DAY} AS VARCHAR), 2, '0')`;

/**
 * A rollup's rows with the manager they belong to (column `manager`, NULL for nobody), for use in FROM.
 * @param columns what of the rollup is asked for
 */
export function attributedRollup(rollup: string, columns: readonly string[]): string {
  const keys = [...new Set([...columns, 'period', 'currency'])].filter((name) => name !== 'manager');
  const list = (alias: string): string => keys.map((name) => `${alias}.${name}`).join(', ');
  const sums = (alias: string): string => PAIRS.map((name) => `${alias}.${name}`).join(', ');
  return `(SELECT ${list('r')}, s.manager, r.lines, ${sums('r')} FROM ${rollup} r
      LEFT JOIN manager_share s ON s.customer_id = r.customer_id
        AND r.period >= s.first AND r.period <= s.last
      WHERE NOT EXISTS (FROM manager_split x WHERE x.customer_id = r.customer_id AND x.period = r.period)
    UNION ALL
    SELECT ${list('l')}, s.manager, 1 AS lines, ${sums('l')}
      FROM (SELECT *, ${LINE_DAY} AS counted FROM line
        WHERE (customer_id, period) IN (SELECT (customer_id, period) FROM manager_split)) l
      LEFT JOIN manager_share s ON s.customer_id = l.customer_id
        AND l.counted >= s.from_day AND l.counted <= s.until_day)`;
}

/** The lines with the manager they belong to (column `manager`, NULL for nobody), for use in FROM. */
export const ATTRIBUTED_LINES = `(SELECT l.*, s.manager FROM (SELECT *, ${LINE_DAY} AS counted FROM line) l
  LEFT JOIN manager_share s ON s.customer_id = l.customer_id
    AND l.counted >= s.from_day AND l.counted <= s.until_day)`;
