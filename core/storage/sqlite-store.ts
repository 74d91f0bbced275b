import { types } from 'node:util';
import type { Clock } from '../base/clock.ts';
import { CodedError, isCoded } from '../base/errors.ts';
import { openReader, openWriter } from './connection.ts';
import type { Connection } from './connection.ts';
import type { Notices } from './notices.ts';
import type { Journal } from './journal/journal.ts';
import type { JournalStep } from './journal/record.ts';
import { mapStorageError } from './sqlite-errors.ts';
import { bindParams, statementName, Statements } from './statements.ts';
import type { SlowLog } from './statements.ts';
import type { ReadHandle, Row, SqlParams, Store, WriteHandle } from './store.ts';

export interface StoreOptions {
  readonly name: 'ledger' | 'mirror';
  readonly file: string;
  readonly clock: Clock;
  readonly notices?: Notices;
  readonly slow?: SlowLog;
  /** Called once when a read or a write meets damage, so that the next start checks the whole file. */
  readonly onDamage?: (error: CodedError) => void;
  readonly statementLimit?: number;
  /** Every transaction that changes something is written here, and flushed, before it is committed. */
  readonly journal?: Journal;
}

/** A connection with its statements: runs SQL, measures it, translates errors. */
class Runner implements ReadHandle {
  readonly db: Connection;
  readonly statements: Statements;
  readonly #options: StoreOptions;

  constructor(db: Connection, options: StoreOptions) {
    this.db = db;
    this.#options = options;
    this.statements = new Statements(db, options.statementLimit);
  }

  all<T extends Row>(sql: string, params?: SqlParams): T[] {
    const start = this.#start();
    try {
      // The driver cannot know the columns' types; the caller names them beside its SQL.
      return this.statements.get(sql).all(bindParams(params)) as T[];
    } catch (error) {
      throw this.translate(error);
    } finally {
      this.#end(sql, start);
    }
  }

  get<T extends Row>(sql: string, params?: SqlParams): T | undefined {
    const start = this.#start();
    try {
      return this.statements.get(sql).get(bindParams(params)) as T | undefined;
    } catch (error) {
      throw this.translate(error);
    } finally {
      this.#end(sql, start);
    }
  }

  *iterate<T extends Row>(sql: string, params?: SqlParams): IterableIterator<T> {
    try {
      for (const row of this.statements.get(sql).iterate(bindParams(params))) yield row as T;
    } catch (error) {
      throw this.translate(error);
    }
  }

  run(sql: string, params?: SqlParams): { changes: number; lastId: bigint } {
    const start = this.#start();
    try {
      const result = this.statements.get(sql).run(bindParams(params));
      return { changes: result.changes, lastId: BigInt(result.lastInsertRowid) };
    } catch (error) {
      throw this.translate(error);
    } finally {
      this.#end(sql, start);
    }
  }

  translate(error: unknown): unknown {
    const coded = mapStorageError(error, this.#options.name);
    if (isCoded(coded, 'STORE_DAMAGED') && !isCoded(error)) this.#options.onDamage?.(coded);
    return coded;
  }

  #start(): number {
    return this.#options.slow?.now() ?? 0;
  }

  #end(sql: string, start: number): void {
    const slow = this.#options.slow;
    if (!slow) return;
    const ms = slow.now() - start;
    if (ms > slow.limitMs) slow.report(statementName(sql), ms);
  }
}

/** The write handle of exactly one transaction. */
class Transaction implements WriteHandle {
  readonly touched = new Set<string>();
  /** What was run, when it goes into the journal. */
  readonly steps: JournalStep[] | null;
  readonly #runner: Runner;
  readonly #clock: Clock;
  readonly #last: (() => void)[] = [];
  #open = true;

  constructor(runner: Runner, clock: Clock, journaled: boolean) {
    this.steps = journaled ? [] : null;
    this.#runner = runner;
    this.#clock = clock;
  }

  end(): void {
    this.#open = false;
  }

  all<T extends Row>(sql: string, params?: SqlParams): T[] {
    return this.#live().all<T>(sql, params);
  }

  get<T extends Row>(sql: string, params?: SqlParams): T | undefined {
    return this.#live().get<T>(sql, params);
  }

  iterate<T extends Row>(sql: string, params?: SqlParams): IterableIterator<T> {
    return this.#live().iterate<T>(sql, params);
  }

  run(sql: string, params?: SqlParams): { changes: number; lastId: bigint } {
    const result = this.#live().run(sql, params);
    this.steps?.push({ sql, params });
    return result;
  }

  touch(collection: string): void {
    this.#live();
    this.touched.add(collection);
  }

  beforeCommit(fn: () => void): void {
    this.#live();
    this.#last.push(fn);
  }

  /** What was asked for as the last thing; a function may ask for another one. */
  finish(): void {
    for (const fn of this.#last) fn();
  }

  now(): number {
    return this.#clock.now();
  }

  /**
   * Some errors (disk full, I/O) roll the transaction back inside the engine. Whoever swallows such an error would go on
   * outside of any transaction, statement by statement: refused here.
   */
  #live(): Runner {
    if (!this.#open) throw new CodedError('INTERNAL', { reason: 'transaction-ended' });
    if (!this.#runner.db.inTransaction) throw new CodedError('INTERNAL', { reason: 'transaction-lost' });
    return this.#runner;
  }
}

/** One SQLite file with one writing and one reading connection. */
export class SqliteStore implements Store {
  readonly name: 'ledger' | 'mirror';
  readonly file: string;
  readonly #options: StoreOptions;
  readonly #writer: Runner;
  #reader: Runner | undefined;
  #writing = false;
  #commits = 0;

  constructor(options: StoreOptions) {
    this.name = options.name;
    this.file = options.file;
    this.#options = options;
    this.#writer = new Runner(openWriter(options.file, options.name), options);
  }

  get read(): ReadHandle {
    return this.#readRunner();
  }

  /** Transactions of this session that changed something. */
  get commits(): number {
    return this.#commits;
  }

  /** The writing connection itself: for backup and checks inside core/storage only. */
  get connection(): Connection {
    return this.#writer.db;
  }

  write<T>(fn: (w: WriteHandle) => T): T {
    if (types.isAsyncFunction(fn)) throw new CodedError('INTERNAL', { reason: 'async-transaction' });
    if (this.#writing) throw new CodedError('INTERNAL', { reason: 'nested-transaction' });
    const { journal } = this.#options;
    const transaction = new Transaction(this.#writer, this.#options.clock, journal !== undefined);
    let journaled = false;
    this.#writing = true;
    let result: T;
    try {
      this.#writer.run('BEGIN IMMEDIATE');
      const before = this.#totalChanges();
      result = fn(transaction);
      if (types.isPromise(result)) throw new CodedError('INTERNAL', { reason: 'async-transaction' });
      transaction.finish();
      // Swallowing a lost transaction inside `fn` must not look like success.
      if (!this.#writer.db.inTransaction) throw new CodedError('INTERNAL', { reason: 'transaction-lost' });
      const after = this.#totalChanges();
      if (journal && transaction.steps && after !== before) {
        journal.append(this.#nextSeq(), transaction.steps);
        journaled = true;
      }
      this.#writer.run('COMMIT');
      if (after !== before) this.#commits += 1;
    } catch (error) {
      if (journaled) journal?.undo();
      if (this.#writer.db.inTransaction) this.#writer.run('ROLLBACK');
      throw this.#writer.translate(error);
    } finally {
      transaction.end();
      this.#writing = false;
    }
    if (transaction.touched.size > 0) this.#options.notices?.publish([...transaction.touched]);
    return result;
  }

  snapshot<T>(fn: (r: ReadHandle) => T): T {
    const reader = this.#readRunner();
    if (reader.db.inTransaction) return fn(reader);
    reader.run('BEGIN');
    try {
      return fn(reader);
    } finally {
      if (reader.db.inTransaction) reader.run('COMMIT');
    }
  }

  epoch(): string {
    const row = this.read.get<{ epoch: string }>('SELECT epoch FROM head WHERE stream = ?', [this.name]);
    if (!row) throw new CodedError('STORE_DAMAGED', { file: this.name, cause: 'no-head' });
    return row.epoch;
  }

  /** The reader goes first, so that the last one to close is the writer, which folds the log into the file. */
  close(): void {
    this.#reader?.db.close();
    this.#writer.db.close();
    this.#options.journal?.close();
  }

  /** The number of this transaction: part of it, so that a copy of the file says how far it is. */
  #nextSeq(): number {
    const next = this.#writer.get<{ seq: bigint }>(
      '-- store.seq\nUPDATE head SET seq = seq + 1 WHERE stream = ? RETURNING seq',
      [this.name],
    );
    if (!next) throw new CodedError('STORE_DAMAGED', { file: this.name, cause: 'no-head' });
    return Number(next.seq);
  }

  #totalChanges(): unknown {
    return this.#writer.statements.get('SELECT total_changes()').pluck().get();
  }

  // Opened at first use: a reading connection cannot open a file that has no page yet.
  #readRunner(): Runner {
    this.#reader ??= new Runner(openReader(this.file, this.name), this.#options);
    return this.#reader;
  }
}
