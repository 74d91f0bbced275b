import { CodedError } from '../../base/errors.ts';
import type { Caller } from '../../contract/handlers.ts';
import type { Permission } from '../../contract/permissions.ts';
import type { ReadHandle } from '../../storage/store.ts';
import { isSeen } from '../customers/shared.ts';
import type { Task } from './rows.ts';

/** What tasks of an area need to be looked at, and to be taken back: the same as what made them. */
const RIGHTS: Readonly<Record<string, { readonly view: Permission; readonly make: Permission }>> = {
  assignments: { view: 'customers.view', make: 'customers.assign' },
  association: { view: 'customers.view', make: 'customers.disassociate' },
  behalf: { view: 'customers.view', make: 'customers.behalf' },
  development: { view: 'customers.develop', make: 'customers.develop' },
  discounts: { view: 'customers.view', make: 'customers.discount' },
  resellers: { view: 'resellers.view', make: 'resellers.manage' },
};
/** Of an area nobody wrote down: only administrators. */
const UNKNOWN = { view: 'desk.manage', make: 'desk.manage' } as const;

/** @param kind a task's: its first part is the area that made it */
export const rightsOfTask = (kind: string): { readonly view: Permission; readonly make: Permission } =>
  RIGHTS[kind.split('.', 1)[0] ?? ''] ?? UNKNOWN;

/** Whether every task there is is seen by this caller: then they are counted without looking at each. */
export const seesAllTasks = (caller: Caller): boolean =>
  caller.sees === 'all' && [UNKNOWN, ...Object.values(RIGHTS)].every(({ view }) => caller.may(view));

/** Takes an open task back: those who asked for it, and those who could. @throws CodedError PERMISSION_DENIED */
export function checkCancel(task: Task, caller: Caller): void {
  const permission = rightsOfTask(task.kind).make;
  if (task.person !== caller.person && !caller.may(permission))
    throw new CodedError('PERMISSION_DENIED', { name: 'tasks.cancel', permission });
}

/**
 * Whether somebody sees a task: the ones they asked for themselves, and, with the right to look at what it is about, those
 * about a customer they see. One about no customer, or one that is gone, is seen by those who see all.
 */
export function inSight(mirror: ReadHandle, caller: Caller): (task: Task) => boolean {
  const { sees, person } = caller;
  return (task) =>
    task.person === person ||
    (caller.may(rightsOfTask(task.kind).view) &&
      (sees === 'all' || (task.customerId !== null && isSeen(mirror, sees, task.customerId))));
}
