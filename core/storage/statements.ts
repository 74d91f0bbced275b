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
  readonly #cache = new Map<string, { readonly statement: Statement; used: number }>();
  #tick = 0;

  constructor(db: Database.Database, limit = 200) {
    this.#db = db;
    this.#limit = limit;
  }

  get size(): number {
    return this.#cache.size;
  }

  /** The statement for this text. One that is being iterated is not handed out twice: the second user gets its own. */
  get(sql: string): Statement {
    const known = this.#cache.get(sql);
    if (known) {
      known.used = ++this.#tick;
      return known.statement.busy ? this.#db.prepare(sql) : known.statement;
    }
    const statement = this.#db.prepare(sql);
    if (this.#cache.size >= this.#limit) this.#dropOldest();
    this.#cache.set(sql, { statement, used: ++this.#tick });
    return statement;
  }

  // A walk over all of them, but only when a new statement is prepared, which costs more.
  #dropOldest(): void {
    let oldest: string | undefined;
    let least = Infinity;
    for (const [sql, { used }] of this.#cache) {
      if (used < least) [oldest, least] = [sql, used];
    }
    if (oldest !== undefined) this.#cache.delete(oldest);
  }
}

/**
 * Parameters as the driver takes them: a list for `?`, or one object for `:name`. The driver binds every JavaScript number
 * as REAL; whole numbers are meant as INTEGER, so they go in as bigint.
 */
export function bindParams(params: SqlParams | undefined): readonly unknown[] | Record<string, SqlValue> {
  if (params === undefined) return [];
  if (isList(params)) {
    let bound: SqlValue[] | undefined;
    for (let i = 0; i < params.length; i += 1) {
      const value = params[i];
      if (typeof value === 'number' && Number.isInteger(value)) (bound ??= [...params])[i] = BigInt(value);
    }
    return bound ?? params;
  }
  const named: Record<string, SqlValue> = {};
  for (const key of Object.keys(params)) {
    const value = params[key] ?? null;
    named[key] = typeof value === 'number' && Number.isInteger(value) ? BigInt(value) : value;
  }
  return named;
}

const isList = (params: SqlParams): params is readonly SqlValue[] => Array.isArray(params);

/** `-- customers.page` on the first line names a statement; without it, the first 80 characters of its text. */
export function statementName(sql: string): string {
  const named = /^\s*--\s*([\w.:-]+)\s*$/m.exec(sql.slice(0, 200));
  if (named?.[1] !== undefined && sql.trimStart().startsWith('--')) return named[1];
  return sql.replaceAll(/\s+/g, ' ').trim().slice(0, 80);
}
