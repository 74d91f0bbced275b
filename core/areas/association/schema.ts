import type { Migration } from '../../storage/migrate.ts';

/**
 * Requests and records of association and disassociation in the ledger. `name`: clear, as it was when it was written down;
 * a customer that has left is in no other list. `consent` 0: takes effect without the customer.
 */
const RECORD = `CREATE TABLE association_record (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  customer_id TEXT,
  name TEXT NOT NULL,
  model TEXT,
  type TEXT NOT NULL CHECK (type IN ('association', 'disassociation')),
  initiator TEXT NOT NULL CHECK (initiator IN ('partner', 'customer')),
  state TEXT NOT NULL,
  open INTEGER NOT NULL,
  consent INTEGER NOT NULL,
  reason TEXT,
  asked_at INTEGER NOT NULL,
  sent_at INTEGER,
  since INTEGER NOT NULL,
  person TEXT NOT NULL,
  task_id TEXT
) STRICT`;

const STEP = `CREATE TABLE association_step (
  record TEXT NOT NULL REFERENCES association_record (id),
  number INTEGER NOT NULL,
  at INTEGER NOT NULL,
  person TEXT,
  what TEXT NOT NULL,
  to_state TEXT NOT NULL,
  note TEXT,
  PRIMARY KEY (record, number)
) STRICT, WITHOUT ROWID`;

const STATEMENTS = [
  RECORD,
  'CREATE INDEX association_record_of ON association_record (customer_id, seq)',
  'CREATE INDEX association_record_open ON association_record (seq) WHERE open = 1',
  STEP,
];

/** Ledger component `association`. */
export const associationMigrations: readonly Migration[] = [
  {
    version: 10,
    name: 'association',
    up(w) {
      for (const sql of STATEMENTS) w.run(sql);
    },
  },
];
