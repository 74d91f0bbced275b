import Database from 'better-sqlite3';
import type { Clock } from '../../base/clock.ts';
import { CodedError } from '../../base/errors.ts';
import { CORE_COMPONENTS, newEpoch } from '../core-schema.ts';
import type { Migration } from '../migrate.ts';
import { bindParams, Statements } from '../statements.ts';
import type { ReadHandle, Row, SqlParams, Store, WriteHandle } from '../store.ts';

/**
 * A ledger without a file, for tests that need thousands of them: the same interface and the same SQL, one connection,
 * every commit final. Nothing survives its process.
 */
export class MemoryStore implements Store {
  readonly name = 'ledger';
  #db = new Database(':memory:');
  #statements: Statements;
  readonly #clock: Clock;
  /** Commits that changed something. */
  commits = 0;
  /** Collections touched by the last commit. */
  touched: readonly string[] = [];
  readonly read: ReadHandle;

  constructor(clock: Clock, migrations: readonly Migration[]) {
    this.#clock = clock;
    this.#db.defaultSafeIntegers(true);
    this.#db.pragma('foreign_keys = ON');
    this.#statements = new Statements(this.#db);
    this.read = {
      all: <T extends Row>(sql: string, params?: SqlParams) =>
        this.#statements.get(sql).all(bindParams(params)) as T[],
      get: <T extends Row>(sql: string, params?: SqlParams) =>
        this.#statements.get(sql).get(bindParams(params)) as T | undefined,
      iterate: <T extends Row>(sql: string, params?: SqlParams) =>
        this.#statements.get(sql).iterate(bindParams(params)) as IterableIterator<T>,
    };
    this.write((w) => {
      for (const migration of [...CORE_COMPONENTS.ledger.migrations, ...migrations]) migration.up(w);
    });
  }

  write<T>(fn: (w: WriteHandle) => T): T {
    if (this.#db.inTransaction) throw new CodedError('INTERNAL', { reason: 'nested-transaction' });
    const touched = new Set<string>();
    const last: (() => void)[] = [];
    let changes = 0;
    const handle: WriteHandle = {
      ...this.read,
      run: (sql, params) => {
        const result = this.#statements.get(sql).run(bindParams(params));
        changes += result.changes;
        return { changes: result.changes, lastId: BigInt(result.lastInsertRowid) };
      },
      touch: (collection) => void touched.add(collection),
      beforeCommit: (run) => void last.push(run),
      now: () => this.#clock.now(),
    };
    this.#db.exec('BEGIN IMMEDIATE');
    try {
      const result = fn(handle);
      for (const run of last) run();
      this.#db.exec('COMMIT');
      if (changes > 0) this.commits += 1;
      this.touched = [...touched];
      return result;
    } catch (error) {
      if (this.#db.inTransaction) this.#db.exec('ROLLBACK');
      throw error;
    }
  }

  snapshot<T>(fn: (r: ReadHandle) => T): T {
    return fn(this.read);
  }

  /** The whole ledger as it is now. */
  backup(): Buffer {
    return this.#db.serialize();
  }

  /** Becomes a backup again, in a new life. */
  restore(backup: Buffer): void {
    this.#db.close();
    this.#db = new Database(backup);
    this.#db.defaultSafeIntegers(true);
    this.#db.pragma('foreign_keys = ON');
    this.#statements = new Statements(this.#db);
    this.write((w) => newEpoch(w, 'ledger'));
  }

  epoch(): string {
    return this.read.get<{ epoch: string }>('SELECT epoch FROM head')?.epoch ?? '';
  }

  close(): void {
    this.#db.close();
  }
}
