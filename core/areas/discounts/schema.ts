import type { Migration } from '../../storage/migrate.ts';

/** Discounts granted to referral customers, and what was done about them (ledger). `percent` is exact decimal text. */
const TABLES = [
  `CREATE TABLE discount (
    no INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    customer_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    product TEXT,
    percent TEXT NOT NULL,
    from_day TEXT NOT NULL,
    to_day TEXT NOT NULL,
    state TEXT NOT NULL,
    person TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    task_id TEXT,
    batch_id TEXT NOT NULL
  ) STRICT`,
  'CREATE INDEX discount_by_customer ON discount (customer_id, no)',
  "CREATE INDEX discount_by_end ON discount (to_day) WHERE state = 'set'",
  `CREATE TABLE discount_step (
    no INTEGER PRIMARY KEY,
    discount_id TEXT NOT NULL REFERENCES discount (id),
    at INTEGER NOT NULL,
    what TEXT NOT NULL,
    person TEXT NOT NULL
  ) STRICT`,
  'CREATE INDEX discount_step_by_discount ON discount_step (discount_id)',
];

export const discountMigrations: readonly Migration[] = [
  {
    version: 10,
    name: 'discount',
    up: (w) => {
      for (const sql of TABLES) w.run(sql);
    },
  },
];
