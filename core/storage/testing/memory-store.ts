import Database from 'better-sqlite3';
import type { Clock } from '../../base/clock.ts';
import { CodedError } from '../../base/errors.ts';
import { CORE_COMPONENTS, newEpoch } from '../core-schema.ts';
import { decodeRecord, encodeRecord, runRecord, type JournalStep } from '../journal/record.ts';
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
  /** Its journal, where one is kept: the lines, and how far each backup reaches. */
  readonly #lines: string[] | null;
  readonly #reach = new WeakMap<Buffer, number>();
  /** Commits that changed something. */
  commits = 0;
  /** Collections touched by the last commit. */
  touched: readonly string[] = [];
  readonly read: ReadHandle;

  constructor(clock: Clock, migrations: readonly Migration[], journaled = false) {
    this.#clock = clock;
    this.#lines = journaled ? [] : null;
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
    const steps: JournalStep[] = [];
    let changes = 0;
    const handle: WriteHandle = {
      ...this.read,
      run: (sql, params) => {
        const result = this.#statements.get(sql).run(bindParams(params));
        changes += result.changes;
        if (this.#lines) steps.push({ sql, params });
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
      if (changes > 0 && this.#lines) this.#lines.push(encodeRecord({ n: this.#lines.length, steps }));
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
    const copy = this.#db.serialize();
    this.#reach.set(copy, this.#lines?.length ?? 0);
    return copy;
  }

  /** Becomes a backup again, in a new life. @param journal run what was written since */
  restore(backup: Buffer, journal = false): void {
    this.#db.close();
    this.#db = new Database(backup);
    this.#db.defaultSafeIntegers(true);
    this.#db.pragma('foreign_keys = ON');
    this.#statements = new Statements(this.#db);
    const since = this.#lines?.splice(this.#reach.get(backup) ?? 0) ?? [];
    for (const line of journal ? since : []) {
      const record = decodeRecord(line.trimEnd());
      if (record) this.write((w) => runRecord(w, record));
    }
    this.write((w) => newEpoch(w, 'ledger'));
  }

  epoch(): string {
    return this.read.get<{ epoch: string }>('SELECT epoch FROM head')?.epoch ?? '';
  }

  close(): void {
    this.#db.close();
  }
}
