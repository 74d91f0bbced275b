import type { Migration } from '../../storage/migrate.ts';

/**
 * Changes of customers' managers, in the ledger: when somebody managed a customer is known nowhere else. Rows are only
 * ever added; taking one back is another row. `member_id`/`account`: who manages the customer from then on (a member
 * here, else an account of the Partner Center; both NULL = nobody); `former_*`: who did before. `kind` as in
 * rules/history.ts. `day`: GMT+08:00. Component 'assignments'.
 */
export const assignmentMigrations: readonly Migration[] = [
  {
    version: 10,
    name: 'assignments',
    up(w) {
      w.run(`CREATE TABLE assignment (
        seq INTEGER PRIMARY KEY AUTOINCREMENT,
        customer_id TEXT NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('assign', 'withdraw', 'follow')),
        member_id TEXT,
        account TEXT,
        former_id TEXT,
        former_account TEXT,
        cause TEXT NOT NULL CHECK (cause IN ('person', 'invitation', 'undo', 'seen')),
        day TEXT NOT NULL,
        at INTEGER NOT NULL,
        person TEXT NOT NULL,
        task_id TEXT
      ) STRICT`);
      // Changes that are still to be entered in the Partner Center, following their tasks.
      w.run('CREATE TABLE assignment_open (seq INTEGER PRIMARY KEY) STRICT');
      w.run('CREATE INDEX assignment_by_customer ON assignment (customer_id, seq)');
      w.run('CREATE INDEX assignment_by_member ON assignment (member_id, seq) WHERE member_id IS NOT NULL');
      w.run('CREATE INDEX assignment_by_former ON assignment (former_id, seq) WHERE former_id IS NOT NULL');
      w.run('CREATE INDEX assignment_by_task ON assignment (task_id) WHERE task_id IS NOT NULL');
    },
  },
];
