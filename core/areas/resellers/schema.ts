import type { Migration } from '../../storage/migrate.ts';

/**
 * What a distributor decided about resellers (ledger): permissions with their quotas, cooperations, account managers. A
 * change waits (`reseller_change`) until somebody has made it in the console. Amounts in units of 1e-8.
 */
const TABLES = [
  `CREATE TABLE reseller_permission (
    reseller_id TEXT NOT NULL,
    what TEXT NOT NULL,
    state TEXT NOT NULL,
    monthly_e8 INTEGER,
    one_time_e8 INTEGER,
    since INTEGER NOT NULL,
    PRIMARY KEY (reseller_id, what)
  ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE reseller_change (
    id TEXT PRIMARY KEY,
    reseller_id TEXT NOT NULL,
    what TEXT NOT NULL,
    event TEXT NOT NULL,
    monthly_e8 INTEGER,
    one_time_e8 INTEGER,
    reason TEXT,
    state TEXT NOT NULL,
    person TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    task_id TEXT
  ) STRICT, WITHOUT ROWID`,
  "CREATE UNIQUE INDEX reseller_change_open ON reseller_change (reseller_id, what) WHERE state = 'planned'",
  `CREATE TABLE reseller_cooperation (
    id TEXT PRIMARY KEY,
    reseller_id TEXT UNIQUE,
    name TEXT NOT NULL,
    account TEXT,
    phone TEXT,
    email TEXT,
    state TEXT NOT NULL,
    since INTEGER NOT NULL,
    reason TEXT,
    pending TEXT,
    pending_reason TEXT,
    task_id TEXT
  ) STRICT, WITHOUT ROWID`,
  'CREATE INDEX reseller_cooperation_by_account ON reseller_cooperation (account)',
  `CREATE TABLE reseller_manager (
    no INTEGER PRIMARY KEY,
    reseller_id TEXT NOT NULL,
    member_id TEXT NOT NULL,
    from_at INTEGER NOT NULL,
    until_at INTEGER,
    person TEXT NOT NULL
  ) STRICT`,
  'CREATE UNIQUE INDEX reseller_manager_now ON reseller_manager (reseller_id) WHERE until_at IS NULL',
  'CREATE INDEX reseller_manager_by_member ON reseller_manager (member_id) WHERE until_at IS NULL',
  // `about`: id of the reseller, or of the cooperation while there is none.
  `CREATE TABLE reseller_step (
    no INTEGER PRIMARY KEY,
    about TEXT NOT NULL,
    at INTEGER NOT NULL,
    what TEXT NOT NULL,
    permission TEXT,
    monthly_e8 INTEGER,
    one_time_e8 INTEGER,
    member_id TEXT,
    reason TEXT,
    person TEXT NOT NULL
  ) STRICT`,
  'CREATE INDEX reseller_step_by_subject ON reseller_step (about, no)',
];

export const resellerMigrations: readonly Migration[] = [
  {
    version: 10,
    name: 'reseller-decisions',
    up: (w) => {
      for (const sql of TABLES) w.run(sql);
    },
  },
];
