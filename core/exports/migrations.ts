import type { Migration } from '../storage/migrate.ts';

/** Who took what out of the workspace exists nowhere else: the history of exports is in the ledger. Component 'exports'. */
export const exportMigrations: readonly Migration[] = [
  {
    version: 10,
    name: 'export history',
    up(w) {
      w.run(`CREATE TABLE export_task (
        id TEXT PRIMARY KEY,
        list TEXT NOT NULL,
        -- The filter of the list's own query, the columns asked for and how the file is written: what a repetition needs.
        request TEXT NOT NULL,
        -- The filter in words, in both languages; typed names are masked in it.
        filter TEXT NOT NULL,
        member_id TEXT NOT NULL,
        who TEXT NOT NULL,
        created_at INTEGER NOT NULL,
        ended_at INTEGER,
        state TEXT NOT NULL CHECK (state IN ('created', 'running', 'completed', 'failed', 'cancelled')),
        rows INTEGER NOT NULL DEFAULT 0,
        total INTEGER,
        bytes INTEGER,
        file TEXT,
        code TEXT
      ) STRICT`);
      w.run('CREATE INDEX export_task_by_time ON export_task (created_at, id)');
    },
  },
];
