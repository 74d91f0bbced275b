import type { Migration } from '../../storage/migrate.ts';

/**
 * The outbox in the ledger (sync-and-safety, section 2). `seq` is the order things were decided in; `final` repeats what
 * the state says so that the index over what is open stays small.
 */
const ACTION = `CREATE TABLE action (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  payload TEXT NOT NULL,
  base TEXT NOT NULL,
  lane TEXT NOT NULL,
  customer_id TEXT NOT NULL,
  person TEXT NOT NULL,
  batch_id TEXT,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'sending', 'unknown', 'decision', 'held', 'confirmed', 'rejected', 'cancelled')),
  final INTEGER NOT NULL GENERATED ALWAYS AS (state IN ('confirmed', 'rejected', 'cancelled')) STORED,
  since INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  next_at INTEGER,
  attempts INTEGER NOT NULL DEFAULT 0,
  failures INTEGER NOT NULL DEFAULT 0,
  misses INTEGER NOT NULL DEFAULT 0,
  unclear INTEGER NOT NULL DEFAULT 0,
  theirs TEXT,
  code TEXT,
  data TEXT
) STRICT`;

const DEPENDENCY = `CREATE TABLE action_dependency (
  action TEXT NOT NULL REFERENCES action (id),
  needs TEXT NOT NULL REFERENCES action (id),
  PRIMARY KEY (action, needs)
) STRICT, WITHOUT ROWID`;

/** `pre_image`: what was read just before; `deadline`: when the connection is cut; `outcome` null: under way. */
const ATTEMPT = `CREATE TABLE attempt (
  action TEXT NOT NULL REFERENCES action (id),
  number INTEGER NOT NULL,
  marker TEXT NOT NULL,
  digest TEXT NOT NULL,
  pre_image TEXT NOT NULL,
  started_at INTEGER NOT NULL,
  deadline INTEGER NOT NULL,
  ended_at INTEGER,
  outcome TEXT,
  code TEXT,
  PRIMARY KEY (action, number)
) STRICT, WITHOUT ROWID`;

/** One per action, for ever: how it ended. */
const RECEIPT = `CREATE TABLE receipt (
  action TEXT PRIMARY KEY REFERENCES action (id),
  outcome TEXT NOT NULL,
  reference TEXT,
  decided_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID`;

/** No list reveals how an account was frozen, and unfreezing needs it (guide 5.4). */
const FREEZE_TYPE = `CREATE TABLE freeze_type (
  customer_id TEXT PRIMARY KEY,
  type TEXT NOT NULL,
  action TEXT NOT NULL REFERENCES action (id),
  at INTEGER NOT NULL
) STRICT, WITHOUT ROWID`;

const STATEMENTS = [
  ACTION,
  'CREATE INDEX action_state ON action (state, seq)',
  'CREATE INDEX action_lane ON action (lane, seq) WHERE final = 0',
  'CREATE INDEX action_customer ON action (customer_id, seq)',
  'CREATE INDEX action_batch ON action (batch_id, seq) WHERE batch_id IS NOT NULL',
  DEPENDENCY,
  'CREATE INDEX action_dependency_needs ON action_dependency (needs)',
  ATTEMPT,
  RECEIPT,
  FREEZE_TYPE,
];

/**
 * The life of the ledger the actions were last seen in. A ledger that came out of a backup is in another one: what it
 * holds may have been sent since (sync-and-safety, section 5).
 */
const EPOCH = `CREATE TABLE outbox_epoch AS SELECT epoch FROM head WHERE stream = 'ledger'`;

/**
 * Codes that were sent by e-mail: recorded before the connection is opened, counted against the limits. The code itself is
 * never here. `outcome` null: under way, or the program ended before the answer came.
 */
const CODE_SEND = `CREATE TABLE code_send (
  id TEXT PRIMARY KEY,
  email TEXT NOT NULL,
  person TEXT NOT NULL,
  started_at INTEGER NOT NULL,
  valid_until INTEGER NOT NULL,
  ended_at INTEGER,
  outcome TEXT CHECK (outcome IN ('sent', 'maybe', 'refused')),
  code TEXT
) STRICT, WITHOUT ROWID`;

/** Ledger component `outbox`. */
export const outboxMigrations: readonly Migration[] = [
  {
    version: 10,
    name: 'outbox',
    up(w) {
      for (const sql of STATEMENTS) w.run(sql);
    },
  },
  {
    version: 20,
    name: 'outbox-epoch',
    up: (w) => void w.run(EPOCH),
  },
  {
    version: 30,
    name: 'creations',
    up(w) {
      w.run('ALTER TABLE action ADD COLUMN result TEXT');
      w.run('ALTER TABLE action ADD COLUMN halfway INTEGER NOT NULL DEFAULT 0');
      w.run(CODE_SEND);
      w.run('CREATE INDEX code_send_email ON code_send (email, started_at)');
    },
  },
];
