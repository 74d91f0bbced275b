import type { JsonObject } from '../../base/json.ts';
import { customerManagers } from '../customers/shared.ts';
import type { ReadHandle, WriteHandle } from '../../storage/store.ts';
import type { TaskDefinition, TaskFacts, TaskFinding } from '../tasks-port.ts';
import { auditAssignment } from './audit.ts';
import { PARTNER_CENTER } from './publish.ts';
import { changeOfTask, insertChange, lastChanges, setOpen, type NewChange } from './rows.ts';
import { formerOf } from './standing.ts';

/** What is entered in the Partner Center's console for a change of manager: it has no other way to be told. */

export const ASSIGN = 'assignments.assign';
export const WITHDRAW = 'assignments.withdraw';

/** Page Customer Assignment of the console (guide 5.8). */
const PAGE = '/customers/assignment';

const textOf = (values: JsonObject, name: string): string => {
  const value = values[name];
  return typeof value === 'string' ? value : '';
};

/**
 * The customer's record names the manager: shown. It names somebody else: not done, once it was read after the deed. The
 * manager's account may not be known here: then any other than before is taken as the one.
 */
function assigned(mirror: ReadHandle, task: TaskFacts): TaskFinding {
  const customer = customerManagers(mirror, [task.customerId ?? '']).get(task.customerId ?? '');
  if (customer === undefined) return 'unknown';
  const wanted = textOf(task.values, 'managerAccount');
  const before = textOf(task.values, 'before');
  const named = customer.account ?? '';
  const shown = wanted === '' ? named !== '' && named !== before : named === wanted;
  return shown ? 'seen' : 'denied';
}

function withdrawn(mirror: ReadHandle, task: TaskFacts): TaskFinding {
  const customer = customerManagers(mirror, [task.customerId ?? '']).get(task.customerId ?? '');
  if (customer === undefined) return 'unknown';
  return customer.account === null ? 'seen' : 'denied';
}

/**
 * What is still to be entered follows its task. Somebody says that it will not be entered: the assignment is taken back
 * with it, unless it is of the past already.
 */
function changed(
  w: WriteHandle,
  task: TaskFacts,
  state: string,
  _at: number,
  by: { readonly person: string | null },
): void {
  const change = changeOfTask(w, task.id);
  if (change === undefined) return;
  setOpen(w, change.seq, state === 'open');
  if (state !== 'cancelled') return;
  const last = lastChanges(w, [change.customerId]).get(change.customerId);
  if (last?.seq !== change.seq) return;
  const back: NewChange = {
    ...formerOf(w, change),
    customerId: change.customerId,
    former: change.to,
    cause: 'undo',
    person: by.person ?? PARTNER_CENTER,
    taskId: null,
  };
  insertChange(w, back);
  auditAssignment(w, back);
}

const DUE_DAYS = 3;

export const assignmentTasks: readonly TaskDefinition[] = [
  {
    kind: ASSIGN,
    link: () => PAGE,
    copy: ['manager', 'managerAccount', 'customerName', 'customerAccount', 'customerId'],
    masked: {
      manager: 'manager',
      managerAccount: 'manager',
      customerName: 'name',
      customerAccount: 'account',
    },
    dueDays: DUE_DAYS,
    check: assigned,
    reads: 'customers',
    changed,
  },
  {
    kind: WITHDRAW,
    link: () => PAGE,
    copy: ['manager', 'customerName', 'customerAccount', 'customerId'],
    masked: { manager: 'manager', customerName: 'name', customerAccount: 'account' },
    dueDays: DUE_DAYS,
    check: withdrawn,
    reads: 'customers',
    changed,
  },
];
