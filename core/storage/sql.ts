import { DummyDriver, Kysely, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely';
import type { CompiledQuery } from 'kysely';
import { CodedError } from '../base/errors.ts';
import type { ReadHandle, Row, SqlValue, WriteHandle } from './store.ts';

/**
 * Kysely as a builder of SQL only: it has no connection. Async transactions over a synchronous driver are a known way to
 * lose rollbacks, so the compiled text runs through our own handles, with their bounded cache of prepared statements.
 */
export function queryBuilder<DB>(): Kysely<DB> {
  return new Kysely<DB>({
    dialect: {
      createAdapter: () => new SqliteAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: (db) => new SqliteIntrospector(db),
      createQueryCompiler: () => new SqliteQueryCompiler(),
    },
  });
}

/** Rows of a compiled query. Integers arrive as bigint whatever the builder's types say: mappers convert. */
export function runQuery<R extends Row>(handle: ReadHandle, compiled: CompiledQuery): R[] {
  return handle.all<R>(compiled.sql, compiled.parameters.map(toSqlValue));
}

/** Runs a compiled insert, update or delete inside the transaction. */
export function runStatement(w: WriteHandle, compiled: CompiledQuery): { changes: number; lastId: bigint } {
  return w.run(compiled.sql, compiled.parameters.map(toSqlValue));
}

function toSqlValue(value: unknown): SqlValue {
  if (value === null || value === undefined) return null;
  if (typeof value === 'boolean') return value ? 1n : 0n;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint') return value;
  if (value instanceof Uint8Array) return value;
  throw new CodedError('INTERNAL', { reason: 'not-an-sql-value', type: typeof value });
}
