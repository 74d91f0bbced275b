import type { JsonObject } from '../base/json.ts';
import type { ReadHandle, WriteHandle } from '../storage/store.ts';

/**
 * Console actions (effect kind `console`): the Partner Center has no API for them, so a person does them in its console
 * and marks them done. The area that needs one saves it with its own record, in one transaction; the tasks area keeps,
 * shows and closes it, and checks it against what the next sync brings.
 */

/** What is to be done, before it is saved. */
export interface NewTask {
  /** Given when the caller's own row refers to it; made here when left out. */
  readonly id?: string;
  /** A key of the definitions in `register.ts`: page to open, values to copy, due date, how it is checked. */
  readonly kind: string;
  /** The customer it is about; null for tasks about resellers, orders or nobody yet. */
  readonly customerId: string | null;
  /** Id of the record it belongs to, in the area that made it. */
  readonly subject: string;
  /** What the person enters in the console, by field; versioned: `{ v: 1, … }`. */
  readonly values: JsonObject;
  readonly person: string;
  /** Integer ms UTC; left out = the definition's number of days from now. */
  readonly dueAt?: number;
}

/** open: to be done; done: somebody says so; seen: the next sync shows it; denied: the next sync shows otherwise. */
export type TaskState = 'open' | 'done' | 'seen' | 'denied' | 'cancelled';

/** What the mirror says of a task that is done. `unknown`: no reading shows it (yet). */
export type TaskFinding = 'seen' | 'denied' | 'unknown';

/** A kind of task, as data with pure functions. Each area exports its own list. */
export interface TaskDefinition {
  readonly kind: string;
  /** Page of the Partner Center's console, as the host knows it: a path without host, no secrets in it. */
  link(values: JsonObject): string;
  /** Fields of `values` a person copies, in the order of the console's form. */
  readonly copy: readonly string[];
  /** Days until it is due. */
  readonly dueDays: number;
  /** What the mirror shows now. Left out: nothing upstream ever shows it. */
  readonly check?: (
    mirror: ReadHandle,
    task: { customerId: string | null; values: JsonObject },
  ) => TaskFinding;
  /** Called in the transaction that changed the state, so that the area's own record follows. */
  readonly changed?: (
    w: WriteHandle,
    task: { id: string; subject: string; customerId: string | null; values: JsonObject },
    state: TaskState,
    at: number,
  ) => void;
}

export interface TasksPort {
  /** Saves tasks with their audit rows in the given transaction. @returns their ids */
  save(w: WriteHandle, tasks: readonly NewTask[]): string[];
  /** Takes an open one back in the given transaction; nothing happens when it is done already. */
  cancel(w: WriteHandle, id: string, person: string): void;
  /** State of a task; undefined when there is none. */
  stateOf(r: ReadHandle, id: string): TaskState | undefined;
}
