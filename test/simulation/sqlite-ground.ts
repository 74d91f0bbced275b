import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { CORE_COMPONENTS } from '../../core/storage/core-schema.ts';
import { migrate } from '../../core/storage/migrate.ts';
import { SqliteStore } from '../../core/storage/sqlite-store.ts';
import { outboxMigrations } from '../../core/sync/outbox/schema.ts';
import type { Ground } from './ground.ts';

/** The ledger as it is in the product: a real file, flushed at every commit, opened again at every start. */
export function sqliteGround(clock: { now(): number }): Ground {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'desk-simulation-'));
  let commits = 0;
  const open = (): SqliteStore => {
    const opened = new SqliteStore({ name: 'ledger', file: path.join(dir, 'ledger.sqlite'), clock });
    migrate(opened, [CORE_COMPONENTS.ledger, { component: 'outbox', migrations: outboxMigrations }]);
    return opened;
  };
  let store = open();
  const shut = (): void => {
    commits += store.commits;
    store.close();
  };
  return {
    store: () => store,
    reopen: () => {
      shut();
      store = open();
    },
    close: () => {
      shut();
      fs.rmSync(dir, { recursive: true });
    },
    commits: () => commits + store.commits,
  };
}
