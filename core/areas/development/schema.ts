import type { Migration } from '../../storage/migrate.ts';
import type { WriteHandle } from '../../storage/store.ts';

/**
 * Pre-registrations and invitations in the ledger: they exist nowhere else. `*_key` and `phone_*`: what
 * duplicates are found by (names.ts, rules/phones.ts). Amounts in units of 1e-8; instants in ms UTC. `state` is what was
 * last written; past `expires_at` a record counts as expired whatever it says.
 */
const WHO = `name TEXT NOT NULL,
  contact TEXT,
  mobile TEXT,
  email TEXT,
  account TEXT,
  country TEXT,
  name_key TEXT NOT NULL,
  core_key TEXT NOT NULL,
  latin_key TEXT NOT NULL,
  email_key TEXT,
  account_key TEXT,
  phone_full TEXT,
  phone_national TEXT`;

const REGISTRATION = `CREATE TABLE registration (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  member_id TEXT NOT NULL,
  person TEXT NOT NULL,
  ${WHO},
  industry TEXT,
  website TEXT,
  products TEXT,
  expected_e8 INTEGER,
  expected_currency TEXT,
  tag TEXT,
  remark TEXT,
  created_at INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'pending_review', 'pre_registered', 'rejected', 'associated', 'expired', 'withdrawn')),
  since INTEGER NOT NULL,
  approved_at INTEGER,
  expires_at INTEGER,
  reason TEXT,
  note TEXT,
  customer_id TEXT,
  task_id TEXT
) STRICT`;

const INVITATION = `CREATE TABLE invitation (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  member_id TEXT NOT NULL,
  person TEXT NOT NULL,
  ${WHO},
  model TEXT NOT NULL CHECK (model IN ('reseller', 'referral')),
  body TEXT,
  link TEXT UNIQUE,
  created_at INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('link_wanted', 'invited', 'associated', 'failed', 'expired', 'withdrawn')),
  since INTEGER NOT NULL,
  link_at INTEGER,
  expires_at INTEGER,
  cause TEXT,
  note TEXT,
  customer_id TEXT,
  registration_id TEXT,
  previous_id TEXT,
  task_id TEXT
) STRICT`;

/** Everything that happened, in the order it was written; `at` may lie before (an end that was noticed later). */
const EVENT = `CREATE TABLE development_event (
  no INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL,
  record TEXT NOT NULL CHECK (record IN ('registration', 'invitation')),
  record_id TEXT NOT NULL,
  event TEXT NOT NULL,
  state TEXT NOT NULL,
  person TEXT NOT NULL,
  code TEXT
) STRICT`;

/** Customers that may be the one that was to come. `dismissed`: a person says it is another. */
const PROPOSAL = `CREATE TABLE development_proposal (
  record TEXT NOT NULL CHECK (record IN ('registration', 'invitation')),
  record_id TEXT NOT NULL,
  customer_id TEXT NOT NULL,
  why TEXT NOT NULL,
  confidence TEXT NOT NULL,
  dismissed INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (record, record_id, customer_id)
) STRICT, WITHOUT ROWID`;

const STATEMENTS = [
  REGISTRATION,
  'CREATE INDEX registration_by_state ON registration (state, expires_at)',
  INVITATION,
  'CREATE INDEX invitation_by_state ON invitation (state, expires_at)',
  'CREATE INDEX invitation_by_registration ON invitation (registration_id) WHERE registration_id IS NOT NULL',
  EVENT,
  'CREATE INDEX development_event_by_record ON development_event (record, record_id, no)',
  PROPOSAL,
];

/** Ledger component `development`. */
export const developmentMigrations: readonly Migration[] = [
  {
    version: 10,
    name: 'development',
    up(w: WriteHandle) {
      for (const sql of STATEMENTS) w.run(sql);
    },
  },
];
