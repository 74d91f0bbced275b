import type { JsonObject } from '../base/json.ts';
import type { TaskState } from '../contract/tasks.ts';
import type { ReadHandle, WriteHandle } from '../storage/store.ts';

export type { TaskState } from '../contract/tasks.ts';

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

/** What the mirror says of a task that is done. `unknown`: no reading shows it (yet). */
export type TaskFinding = 'seen' | 'denied' | 'unknown';

/** A task as definitions are asked about it. */
export interface TaskFacts {
  readonly id: string;
  readonly subject: string;
  readonly customerId: string | null;
  readonly values: JsonObject;
  /** When somebody said it is done, integer ms UTC; null while nobody did. */
  readonly doneAt: number | null;
}

/** What a check may know besides the mirror's rows. */
export interface Readings {
  /** When a collection was last read completely, integer ms UTC; null when never. */
  readonly readAt: (collection: string) => number | null;
}

/** Why and by whom a state changed. */
export interface TaskChange {
  /** Null: the sync. */
  readonly person: string | null;
  readonly reference: string | null;
  readonly note: string | null;
}

/** How a copied value is masked until it is revealed: the column of view 'tasks'. */
export type TaskMask = 'name' | 'account' | 'manager' | 'phone' | 'email';

/** A kind of task, as data with pure functions. Each area exports its own list. */
export interface TaskDefinition {
  readonly kind: string;
  /** Page of the Partner Center's console, as the host knows it: a path without host, no secrets in it. */
  link(values: JsonObject): string;
  /** Fields of `values` a person copies, in the order of the console's form. */
  readonly copy: readonly string[];
  /** Fields of `copy` that name a person or a company; they are masked until revealed. */
  readonly masked?: Readonly<Record<string, TaskMask>>;
  /** Days until it is due. */
  readonly dueDays: number;
  /**
   * What the mirror shows now. Left out: nothing upstream ever shows it. 'denied' counts only once `reads` was read after
   * the task was done. What is absent from the mirror may just not have been read yet: ask `readings`.
   */
  readonly check?: (mirror: ReadHandle, task: TaskFacts, readings: Readings) => TaskFinding;
  /** The collection whose reading shows it; left out = 'customers'. */
  readonly reads?: string;
  /** Days after which a task that is done and that no reading shows counts as denied; null = never. Left out = 3. */
  readonly denyAfterDays?: number | null;
  /** Called in the transaction that changed the state, so that the area's own record follows. */
  readonly changed?: (
    w: WriteHandle,
    task: TaskFacts,
    state: TaskState,
    at: number,
    change: TaskChange,
  ) => void;
}

export interface TasksPort {
  /** An id for a record that its task names as `subject`. */
  newId(): string;
  /**
   * Saves tasks with their audit rows in the given transaction. What is there already is not saved twice: a given id, or
   * an open task of the same kind and subject for the same customer with the same values.
   * @returns their ids, in the given order
   * @throws CodedError INTERNAL for a kind nobody defined
   */
  save(w: WriteHandle, tasks: readonly NewTask[]): string[];
  /** Takes an open one back in the given transaction; nothing happens when it is done already. @param person null: a sync */
  cancel(w: WriteHandle, id: string, person: string | null): void;
  /**
   * The area that made it knows that an open one was done (said on its own screen, or shown by what came after). Nothing
   * happens in any other state. `changed` is called as for a task that somebody ended in the list.
   */
  finish(w: WriteHandle, id: string, person: string, reference?: string | null): void;
  /**
   * The area that made it knows the outcome another way (a customer's answer that somebody recorded): ends a task that is
   * done. Nothing happens in any other state.
   */
  conclude(w: WriteHandle, id: string, finding: 'seen' | 'denied', person: string | null): void;
  /** State of a task; undefined when there is none. */
  stateOf(r: ReadHandle, id: string): TaskState | undefined;
  /** A kind's definition; undefined for one that nobody defines (any more). */
  definition(kind: string): TaskDefinition | undefined;
}
