import type { TaskState } from '../../contract/tasks.ts';
import type { ReadHandle, SqlValue } from '../../storage/store.ts';
import type { StoredTask, Task } from './rows.ts';
import { readTask, TASK_COLUMNS, taskOf } from './rows.ts';

export interface TaskListing {
  readonly states: readonly TaskState[];
  readonly customerId?: string;
  readonly kind?: string;
  /** Due before this instant. */
  readonly dueBefore?: number;
  readonly order: 'due' | 'newest';
  /** Id of the last task of the page before. */
  readonly after?: string;
}

const ORDER = {
  due: { place: '(due_at, seq) > (?, ?)', by: 'due_at, seq', at: (task: Task) => task.dueAt },
  newest: { place: '(since, seq) < (?, ?)', by: 'since DESC, seq DESC', at: (task: Task) => task.since },
} as const;

/** Tasks one after another, in the asked order; read no further than it is walked. */
export function* walkTasks(r: ReadHandle, q: TaskListing): Generator<Task> {
  const order = ORDER[q.order];
  const where = ['state IN (SELECT value FROM json_each(?))'];
  const params: SqlValue[] = [JSON.stringify(q.states)];
  const add = (condition: string, ...values: SqlValue[]): void => {
    where.push(condition);
    params.push(...values);
  };
  if (q.customerId !== undefined) add('customer_id = ?', q.customerId);
  if (q.kind !== undefined) add('kind = ?', q.kind);
  if (q.dueBefore !== undefined) add('due_at < ?', q.dueBefore);
  const last = q.after === undefined ? undefined : readTask(r, q.after);
  if (last !== undefined) add(order.place, order.at(last), last.seq);
  const rows = r.iterate<StoredTask>(
    `-- tasks.list
     SELECT ${TASK_COLUMNS} FROM task WHERE ${where.join(' AND ')} ORDER BY ${order.by}`,
    params,
  );
  for (const row of rows) yield taskOf(row);
}
