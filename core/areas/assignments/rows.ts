import { beijingDay } from '../../base/period.ts';
import type { ReadHandle, SqlValue, WriteHandle } from '../../storage/store.ts';
import type { Change, ChangeKind, Person } from './rules/history.ts';

/** Changes of customers' managers as the ledger keeps them. */

export type Cause = 'person' | 'invitation' | 'undo' | 'seen';

export interface StoredChange extends Change {
  readonly seq: bigint;
  readonly cause: Cause;
  /** Integer ms UTC. */
  readonly at: number;
  readonly person: string;
  readonly taskId: string | null;
}

type Row = {
  seq: bigint;
  customer_id: string;
  kind: string;
  member_id: string | null;
  account: string | null;
  former_id: string | null;
  former_account: string | null;
  cause: string;
  day: string;
  at: bigint;
  person: string;
  task_id: string | null;
};

const COLUMNS = `a.seq, a.customer_id, a.kind, a.member_id, a.account, a.former_id, a.former_account, a.cause, a.day, a.at,
  a.person, a.task_id`;

const changeOf = (row: Row): StoredChange => ({
  seq: row.seq,
  customerId: row.customer_id,
  kind: row.kind as ChangeKind,
  to: { memberId: row.member_id, account: row.account },
  former: { memberId: row.former_id, account: row.former_account },
  cause: row.cause as Cause,
  day: row.day,
  at: Number(row.at),
  person: row.person,
  taskId: row.task_id,
});

export interface NewChange {
  readonly customerId: string;
  readonly kind: ChangeKind;
  readonly to: Person;
  readonly former: Person;
  readonly cause: Cause;
  readonly person: string;
  readonly taskId: string | null;
  /** When it happened, integer ms UTC; left out = now. */
  readonly at?: number;
}

/** Adds a change. @returns its number, the id screens know it by */
export function insertChange(w: WriteHandle, change: NewChange): bigint {
  const at = change.at ?? w.now();
  const { to, former } = change;
  const { lastId } = w.run(
    `INSERT INTO assignment (customer_id, kind, member_id, account, former_id, former_account, cause, day, at, person,
       task_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      change.customerId,
      change.kind,
      to.memberId,
      to.account,
      former.memberId,
      former.account,
      change.cause,
      beijingDay(at),
      at,
      change.person,
      change.taskId,
    ],
  );
  if (change.taskId !== null) setOpen(w, lastId, true);
  w.touch('assignment');
  return lastId;
}

/** Whether a change is still to be entered in the Partner Center. */
export function setOpen(w: WriteHandle, seq: bigint, open: boolean): void {
  if (open) w.run('INSERT OR IGNORE INTO assignment_open (seq) VALUES (?)', [seq]);
  else w.run('DELETE FROM assignment_open WHERE seq = ?', [seq]);
  w.touch('assignment');
}

/** How many changes are to be entered, by the member who got the customer. */
export function openByMember(r: ReadHandle): ReadonlyMap<string, number> {
  const rows = r.all<{ member_id: string; n: bigint }>(
    `SELECT a.member_id, count(*) AS n FROM assignment_open AS o JOIN assignment AS a ON a.seq = o.seq
     WHERE a.member_id IS NOT NULL GROUP BY a.member_id`,
  );
  return new Map(rows.map(({ member_id, n }) => [member_id, Number(n)]));
}

/** The last change of each of these customers that has one. */
export function lastChanges(
  r: ReadHandle,
  customerIds: readonly string[],
): ReadonlyMap<string, StoredChange> {
  const rows = r.all<Row>(
    `-- assignments.last
     SELECT ${COLUMNS} FROM json_each(?) AS c
     JOIN assignment AS a ON a.seq = (SELECT max(seq) FROM assignment WHERE customer_id = c.value)`,
    [JSON.stringify(customerIds)],
  );
  return new Map(rows.map((row) => [row.customer_id, changeOf(row)]));
}

/** Changes by number, those that exist. */
export function changesByNumber(r: ReadHandle, numbers: readonly bigint[]): StoredChange[] {
  return r
    .all<Row>(
      `SELECT ${COLUMNS} FROM assignment AS a WHERE a.seq IN (SELECT value FROM json_each(?)) ORDER BY a.seq`,
      [`[${numbers.join(',')}]`],
    )
    .map(changeOf);
}

/** All changes, by customer and in their order; only those of the last number's successors when given. */
export function* allChanges(r: ReadHandle): Iterable<StoredChange> {
  const rows = r.iterate<Row>(`SELECT ${COLUMNS} FROM assignment AS a ORDER BY a.customer_id, a.seq`);
  for (const row of rows) yield changeOf(row);
}

/** Customers with a change after this number. */
export function customersSince(r: ReadHandle, seq: bigint): string[] {
  return r
    .all<{ customer_id: string }>('SELECT DISTINCT customer_id FROM assignment WHERE seq > ?', [seq])
    .map((row) => row.customer_id);
}

/** The newest number; 0 without any. */
export function newestChange(r: ReadHandle): bigint {
  return r.get<{ seq: bigint | null }>('SELECT max(seq) AS seq FROM assignment')?.seq ?? 0n;
}

/** Last changes that follow the Partner Center's record: what it named then can differ from what it names now. */
export function followers(r: ReadHandle): StoredChange[] {
  return r
    .all<Row>(
      `SELECT ${COLUMNS} FROM assignment AS a WHERE a.kind = 'follow'
         AND a.seq = (SELECT max(seq) FROM assignment WHERE customer_id = a.customer_id)`,
    )
    .map(changeOf);
}

export interface ListFilter {
  readonly customerId?: string | undefined;
  readonly managerId?: string | undefined;
  /** Only those still to be entered in the Partner Center. */
  readonly open?: boolean | undefined;
  /** Numbers below this one. */
  readonly before?: bigint | undefined;
}

/** A change with the day its manager had the customer until; null while it lasts. */
export type ListedChange = StoredChange & { readonly until: string | null; readonly last: boolean };

/** Changes, the newest first, each with the day the next one of the customer came. Read as far as the caller goes. */
export function* listChanges(r: ReadHandle, filter: ListFilter): Iterable<ListedChange> {
  const where: string[] = [];
  const params: SqlValue[] = [];
  const add = (text: string, ...values: SqlValue[]): void => {
    where.push(text);
    params.push(...values);
  };
  if (filter.customerId !== undefined) add('a.customer_id = ?', filter.customerId);
  if (filter.managerId !== undefined)
    add('(a.member_id = ? OR a.former_id = ?)', filter.managerId, filter.managerId);
  if (filter.open === true) add('a.seq IN (SELECT seq FROM assignment_open)');
  if (filter.before !== undefined) add('a.seq < ?', filter.before);
  const rows = r.iterate<Row & { next_day: string | null }>(
    `-- assignments.list
     SELECT ${COLUMNS}, (SELECT n.day FROM assignment AS n WHERE n.customer_id = a.customer_id AND n.seq > a.seq
       ORDER BY n.seq LIMIT 1) AS next_day
     FROM assignment AS a ${where.length === 0 ? '' : `WHERE ${where.join(' AND ')}`} ORDER BY a.seq DESC`,
    params,
  );
  for (const row of rows) yield { ...changeOf(row), until: row.next_day, last: row.next_day === null };
}

/** Members that were ever assigned a customer. */
export function assignedMembers(r: ReadHandle): string[] {
  return r
    .all<{ member_id: string }>('SELECT DISTINCT member_id FROM assignment WHERE member_id IS NOT NULL')
    .map((row) => row.member_id);
}

/** The customer's change before this one. */
export function changeBefore(r: ReadHandle, change: StoredChange): StoredChange | undefined {
  const row = r.get<Row>(
    `SELECT ${COLUMNS} FROM assignment AS a WHERE a.customer_id = ? AND a.seq < ? ORDER BY a.seq DESC LIMIT 1`,
    [change.customerId, change.seq],
  );
  return row && changeOf(row);
}

/** The change a task was made for. */
export function changeOfTask(r: ReadHandle, taskId: string): StoredChange | undefined {
  const row = r.get<Row>(
    `SELECT ${COLUMNS} FROM assignment AS a WHERE a.task_id = ? ORDER BY a.seq DESC LIMIT 1`,
    [taskId],
  );
  return row && changeOf(row);
}

/** Accounts of the Partner Center that changes name. */
export function accountsOfChanges(r: ReadHandle): string[] {
  return r
    .all<{ account: string }>(
      `SELECT account FROM assignment WHERE account IS NOT NULL
       UNION SELECT former_account FROM assignment WHERE former_account IS NOT NULL`,
    )
    .map(({ account }) => account);
}
