import type { Migration } from '../storage/migrate.ts';

/**
 * Bookkeeping of the sync, in the mirror beside the rows it counts, so that rows and position move in one transaction.
 * `scan`: one per collection and part · `scan_page`: hash and ids of each page of the last scan · `scan_miss`: records
 * that clean scans missed · `cursor`: positions that are not scans (order windows, bill months, rate limits, identity) ·
 * `recheck`: orders that are not final, and when each is read again · `sync_step`: when each step last ended well, and how it ended last.
 */
const TABLES = [
  `CREATE TABLE scan (
    collection TEXT NOT NULL,
    part TEXT NOT NULL,
    state TEXT NOT NULL,
    fresh_at INTEGER,
    PRIMARY KEY (collection, part)
  ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE scan_page (
    collection TEXT NOT NULL,
    part TEXT NOT NULL,
    start INTEGER NOT NULL,
    number INTEGER NOT NULL,
    hash TEXT NOT NULL,
    ids TEXT NOT NULL,
    PRIMARY KEY (collection, part, start)
  ) STRICT`,
  `CREATE TABLE scan_miss (
    collection TEXT NOT NULL,
    part TEXT NOT NULL,
    id TEXT NOT NULL,
    misses INTEGER NOT NULL,
    number INTEGER NOT NULL,
    kept INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (collection, part, id)
  ) STRICT, WITHOUT ROWID`,
  // Parts are walked and counted one by one; without this, each walk would pass over all the others' records.
  'CREATE INDEX row_scope ON row (collection, scope, id) WHERE deleted = 0',
  `CREATE TABLE cursor (
    stream TEXT PRIMARY KEY,
    position TEXT NOT NULL,
    at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE recheck (
    collection TEXT NOT NULL,
    id TEXT NOT NULL,
    part TEXT NOT NULL,
    status TEXT NOT NULL,
    due_at INTEGER NOT NULL,
    wait_ms INTEGER NOT NULL,
    PRIMARY KEY (collection, id)
  ) STRICT, WITHOUT ROWID`,
  'CREATE INDEX recheck_part ON recheck (collection, part, id)',
  `CREATE TABLE sync_step (
    step TEXT PRIMARY KEY,
    state TEXT NOT NULL,
    at INTEGER,
    done INTEGER NOT NULL,
    total INTEGER,
    code TEXT,
    data TEXT
  ) STRICT, WITHOUT ROWID`,
];

/** Give these to `openWorkspace` as a component of the mirror named `sync`. */
export const syncMigrations: readonly Migration[] = [
  {
    version: 10,
    name: 'scans and cursors',
    up(w) {
      for (const sql of TABLES) w.run(sql);
    },
  },
];

/** The component entry of `openWorkspace`. */
export const syncComponent = { store: 'mirror', component: 'sync', migrations: syncMigrations } as const;
