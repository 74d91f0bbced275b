import { DuckDBInstance } from '@duckdb/node-api';
import type { DuckDBConnection, DuckDBPreparedStatement } from '@duckdb/node-api';
import { asCoded, CodedError, isCoded } from '../../base/errors.ts';

/** What goes into and comes out of a statement. BIGINT and HUGEINT arrive as bigint, INTEGER and smaller as number. */
export type Value = string | number | bigint | boolean | null;
export type Row = Record<string, Value>;

/** Memory of the engine's own caches and joins; the whole process stays below 600 MB with it (bench/lines.ts). */
const MEMORY_LIMIT = '192MB';

/**
 * The engine's statements run on one thread while the archive inflates on another: with two, loading cost nearly twice the
 * processor time of the same rows, and Home's small statements waited for each other (decision 0009).
 */
const THREADS = '1';

/**
 * How much may lie in the engine's log before it is folded into the file. Folding costs by the size of the whole file, so
 * at the default (16 MB) it came with nearly every month of a first sync and took most of its time. Closing folds always;
 * after a crash the log is read at opening (30 MB, ten months of 42,000 lines: 0.4 s).
 */
const CHECKPOINT_AT = '256MB';

/** How new files are written: texts in dictionaries that are packed themselves, 8 % smaller and a tenth faster to write. */
const STORAGE_VERSION = 'v1.4.0';

/** DuckDB reports kinds of failure only in its text; these beginnings are part of its stable error types. */
const FAILURES: readonly (readonly [
  pattern: RegExp,
  code: 'DISK_FULL' | 'STORE_DAMAGED' | 'WORKSPACE_IN_USE' | 'FOLDER_READ_ONLY',
])[] = [
  [/No space left on device|disk full|max_temp_directory_size/i, 'DISK_FULL'],
  [/Could not set lock on file|Conflicting lock|being used by another process/i, 'WORKSPACE_IN_USE'],
  [/Permission denied|Read-only file system|read-only mode/i, 'FOLDER_READ_ONLY'],
  [
    /not a valid DuckDB database|corrupt|Could not read enough bytes|Serialization Error|checksum|INTERNAL Error|FATAL Error/i,
    'STORE_DAMAGED',
  ],
];

/** Translates a failure of the engine. */
export function linesError(error: unknown): CodedError {
  if (isCoded(error)) return error;
  const text = error instanceof Error ? error.message : '';
  const hit = FAILURES.find(([pattern]) => pattern.test(text));
  return hit ? new CodedError(hit[1], { file: 'lines' }, { cause: error }) : asCoded(error);
}

/**
 * A connection whose calls run one after another. Statements are prepared for each call: one kept across commits gave
 * misread columns (open.test.ts), and preparing costs well under a millisecond.
 */
export class Session {
  readonly #connection: DuckDBConnection;
  #last: Promise<unknown> = Promise.resolve();

  constructor(connection: DuckDBConnection) {
    this.#connection = connection;
  }

  /** Runs `fn` when everything asked before has ended; nothing else runs on this connection meanwhile. */
  exclusive<T>(fn: (run: Runner) => Promise<T>): Promise<T> {
    const result = this.#last.then(() => fn(this.#runner));
    this.#last = result.catch(() => undefined);
    return result;
  }

  all<T extends Row>(sql: string, values: readonly Value[] = []): Promise<T[]> {
    return this.exclusive((run) => run.all<T>(sql, values));
  }

  /** Stops the statement that runs now. */
  interrupt(): void {
    this.#connection.interrupt();
  }

  async close(): Promise<void> {
    await this.#last;
    this.#connection.closeSync();
  }

  readonly #runner: Runner = {
    all: async <T extends Row>(sql: string, values: readonly Value[] = []) => {
      try {
        const statement = await this.#connection.prepare(sql);
        try {
          bind(statement, values);
          const reader = await statement.runAndReadAll();
          // The engine cannot know the columns' types; the caller names them beside its SQL.
          return reader.getRowObjects() as unknown as T[];
        } finally {
          statement.destroySync();
        }
      } catch (error) {
        throw linesError(error);
      }
    },
    run: async (sql: string) => {
      try {
        await this.#connection.run(sql);
      } catch (error) {
        throw linesError(error);
      }
    },
  };
}

export interface Runner {
  /** A statement with `?` parameters; all rows. */
  all<T extends Row>(sql: string, values?: readonly Value[]): Promise<T[]>;
  /** Statements without parameters or rows. */
  run(sql: string): Promise<void>;
}

function bind(statement: DuckDBPreparedStatement, values: readonly Value[]): void {
  for (const [index, value] of values.entries()) {
    const at = index + 1;
    if (value === null) statement.bindNull(at);
    else if (typeof value === 'string') statement.bindVarchar(at, value);
    else if (typeof value === 'bigint') statement.bindBigInt(at, value);
    else if (typeof value === 'boolean') statement.bindBoolean(at, value);
    else statement.bindInteger(at, value);
  }
}

/** A text as an SQL literal. Only for names the program makes itself (paths of its own staging folder, headings). */
export const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;
/** A text as an SQL identifier. */
export const identifier = (text: string): string => `"${text.replaceAll('"', '""')}"`;

/** A path as the engine takes it: with '/', also on Windows. */
export const enginePath = (file: string): string =>
  process.platform === 'win32' ? file.replaceAll('\\', '/') : file;
/** A path where the engine takes patterns: what would be a pattern stands for itself. */
export const literalPath = (file: string): string => enginePath(file).replaceAll(/[*?[]/g, '[$&]');

export interface Engine {
  /** The one connection that writes. */
  readonly writer: Session;
  readonly reader: Session;
  close(): Promise<void>;
}

/**
 * Opens the lines file. The engine may read and write the file itself and what lies in `stagingDir`, nothing else; it
 * loads no extension and its configuration is locked (architecture 4).
 */
export async function openEngine(file: string, stagingDir: string): Promise<Engine> {
  const staging = enginePath(stagingDir);
  let instance: DuckDBInstance | undefined;
  try {
    instance = await DuckDBInstance.create(file, {
      threads: THREADS,
      memory_limit: MEMORY_LIMIT,
      storage_compatibility_version: STORAGE_VERSION,
      checkpoint_threshold: CHECKPOINT_AT,
      temp_directory: `${staging}/spill`,
      autoinstall_known_extensions: 'false',
      autoload_known_extensions: 'false',
    });
    const writer = await instance.connect();
    // The second form is how the engine first sees a part of a folder whose name looks like a pattern.
    const allowed = [staging, literalPath(stagingDir)].map((folder) => literal(`${folder}/`));
    await writer.run(`SET allowed_directories = [${allowed.join(', ')}]`);
    await writer.run('SET enable_external_access = false');
    await writer.run('SET lock_configuration = true');
    const opened = instance;
    const sessions = { writer: new Session(writer), reader: new Session(await instance.connect()) };
    return {
      ...sessions,
      async close() {
        await sessions.reader.close();
        await sessions.writer.close();
        opened.closeSync();
      },
    };
  } catch (error) {
    instance?.closeSync();
    throw linesError(error);
  }
}
