import type { JsonObject } from '../../base/json.ts';
import type { WriteHandle } from '../../storage/store.ts';
import type { TaskChange, TaskDefinition, TaskFacts, TaskState } from '../tasks-port.ts';
import { endSwitch, readAuthorization, writeAuthorization } from './rows.ts';

/** What a person does in the console for guide 5.7. The page is the list of customers: its row menu has the three acts. */
const CUSTOMERS = '/customer/customerManage';

const link = (values: JsonObject): string =>
  `${CUSTOMERS}?customerId=${encodeURIComponent(typeof values['customerId'] === 'string' ? values['customerId'] : '')}`;

const who = (change: TaskChange): string => change.person ?? 'sync';

/** The request follows its task: entered in the console, or taken back. An answer may have come before: then nothing. */
function requestChanged(
  w: WriteHandle,
  task: TaskFacts,
  state: TaskState,
  at: number,
  change: TaskChange,
): void {
  const customerId = task.customerId ?? task.subject;
  const now = readAuthorization(w, customerId);
  if (now.state !== 'requested' || now.taskId !== task.id) return;
  const common = { customerId, person: who(change) };
  if (state === 'done')
    writeAuthorization(w, { ...common, event: 'sent', to: 'requested', taskId: task.id, sentAt: at });
  else if (state === 'cancelled')
    writeAuthorization(w, { ...common, event: 'withdraw', to: 'none', reason: change.note });
}

/** A task that is done or given up means that the role was switched back, or never switched. */
function switchChanged(
  w: WriteHandle,
  task: TaskFacts,
  state: TaskState,
  _at: number,
  change: TaskChange,
): void {
  if (state !== 'open') endSwitch(w, task.subject, who(change));
}

export const behalfTasks: readonly TaskDefinition[] = [
  {
    kind: 'behalf.request',
    link,
    copy: ['customerName', 'customerId'],
    masked: { customerName: 'name' },
    dueDays: 1,
    denyAfterDays: null,
    changed: requestChanged,
  },
  {
    kind: 'behalf.order',
    link,
    copy: ['customerName', 'customerId', 'purpose'],
    masked: { customerName: 'name' },
    dueDays: 0,
    denyAfterDays: null,
    changed: switchChanged,
  },
  {
    kind: 'behalf.operate',
    link,
    copy: ['customerName', 'customerId', 'purpose'],
    masked: { customerName: 'name' },
    dueDays: 0,
    denyAfterDays: null,
    changed: switchChanged,
  },
];
