import type { ReadHandle, Store } from '../../storage/store.ts';
import type { Readings, TaskDefinition } from '../tasks-port.ts';
import { changeTask } from './change.ts';
import type { StoredTask, Task } from './rows.ts';
import { readTask, TASK_COLUMNS, taskOf } from './rows.ts';
import { DENY_AFTER_DAYS, verdict } from './rules/verdict.ts';

/** Tasks that a reading may show: done or denied, of a kind with a check. */
function* toCheck(r: ReadHandle, definitions: readonly TaskDefinition[]): Generator<[Task, TaskDefinition]> {
  for (const definition of definitions) {
    if (definition.check === undefined) continue;
    const rows = r.all<StoredTask>(
      `-- tasks.toCheck
       SELECT ${TASK_COLUMNS} FROM task WHERE kind = ? AND state IN ('done', 'denied') ORDER BY seq`,
      [definition.kind],
    );
    for (const row of rows) yield [taskOf(row), definition];
  }
}

function look(
  mirror: ReadHandle,
  task: Task,
  definition: TaskDefinition,
  readings: Readings,
): 'seen' | 'denied' | null {
  if (task.doneAt === null) return null;
  return verdict({
    state: task.state,
    doneAt: task.doneAt,
    finding: definition.check?.(mirror, task, readings) ?? 'unknown',
    readAt: readings.readAt(definition.reads ?? 'customers'),
    denyAfterDays: definition.denyAfterDays === undefined ? DENY_AFTER_DAYS : definition.denyAfterDays,
  });
}

/**
 * After a sync: looks at every task that somebody marked as done (or that was denied before), and closes those the mirror
 * shows. Costs what there is to look at; without a change nothing is written.
 * @returns how many tasks changed
 */
export function checkTasks(
  stores: { readonly ledger: Store; readonly mirror: Store },
  definitions: readonly TaskDefinition[],
  readings: Readings,
): number {
  const found = stores.mirror.snapshot((mirror) =>
    [...toCheck(stores.ledger.read, definitions)].flatMap(([task, definition]) => {
      const event = look(mirror, task, definition, readings);
      return event === null ? [] : [{ task, definition, event }];
    }),
  );
  if (found.length === 0) return 0;
  return stores.ledger.write((w) => {
    let changed = 0;
    for (const { task, definition, event } of found) {
      // Somebody may have reopened it since; then what was found says nothing about it.
      const now = readTask(w, task.id);
      if (now?.state !== task.state || now.doneAt !== task.doneAt) continue;
      const by = { person: null, reference: null, note: null };
      if (changeTask(w, now, event, definition, by) !== null) changed += 1;
    }
    return changed;
  });
}
