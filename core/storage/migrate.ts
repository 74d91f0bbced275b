import { CodedError, isCoded } from '../base/errors.ts';
import type { ErrorCode } from '../base/errors.ts';
import type { Connection } from './connection.ts';
import { dataText } from './sqlite-errors.ts';
import type { SqliteStore } from './sqlite-store.ts';
import type { ReadHandle, WriteHandle } from './store.ts';

/** One step of a component's schema: a small program with a number, a name and a test. */
export interface Migration {
  /** Rising, in tens (10, 20, …) so that a late one fits between. */
  readonly version: number;
  readonly name: string;
  /** Runs inside the one transaction that also records the version. */
  up(w: WriteHandle): void;
  /** Mirror collections only: typed columns are derived again from the kept raw bodies after the run. */
  readonly reproject?: boolean;
}

/** The schema of one component in one store: storage itself, a collection, imports, sync, later the outbox. */
export interface Component {
  readonly component: string;
  readonly migrations: readonly Migration[];
}

/** Marks the file as ours, and which of the two it is ('PDlg', 'PDmr' as big-endian integers in the file's header). */
export const APPLICATION_IDS = { ledger: 0x50446c67, mirror: 0x50446d72 } as const;

/**
 * The oldest program that may open the file, as a number that rises with each change older programs cannot live with
 * (kept in the header's `user_version`).
 */
export const STORE_FORMAT = 1;

/** How far a file has come. `marks`: the highest version of each component. */
export interface SchemaState {
  readonly applicationId: number;
  readonly format: number;
  readonly marks: ReadonlyMap<string, number>;
}

const VERSION_TABLE = `CREATE TABLE IF NOT EXISTS schema_version (
  component TEXT NOT NULL,
  version INTEGER NOT NULL,
  name TEXT NOT NULL,
  applied_at INTEGER NOT NULL,
  PRIMARY KEY (component, version)
) STRICT, WITHOUT ROWID`;

/** Reads the marks of a file without changing it. A file without the table is at the very beginning. */
export function readSchema(db: Connection): SchemaState {
  const marks = new Map<string, number>();
  const known = db
    .prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'schema_version'")
    .get();
  if (known) {
    const rows = db
      .prepare('SELECT component, max(version) AS version FROM schema_version GROUP BY component')
      .all();
    for (const row of rows as { component: string; version: bigint | number }[]) {
      marks.set(row.component, Number(row.version));
    }
  }
  return {
    applicationId: Number(db.pragma('application_id', { simple: true })),
    format: Number(db.pragma('user_version', { simple: true })),
    marks,
  };
}

/** Refuses a list that is not rising in whole numbers, and a component that is named twice. */
export function checkComponents(components: readonly Component[]): void {
  const names = new Set<string>();
  for (const { component, migrations } of components) {
    if (names.has(component)) throw new CodedError('INTERNAL', { reason: 'component-twice', component });
    names.add(component);
    let last = 0;
    for (const { version, name } of migrations) {
      if (!Number.isSafeInteger(version) || version <= last) {
        throw new CodedError('INTERNAL', { reason: 'migrations-not-rising', component, version, name });
      }
      last = version;
    }
  }
}

/**
 * Refuses a file that a newer program made: a newer format, a component beyond what this program knows, and in the
 * ledger also a component it does not know at all (its rows would be left out of rules that this program does not have).
 * @throws CodedError WORKSPACE_NEWER with what the file has and what this program knows
 */
export function refuseNewer(
  store: 'ledger' | 'mirror',
  state: SchemaState,
  components: readonly Component[],
): void {
  if (state.format > STORE_FORMAT) {
    throw new CodedError('WORKSPACE_NEWER', {
      file: store,
      component: 'format',
      found: state.format,
      known: STORE_FORMAT,
    });
  }
  for (const [component, found] of state.marks) {
    const ours = components.find((candidate) => candidate.component === component);
    if (!ours && store === 'mirror') continue;
    const known = ours?.migrations.at(-1)?.version ?? 0;
    if (found > known) throw new CodedError('WORKSPACE_NEWER', { file: store, component, found, known });
  }
}

export interface PendingMigration {
  readonly component: string;
  readonly migration: Migration;
}

/** What still has to run, components in the order given. A late migration between two old ones runs too. */
export function pendingMigrations(
  applied: ReadonlySet<string>,
  components: readonly Component[],
): PendingMigration[] {
  return components.flatMap(({ component, migrations }) =>
    migrations
      .filter(({ version }) => !applied.has(`${component}:${version}`))
      .map((migration) => ({ component, migration })),
  );
}

/** The steps recorded in the file, as `component:version`. */
export function appliedMigrations(db: Connection): Set<string> {
  if (!db.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'schema_version'").get())
    return new Set();
  const rows = db.prepare('SELECT component, version FROM schema_version').all() as {
    component: string;
    version: bigint;
  }[];
  return new Set(rows.map(({ component, version }) => `${component}:${version}`));
}

/**
 * Runs everything that is pending in one transaction together with its marks, then looks whether it arrived.
 * @param after runs inside the same transaction when something was migrated, with the steps that ran
 * @returns the steps that ran
 * @throws CodedError MIGRATION_FAILED {file, component, version, name, cause}; the file is as before. DISK_FULL, FOLDER_READ_ONLY as such
 */
export function migrate(
  store: SqliteStore,
  components: readonly Component[],
  after?: (w: WriteHandle, ran: readonly PendingMigration[]) => void,
): PendingMigration[] {
  const pending = pendingMigrations(appliedMigrations(store.connection), components);
  if (pending.length === 0) return [];
  let current: PendingMigration | undefined;
  try {
    store.write((w) => {
      w.run(VERSION_TABLE);
      for (const step of pending) {
        current = step;
        step.migration.up(w);
        w.run('INSERT INTO schema_version (component, version, name, applied_at) VALUES (?, ?, ?, ?)', [
          step.component,
          step.migration.version,
          step.migration.name,
          w.now(),
        ]);
      }
      after?.(w, pending);
      // Part of the file's header page, so they commit or vanish with the rest.
      store.connection.pragma(`application_id = ${APPLICATION_IDS[store.name]}`);
      store.connection.pragma(`user_version = ${STORE_FORMAT}`);
      verifyArrival(w, store.name, components);
    });
  } catch (error) {
    throw failure(error, store.name, current);
  }
  return pending;
}

function verifyArrival(r: ReadHandle, file: string, components: readonly Component[]): void {
  for (const { component, migrations } of components) {
    const row = r.get<{ version: bigint | null }>(
      'SELECT max(version) AS version FROM schema_version WHERE component = ?',
      [component],
    );
    const expected = migrations.at(-1)?.version ?? 0;
    if (Number(row?.version ?? 0) !== expected)
      throw new CodedError('INTERNAL', { reason: 'not-arrived', file, component });
  }
}

/** What a person can act on by itself keeps its own code; everything else is a failed migration, by name. */
const OWN_CODES: readonly ErrorCode[] = [
  'DISK_FULL',
  'FOLDER_READ_ONLY',
  'STORE_DAMAGED',
  'WORKSPACE_IN_USE',
];

function failure(error: unknown, file: string, step: PendingMigration | undefined): unknown {
  if (isCoded(error) && OWN_CODES.includes(error.code)) return error;
  const cause = isCoded(error)
    ? dataText(error, 'sqlite') || dataText(error, 'reason') || error.code
    : 'exception';
  return new CodedError(
    'MIGRATION_FAILED',
    {
      file,
      component: step?.component ?? '',
      version: step?.migration.version ?? 0,
      name: step?.migration.name ?? '',
      cause,
    },
    { cause: error },
  );
}
