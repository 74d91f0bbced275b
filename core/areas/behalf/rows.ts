import type { AuthorizationEvent, AuthorizationState } from '../../contract/behalf.ts';
import { appendAudit } from '../../storage/audit.ts';
import type { ReadHandle, WriteHandle } from '../../storage/store.ts';

/** An authorization as the ledger keeps it; a customer without a row is 'none'. */
export interface StoredAuthorization {
  readonly state: AuthorizationState;
  readonly since: number | null;
  readonly sentAt: number | null;
  readonly reason: string | null;
  readonly taskId: string | null;
}

type Row = {
  customer_id: string;
  state: AuthorizationState;
  since: bigint;
  sent_at: bigint | null;
  reason: string | null;
  task_id: string | null;
};

const NONE: StoredAuthorization = { state: 'none', since: null, sentAt: null, reason: null, taskId: null };

/** Authorizations by customer id, in one read; customers without one are left out. */
export function readAuthorizations(
  r: ReadHandle,
  ids: readonly string[],
): ReadonlyMap<string, StoredAuthorization> {
  const rows = r.all<Row>(
    `-- behalf.authorizations
     SELECT customer_id, state, since, sent_at, reason, task_id FROM authorization
     WHERE customer_id IN (SELECT value FROM json_each(?))`,
    [JSON.stringify(ids)],
  );
  return new Map(
    rows.map((row) => [
      row.customer_id,
      {
        state: row.state,
        since: Number(row.since),
        sentAt: row.sent_at === null ? null : Number(row.sent_at),
        reason: row.reason,
        taskId: row.task_id,
      },
    ]),
  );
}

export function readAuthorization(r: ReadHandle, customerId: string): StoredAuthorization {
  return readAuthorizations(r, [customerId]).get(customerId) ?? NONE;
}

export interface AuthorizationChange {
  readonly customerId: string;
  readonly event: AuthorizationEvent;
  readonly to: AuthorizationState;
  readonly person: string;
  readonly reason?: string | null;
  /** The console task of a request; kept while the request is open. */
  readonly taskId?: string | null;
  /** When the request was entered in the Partner Center. */
  readonly sentAt?: number | null;
}

/** Writes a change with its step and its audit row, in the given transaction. */
export function writeAuthorization(w: WriteHandle, change: AuthorizationChange): void {
  const before = readAuthorization(w, change.customerId);
  const { customerId, event, to, person, reason = null, taskId = null, sentAt = null } = change;
  const now = w.now();
  w.run(
    `INSERT INTO authorization (customer_id, state, since, sent_at, reason, task_id) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (customer_id) DO UPDATE SET state = excluded.state, since = excluded.since,
       sent_at = excluded.sent_at, reason = excluded.reason, task_id = excluded.task_id`,
    [customerId, to, before.state === to ? (before.since ?? now) : now, sentAt, reason, taskId],
  );
  w.run(
    'INSERT INTO authorization_step (customer_id, at, event, to_state, person, reason) VALUES (?, ?, ?, ?, ?, ?)',
    [customerId, now, event, to, person, reason],
  );
  appendAudit(w, {
    who: person,
    what: `behalf.${event}`,
    target: customerId,
    before: { state: before.state },
    after: { state: to, ...(reason === null ? {} : { reason }) },
    outcome: 'done',
  });
  w.touch('authorization');
}

/** A switch of role as the ledger keeps it. Instants in ms UTC. */
export interface StoredSwitch {
  readonly id: string;
  readonly customerId: string;
  readonly purpose: 'order' | 'operate';
  readonly note: string;
  readonly person: string;
  readonly memberId: string;
  readonly begunAt: number;
  readonly endedAt: number | null;
  readonly endedBy: string | null;
  readonly taskId: string | null;
}

type SwitchRow = {
  id: string;
  customer_id: string;
  purpose: 'order' | 'operate';
  note: string;
  person: string;
  member_id: string;
  begun_at: bigint;
  ended_at: bigint | null;
  ended_by: string | null;
  task_id: string | null;
};

/** Reads switches; `where` holds only fixed SQL. */
export function readSwitches(r: ReadHandle, where: string, params: readonly string[]): StoredSwitch[] {
  return r.all<SwitchRow>(`SELECT * FROM role_switch WHERE ${where}`, [...params]).map((row) => ({
    id: row.id,
    customerId: row.customer_id,
    purpose: row.purpose,
    note: row.note,
    person: row.person,
    memberId: row.member_id,
    begunAt: Number(row.begun_at),
    endedAt: row.ended_at === null ? null : Number(row.ended_at),
    endedBy: row.ended_by,
    taskId: row.task_id,
  }));
}

/** Ends an open switch with its audit row ("Switch Role returns"). @returns whether it was open */
export function endSwitch(w: WriteHandle, id: string, person: string): boolean {
  const [open] = readSwitches(w, 'id = ? AND ended_at IS NULL', [id]);
  if (open === undefined) return false;
  const now = w.now();
  w.run('UPDATE role_switch SET ended_at = ?, ended_by = ? WHERE id = ?', [now, person, id]);
  appendAudit(w, {
    who: person,
    what: 'behalf.end',
    target: open.customerId,
    before: { switch: id, begunAt: open.begunAt, begunBy: open.person },
    after: { switch: id, endedAt: now },
    outcome: 'done',
  });
  w.touch('role_switch');
  return true;
}
