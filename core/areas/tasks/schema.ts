import type { Migration } from '../../storage/migrate.ts';
import type { WriteHandle } from '../../storage/store.ts';

/** Tasks in the ledger: they exist nowhere else. `fields`: what is entered in the console, JSON. */
const TASK = `CREATE TABLE task (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  customer_id TEXT,
  subject TEXT NOT NULL,
  fields TEXT NOT NULL,
  person TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  due_at INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'done', 'seen', 'denied', 'cancelled')),
  since INTEGER NOT NULL,
  done_at INTEGER,
  reference TEXT,
  note TEXT
) STRICT`;

/** Everything that happened to a task, in order; never changed. `person` null: the sync. */
const STEP = `CREATE TABLE task_step (
  task TEXT NOT NULL REFERENCES task (id),
  number INTEGER NOT NULL,
  at INTEGER NOT NULL,
  person TEXT,
  what TEXT NOT NULL,
  reference TEXT,
  note TEXT,
  due_at INTEGER,
  PRIMARY KEY (task, number)
) STRICT, WITHOUT ROWID`;

const STATEMENTS = [
  TASK,
  'CREATE INDEX task_by_due ON task (state, due_at, seq)',
  'CREATE INDEX task_by_since ON task (state, since, seq)',
  'CREATE INDEX task_by_customer ON task (customer_id, seq) WHERE customer_id IS NOT NULL',
  "CREATE INDEX task_open_subject ON task (kind, subject) WHERE state = 'open'",
  // What a sync has to look at, by kind: most kinds are never looked at.
  "CREATE INDEX task_to_check ON task (kind, seq) WHERE state IN ('done', 'denied')",
  STEP,
];

/** Ledger component `tasks`. */
export const tasksMigrations: readonly Migration[] = [
  {
    version: 10,
    name: 'tasks',
    up(w: WriteHandle) {
      for (const sql of STATEMENTS) w.run(sql);
    },
  },
];
