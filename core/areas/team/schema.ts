import type { Migration } from '../../storage/migrate.ts';
import { ADMINISTRATOR, OWNER } from './rules/roles.ts';

/**
 * The partner's members, their roles and PINs live in the ledger: who may do what exists nowhere else. Component 'team'.
 * A member that left keeps its row (`removed_at`), because records and the audit name it. `director_lost_at`: when the
 * manager's director left the role; nobody has been set since. The first member, `owner`, is made with the tables, so
 * that every workspace has one; the desk fills in the name.
 */
export const teamMigrations: readonly Migration[] = [
  {
    version: 10,
    name: 'members and roles',
    up(w) {
      w.run(`CREATE TABLE member (
        id TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        email TEXT,
        upstream_id TEXT,
        director_id TEXT REFERENCES member (id),
        director_lost_at INTEGER,
        created_at INTEGER NOT NULL,
        removed_at INTEGER
      ) STRICT`);
      w.run('CREATE UNIQUE INDEX member_by_upstream ON member (upstream_id) WHERE removed_at IS NULL');
      w.run('CREATE INDEX member_by_director ON member (director_id) WHERE director_id IS NOT NULL');
      w.run(`CREATE TABLE member_role (
        member_id TEXT NOT NULL REFERENCES member (id),
        role_id TEXT NOT NULL,
        PRIMARY KEY (member_id, role_id)
      ) STRICT, WITHOUT ROWID`);
      w.run('CREATE INDEX member_role_by_role ON member_role (role_id)');
      // Custom roles only: the preset ones are facts of the program. `permissions` is a JSON list.
      w.run(`CREATE TABLE role (
        id TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        permissions TEXT NOT NULL,
        changed_at INTEGER NOT NULL
      ) STRICT`);
      // Never the PIN: a scrypt hash with its salt and cost, and what was tried in vain.
      w.run(`CREATE TABLE member_pin (
        member_id TEXT PRIMARY KEY REFERENCES member (id),
        hash TEXT NOT NULL,
        set_at INTEGER NOT NULL,
        failures INTEGER NOT NULL DEFAULT 0,
        locked_until INTEGER
      ) STRICT`);
      w.run('INSERT INTO member (id, name, created_at) VALUES (?, ?, ?)', [OWNER, '', w.now()]);
      w.run('INSERT INTO member_role (member_id, role_id) VALUES (?, ?)', [OWNER, ADMINISTRATOR]);
    },
  },
];
