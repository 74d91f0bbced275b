import { CodedError } from '../../base/errors.ts';
import type { AreaContext } from '../context.ts';
import type { TasksPort } from '../tasks-port.ts';

/** What other areas ask of console tasks. */

/** @throws CodedError INTERNAL where the desk gave none (a reading context) */
export function tasksOf(context: AreaContext): TasksPort {
  if (context.tasks === undefined) throw new CodedError('INTERNAL', { reason: 'no-tasks' });
  return context.tasks;
}

export { countTasks } from './queries.ts';
