import type { Migration } from '../../storage/migrate.ts';

/** Saved views are people's own records: ledger, component 'views'. */
export const viewMigrations: readonly Migration[] = [
  {
    version: 10,
    name: 'saved views',
    up(w) {
      w.run(`CREATE TABLE saved_view (
        id TEXT PRIMARY KEY,
        screen TEXT NOT NULL,
        name TEXT NOT NULL,
        -- Two names that a person would read as the same are the same.
        name_key TEXT NOT NULL,
        address TEXT NOT NULL,
        columns TEXT,
        shared INTEGER NOT NULL,
        member_id TEXT NOT NULL,
        who TEXT NOT NULL,
        changed_at INTEGER NOT NULL,
        UNIQUE (screen, member_id, name_key)
      ) STRICT`);
      w.run(`CREATE TABLE default_view (
        screen TEXT NOT NULL,
        member_id TEXT NOT NULL,
        view_id TEXT NOT NULL REFERENCES saved_view (id) ON DELETE CASCADE,
        PRIMARY KEY (screen, member_id)
      ) STRICT, WITHOUT ROWID`);
    },
  },
];
