import type { Migration } from '../../storage/migrate.ts';

/** Customers' answers in the ledger; never changed, never removed. `name`: of somebody who is no customer (yet, any more). */
const ANSWER = `CREATE TABLE customer_answer (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  customer_id TEXT,
  name TEXT,
  about TEXT NOT NULL,
  subject TEXT NOT NULL,
  answer TEXT NOT NULL,
  said_at INTEGER NOT NULL,
  note TEXT,
  person TEXT NOT NULL,
  recorded_at INTEGER NOT NULL
) STRICT`;

/** Ledger component `answers`. */
export const answersMigrations: readonly Migration[] = [
  {
    version: 10,
    name: 'answers',
    up(w) {
      w.run(ANSWER);
      w.run('CREATE INDEX customer_answer_of ON customer_answer (customer_id, seq)');
    },
  },
];
