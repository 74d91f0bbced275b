import { appendAudit } from '../../storage/audit.ts';
import type { WriteHandle } from '../../storage/store.ts';
import type { NewChange } from './rows.ts';
import type { Person } from './rules/history.ts';
import { managerKey } from './rules/key.ts';

/** As the audit writes a person: never an account's name. Null for nobody. */
const keyOrNull = (person: Person): string | null => managerKey(person, () => undefined) || null;

/** Writes a change into the audit, by keys of people, never by account names. */
export function auditAssignment(
  w: WriteHandle,
  change: Pick<NewChange, 'customerId' | 'former' | 'to' | 'cause' | 'person' | 'taskId'>,
): void {
  const { to, cause, taskId } = change;
  const withdrawn = to.memberId === null && to.account === null;
  appendAudit(w, {
    who: change.person,
    what: `assignments.${cause === 'undo' ? 'undo' : withdrawn ? 'withdraw' : 'assign'}`,
    target: change.customerId,
    before: { manager: keyOrNull(change.former) },
    after: { manager: keyOrNull(to), ...(taskId === null ? {} : { task: taskId }) },
    outcome: 'saved',
  });
}
