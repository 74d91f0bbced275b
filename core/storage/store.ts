/**
 * What the rest of the program knows of an SQLite file: a handle that can only read, a handle that can also write and
 * exists only inside one transaction, and the store that gives both. Integers arrive as `bigint` (safe integers are on);
 * row mappers convert the small ones. An integer `number` given as a parameter is bound as INTEGER.
 */
export type SqlValue = string | number | bigint | null | Uint8Array;
export type Row = Record<string, SqlValue>;
export type SqlParams = readonly SqlValue[] | Record<string, SqlValue>;

/**
 * Reads. A statement may carry its name as a leading line comment, `-- customers.page`; slow statements are reported under it.
 */
export interface ReadHandle {
  /** All rows of the answer. */
  all<T extends Row>(sql: string, params?: SqlParams): T[];
  /** The first row, or undefined. */
  get<T extends Row>(sql: string, params?: SqlParams): T | undefined;
  /** Row by row. Nothing may be written through the same handle until the iteration has ended. */
  iterate<T extends Row>(sql: string, params?: SqlParams): IterableIterator<T>;
}

/** Reads and writes inside one transaction; refuses to work after that transaction has ended. */
export interface WriteHandle extends ReadHandle {
  /** Runs a statement that changes something. `lastId` is the rowid of the last insert on this connection. */
  run(sql: string, params?: SqlParams): { changes: number; lastId: bigint };
  /** This transaction changed the collection: its live queries run again after the commit. */
  touch(collection: string): void;
  /** Runs `fn` as the last thing inside the transaction, before its commit. */
  beforeCommit(fn: () => void): void;
  /** The store's clock: integer milliseconds UTC. */
  now(): number;
}

/** One SQLite file: `ledger` (exists nowhere else) or `mirror` (can be pulled again). */
export interface Store {
  readonly name: 'ledger' | 'mirror';
  /** The reading connection: sees what is committed, never what a transaction has under way. */
  readonly read: ReadHandle;
  /**
   * One `BEGIN IMMEDIATE` … `COMMIT`; rolled back when `fn` throws. `fn` must be synchronous; a transaction inside a
   * transaction is refused. Notices for the touched collections go out after the commit.
   * @throws CodedError DISK_FULL, FOLDER_READ_ONLY, STORE_DAMAGED, WORKSPACE_IN_USE, INTERNAL (with `sqlite`, the engine's code)
   */
  write<T>(fn: (w: WriteHandle) => T): T;
  /** Several reads that see the same instant, whatever is committed meanwhile. */
  snapshot<T>(fn: (r: ReadHandle) => T): T;
  /** The random id of this life of the store: a new one whenever it is created, rebuilt or restored. */
  epoch(): string;
}
