import type { Migration } from '../../storage/migrate.ts';
import type { WriteHandle } from '../../storage/store.ts';

/** Tables of a customer's resources in the mirror. Codes are the API's; instants are integer ms UTC. */
const PERIOD = `CREATE TABLE period_resource (
  id TEXT PRIMARY KEY,
  customer_id TEXT NOT NULL,
  name TEXT,
  name_text TEXT NOT NULL,
  service TEXT,
  service_name TEXT,
  type_name TEXT,
  spec TEXT,
  spec_name TEXT,
  region TEXT,
  status TEXT,
  effective_at INTEGER,
  expires_at INTEGER,
  policy TEXT,
  parent_id TEXT,
  main INTEGER,
  as_of INTEGER NOT NULL
) STRICT, WITHOUT ROWID`;

const ON_DEMAND = `CREATE TABLE on_demand_resource (
  id TEXT PRIMARY KEY,
  customer_id TEXT NOT NULL,
  name TEXT,
  name_text TEXT NOT NULL,
  service TEXT,
  service_name TEXT,
  type_name TEXT,
  spec TEXT,
  spec_name TEXT,
  region TEXT,
  status TEXT,
  effective_at INTEGER,
  as_of INTEGER NOT NULL
) STRICT, WITHOUT ROWID`;

const run = (list: readonly string[]) => (w: WriteHandle) => {
  for (const sql of list) w.run(sql);
};

export const PERIOD_MIGRATIONS: readonly Migration[] = [
  {
    version: 10,
    name: 'period-resource',
    up: run([
      PERIOD,
      'CREATE INDEX period_resource_by_expiry ON period_resource (customer_id, expires_at, id)',
    ]),
  },
];

export const ON_DEMAND_MIGRATIONS: readonly Migration[] = [
  {
    version: 10,
    name: 'on-demand-resource',
    up: run([
      ON_DEMAND,
      'CREATE INDEX on_demand_resource_by_start ON on_demand_resource (customer_id, effective_at, id)',
    ]),
  },
];
