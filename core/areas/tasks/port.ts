import type { Clock } from '../../base/clock.ts';
import { CodedError } from '../../base/errors.ts';
import { uuidv7 } from '../../base/ids.ts';
import type { Random } from '../../base/random.ts';
import { appendAudit } from '../../storage/audit.ts';
import type { WriteHandle } from '../../storage/store.ts';
import type { NewTask, TaskDefinition, TasksPort } from '../tasks-port.ts';
import { addStep, changeTask } from './change.ts';
import { readTask } from './rows.ts';
import { endOfDay } from './rules/due.ts';

/** Id of a task that is there already: the one asked for, or an open one that says the same. */
function known(w: WriteHandle, task: NewTask, fields: string): string | undefined {
  if (task.id !== undefined) return w.get<{ id: string }>('SELECT id FROM task WHERE id = ?', [task.id])?.id;
  return w.get<{ id: string }>(
    `SELECT id FROM task WHERE kind = ? AND subject = ? AND state = 'open' AND customer_id IS ? AND fields = ?`,
    [task.kind, task.subject, task.customerId, fields],
  )?.id;
}

function insert(
  w: WriteHandle,
  task: NewTask & { readonly id: string },
  fields: string,
  dueAt: number,
): void {
  const { id, kind, customerId, subject, person } = task;
  const now = w.now();
  w.run(
    `INSERT INTO task (id, kind, customer_id, subject, fields, person, created_at, due_at, state, since)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'open', ?)`,
    [id, kind, customerId, subject, fields, person, now, dueAt, now],
  );
  addStep(w, id, 'created', { person, reference: null, note: null, dueAt });
  // The values may name people: they stay with the task.
  appendAudit(w, {
    who: person,
    what: 'tasks.save',
    target: customerId ?? id,
    after: { kind, task: id, dueAt },
    outcome: 'saved',
  });
  w.touch('task');
}

/** The tasks of a workspace as the areas use them. @param definitions of every area */
export function tasksPort(
  ports: { readonly clock: Clock; readonly random: Random },
  definitions: readonly TaskDefinition[],
): TasksPort {
  const kinds = new Map(definitions.map((one) => [one.kind, one]));
  const nothingSaid = (person: string | null) => ({ person, reference: null, note: null });
  return {
    newId: () => uuidv7(ports.clock, ports.random),
    save(w, tasks) {
      return tasks.map((task) => {
        const definition = kinds.get(task.kind);
        if (definition === undefined)
          throw new CodedError('INTERNAL', { reason: 'task-kind', kind: task.kind });
        const fields = JSON.stringify(task.values);
        const found = known(w, task, fields);
        if (found !== undefined) return found;
        const id = task.id ?? uuidv7(ports.clock, ports.random);
        insert(w, { ...task, id }, fields, task.dueAt ?? endOfDay(w.now(), definition.dueDays));
        return id;
      });
    },
    cancel(w, id, person) {
      const task = readTask(w, id);
      if (task?.state === 'open') changeTask(w, task, 'cancel', kinds.get(task.kind), nothingSaid(person));
    },
    finish(w, id, person, reference = null) {
      const task = readTask(w, id);
      if (task?.state !== 'open') return;
      changeTask(w, task, 'done', kinds.get(task.kind), { person, reference, note: null });
    },
    conclude(w, id, finding, person) {
      const task = readTask(w, id);
      if (task?.state === 'done') changeTask(w, task, finding, kinds.get(task.kind), nothingSaid(person));
    },
    stateOf: (r, id) => readTask(r, id)?.state,
    definition: (kind) => kinds.get(kind),
  };
}
