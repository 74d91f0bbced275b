import type { Migration } from '../storage/migrate.ts';

/**
 * The import history lives in the ledger: who brought which file when exists nowhere else. The lines follow from it and
 * from the kept originals. Component 'imports'.
 */
export const importMigrations: readonly Migration[] = [
  {
    version: 10,
    name: 'import history',
    up(w) {
      w.run(`CREATE TABLE import_file (
        id TEXT PRIMARY KEY,
        no INTEGER NOT NULL UNIQUE,
        name TEXT NOT NULL,
        hash TEXT NOT NULL,
        format TEXT NOT NULL,
        version TEXT,
        bytes INTEGER NOT NULL,
        rows INTEGER NOT NULL,
        rejected INTEGER NOT NULL,
        skipped INTEGER NOT NULL,
        as_of TEXT NOT NULL,
        at INTEGER NOT NULL,
        who TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('applying', 'applied', 'undone')),
        summary TEXT NOT NULL
      ) STRICT`);
      w.run('CREATE INDEX import_file_by_hash ON import_file (hash)');
      w.run(`CREATE TABLE import_segment (
        import_id TEXT NOT NULL REFERENCES import_file (id) ON DELETE CASCADE,
        scope TEXT NOT NULL,
        period TEXT NOT NULL,
        through TEXT,
        PRIMARY KEY (import_id, scope, period)
      ) STRICT, WITHOUT ROWID`);
    },
  },
  {
    version: 20,
    name: 'files seen in a source',
    up(w) {
      // What became of each file of a folder or bucket, so that an unchanged one is not read again.
      w.run(`CREATE TABLE import_seen (
        name TEXT PRIMARY KEY,
        bytes INTEGER NOT NULL,
        changed_at INTEGER NOT NULL,
        hash TEXT,
        outcome TEXT NOT NULL
      ) STRICT, WITHOUT ROWID`);
    },
  },
  {
    version: 30,
    name: 'mappings of files of other forms',
    up(w) {
      // `mapping`: how this file was read, so that its lines can be built again whatever is remembered later.
      w.run('ALTER TABLE import_file ADD COLUMN mapping TEXT');
      w.run(`CREATE TABLE import_mapping (
        headings TEXT PRIMARY KEY,
        mapping TEXT NOT NULL,
        who TEXT NOT NULL,
        at INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID`);
    },
  },
];
