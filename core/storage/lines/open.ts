import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Clock } from '../../base/clock.ts';
import { CodedError } from '../../base/errors.ts';
import { formatDecimal, joinUnits } from '../../base/money.ts';
import { periodState } from '../../base/period.ts';
import type { Share } from './attribution.ts';
import { loadShares } from './attribution.ts';
import { applyChange } from './commit.ts';
import { checkLines } from './check.ts';
import { openEngine } from './engine.ts';
import type { Engine, Row, Runner } from './engine.ts';
import { AMONG_CUSTOMERS, groups, page } from './queries.ts';
import { createStatements, DAY_ROLLUP, DAY_TOTALS, LINES_SCHEMA, UPGRADES } from './schema.ts';
import { StageTable, SUM_COLUMNS, toSum } from './stage.ts';
import type { CustomerMonth, GroupsQuery, LinesStore, PageQuery, SegmentSource } from './store.ts';
import type { LinesChange, LinesWriter, Segment, StageSum } from './writer.ts';

export interface OpenLinesOptions {
  readonly file: string;
  /** Unused by the engine: the kept originals are read by the import road only. */
  readonly importsDir?: string;
  /** A folder of the workspace for short-lived files; a sub-folder of it is the only place the engine may read. */
  readonly tempDir: string;
  readonly clock: Clock;
}

const BATCH = 5000;

/**
 * Opens (or makes) the lines file of a workspace. Whatever an earlier process left in the staging folder is removed.
 * @throws CodedError STORE_DAMAGED, WORKSPACE_NEWER, WORKSPACE_IN_USE, FOLDER_READ_ONLY, DISK_FULL
 */
export async function openLines(options: OpenLinesOptions): Promise<LinesStore> {
  const stagingDir = path.join(options.tempDir, 'lines');
  await mkdir(stagingDir, { recursive: true });
  for (const left of await readdir(stagingDir))
    await rm(path.join(stagingDir, left), { recursive: true, force: true });
  const engine = await openEngine(options.file, stagingDir);
  try {
    const life = await engine.writer.exclusive(prepare);
    return new DuckLines(engine, options.clock, stagingDir, life);
  } catch (error) {
    await engine.close();
    throw error;
  }
}

/** What a lines file says of itself. */
interface Life {
  readonly epoch: string;
  readonly version: bigint;
}

/** Makes the tables of a new file, or checks and brings up to date those of an old one. */
async function prepare(run: Runner): Promise<Life> {
  const tables = await run.all<{ name: string }>(
    "SELECT table_name AS name FROM duckdb_tables() WHERE table_name = 'lines_meta'",
  );
  if (tables.length === 0) return create(run);
  const rows = await run.all<{ key: string; value: string }>('SELECT key, value FROM lines_meta');
  const meta = new Map(rows.map(({ key, value }) => [key, value]));
  const schema = Number(meta.get('schema'));
  if (schema > LINES_SCHEMA)
    throw new CodedError('WORKSPACE_NEWER', { file: 'lines', found: schema, known: LINES_SCHEMA });
  const epoch = meta.get('epoch');
  const version = meta.get('version') ?? '';
  const known = schema === LINES_SCHEMA || UPGRADES.has(schema);
  if (!known || epoch === undefined || !/^\d+$/.test(version))
    throw new CodedError('STORE_DAMAGED', { file: 'lines', reason: 'meta' });
  if (schema !== LINES_SCHEMA) await upgrade(run, schema);
  return { epoch, version: BigInt(version) };
}

/** All steps to the present tables and the mark of their version, in one transaction. */
async function upgrade(run: Runner, found: number): Promise<void> {
  await transaction(run, async () => {
    for (const [from, statements] of UPGRADES) {
      if (from < found) continue;
      for (const statement of statements) await run.run(statement);
    }
    await run.all("UPDATE lines_meta SET value = ? WHERE key = 'schema'", [String(LINES_SCHEMA)]);
  });
}

async function create(run: Runner): Promise<Life> {
  const epoch = randomUUID();
  await run.run('BEGIN');
  for (const statement of createStatements()) await run.run(statement);
  for (const [key, value] of [
    ['schema', String(LINES_SCHEMA)],
    ['epoch', epoch],
    ['version', '0'],
  ] as const) {
    await run.all('INSERT INTO lines_meta VALUES (?, ?)', [key, value]);
  }
  await run.run('COMMIT');
  return { epoch, version: 0n };
}

async function transaction<T>(run: Runner, fn: () => Promise<T>): Promise<T> {
  await run.run('BEGIN');
  try {
    const result = await fn();
    await run.run('COMMIT');
    return result;
  } catch (error) {
    // A failed COMMIT has rolled back by itself; what matters is the first failure.
    await run.run('ROLLBACK').catch(() => undefined);
    throw error;
  }
}

class DuckWriter implements LinesWriter {
  readonly stagingDir: string;
  readonly #engine: Engine;
  #stages = 0;
  /** Only this object changes the file, so what it wrote last is what the file holds. */
  life: Life;

  constructor(engine: Engine, stagingDir: string, life: Life) {
    this.#engine = engine;
    this.stagingDir = stagingDir;
    this.life = life;
  }

  openStage(): Promise<StageTable> {
    this.#stages += 1;
    return Promise.resolve(new StageTable(this.#engine.writer, this.#stages));
  }

  async segments(): Promise<Segment[]> {
    const rows = await this.#engine.writer.all<Row>(
      'SELECT segment, import_no, import_id, scope, period, format, lines FROM segment ORDER BY scope, period',
    );
    return rows.map((row) => ({
      segment: Number(row['segment']),
      importNo: Number(row['import_no']),
      importId: String(row['import_id']),
      scope: String(row['scope']),
      period: String(row['period']),
      format: String(row['format']),
      lines: Number(row['lines']),
    }));
  }

  async sums(segments: readonly number[]): Promise<StageSum[]> {
    if (segments.length === 0) return [];
    const rows = await this.#engine.writer.all<Row>(
      `SELECT g.scope, m.period, m.currency, CAST(sum(m.lines) AS BIGINT) AS lines, ${SUM_COLUMNS}
        FROM by_month m JOIN segment g ON g.segment = m.segment
        WHERE m.segment IN (SELECT unnest(from_json(?, '["INTEGER"]'))) GROUP BY ALL ORDER BY 1, 2, 3`,
      [JSON.stringify(segments)],
    );
    return rows.map(toSum);
  }

  commit(change: LinesChange): Promise<bigint> {
    return this.#engine.writer.exclusive(async (run) => {
      const version = this.life.version + 1n;
      await transaction(run, async () => {
        await applyChange(run, change);
        await run.all("UPDATE lines_meta SET value = ? WHERE key = 'version'", [String(version)]);
      });
      this.life = { ...this.life, version };
      return version;
    });
  }

  async clear(): Promise<void> {
    const segments = await this.segments();
    await this.commit({ remove: segments.map(({ segment }) => segment), put: [] });
    const epoch = randomUUID();
    await this.#engine.writer.all("UPDATE lines_meta SET value = ? WHERE key = 'epoch'", [epoch]);
    this.life = { ...this.life, epoch };
  }
}

class DuckLines implements LinesStore {
  readonly writer: DuckWriter;
  readonly #engine: Engine;
  readonly #clock: Clock;
  readonly #followers = new Set<() => Promise<void>>();
  #closed: Promise<void> | undefined;
  /** The version of the shares that are loaded, or being loaded. */
  #attributed: { readonly version: string; readonly loaded: Promise<void> } | undefined;

  constructor(engine: Engine, clock: Clock, stagingDir: string, life: Life) {
    this.#engine = engine;
    this.#clock = clock;
    this.writer = new DuckWriter(engine, stagingDir, life);
  }

  version(): Promise<bigint> {
    return Promise.resolve(this.writer.life.version);
  }

  epoch(): string {
    return this.writer.life.epoch;
  }

  attribute(version: string, shares: () => Iterable<Share>): Promise<void> {
    if (this.#attributed?.version === version) return this.#attributed.loaded;
    const attributed = { version, loaded: loadShares(this.#engine.reader, shares()) };
    this.#attributed = attributed;
    // What failed is loaded again when it is asked for again.
    attributed.loaded.catch(() => {
      if (this.#attributed === attributed) this.#attributed = undefined;
    });
    return attributed.loaded;
  }

  groups(query: GroupsQuery): ReturnType<LinesStore['groups']> {
    return groups(this.#engine.reader, query);
  }

  page(query: PageQuery): ReturnType<LinesStore['page']> {
    return page(this.#engine.reader, query);
  }

  async daily(query: Parameters<LinesStore['daily']>[0]): ReturnType<LinesStore['daily']> {
    const { customerId, customerIds } = query;
    const one = customerId === undefined ? '' : 'AND customer_id = ?';
    const some = customerIds === undefined ? '' : `AND ${AMONG_CUSTOMERS}`;
    const table = one === '' && some === '' ? DAY_TOTALS.table : DAY_ROLLUP.table;
    const rows = await this.#engine.reader.all<{ dom: number; currency: string; e8: bigint; r16: bigint }>(
      `SELECT dom, currency, sum(payable_e8) AS e8, sum(payable_r16) AS r16 FROM ${table}
        WHERE period = ? ${one} ${some} AND payable_e8 IS NOT NULL GROUP BY dom, currency ORDER BY dom, currency`,
      [
        query.period,
        ...(customerId === undefined ? [] : [customerId]),
        ...(customerIds === undefined ? [] : [JSON.stringify(customerIds)]),
      ],
    );
    return rows.map(({ dom, currency, e8, r16 }) => ({
      day: `${query.period}-${String(dom).padStart(2, '0')}`,
      payable: formatDecimal(joinUnits(e8, r16)),
      currency,
    }));
  }

  async sameDays(query: {
    period: string;
    days: number;
    customerIds?: readonly string[] | undefined;
  }): ReturnType<LinesStore['sameDays']> {
    const ids = query.customerIds;
    const some = ids === undefined ? '' : `AND ${AMONG_CUSTOMERS}`;
    const rows = await this.#engine.reader.all<{
      customer_id: string;
      currency: string;
      e8: bigint;
      r16: bigint;
    }>(
      `SELECT customer_id, currency, sum(payable_e8) AS e8, sum(payable_r16) AS r16 FROM by_day
        WHERE period = ? AND dom <= ? ${some} AND payable_e8 IS NOT NULL GROUP BY ALL ORDER BY customer_id, currency`,
      [query.period, Math.trunc(query.days), ...(ids === undefined ? [] : [JSON.stringify(ids)])],
    );
    return rows.map(({ customer_id, currency, e8, r16 }) => ({
      customerId: customer_id,
      currency,
      payable: formatDecimal(joinUnits(e8, r16)),
    }));
  }

  async *customerMonths(query: { periods: readonly string[] }): AsyncIterable<CustomerMonth[]> {
    let after: [string, string, string] = ['', '', ''];
    for (;;) {
      const rows: Row[] = await this.#engine.reader.all<Row>(
        `SELECT customer_id, period, currency, sum(payable_e8) AS payable_e8, sum(payable_r16) AS payable_r16,
            sum(list_e8) AS list_e8, sum(list_r16) AS list_r16 FROM by_customer
          WHERE period IN (SELECT unnest(from_json(?, '["VARCHAR"]')))
            AND (customer_id, period, currency) > (?, ?, ?)
          GROUP BY customer_id, period, currency ORDER BY customer_id, period, currency LIMIT ${BATCH}`,
        [JSON.stringify(query.periods), ...after],
      );
      if (rows.length > 0) yield rows.map(customerMonth);
      const last = rows.at(-1);
      if (rows.length < BATCH || !last) return;
      after = [String(last['customer_id']), String(last['period']), String(last['currency'])];
    }
  }

  async sources(query: { from?: string | undefined; to?: string | undefined }): Promise<SegmentSource[]> {
    const rows = await this.#engine.reader.all<Row>(
      `SELECT scope, period, import_id, file, format, imported_at, through, lines FROM segment
        WHERE period >= ? AND period <= ? ORDER BY period, scope`,
      [query.from ?? '', query.to ?? '9999-12'],
    );
    const now = this.#clock.now();
    return rows.map((row) => {
      const period = String(row['period']);
      return {
        scope: String(row['scope']),
        period,
        importId: String(row['import_id']),
        file: String(row['file']),
        format: String(row['format']),
        importedAt: Number(row['imported_at']),
        through: typeof row['through'] === 'string' ? row['through'] : null,
        // A usage file stays an estimate until the bill file takes its place (guide 8.2).
        provisional: periodState(period, now) !== 'final' || row['format'] === 'huawei-usage',
        lines: Number(row['lines']),
      };
    });
  }

  async span(): ReturnType<LinesStore['span']> {
    const [row] = await this.#engine.reader.all<{ first: string | null; last: string | null }>(
      'SELECT min(period) AS first, max(period) AS last FROM segment',
    );
    const currencies = await this.#engine.reader.all<{ currency: string }>(
      'SELECT DISTINCT currency FROM by_month ORDER BY currency',
    );
    return {
      first: row?.first ?? null,
      last: row?.last ?? null,
      currencies: currencies.map(({ currency }) => currency),
    };
  }

  check(): Promise<{ ok: boolean; detail: string }> {
    return checkLines(this.#engine.reader);
  }

  follow(fn: () => Promise<void>): () => void {
    // Each subscription is its own entry, also when the same function follows twice.
    const follower = (): Promise<void> => fn();
    this.#followers.add(follower);
    return () => void this.#followers.delete(follower);
  }

  async announce(): Promise<void> {
    for (const follower of this.#followers) await follower();
  }

  close(): Promise<void> {
    this.#closed ??= this.#engine.close();
    return this.#closed;
  }
}

function customerMonth(row: Row): CustomerMonth {
  const amount = (name: string): string | null => {
    const e8 = row[`${name}_e8`];
    const r16 = row[`${name}_r16`];
    return typeof e8 === 'bigint' && typeof r16 === 'bigint' ? formatDecimal(joinUnits(e8, r16)) : null;
  };
  return {
    customerId: String(row['customer_id']),
    period: String(row['period']),
    currency: String(row['currency']),
    payable: amount('payable') ?? '0',
    list: amount('list'),
  };
}
