import type { JsonObject } from '../../base/json.ts';
import type { TaskState, TaskStep } from '../../contract/tasks.ts';
import { taskState, taskStep } from '../../contract/tasks.ts';
import type { ReadHandle } from '../../storage/store.ts';

/** A task as the ledger keeps it. Instants are integer ms UTC. */
export interface Task {
  readonly seq: number;
  readonly id: string;
  readonly kind: string;
  readonly customerId: string | null;
  readonly subject: string;
  readonly values: JsonObject;
  readonly person: string;
  readonly createdAt: number;
  readonly dueAt: number;
  readonly state: TaskState;
  readonly since: number;
  readonly doneAt: number | null;
  readonly reference: string | null;
  readonly note: string | null;
}

export const TASK_COLUMNS = `seq, id, kind, customer_id, subject, fields, person, created_at, due_at, state, since, done_at,
  reference, note`;

export type StoredTask = {
  seq: bigint;
  id: string;
  kind: string;
  customer_id: string | null;
  subject: string;
  fields: string;
  person: string;
  created_at: bigint;
  due_at: bigint;
  state: string;
  since: bigint;
  done_at: bigint | null;
  reference: string | null;
  note: string | null;
};

export function taskOf(row: StoredTask): Task {
  return {
    seq: Number(row.seq),
    id: row.id,
    kind: row.kind,
    customerId: row.customer_id,
    subject: row.subject,
    values: JSON.parse(row.fields) as JsonObject,
    person: row.person,
    createdAt: Number(row.created_at),
    dueAt: Number(row.due_at),
    state: taskState.parse(row.state),
    since: Number(row.since),
    doneAt: row.done_at === null ? null : Number(row.done_at),
    reference: row.reference,
    note: row.note,
  };
}

export function readTask(r: ReadHandle, id: string): Task | undefined {
  const row = r.get<StoredTask>(`SELECT ${TASK_COLUMNS} FROM task WHERE id = ?`, [id]);
  return row === undefined ? undefined : taskOf(row);
}

type StoredStep = {
  at: bigint;
  person: string | null;
  what: string;
  reference: string | null;
  note: string | null;
  due_at: bigint | null;
};

/** What happened to a task, the first thing first. */
export function stepsOf(r: ReadHandle, id: string): TaskStep[] {
  return r
    .all<StoredStep>(
      'SELECT at, person, what, reference, note, due_at FROM task_step WHERE task = ? ORDER BY number',
      [id],
    )
    .map((row) => ({
      at: Number(row.at),
      person: row.person,
      what: taskStep.shape.what.parse(row.what),
      reference: row.reference,
      note: row.note,
      dueAt: row.due_at === null ? null : Number(row.due_at),
    }));
}
