import { CodedError } from '../../base/errors.ts';
import { identifier, literal } from './engine.ts';
import type { Runner } from './engine.ts';
import {
  DAY_ROLLUP,
  DAY_TOTALS,
  dayTotalsSelect,
  LABELS,
  LINE_COLUMNS,
  MEASURES,
  pair,
  ROLLUPS,
  SEGMENT_TABLES,
  sumType,
} from './schema.ts';
import type { Rollup } from './schema.ts';
import { StageTable } from './stage.ts';
import type { LinesChange, SegmentsPut } from './writer.ts';

const sumsOf = (columns: readonly string[]): string =>
  columns.map((column) => `CAST(sum(${column}) AS ${sumType(column)}) AS ${column}`).join(', ');
const MEASURE_SUMS = sumsOf(MEASURES.flatMap((name) => pair(name)));

/** SELECT that gives a rollup's rows from its source, for the segments of `where`. */
export function rollupSelect(rollup: Rollup, where: string): string {
  const keys = rollup.keys.map(({ name }) => name).join(', ');
  const lines = rollup.from === 'line' ? 'count(*)' : 'CAST(sum(lines) AS BIGINT)';
  return `SELECT segment, ${keys}, ${lines} AS lines, ${MEASURE_SUMS} FROM ${rollup.from} WHERE ${where} GROUP BY ALL`;
}

/** The same for the rollup by day. */
export function dayRollupSelect(where: string): string {
  return `SELECT segment, period, CAST(${DAY_ROLLUP.dayExpression} AS TINYINT) AS dom, customer_id, currency,
    ${sumsOf(pair('payable'))} FROM line WHERE ${where} GROUP BY ALL`;
}

/** Replaces segments in the transaction that is open on `run`; rollups and labels follow their lines. */
export async function applyChange(run: Runner, change: LinesChange): Promise<void> {
  const gone = change.remove.map((segment) => Math.trunc(segment));
  if (gone.length > 0) {
    const list = gone.join(', ');
    for (const table of [...SEGMENT_TABLES, 'segment'])
      await run.run(`DELETE FROM ${table} WHERE segment IN (${list})`);
    await run.run('DELETE FROM part WHERE import_no NOT IN (SELECT import_no FROM segment)');
  }
  for (const put of change.put) await putSegments(run, put);
}

async function putSegments(run: Runner, put: SegmentsPut): Promise<void> {
  const { stage } = put;
  if (!(stage instanceof StageTable)) throw new CodedError('INTERNAL', { reason: 'foreign stage' });
  const [last] = await run.all<{ segment: number }>(
    'SELECT coalesce(max(segment), 0) AS segment FROM segment',
  );
  const from = last?.segment ?? 0;
  for (const [index, { scope, period, through }] of put.segments.entries()) {
    await run.all('INSERT INTO segment VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0)', [
      from + index + 1,
      put.import.no,
      put.import.id,
      put.import.file,
      put.import.format,
      scope,
      period,
      BigInt(put.import.at),
      through,
    ]);
  }
  const columns = LINE_COLUMNS.map(([name]) =>
    name === 'ordinal' ? 's.rowid + 1' : `s.${identifier(name)}`,
  ).join(', ');
  const where = `segment > ${from}`;
  // One segment, as every usage and bill file has, needs no join.
  const [only, ...others] = put.segments;
  if (only && others.length === 0) {
    const place = `s.scope = ${literal(only.scope)} AND s.period = ${literal(only.period)}`;
    await run.run(`INSERT INTO line SELECT ${from + 1}, ${columns} FROM ${stage.table} s
      WHERE s.reject IS NULL AND ${place}`);
  } else {
    await run.run(`INSERT INTO line SELECT g.segment, ${columns} FROM ${stage.table} s
      JOIN segment g ON g.scope = s.scope AND g.period = s.period AND g.${where} WHERE s.reject IS NULL`);
  }
  for (const rollup of ROLLUPS) await run.run(`INSERT INTO ${rollup.table} ${rollupSelect(rollup, where)}`);
  await run.run(`INSERT INTO ${DAY_ROLLUP.table} ${dayRollupSelect(where)}`);
  await run.run(`INSERT INTO ${DAY_TOTALS.table} ${dayTotalsSelect(where)}`);
  for (const { dimension, key, name } of LABELS) {
    await run.run(`INSERT INTO label SELECT DISTINCT segment, '${dimension}', ${key}, ${name}, period FROM line
      WHERE ${where} AND ${key} IS NOT NULL AND ${name} IS NOT NULL`);
  }
  await run.run(`UPDATE segment SET lines = c.lines FROM
    (SELECT segment, CAST(sum(lines) AS BIGINT) AS lines FROM by_month GROUP BY segment) c
    WHERE segment.segment = c.segment AND segment.${where}`);
  for (const [index, part] of stage.parts.entries()) {
    const skipped = JSON.stringify(part.skipped);
    await run.all('INSERT INTO part SELECT ?, ?, ?, ?, ?', [
      put.import.no,
      index,
      part.name,
      part.first,
      skipped,
    ]);
  }
}
