import type { ReadHandle, WriteHandle } from '../../storage/store.ts';
import { customerFacts } from '../customers/shared.ts';
import type {
  Readings,
  TaskChange,
  TaskDefinition,
  TaskFacts,
  TaskFinding,
  TaskState,
} from '../tasks-port.ts';
import { changeRecord } from './record.ts';
import { readRecord } from './rows.ts';
import type { AssociationEvent } from './rules/states.ts';

/** The console tasks of association (guide 5.5). Each follows its record: `subject` is the record's id. */

/** The Partner Center's own pages by their menu; the steps name the menu too. */
const CUSTOMERS = '/customer/customerManagement';
const RECORDS = '/customer/associationRecords';

/** A customer that left shows nowhere: absent from a complete reading that is newer than the deed. */
function gone(mirror: ReadHandle, task: TaskFacts, readings: Readings): TaskFinding {
  const readAt = readings.readAt('customers');
  if (task.customerId === null || task.doneAt === null || readAt === null || readAt < task.doneAt)
    return 'unknown';
  return customerFacts(mirror, [task.customerId]).has(task.customerId) ? 'unknown' : 'seen';
}

type Follows = Partial<Record<TaskState, AssociationEvent>>;

/** Where the customer need not agree, sending is all there is. */
const WITHOUT_CONSENT: Follows = { done: 'effective', open: 'undone' };

function follow(events: Follows) {
  return (w: WriteHandle, task: TaskFacts, state: TaskState, _at: number, change: TaskChange): void => {
    const record = readRecord(w, task.subject);
    if (record === undefined) return;
    const event = (record.consent ? undefined : WITHOUT_CONSENT[state]) ?? events[state];
    if (event === undefined) return;
    const { person, note } = change;
    // The task stays with the record, which shows what was done and by whom; one that was taken back leaves it.
    changeRecord(w, record, event, { person, note, ...(event === 'takenBack' ? { taskId: null } : {}) });
  };
}

export const associationTasks: readonly TaskDefinition[] = [
  {
    kind: 'association.disassociate',
    link: () => CUSTOMERS,
    copy: ['customerId', 'reason'],
    dueDays: 3,
    check: gone,
    // The customer may take weeks to answer: silence means nothing.
    denyAfterDays: null,
    changed: follow({ done: 'sent', open: 'unsent', cancelled: 'takenBack', seen: 'left' }),
  },
  {
    kind: 'association.approve',
    link: () => RECORDS,
    copy: ['customerId'],
    dueDays: 3,
    check: gone,
    changed: follow({ done: 'answered', open: 'reopened', cancelled: 'takenBack', seen: 'left' }),
  },
  {
    kind: 'association.reject',
    link: () => RECORDS,
    copy: ['customerId', 'reason'],
    dueDays: 3,
    changed: follow({ done: 'answered', open: 'reopened', cancelled: 'takenBack' }),
  },
];
