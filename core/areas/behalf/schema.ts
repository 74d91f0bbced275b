import type { Migration } from '../../storage/migrate.ts';

/**
 * Who may act in whose place, and who did (ledger). `authorization_step` keeps every change; a role switch that has no
 * `ended_at` is open.
 */
const TABLES = [
  `CREATE TABLE authorization (
    customer_id TEXT PRIMARY KEY,
    state TEXT NOT NULL,
    since INTEGER NOT NULL,
    sent_at INTEGER,
    reason TEXT,
    task_id TEXT
  ) STRICT, WITHOUT ROWID`,
  'CREATE INDEX authorization_by_state ON authorization (state)',
  `CREATE TABLE authorization_step (
    no INTEGER PRIMARY KEY,
    customer_id TEXT NOT NULL,
    at INTEGER NOT NULL,
    event TEXT NOT NULL,
    to_state TEXT NOT NULL,
    person TEXT NOT NULL,
    reason TEXT
  ) STRICT`,
  'CREATE INDEX authorization_step_by_customer ON authorization_step (customer_id, no)',
  `CREATE TABLE role_switch (
    id TEXT PRIMARY KEY,
    customer_id TEXT NOT NULL,
    purpose TEXT NOT NULL,
    note TEXT NOT NULL,
    person TEXT NOT NULL,
    member_id TEXT NOT NULL,
    begun_at INTEGER NOT NULL,
    ended_at INTEGER,
    ended_by TEXT,
    task_id TEXT
  ) STRICT, WITHOUT ROWID`,
  'CREATE INDEX role_switch_by_customer ON role_switch (customer_id, begun_at)',
  'CREATE INDEX role_switch_open ON role_switch (member_id) WHERE ended_at IS NULL',
];

export const behalfMigrations: readonly Migration[] = [
  {
    version: 10,
    name: 'authorization',
    up: (w) => {
      for (const sql of TABLES) w.run(sql);
    },
  },
];
