import type { JsonObject, JsonValue } from '../../base/json.ts';
import type { CooperationStep } from '../../contract/resellers.ts';
import type { ReadHandle, WriteHandle } from '../../storage/store.ts';
import type { TaskChange, TaskDefinition, TaskFacts, TaskFinding, TaskState } from '../tasks-port.ts';
import {
  addStep,
  closeChange,
  putCooperation,
  readChanges,
  readCooperations,
  readPermissions,
} from './ledger.ts';
import { nextCooperation } from './rules/cooperation.ts';
import { nextPermission } from './rules/permission.ts';

/** What a distributor does in the console about resellers (guide 20: Sales > Resellers > Reseller Management). */

const PAGE = '/reseller/resellerManage';
const REQUESTS = '/reseller/cooperationRequests';
const text = (value: JsonValue | undefined): string => (typeof value === 'string' ? value : '');
const pageOf = (values: JsonObject): string =>
  `${PAGE}?partnerId=${encodeURIComponent(text(values['resellerId']))}`;
const personOf = (change: TaskChange): string => change.person ?? 'sync';

/** A permission holds, or ends, once somebody made the change in the console. */
function permissionChanged(
  w: WriteHandle,
  task: TaskFacts,
  state: TaskState,
  _at: number,
  by: TaskChange,
): void {
  const [change] = readChanges(w, "id = ? AND state = 'planned'", [task.subject]);
  if (change === undefined || (state !== 'done' && state !== 'cancelled')) return;
  const held = readPermissions(w, [change.resellerId]).of(change.resellerId, change.what);
  const next = nextPermission(held.state, change.event);
  if (state === 'done' && next !== null) closeChange(w, change, 'done', next, personOf(by));
  else closeChange(w, change, 'cancelled', held.state, personOf(by));
}

const DONE_AS = {
  invite: 'invited',
  approve: 'approved',
  reject: 'rejected',
  terminate: 'terminated',
} as const satisfies Record<CooperationStep, string>;

/** The cooperation goes on once the step was made in the console; a reading that shows the reseller makes it active. */
function cooperationChanged(
  w: WriteHandle,
  task: TaskFacts,
  state: TaskState,
  _at: number,
  by: TaskChange,
): void {
  const [one] = readCooperations(w, 'id = ?', [task.subject]);
  if (one === undefined) return;
  const person = personOf(by);
  const cleared = { ...one, pending: null, pendingReason: null, taskId: null };
  if (state === 'seen') {
    const next = nextCooperation(one.state, 'activate');
    if (next === null) return;
    putCooperation(w, { ...cleared, state: next, since: w.now() });
    addStep(w, one.id, 'activate', person);
    return;
  }
  if (one.pending === null || one.taskId !== task.id) return;
  if (state === 'cancelled') {
    putCooperation(w, cleared);
    addStep(w, one.id, 'withdraw', person, { reason: by.note });
  } else if (state === 'done') {
    const next = nextCooperation(one.state, one.pending);
    if (next === null) return;
    putCooperation(w, { ...cleared, state: next, since: w.now(), reason: one.pendingReason });
    addStep(w, one.id, DONE_AS[one.pending], person, { reason: one.pendingReason });
  }
}

/** Approved: the next reading lists the account among the resellers. */
function findReseller(mirror: ReadHandle, task: TaskFacts): TaskFinding {
  const account = text(task.values['account']);
  if (account === '') return 'unknown';
  return mirror.get('SELECT 1 AS one FROM reseller WHERE account = ?', [account]) === undefined
    ? 'unknown'
    : 'seen';
}

/** Terminated: the next complete reading does not list the reseller any more. */
function missReseller(mirror: ReadHandle, task: TaskFacts): TaskFinding {
  return mirror.get('SELECT 1 AS one FROM reseller WHERE id = ?', [text(task.values['resellerId'])]) ===
    undefined
    ? 'seen'
    : 'unknown';
}

const silent = { denyAfterDays: null, reads: 'resellers', dueDays: 1 } as const;
const known = ['resellerName', 'resellerId'] as const;
const asked = ['name', 'account', 'phone', 'email'] as const;
const maskedReseller = { resellerName: 'name', manager: 'manager' } as const;
const maskedAsked = { name: 'name', account: 'account', phone: 'phone', email: 'email' } as const;

export const resellerTasks: readonly TaskDefinition[] = [
  {
    kind: 'resellers.grantBudget',
    link: pageOf,
    copy: [...known, 'monthly', 'oneTime'],
    masked: maskedReseller,
    changed: permissionChanged,
    ...silent,
  },
  {
    kind: 'resellers.revokeBudget',
    link: pageOf,
    copy: [...known, 'reason'],
    masked: maskedReseller,
    changed: permissionChanged,
    ...silent,
  },
  {
    kind: 'resellers.grantOrder',
    link: pageOf,
    copy: known,
    masked: maskedReseller,
    changed: permissionChanged,
    ...silent,
  },
  {
    kind: 'resellers.revokeOrder',
    link: pageOf,
    copy: [...known, 'reason'],
    masked: maskedReseller,
    changed: permissionChanged,
    ...silent,
  },
  {
    kind: 'resellers.assignManager',
    link: pageOf,
    copy: [...known, 'manager'],
    masked: maskedReseller,
    ...silent,
  },
  {
    kind: 'resellers.withdrawManager',
    link: pageOf,
    copy: known,
    masked: maskedReseller,
    ...silent,
  },
  {
    kind: 'resellers.invite',
    link: () => PAGE,
    copy: asked,
    masked: maskedAsked,
    changed: cooperationChanged,
    ...silent,
  },
  {
    kind: 'resellers.approve',
    link: () => REQUESTS,
    copy: asked,
    masked: maskedAsked,
    check: findReseller,
    changed: cooperationChanged,
    ...silent,
  },
  {
    kind: 'resellers.reject',
    link: () => REQUESTS,
    copy: [...asked, 'reason'],
    masked: maskedAsked,
    changed: cooperationChanged,
    ...silent,
  },
  {
    kind: 'resellers.terminate',
    link: pageOf,
    copy: [...known, 'reason'],
    masked: maskedReseller,
    check: missReseller,
    changed: cooperationChanged,
    ...silent,
  },
];
