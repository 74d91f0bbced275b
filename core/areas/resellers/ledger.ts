import { fromE8, toE8, type DecimalText } from '../../base/money.ts';
import type { JsonObject } from '../../base/json.ts';
import type {
  CooperationState,
  CooperationStep,
  HeldPermission,
  PermissionState,
  ResellerPermission,
  ResellerStep,
} from '../../contract/resellers.ts';
import { appendAudit } from '../../storage/audit.ts';
import type { ReadHandle, SqlValue, WriteHandle } from '../../storage/store.ts';

/** What the ledger knows of resellers. */

const amountOf = (e8: bigint | null): DecimalText | null => (e8 === null ? null : fromE8(e8));
const e8Of = (amount: DecimalText | null): bigint | null => (amount === null ? null : toE8(amount));

/** A step of a reseller's history with its audit row. @param about id of the reseller or the cooperation */
export function addStep(
  w: WriteHandle,
  about: string,
  what: ResellerStep['what'],
  person: string,
  more: {
    readonly permission?: ResellerPermission;
    readonly monthly?: DecimalText | null;
    readonly oneTime?: DecimalText | null;
    readonly memberId?: string | null;
    readonly reason?: string | null;
  } = {},
): void {
  const { permission = null, monthly = null, oneTime = null, memberId = null, reason = null } = more;
  w.run(
    `INSERT INTO reseller_step (about, at, what, permission, monthly_e8, one_time_e8, member_id, reason, person)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [about, w.now(), what, permission, e8Of(monthly), e8Of(oneTime), memberId, reason, person],
  );
  const after: JsonObject = {
    ...(permission === null ? {} : { permission }),
    ...(permission === 'budget' ? { monthly, oneTime } : {}),
    ...(memberId === null ? {} : { memberId }),
    ...(reason === null ? {} : { reason }),
  };
  appendAudit(w, { who: person, what: `resellers.${what}`, target: about, after, outcome: 'done' });
}

export type StoredStep = Omit<ResellerStep, 'manager'> & { readonly memberId: string | null };

/** The newest first. */
export function stepsOf(r: ReadHandle, abouts: readonly string[]): StoredStep[] {
  type Row = {
    at: bigint;
    what: ResellerStep['what'];
    permission: ResellerPermission | null;
    monthly_e8: bigint | null;
    one_time_e8: bigint | null;
    member_id: string | null;
    reason: string | null;
    person: string;
  };
  return r
    .all<Row>(
      `SELECT at, what, permission, monthly_e8, one_time_e8, member_id, reason, person FROM reseller_step
       WHERE about IN (SELECT value FROM json_each(?)) ORDER BY no DESC`,
      [JSON.stringify(abouts)],
    )
    .map((row) => ({
      at: Number(row.at),
      what: row.what,
      permission: row.permission,
      monthly: amountOf(row.monthly_e8),
      oneTime: amountOf(row.one_time_e8),
      memberId: row.member_id,
      reason: row.reason,
      person: row.person,
    }));
}

/** A change of a permission that waits for the console, or that was made. */
export interface PermissionChange {
  readonly id: string;
  readonly resellerId: string;
  readonly what: ResellerPermission;
  readonly event: 'grant' | 'revoke';
  readonly monthly: DecimalText | null;
  readonly oneTime: DecimalText | null;
  readonly reason: string | null;
  readonly state: 'planned' | 'done' | 'cancelled';
  readonly person: string;
  readonly taskId: string | null;
}

type ChangeRow = {
  id: string;
  reseller_id: string;
  what: ResellerPermission;
  event: 'grant' | 'revoke';
  monthly_e8: bigint | null;
  one_time_e8: bigint | null;
  reason: string | null;
  state: 'planned' | 'done' | 'cancelled';
  person: string;
  task_id: string | null;
};

/** Reads changes; `where` holds only fixed SQL. */
export function readChanges(r: ReadHandle, where: string, params: readonly SqlValue[]): PermissionChange[] {
  return r.all<ChangeRow>(`SELECT * FROM reseller_change WHERE ${where}`, [...params]).map((row) => ({
    id: row.id,
    resellerId: row.reseller_id,
    what: row.what,
    event: row.event,
    monthly: amountOf(row.monthly_e8),
    oneTime: amountOf(row.one_time_e8),
    reason: row.reason,
    state: row.state,
    person: row.person,
    taskId: row.task_id,
  }));
}

export function insertChange(w: WriteHandle, change: Omit<PermissionChange, 'state'>): void {
  w.run(
    `INSERT INTO reseller_change (id, reseller_id, what, event, monthly_e8, one_time_e8, reason, state, person, created_at,
       task_id) VALUES (?, ?, ?, ?, ?, ?, ?, 'planned', ?, ?, ?)`,
    [
      change.id,
      change.resellerId,
      change.what,
      change.event,
      e8Of(change.monthly),
      e8Of(change.oneTime),
      change.reason,
      change.person,
      w.now(),
      change.taskId,
    ],
  );
  const { what: permission, monthly, oneTime, reason } = change;
  addStep(w, change.resellerId, change.event, change.person, { permission, monthly, oneTime, reason });
  w.touch('reseller_permission');
}

export interface StoredPermission {
  readonly state: PermissionState;
  readonly since: number | null;
  readonly monthly: DecimalText | null;
  readonly oneTime: DecimalText | null;
}

type PermissionRow = {
  reseller_id: string;
  what: ResellerPermission;
  state: PermissionState;
  monthly_e8: bigint | null;
  one_time_e8: bigint | null;
  since: bigint;
};

const NONE: StoredPermission = { state: 'none', since: null, monthly: null, oneTime: null };

/** Permissions by reseller and kind, in one read; `of` gives 'none' for those never granted. */
export function readPermissions(
  r: ReadHandle,
  resellerIds: readonly string[],
): { of: (resellerId: string, what: ResellerPermission) => HeldPermission } {
  const asked = JSON.stringify(resellerIds);
  const rows = r.all<PermissionRow>(
    'SELECT * FROM reseller_permission WHERE reseller_id IN (SELECT value FROM json_each(?))',
    [asked],
  );
  const held = new Map<string, StoredPermission>(
    rows.map((row) => [
      `${row.what} ${row.reseller_id}`,
      {
        state: row.state,
        since: Number(row.since),
        monthly: amountOf(row.monthly_e8),
        oneTime: amountOf(row.one_time_e8),
      },
    ]),
  );
  const planned = new Map(
    readChanges(r, "state = 'planned' AND reseller_id IN (SELECT value FROM json_each(?))", [asked]).map(
      (change) => [`${change.what} ${change.resellerId}`, change],
    ),
  );
  return {
    of(resellerId, what) {
      const key = `${what} ${resellerId}`;
      const change = planned.get(key);
      return {
        ...(held.get(key) ?? NONE),
        pending:
          change === undefined
            ? null
            : {
                grant: change.event === 'grant',
                monthly: change.monthly,
                oneTime: change.oneTime,
                person: change.person,
                taskId: change.taskId,
              },
      };
    },
  };
}

/** A planned change was made in the console, or will not be: the permission follows. */
export function closeChange(
  w: WriteHandle,
  change: PermissionChange,
  state: 'done' | 'cancelled',
  permission: PermissionState,
  person: string,
): void {
  w.run('UPDATE reseller_change SET state = ? WHERE id = ?', [state, change.id]);
  const { resellerId, what, monthly, oneTime, reason } = change;
  if (state === 'done') {
    // What was granted stays readable after a revocation: the budgets set within it stay, too (guide 5.3).
    w.run(
      `INSERT INTO reseller_permission (reseller_id, what, state, monthly_e8, one_time_e8, since) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT (reseller_id, what) DO UPDATE SET state = excluded.state, since = excluded.since,
         monthly_e8 = excluded.monthly_e8, one_time_e8 = excluded.one_time_e8`,
      [resellerId, what, permission, e8Of(monthly), e8Of(oneTime), w.now()],
    );
    const done = change.event === 'grant' ? 'granted' : 'revoked';
    addStep(w, resellerId, done, person, { permission: what, monthly, oneTime });
  } else addStep(w, resellerId, 'withdraw', person, { permission: what, reason });
  w.touch('reseller_permission');
}

/** A cooperation as the ledger keeps it. */
export interface Cooperation {
  readonly id: string;
  readonly resellerId: string | null;
  readonly name: string;
  readonly account: string | null;
  readonly phone: string | null;
  readonly email: string | null;
  readonly state: CooperationState;
  readonly since: number;
  readonly reason: string | null;
  readonly pending: CooperationStep | null;
  readonly pendingReason: string | null;
  readonly taskId: string | null;
}

type CooperationStored = {
  id: string;
  reseller_id: string | null;
  name: string;
  account: string | null;
  phone: string | null;
  email: string | null;
  state: CooperationState;
  since: bigint;
  reason: string | null;
  pending: CooperationStep | null;
  pending_reason: string | null;
  task_id: string | null;
};

/** Reads cooperations; `where` holds only fixed SQL. */
export function readCooperations(r: ReadHandle, where: string, params: readonly SqlValue[]): Cooperation[] {
  return r
    .all<CooperationStored>(`SELECT * FROM reseller_cooperation WHERE ${where}`, [...params])
    .map((row) => ({
      id: row.id,
      resellerId: row.reseller_id,
      name: row.name,
      account: row.account,
      phone: row.phone,
      email: row.email,
      state: row.state,
      since: Number(row.since),
      reason: row.reason,
      pending: row.pending,
      pendingReason: row.pending_reason,
      taskId: row.task_id,
    }));
}

/** Writes a cooperation as it is now. */
export function putCooperation(w: WriteHandle, one: Cooperation): void {
  w.run(
    `INSERT INTO reseller_cooperation (id, reseller_id, name, account, phone, email, state, since, reason, pending,
       pending_reason, task_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET reseller_id = excluded.reseller_id, name = excluded.name,
       account = excluded.account, phone = excluded.phone, email = excluded.email, state = excluded.state,
       since = excluded.since, reason = excluded.reason, pending = excluded.pending,
       pending_reason = excluded.pending_reason, task_id = excluded.task_id`,
    [
      one.id,
      one.resellerId,
      one.name,
      one.account,
      one.phone,
      one.email,
      one.state,
      one.since,
      one.reason,
      one.pending,
      one.pendingReason,
      one.taskId,
    ],
  );
  w.touch('reseller_cooperation');
}
