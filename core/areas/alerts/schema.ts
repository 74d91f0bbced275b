import type { Migration } from '../../storage/migrate.ts';

/**
 * What happened to customers that somebody must look at, in the ledger: when it was first seen and who handled it exist
 * nowhere else. An alert that no longer holds is ended, never deleted. `freeze_episode`: since when a sync has shown an
 * account frozen, because no list says so.
 */
const ALERT = `CREATE TABLE customer_alert (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  customer_id TEXT NOT NULL,
  scenario TEXT NOT NULL,
  first_seen INTEGER NOT NULL,
  ended_at INTEGER,
  handled_at INTEGER,
  handled_by TEXT,
  note TEXT
) STRICT`;

const EPISODE = `CREATE TABLE freeze_episode (
  customer_id TEXT NOT NULL,
  found_at INTEGER NOT NULL,
  ended_at INTEGER,
  PRIMARY KEY (customer_id, found_at)
) STRICT, WITHOUT ROWID`;

const STATEMENTS = [
  ALERT,
  'CREATE UNIQUE INDEX customer_alert_living ON customer_alert (customer_id, scenario) WHERE ended_at IS NULL',
  'CREATE INDEX customer_alert_open ON customer_alert (seq) WHERE ended_at IS NULL AND handled_at IS NULL',
  'CREATE INDEX customer_alert_customer ON customer_alert (customer_id, seq)',
  EPISODE,
  'CREATE INDEX freeze_episode_living ON freeze_episode (customer_id) WHERE ended_at IS NULL',
];

/** Ledger component `alerts`. */
export const alertMigrations: readonly Migration[] = [
  {
    version: 10,
    name: 'customer-alerts',
    up(w) {
      for (const sql of STATEMENTS) w.run(sql);
    },
  },
];
