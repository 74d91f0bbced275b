import type { Caller } from '../../contract/handlers.ts';
import type { ReadHandle } from '../../storage/store.ts';
import { isSeen } from '../customers/shared.ts';
import type { Task } from './rows.ts';

/**
 * Whether somebody sees a task: the ones they asked for themselves, and those about a customer they see. One about no
 * customer, or one that is gone, is seen by those who see all.
 */
export function inSight(mirror: ReadHandle, caller: Caller): (task: Task) => boolean {
  const { sees, person } = caller;
  if (sees === 'all') return () => true;
  return (task) =>
    task.person === person || (task.customerId !== null && isSeen(mirror, sees, task.customerId));
}
