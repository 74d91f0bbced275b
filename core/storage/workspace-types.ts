import type { Clock, Timers } from '../base/clock.ts';
import type { Random } from '../base/random.ts';
import type { Collection } from './collection.ts';
import type { LinesStore } from './lines/store.ts';
import type { Migration } from './migrate.ts';
import type { Notices } from './notices.ts';
import type { ReadHandle, Store } from './store.ts';

export type WorkspaceKind = 'demo' | 'real';

/** One partner's data on one machine, open. Exactly one process has it open at a time. */
export interface Workspace {
  readonly dir: string;
  readonly id: string;
  readonly kind: WorkspaceKind;
  readonly name: string;
  readonly ledger: Store;
  readonly mirror: Store;
  readonly lines: LinesStore;
  readonly notices: Notices;
  readonly clock: Clock;
  /** The collections it was opened with. */
  readonly collections: readonly Collection[];
  /** What opening found and did. */
  readonly report: OpenReport;
  /** Where things lie inside the folder. */
  readonly paths: WorkspacePaths;
  /** The import originals the ledger still refers to (names inside `imports/`), or null when nobody says. */
  readonly importFiles: (() => readonly string[]) | null;
  /** Makes a checked backup of the ledger now. @returns its path */
  backup(): Promise<string>;
  /** Backs the ledger up when it changed, closes all files and gives the folder free. Safe to call twice. */
  close(): Promise<void>;
}

export interface WorkspacePaths {
  readonly identity: string;
  readonly ledger: string;
  readonly mirror: string;
  readonly lines: string;
  readonly imports: string;
  readonly backups: string;
  readonly journal: string;
  readonly quarantine: string;
  readonly temp: string;
  readonly lock: string;
}

/** A file that was set aside, and what took its place. */
export interface Repair {
  readonly file: 'ledger' | 'mirror' | 'lines' | 'identity';
  readonly reason: string;
  /** The folder under `quarantine/` that keeps the damaged file; null when there was none. */
  readonly quarantined: string | null;
  /** Ledger: the backup that was restored and its time (integer ms UTC); null when nothing good was found. */
  readonly restored: { readonly file: string; readonly at: number } | null;
  /** Ledger: how many later changes came back out of the journal. */
  readonly replayed?: number;
}

export interface OpenReport {
  readonly created: boolean;
  /** What has to be filled again: the mirror by a sync, the lines from the kept import files. */
  readonly rebuild: readonly ('mirror' | 'lines')[];
  readonly repairs: readonly Repair[];
  /** The migrations that ran, in order. */
  readonly migrated: readonly {
    store: 'ledger' | 'mirror';
    component: string;
    version: number;
    name: string;
  }[];
}

export interface OpenLinesOptions {
  readonly file: string;
  readonly importsDir: string;
  readonly tempDir: string;
  readonly clock: Clock;
}

export interface OpenWorkspaceOptions {
  readonly dir: string;
  readonly clock: Clock;
  readonly random: Random;
  /** Creates the workspace when the folder is absent or empty; an existing one is opened as it is. */
  readonly create?: { kind: WorkspaceKind; name: string };
  readonly collections: readonly Collection[];
  /** Short form of `components` for one more ledger component, named `workspace`. */
  readonly ledgerMigrations?: readonly Migration[];
  /** Schemas that belong to no collection: imports, sync cursors, later the outbox. */
  readonly components?: readonly {
    store: 'ledger' | 'mirror';
    component: string;
    migrations: readonly Migration[];
  }[];
  /** Names inside `imports/` that the ledger refers to; lets the check find orphans and missing originals. */
  readonly importFiles?: (ledger: ReadHandle) => readonly string[];
  /** Default: `openLines` of core/storage/lines. */
  readonly openLines?: (options: OpenLinesOptions) => Promise<LinesStore>;
  /** When given, the ledger is backed up every 15 minutes if it changed; the loop ends with `close`. */
  readonly timers?: Timers;
  /** Told about slow statements and repairs. */
  readonly log?: StorageLog;
}

/** Injected logger. Fields carry names and durations, never values. */
export type StorageLog = (
  event: 'slow-statement' | 'repair' | 'backup-failed',
  fields: Record<string, string | number>,
) => void;
