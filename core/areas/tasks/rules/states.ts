import type { TaskState } from '../../../contract/tasks.ts';

/** What happens to a task: by a person (done, reopen, cancel, setDue) or by what a sync brings (seen, denied). */
export const TASK_EVENTS = ['done', 'reopen', 'cancel', 'setDue', 'seen', 'denied'] as const;
export type TaskEvent = (typeof TASK_EVENTS)[number];

/**
 * The state each event leads to; null where the event is refused (a person) or does nothing (a sync). `seen` and
 * `cancelled` are ends. A denied task may be done again, and may still be shown late.
 */
export const TASK_TABLE: Readonly<Record<TaskState, Readonly<Record<TaskEvent, TaskState | null>>>> = {
  open: { done: 'done', reopen: null, cancel: 'cancelled', setDue: 'open', seen: null, denied: null },
  done: { done: null, reopen: 'open', cancel: null, setDue: null, seen: 'seen', denied: 'denied' },
  denied: { done: 'done', reopen: 'open', cancel: 'cancelled', setDue: null, seen: 'seen', denied: null },
  seen: { done: null, reopen: null, cancel: null, setDue: null, seen: null, denied: null },
  cancelled: { done: null, reopen: null, cancel: null, setDue: null, seen: null, denied: null },
};

/** The state after an event; null when the event does not apply. */
export function nextTaskState(state: TaskState, event: TaskEvent): TaskState | null {
  return TASK_TABLE[state][event];
}
