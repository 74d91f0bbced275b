import { CodedError, isCoded } from '../../base/errors.ts';
import { joinUnits } from '../../base/money.ts';
import { identifier } from './engine.ts';
import type { Row, Runner, Session } from './engine.ts';
import type { StagePlan } from './plan.ts';
import { LINE_COLUMNS, MEASURES, pair } from './schema.ts';
import { REJECT_SEPARATOR, STAGE_EXTRA_COLUMNS, stageSelect } from './stage-sql.ts';
import type { Measure } from './store.ts';
import type { Stage, StageReject, StageSum } from './writer.ts';

interface Part {
  readonly name: string;
  /** Ordinal of its first readable row, from 1. */
  readonly first: number;
  /** Rows that were not readable as rows, rising. */
  readonly skipped: readonly number[];
}

/** What the engine calls unreadable rows, and our codes. */
const UNREADABLE: readonly (readonly [type: string, code: string])[] = [
  ['MISSING COLUMNS', 'LINE_COLUMNS'],
  ['TOO MANY COLUMNS', 'LINE_COLUMNS'],
  ['UNQUOTED VALUE', 'LINE_QUOTE'],
  ['LINE SIZE OVER MAXIMUM', 'LINE_TOO_LONG'],
  ['INVALID ENCODING', 'LINE_ENCODING'],
];

const STAGE_COLUMNS = LINE_COLUMNS.filter(([name]) => name !== 'ordinal');
/** How many rejected rows are kept with their reasons. */
const KEPT_REJECTS = 1000;

/** The selections of sums that stages and segments share; `alias` names the amounts' table. */
export const SUM_COLUMNS = MEASURES.flatMap((name) =>
  pair(name).map((column) => `CAST(sum(${column}) AS HUGEINT) AS ${column}`),
).join(', ');

/** Row number in its part (from 1) of the readable row with this ordinal, given the unreadable ones before it. */
export function rowInPart(ordinal: number, part: { first: number; skipped: readonly number[] }): number {
  let row = ordinal - part.first + 1;
  for (const skipped of part.skipped) {
    if (skipped > row) break;
    row += 1;
  }
  return row;
}

export class StageTable implements Stage {
  readonly table: string;
  readonly #session: Session;
  readonly parts: Part[] = [];
  readonly #kept: StageReject[] = [];
  rows = 0;
  unreadable = 0;
  lastRowUnreadable = false;
  #made = false;

  constructor(session: Session, number: number) {
    this.#session = session;
    this.table = `stage_${number}`;
  }

  async load(plan: StagePlan, file: string, partName: string, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    const onAbort = (): void => this.#session.interrupt();
    try {
      await this.#session.exclusive(async (run) => {
        await this.#make(run);
        signal?.throwIfAborted();
        signal?.addEventListener('abort', onAbort, { once: true });
        await run.run('DROP TABLE IF EXISTS reject_errors; DROP TABLE IF EXISTS reject_scans');
        await run.run(`INSERT INTO ${this.table} ${stageSelect(plan, file)}`);
        await this.#count(run, partName);
      });
    } catch (error) {
      signal?.throwIfAborted();
      throw loadError(error);
    } finally {
      signal?.removeEventListener('abort', onAbort);
    }
  }

  async #make(run: Runner): Promise<void> {
    if (this.#made) return;
    const columns = [
      ...STAGE_COLUMNS.map(([name, type]) => `${identifier(name)} ${type}`),
      ...STAGE_EXTRA_COLUMNS,
    ];
    await run.run(`CREATE TEMP TABLE ${this.table} (${columns.join(', ')})`);
    this.#made = true;
  }

  async #count(run: Runner, name: string): Promise<void> {
    const [counted] = await run.all<{ rows: bigint }>(`SELECT count(*) AS rows FROM ${this.table}`);
    const rows = Number(counted?.rows ?? 0n);
    const unreadable = await run.all<{ line: bigint; type: string }>(
      `SELECT CAST(line AS BIGINT) AS line, CAST(min(error_type) AS VARCHAR) AS type
        FROM reject_errors GROUP BY line ORDER BY line`,
    );
    // The engine counts the heading as line 1.
    const skipped = unreadable.map(({ line }) => Number(line) - 1);
    for (const [index, { type }] of unreadable.entries()) {
      if (this.#kept.length >= KEPT_REJECTS) break;
      const code = UNREADABLE.find(([known]) => type.includes(known))?.[1] ?? 'LINE_UNREADABLE';
      // Without its text: a whole row names customers, and what is kept here is shown unmasked.
      this.#kept.push({ part: name, row: skipped[index] ?? 0, code, column: null, value: null });
    }
    this.lastRowUnreadable = skipped.at(-1) === rows - this.rows + skipped.length;
    this.parts.push({ name, first: this.rows + 1, skipped });
    this.rows = rows;
    this.unreadable += skipped.length;
  }

  async summary(): Promise<StageSum[]> {
    if (!this.#made) return [];
    const scales = MEASURES.map((name) => `max(${name}_scale) AS ${name}_scale`).join(', ');
    const rows = await this.#session.all<Row>(
      `SELECT scope, period, currency, count(*) AS lines, ${SUM_COLUMNS}, ${scales},
          CAST(max(day) FILTER (WHERE left(CAST(day AS VARCHAR), 7) = period) AS VARCHAR) AS last_day
        FROM ${this.table} WHERE reject IS NULL GROUP BY scope, period, currency ORDER BY scope, period, currency`,
    );
    return rows.map(toSum);
  }

  async rejects(limit: number): Promise<{ count: number; rows: StageReject[] }> {
    if (!this.#made) return { count: this.unreadable, rows: this.#kept.slice(0, limit) };
    const [counted] = await this.#session.all<{ n: bigint }>(
      `SELECT count(*) AS n FROM ${this.table} WHERE reject IS NOT NULL`,
    );
    const rows = await this.#session.all<{ ordinal: bigint; reject: string }>(
      `SELECT rowid + 1 AS ordinal, reject FROM ${this.table} WHERE reject IS NOT NULL ORDER BY rowid LIMIT ${Math.trunc(limit)}`,
    );
    const typed = rows.map(({ ordinal, reject }) => {
      const place = this.#place(Number(ordinal));
      const [code = '', column = null, ...rest] = reject.split(REJECT_SEPARATOR);
      // The value comes last and may hold the separator itself.
      return { ...place, code, column, value: rest.length === 0 ? null : rest.join(REJECT_SEPARATOR) };
    });
    const order = new Map(this.parts.map(({ name }, index) => [name, index]));
    const all = [...this.#kept, ...typed].sort(
      (a, b) => (order.get(a.part) ?? 0) - (order.get(b.part) ?? 0) || a.row - b.row,
    );
    return { count: Number(counted?.n ?? 0n) + this.unreadable, rows: all.slice(0, limit) };
  }

  #place(ordinal: number): { part: string; row: number } {
    const part = this.parts.findLast(({ first }) => first <= ordinal);
    return part ? { part: part.name, row: rowInPart(ordinal, part) } : { part: '', row: ordinal };
  }

  async drop(): Promise<void> {
    if (!this.#made) return;
    this.#made = false;
    await this.#session.exclusive((run) => run.run(`DROP TABLE IF EXISTS ${this.table}`));
  }
}

function loadError(error: unknown): unknown {
  if (!isCoded(error, 'INTERNAL')) return error;
  const cause = error.cause instanceof Error ? error.cause.message : '';
  if (/line size|buffer/i.test(cause))
    return new CodedError('IMPORT_TOO_LARGE', { limit: 'line' }, { cause: error });
  // Anything else the CSV reader gives up on is a file that is not what it says.
  if (/CSV|quote|delimiter/i.test(cause))
    return new CodedError('IMPORT_NOT_RECOGNISED', { reason: 'csv' }, { cause: error });
  return error;
}

/** A row of sums as exact units. */
export function toSum(row: Row): StageSum {
  const units = (name: Measure): bigint | null => {
    const [e8, r16] = pair(name);
    const whole = row[e8];
    const rest = row[r16];
    return typeof whole === 'bigint' && typeof rest === 'bigint' ? joinUnits(whole, rest) : null;
  };
  const measures = <T>(fn: (name: Measure) => T): Record<Measure, T> => ({
    payable: fn('payable'),
    list: fn('list'),
    billed: fn('billed'),
    effective: fn('effective'),
    contracted: fn('contracted'),
  });
  return {
    scope: String(row['scope']),
    period: String(row['period']),
    currency: String(row['currency']),
    lines: Number(row['lines']),
    amounts: measures(units),
    scales: measures((name) => Number(row[`${name}_scale`] ?? 0)),
    lastDay: typeof row['last_day'] === 'string' ? row['last_day'] : null,
  };
}
