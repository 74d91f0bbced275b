import type { ReadHandle, WriteHandle } from '../../storage/store.ts';
import type { AreaContext } from '../context.ts';
import type { TaskState } from '../tasks-port.ts';
import { listManagers } from '../team/shared.ts';
import { insertChange, lastChanges } from './rows.ts';
import { auditAssignment } from './audit.ts';
import { standingOf } from './standing.ts';

/** What other areas and the desk ask of assignments. */

/** An assignment made here that is in force, for lists. */
export interface AssignmentMark {
  /** The change, to take it back with. */
  readonly id: string;
  /** Of what has to be entered in the Partner Center; null when nothing has to be. */
  readonly task: { readonly id: string; readonly state: TaskState } | null;
}

/** The assignment in force of each of these customers whose manager was decided here. */
export function assignmentMarks(
  context: AreaContext,
  customerIds: readonly string[],
): ReadonlyMap<string, AssignmentMark> {
  const ledger: ReadHandle = context.workspace.ledger.read;
  const marks = new Map<string, AssignmentMark>();
  for (const [customerId, { seq, kind, taskId }] of lastChanges(ledger, customerIds)) {
    if (kind === 'follow') continue;
    const state = taskId === null ? undefined : context.tasks?.stateOf(ledger, taskId);
    const task = taskId === null || state === undefined ? null : { id: taskId, state };
    marks.set(customerId, { id: String(seq), task });
  }
  return marks;
}

/**
 * A customer that came through an account manager's invitation belongs to that manager by itself (guide 5.8). Its manager
 * counts from the day after, as with any assignment; the Partner Center does the same, so nobody has to tell it. A
 * customer whose manager was decided here already keeps that one.
 * @param w the ledger's transaction of the record this follows from; the mirror follows after its commit
 * @returns whether the customer was given to the manager
 */
export function assignFromInvitation(
  context: AreaContext,
  w: WriteHandle,
  invited: { readonly customerId: string; readonly memberId: string; readonly person: string },
): boolean {
  const { customerId, memberId, person } = invited;
  // Others invite too: an administrator's customers belong to nobody by that.
  if (!listManagers(w).some(({ id }) => id === memberId)) return false;
  const standing = standingOf(w, context.workspace.mirror.read, [customerId]).get(customerId);
  const last = lastChanges(w, [customerId]).get(customerId);
  if (last !== undefined && last.kind !== 'follow') return false;
  const former = standing?.now ?? { memberId: null, account: null };
  if (former.memberId === memberId) return false;
  const to = { memberId, account: null };
  insertChange(w, {
    customerId,
    kind: 'assign',
    to,
    former,
    cause: 'invitation',
    person,
    taskId: null,
  });
  auditAssignment(w, { customerId, former, to, cause: 'invitation', person, taskId: null });
  return true;
}

export { attributeLines, keyOf, personByKey } from './attribution.ts';
export { namePeople } from './people.ts';
export { followManagers, publishManagers } from './publish.ts';
export { assignmentMigrations } from './schema.ts';
