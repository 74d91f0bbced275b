import { randomBytes } from 'node:crypto';
import type { Component, Migration } from './migrate.ts';
import type { WriteHandle } from './store.ts';

/** Both stores: stream, epoch (random id of this life of the file), sequence of the last change, oldest sequence deltas reach. */
const HEAD = `CREATE TABLE head (
  stream TEXT PRIMARY KEY,
  epoch TEXT NOT NULL,
  seq INTEGER NOT NULL,
  floor INTEGER NOT NULL
) STRICT, WITHOUT ROWID`;

const head = (store: 'ledger' | 'mirror'): Migration => ({
  version: 10,
  name: 'head',
  up(w) {
    w.run(HEAD);
    w.run('INSERT INTO head (stream, epoch, seq, floor) VALUES (?, ?, 0, 0)', [store, randomEpoch()]);
  },
});

/** The audit's chain order is its `seq`; AUTOINCREMENT never gives a number twice, so a cut-off end shows. */
const AUDIT = [
  `CREATE TABLE audit (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    at INTEGER NOT NULL,
    who TEXT NOT NULL,
    what TEXT NOT NULL,
    target TEXT,
    before TEXT,
    after TEXT,
    outcome TEXT NOT NULL,
    prev TEXT NOT NULL,
    hash TEXT NOT NULL
  ) STRICT`,
  `CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END`,
  `CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END`,
  'CREATE INDEX audit_target ON audit (target, seq) WHERE target IS NOT NULL',
];

const QUARANTINE = `CREATE TABLE quarantine (
  collection TEXT NOT NULL,
  id TEXT NOT NULL,
  digest TEXT NOT NULL,
  raw TEXT NOT NULL,
  code TEXT NOT NULL,
  data TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (collection, id, digest)
) STRICT, WITHOUT ROWID`;

const SETTING = `CREATE TABLE setting (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL,
  changed_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID`;

/**
 * Raw bodies come last in the row and the table keeps its rowid: a body of one or two kilobytes in a WITHOUT ROWID table
 * would make every search through the key walk over pages full of bodies.
 */
const ROW = [
  `CREATE TABLE row (
    key INTEGER PRIMARY KEY,
    collection TEXT NOT NULL,
    id TEXT NOT NULL,
    scope TEXT NOT NULL,
    hash TEXT NOT NULL,
    ver INTEGER NOT NULL,
    deleted INTEGER NOT NULL DEFAULT 0,
    as_of INTEGER NOT NULL,
    raw TEXT NOT NULL
  ) STRICT`,
  'CREATE UNIQUE INDEX row_id ON row (collection, id)',
  // The log *is* this index (sync-and-safety 1): what changed since N is a range of it.
  'CREATE UNIQUE INDEX row_ver ON row (ver)',
];

const statements = (list: readonly string[]) => (w: WriteHandle) => {
  for (const sql of list) w.run(sql);
};

/** Storage's own tables in each store. They always come first. */
export const CORE_COMPONENTS: Readonly<Record<'ledger' | 'mirror', Component>> = {
  ledger: {
    component: 'storage',
    migrations: [
      head('ledger'),
      { version: 20, name: 'setting', up: statements([SETTING]) },
      { version: 30, name: 'audit', up: statements(AUDIT) },
      { version: 40, name: 'quarantine', up: statements([QUARANTINE]) },
    ],
  },
  mirror: {
    component: 'storage',
    migrations: [head('mirror'), { version: 20, name: 'row', up: statements(ROW) }],
  },
};

/** A fresh id for a life of a store: 128 random bits. From the system's generator always: two lives must never share one. */
export function randomEpoch(): string {
  return randomBytes(16).toString('hex');
}

/** Begins a new life of the store (created, rebuilt, restored): every cursor into the old one becomes worthless. */
export function newEpoch(w: WriteHandle, stream: 'ledger' | 'mirror'): string {
  const epoch = randomEpoch();
  w.run('UPDATE head SET epoch = ? WHERE stream = ?', [epoch, stream]);
  return epoch;
}
