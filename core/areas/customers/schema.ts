import type { Migration } from '../../storage/migrate.ts';
import type { WriteHandle } from '../../storage/store.ts';

/**
 * The typed columns of customers in the mirror. Beside the record's own fields each row carries
 * - texts to search and sort by (storage/search-text.ts),
 * - the figures lists are sorted and filtered by (`mtd_*`: month to date of the period in `customer_period`;
 *   `budget_*`), so that an index serves every page of 100,000 customers (see figures.ts).
 * Amounts in units of 1e-8 (`_r16`: remainder in 1e-16); `budget_use` in millionths of a percent; instants in ms UTC.
 */
const CUSTOMER = `CREATE TABLE customer (
  no INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  account TEXT NOT NULL,
  manager TEXT,
  phone TEXT,
  email TEXT,
  association TEXT,
  associated_on INTEGER,
  tag TEXT,
  tag_key TEXT,
  country TEXT,
  verified TEXT,
  type TEXT,
  level TEXT,
  frozen INTEGER,
  reseller_id TEXT,
  name_sort TEXT,
  manager_sort TEXT,
  as_of INTEGER NOT NULL,
  mtd_e8 INTEGER,
  mtd_r16 INTEGER,
  mtd_currency TEXT,
  budget_type TEXT,
  budget_e8 INTEGER,
  budget_used_e8 INTEGER,
  budget_use INTEGER,
  budget_currency TEXT,
  budget_as_of INTEGER,
  name_text TEXT NOT NULL,
  account_text TEXT NOT NULL,
  manager_text TEXT NOT NULL,
  phone_text TEXT NOT NULL
) STRICT`;

/** One index per sort (with the id behind it) and per selective filter. */
const INDEXES = [
  'CREATE INDEX customer_by_name ON customer (name_sort, id)',
  'CREATE INDEX customer_by_associated ON customer (associated_on, id)',
  'CREATE INDEX customer_by_mtd ON customer (mtd_e8, id)',
  'CREATE INDEX customer_by_budget ON customer (budget_e8, id)',
  'CREATE INDEX customer_by_use ON customer (budget_use, id)',
  'CREATE INDEX customer_by_manager ON customer (manager_sort, id)',
  'CREATE INDEX customer_by_country ON customer (country, id)',
  'CREATE INDEX customer_by_level ON customer (level, id)',
  'CREATE INDEX customer_by_tag ON customer (tag_key) WHERE tag_key IS NOT NULL',
  'CREATE INDEX customer_by_reseller ON customer (reseller_id) WHERE reseller_id IS NOT NULL',
  'CREATE INDEX customer_by_frozen ON customer (frozen) WHERE frozen = 1',
  'CREATE INDEX customer_by_age ON customer (as_of)',
  // A part of a number is looked for in this narrow index instead of in the wide rows.
  'CREATE INDEX customer_by_phone ON customer (phone_text)',
  // Totals and counts over everything read this index alone.
  'CREATE INDEX customer_figures ON customer (budget_currency, mtd_currency, budget_e8, mtd_e8, mtd_r16, association, frozen)',
];

/**
 * Search: trigrams without positions or content (a third of the size); a hit is verified against the text columns.
 * `customer_gram` lists the trigrams, which is how one or two characters are found.
 */
const SEARCH = [
  `CREATE VIRTUAL TABLE customer_search USING fts5(
    text, tokenize = 'trigram case_sensitive 1', detail = none, content = '', contentless_delete = 1)`,
  'CREATE VIRTUAL TABLE customer_gram USING fts5vocab(customer_search, row)',
];

/** The month the `mtd_*` columns are of; one row. */
const PERIOD = `CREATE TABLE customer_period (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  period TEXT NOT NULL
) STRICT`;

/**
 * Who manages the customer (managers.ts): the member, whether an assignment made here decides, and the name shown. The
 * members and assignments this follows from are copies of what the ledger holds; changes seen wait here for the ledger.
 */
const MANAGERS = [
  'ALTER TABLE customer ADD COLUMN manager_id TEXT',
  'ALTER TABLE customer ADD COLUMN assigned INTEGER NOT NULL DEFAULT 0',
  'ALTER TABLE customer ADD COLUMN manager_name TEXT',
  'UPDATE customer SET manager_name = manager',
  'CREATE INDEX customer_by_member ON customer (manager_id, id) WHERE manager_id IS NOT NULL',
  `CREATE TABLE customer_manager (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    upstream_id TEXT
  ) STRICT, WITHOUT ROWID`,
  'CREATE INDEX customer_manager_by_upstream ON customer_manager (upstream_id) WHERE upstream_id IS NOT NULL',
  `CREATE TABLE customer_assigned (
    customer_id TEXT PRIMARY KEY,
    member_id TEXT
  ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE customer_manager_change (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    customer_id TEXT NOT NULL,
    before TEXT,
    after TEXT,
    at INTEGER NOT NULL
  ) STRICT`,
];

/** When the customer's first yearly/monthly resource expires, kept by resources (guide 5.1: nearest resource expiry). */
const EXPIRY = [
  'ALTER TABLE customer ADD COLUMN expires_at INTEGER',
  'CREATE INDEX customer_by_expiry ON customer (expires_at, id)',
];

/** Who has an e-mail address or the end of a number: development asks it before somebody is entered twice (likeness.ts). */
const LIKENESS = [
  'CREATE INDEX customer_by_email ON customer (lower(email)) WHERE email IS NOT NULL',
  "CREATE INDEX customer_by_phone_end ON customer (substr(phone_text, -10, 8)) WHERE phone_text <> ''",
];

/** What of the ledger the managers were made from, and a number that rises whenever a customer's manager is another. */
const MANAGER_STATE = [
  `CREATE TABLE customer_manager_state (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    version INTEGER NOT NULL,
    ledger TEXT NOT NULL,
    seq INTEGER NOT NULL
  ) STRICT`,
  "INSERT INTO customer_manager_state (one, version, ledger, seq) VALUES (1, 0, '', 0)",
];

/** Who has how many customers, and whose they are, is read from this index alone. */
const MANAGER_INDEX = ['CREATE INDEX customer_managers ON customer (manager, manager_id, assigned, id)'];

const run = (list: readonly string[]) => (w: WriteHandle) => {
  for (const sql of list) w.run(sql);
};

export const CUSTOMER_MIGRATIONS: readonly Migration[] = [
  { version: 10, name: 'customer', up: run([CUSTOMER, ...INDEXES]) },
  { version: 20, name: 'customer-search', up: run(SEARCH) },
  { version: 30, name: 'customer-period', up: run([PERIOD]) },
  { version: 40, name: 'customer-manager', up: run(MANAGERS) },
  { version: 50, name: 'customer-expiry', up: run(EXPIRY) },
  { version: 60, name: 'customer-likeness', up: run(LIKENESS) },
  { version: 70, name: 'customer-manager-state', up: run(MANAGER_STATE) },
  { version: 80, name: 'customer-managers', up: run(MANAGER_INDEX) },
];

/**
 * Payable and list expenditure per month, customer and currency, published by expenditures from the lines. It belongs to
 * that area; customers only read it, and are opened without it in tests and before the first import.
 */
export const CUSTOMER_MONTH = 'customer_month';
