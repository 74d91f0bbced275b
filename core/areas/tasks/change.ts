import type { TaskState, TaskStep } from '../../contract/tasks.ts';
import { appendAudit } from '../../storage/audit.ts';
import type { WriteHandle } from '../../storage/store.ts';
import type { TaskChange, TaskDefinition } from '../tasks-port.ts';
import type { Task } from './rows.ts';
import type { TaskEvent } from './rules/states.ts';
import { nextTaskState } from './rules/states.ts';

/** Who the audit names where a sync found something out. */
const SYNC = 'sync';

const STEP_OF: Readonly<Record<TaskEvent, TaskStep['what']>> = {
  done: 'done',
  reopen: 'reopened',
  cancel: 'cancelled',
  setDue: 'due',
  seen: 'seen',
  denied: 'denied',
};

/** Writes one step of a task's history. */
export function addStep(
  w: WriteHandle,
  task: string,
  what: TaskStep['what'],
  by: TaskChange & { readonly dueAt?: number },
): void {
  w.run(
    `INSERT INTO task_step (task, number, at, person, what, reference, note, due_at)
     SELECT ?, coalesce(max(number), 0) + 1, ?, ?, ?, ?, ?, ? FROM task_step WHERE task = ?`,
    [task, w.now(), by.person, what, by.reference, by.note, by.dueAt ?? null, task],
  );
}

/**
 * Carries one event out in the given transaction: state, history, audit, and the area's own record (`changed`).
 * @returns the new state; null when the event does not apply and nothing was written
 */
export function changeTask(
  w: WriteHandle,
  task: Task,
  event: TaskEvent,
  definition: TaskDefinition | undefined,
  by: TaskChange & { readonly dueAt?: number },
): TaskState | null {
  const state = nextTaskState(task.state, event);
  if (state === null) return null;
  const at = w.now();
  const doneAt = state === 'open' ? null : event === 'done' ? at : task.doneAt;
  const dueAt = by.dueAt ?? task.dueAt;
  const said = event === 'done' || event === 'cancel' ? by : task;
  w.run(
    'UPDATE task SET state = ?, since = ?, done_at = ?, due_at = ?, reference = ?, note = ? WHERE id = ?',
    [
      state,
      state === task.state ? task.since : at,
      doneAt,
      dueAt,
      state === 'open' ? null : said.reference,
      state === 'open' ? null : said.note,
      task.id,
    ],
  );
  addStep(w, task.id, STEP_OF[event], by);
  appendAudit(w, {
    who: by.person ?? SYNC,
    what: `tasks.${event}`,
    target: task.customerId ?? task.id,
    before:
      event === 'setDue' ? { kind: task.kind, dueAt: task.dueAt } : { kind: task.kind, state: task.state },
    after:
      event === 'setDue'
        ? { dueAt }
        : {
            state,
            ...(by.reference === null ? {} : { reference: by.reference }),
            ...(by.note === null ? {} : { note: by.note }),
          },
    outcome: 'done',
  });
  w.touch('task');
  if (state !== task.state) {
    const { id, subject, customerId, values } = task;
    const { person, reference, note } = by;
    definition?.changed?.(w, { id, subject, customerId, values, doneAt }, state, at, {
      person,
      reference,
      note,
    });
  }
  return state;
}
