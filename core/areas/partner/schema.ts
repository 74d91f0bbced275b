import type { Migration } from '../../storage/migrate.ts';

/** Letters of commitment that somebody accepted (ledger). A letter is accepted once for the workspace. */
export const partnerMigrations: readonly Migration[] = [
  {
    version: 10,
    name: 'commitment',
    up: (w) =>
      void w.run(`CREATE TABLE commitment (
        letter TEXT PRIMARY KEY,
        accepted_by TEXT NOT NULL,
        accepted_at INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID`),
  },
];
