import type { AssociationCheck, AssociationRow } from '../../core/contract/association.ts';
import type { OutputOf } from '../../core/contract/index.ts';
import type { TaskDetails, TaskRow } from '../../core/contract/tasks.ts';
import { NOW } from './fixture-home.ts';

/** Console tasks and association records for DOM tests. */

const DAY = 86_400_000;

export const taskRow = (id: string, more: Partial<TaskRow> = {}): TaskRow => ({
  id,
  kind: 'association.disassociate',
  customerId: '053a48736500d5f4',
  customerName: 'Or***ld Gaming',
  association: '3',
  person: 'Lin Wei',
  createdAt: NOW - DAY,
  dueAt: NOW + 2 * DAY,
  overdue: false,
  state: 'open',
  since: NOW - DAY,
  reference: null,
  note: null,
  ...more,
});

export const taskDetails = (row: TaskRow, more: Partial<TaskDetails> = {}): TaskDetails => ({
  row,
  page: { url: 'https://account-intl.huaweicloud.com/obmgr/#/customer', path: '/customer', demo: false },
  fields: [
    { name: 'customerId', value: '053a48736500d5f4', reveal: null },
    { name: 'account', value: 'or***ld', reveal: 'account' },
  ],
  checked: true,
  history: [
    { at: NOW - DAY, person: 'Lin Wei', what: 'created', reference: null, note: null, dueAt: row.dueAt },
  ],
  ...more,
});

export const taskSummary: OutputOf<'tasks.summary'> = { open: 2, overdue: 1, denied: 0 };

export const associationRow = (id: string, more: Partial<AssociationRow> = {}): AssociationRow => ({
  id,
  customerId: '053a48736500d5f4',
  customerName: 'Or***ld Gaming',
  association: '3',
  type: 'disassociation',
  initiator: 'customer',
  state: 'pending-partner',
  reason: null,
  askedAt: NOW - 3 * DAY,
  since: NOW - 3 * DAY,
  person: 'Lin Wei',
  taskId: null,
  ...more,
});

export const checks = (
  more: Partial<Record<AssociationCheck['name'], AssociationCheck>>,
): AssociationCheck[] => [
  more.frozen ?? { name: 'frozen', outcome: 'fine', until: null },
  more.frequency ?? { name: 'frequency', outcome: 'fine', until: null },
  { name: 'reservedInstance', outcome: 'console', until: null },
];
