import type Database from 'better-sqlite3';
import type { SqlParams, SqlValue } from './store.ts';

type Statement = Database.Statement<unknown[], unknown>;

/** Told when a statement took longer than the limit: its name (or the beginning of its text) and milliseconds. */
export interface SlowLog {
  readonly limitMs: number;
  now(): number;
  report(statement: string, ms: number): void;
}

/** Prepared statements of one connection, at most `limit`; the one not used for longest leaves first. */
export class Statements {
  readonly #db: Database.Database;
  readonly #limit: number;
  readonly #cache = new Map<string, Statement>();
  #last: { sql: string; statement: Statement } | undefined;

  constructor(db: Database.Database, limit = 200) {
    this.#db = db;
    this.#limit = limit;
  }

  get size(): number {
    return this.#cache.size;
  }

  /** The statement for this text. One that is being iterated is not handed out twice: the second user gets its own. */
  get(sql: string): Statement {
    if (this.#last?.sql === sql && !this.#last.statement.busy) return this.#last.statement;
    const known = this.#cache.get(sql);
    if (known?.busy) return this.#db.prepare(sql);
    const statement = known ?? this.#db.prepare(sql);
    // Re-inserting moves it to the end: a Map keeps insertion order, so the first key is the least recently used.
    this.#cache.delete(sql);
    this.#cache.set(sql, statement);
    if (this.#cache.size > this.#limit) {
      for (const oldest of this.#cache.keys()) {
        this.#cache.delete(oldest);
        break;
      }
    }
    this.#last = { sql, statement };
    return statement;
  }
}

/** The driver binds every JavaScript number as REAL; whole numbers are meant as INTEGER, so they go in as bigint. */
const bind = (value: SqlValue): SqlValue =>
  typeof value === 'number' && Number.isInteger(value) ? BigInt(value) : value;

/** Parameters as the driver takes them: a list for `?`, or one object for `:name`. */
export function bindParams(params: SqlParams | undefined): unknown[] {
  if (params === undefined) return [];
  if (isList(params)) return params.map(bind);
  const named: Record<string, SqlValue> = {};
  for (const key of Object.keys(params)) named[key] = bind(params[key] ?? null);
  return [named];
}

const isList = (params: SqlParams): params is readonly SqlValue[] => Array.isArray(params);

/** `-- customers.page` on the first line names a statement; without it, the first 80 characters of its text. */
export function statementName(sql: string): string {
  const named = /^\s*--\s*([\w.:-]+)\s*$/m.exec(sql.slice(0, 200));
  if (named?.[1] !== undefined && sql.trimStart().startsWith('--')) return named[1];
  return sql.replaceAll(/\s+/g, ' ').trim().slice(0, 80);
}
