import { followDepartures } from '../areas/association/shared.ts';
import { taskDefinitions } from '../areas/register.ts';
import { checkTasks as check } from '../areas/tasks/check.ts';
import { tasksPort as port } from '../areas/tasks/port.ts';
import type { TasksPort } from '../areas/tasks-port.ts';
import type { Workspace } from '../storage/workspace.ts';
import type { DeskOptions } from './options.ts';

/** What people do in the Partner Center's console, of every area. */
export function tasksPort(desk: Pick<DeskOptions, 'clock' | 'random'>): TasksPort {
  return port(desk, taskDefinitions);
}

/**
 * After a sync: closes the tasks that the mirror shows, and the requests of customers that left. @returns how many changed
 */
export function checkTasks(
  workspace: Pick<Workspace, 'ledger' | 'mirror'>,
  tasks: TasksPort,
  readAt: (collection: string) => number | null,
): number {
  return check(workspace, taskDefinitions, { readAt }) + followDepartures(workspace, tasks, { readAt });
}
