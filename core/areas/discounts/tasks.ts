import type { WriteHandle } from '../../storage/store.ts';
import type { TaskChange, TaskDefinition, TaskFacts, TaskState } from '../tasks-port.ts';
import { changeDiscount, readDiscounts, setDiscount } from './rows.ts';

/** The discount follows its task: set once somebody says so, and not any more when it was not. */
function changed(w: WriteHandle, task: TaskFacts, state: TaskState, _at: number, change: TaskChange): void {
  const [discount] = readDiscounts(w, 'id = ?', [task.subject]);
  if (discount === undefined) return;
  const person = change.person ?? 'sync';
  if (state === 'done') setDiscount(w, discount, person);
  else if (state === 'open') changeDiscount(w, discount, 'reopen', person);
  else if (state === 'cancelled') changeDiscount(w, discount, 'cancel', person);
}

/** What a person enters in the console for guide 5.9; nothing that can be read shows it. */
export const discountTasks: readonly TaskDefinition[] = [
  {
    kind: 'discounts.create',
    link: (values) =>
      `/customer/discountManage?customerId=${encodeURIComponent(
        typeof values['customerId'] === 'string' ? values['customerId'] : '',
      )}`,
    copy: ['customerName', 'customerId', 'product', 'percent', 'from', 'to'],
    masked: { customerName: 'name' },
    dueDays: 1,
    denyAfterDays: null,
    changed,
  },
];
