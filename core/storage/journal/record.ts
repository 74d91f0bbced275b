import { createHash } from 'node:crypto';
import type { SqlParams, SqlValue, WriteHandle } from '../store.ts';

/**
 * One committed transaction of the ledger, as the statements that changed something: run again in the same order on the
 * same state they give the same state. One line of text each: checksum, space, JSON.
 */
export interface JournalRecord {
  /** The ledger's sequence number after it (`head.seq`). */
  readonly n: number;
  readonly steps: readonly JournalStep[];
}

export interface JournalStep {
  readonly sql: string;
  readonly params: SqlParams | undefined;
}

/** JSON has neither whole numbers beyond 2^53 nor bytes. */
type Written = string | number | null | { readonly i: string } | { readonly b: string };
/** Each text once: a batch runs the same statements a thousand times. */
interface Line {
  readonly n: number;
  readonly sql: readonly string[];
  readonly steps: readonly (readonly [
    sql: number,
    list: readonly Written[] | null,
    named?: Readonly<Record<string, Written>>,
  ])[];
}

const CHECKSUM = 16;
const checksum = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, CHECKSUM);

function written(value: SqlValue): Written {
  if (typeof value === 'bigint') return { i: String(value) };
  if (value instanceof Uint8Array) return { b: Buffer.from(value).toString('base64') };
  return value;
}

function read(value: Written): SqlValue {
  if (typeof value !== 'object' || value === null) return value;
  return 'i' in value ? BigInt(value.i) : Buffer.from(value.b, 'base64');
}

const isList = (params: SqlParams): params is readonly SqlValue[] => Array.isArray(params);

/** The line of a record, with its end. */
export function encodeRecord({ n, steps }: JournalRecord): string {
  const places = new Map<string, number>();
  const line: Line = {
    n,
    steps: steps.map(({ sql, params }) => {
      const place = places.get(sql) ?? places.size;
      places.set(sql, place);
      if (params === undefined) return [place, null];
      if (isList(params)) return [place, params.map(written)];
      return [place, null, Object.fromEntries(Object.entries(params).map(([k, v]) => [k, written(v)]))];
    }),
    sql: [...places.keys()],
  };
  const text = JSON.stringify(line);
  return `${checksum(text)} ${text}\n`;
}

/** The record of a line without its end; null for what is not whole, such as the last line of a program that was killed. */
export function decodeRecord(line: string): JournalRecord | null {
  const text = line.slice(CHECKSUM + 1);
  if (line[CHECKSUM] !== ' ' || checksum(text) !== line.slice(0, CHECKSUM)) return null;
  // Whole, so it is as it was written.
  const { n, sql, steps } = JSON.parse(text) as Line;
  return {
    n,
    steps: steps.map(([place, list, named]) => ({
      sql: sql[place] ?? '',
      params: named
        ? Object.fromEntries(Object.entries(named).map(([k, v]) => [k, read(v)]))
        : (list?.map(read) ?? undefined),
    })),
  };
}

/** Runs a record's statements again. */
export function runRecord(w: WriteHandle, record: JournalRecord): void {
  for (const { sql, params } of record.steps) w.run(sql, params);
}
