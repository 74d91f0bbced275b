import { maskAccount, maskEmail, maskName, maskPerson, maskPhone } from '../../base/masking.ts';
import type { JsonValue } from '../../base/json.ts';
import type { Caller } from '../../contract/handlers.ts';
import type { OutputOf, ParsedInputOf } from '../../contract/index.ts';
import type { TaskDetails, TaskRow, TaskState } from '../../contract/tasks.ts';
import type { ReadHandle } from '../../storage/store.ts';
import type { AreaContext } from '../context.ts';
import { customerFacts, shownName } from '../customers/shared.ts';
import type { TaskDefinition, TaskMask } from '../tasks-port.ts';
import type { Task } from './rows.ts';
import { readTask, stepsOf } from './rows.ts';
import { walkTasks } from './read.ts';
import { consolePage } from './rules/console.ts';
import { inSight, seesAllTasks } from './sight.ts';

const VIEW = 'tasks';
const ALL: readonly TaskState[] = ['open', 'done', 'seen', 'denied', 'cancelled'];

const MASKS: Readonly<Record<TaskMask, (text: string) => string>> = {
  name: maskName,
  account: maskAccount,
  manager: maskPerson,
  phone: maskPhone,
  email: maskEmail,
};

/** Tasks by due date, or what happened last first. Names are masked unless revealed for view 'tasks'. */
export function listTasks(
  context: AreaContext,
  input: ParsedInputOf<'tasks.list'>,
  caller: Caller,
): OutputOf<'tasks.list'> {
  const { ledger, mirror, clock } = context.workspace;
  const { states = ALL, customerId, kind, overdue, order, after, limit } = input;
  return ledger.snapshot((r) => {
    const sees = inSight(mirror.read, caller);
    const found: Task[] = [];
    const walk = walkTasks(r, {
      states: overdue === true ? states.filter((state) => state === 'open') : states,
      order,
      ...(customerId === undefined ? {} : { customerId }),
      ...(kind === undefined ? {} : { kind }),
      ...(overdue === true ? { dueBefore: clock.now() } : {}),
      ...(after === undefined ? {} : { after }),
    });
    for (const task of walk) {
      if (!sees(task)) continue;
      found.push(task);
      if (found.length > limit) break;
    }
    const page = found.slice(0, limit);
    return {
      rows: rowsOf(context, page, caller, input.revealId),
      next: found.length > limit ? (page.at(-1)?.id ?? null) : null,
    };
  });
}

/** One task with its page, its values and its history; null when there is none in sight. */
export function getTask(
  context: AreaContext,
  input: ParsedInputOf<'tasks.get'>,
  caller: Caller,
): OutputOf<'tasks.get'> {
  const { ledger, mirror, kind } = context.workspace;
  return ledger.snapshot((r) => {
    const task = readTask(r, input.id);
    if (task === undefined || !inSight(mirror.read, caller)(task)) return null;
    const [row] = rowsOf(context, [task], caller, input.revealId);
    if (row === undefined) return null;
    const definition = context.tasks?.definition(task.kind);
    const page = consolePage(context.endpoint?.() ?? null, definition?.link(task.values) ?? '/index');
    return {
      row,
      page: { ...page, demo: kind === 'demo' },
      fields: definition === undefined ? [] : fieldsOf(task, definition, caller, input.revealId),
      checked: definition?.check !== undefined,
      history: stepsOf(r, task.id),
    };
  });
}

/** How many tasks wait, fell due, or turned out otherwise. */
export function summariseTasks(
  context: AreaContext,
  _input: ParsedInputOf<'tasks.summary'>,
  caller: Caller,
): OutputOf<'tasks.summary'> {
  const { ledger, mirror, clock } = context.workspace;
  return countTasks(ledger.read, mirror.read, clock.now(), caller);
}

/** Counts of what is not closed; costs what there is of it. */
export function countTasks(
  ledger: ReadHandle,
  mirror: ReadHandle,
  now: number,
  caller: Caller,
): OutputOf<'tasks.summary'> {
  if (seesAllTasks(caller)) return countAll(ledger, now);
  const counts = { open: 0, overdue: 0, denied: 0 };
  const sees = inSight(mirror, caller);
  for (const task of walkTasks(ledger, { states: ['open', 'denied'], order: 'due' })) {
    if (!sees(task)) continue;
    if (task.state === 'denied') counts.denied += 1;
    else {
      counts.open += 1;
      if (task.dueAt < now) counts.overdue += 1;
    }
  }
  return counts;
}

function countAll(ledger: ReadHandle, now: number): OutputOf<'tasks.summary'> {
  const row = ledger.get<{ open: bigint; overdue: bigint; denied: bigint }>(
    `-- tasks.count
     SELECT count(*) FILTER (WHERE state = 'open') AS open,
       count(*) FILTER (WHERE state = 'open' AND due_at < ?) AS overdue,
       count(*) FILTER (WHERE state = 'denied') AS denied
     FROM task WHERE state IN ('open', 'denied')`,
    [now],
  );
  return {
    open: Number(row?.open ?? 0n),
    overdue: Number(row?.overdue ?? 0n),
    denied: Number(row?.denied ?? 0n),
  };
}

const textOf = (value: JsonValue): string => (typeof value === 'string' ? value : JSON.stringify(value));

function fieldsOf(
  task: Task,
  definition: TaskDefinition,
  caller: Caller,
  revealId: string | undefined,
): TaskDetails['fields'] {
  const shown = caller.revealed(VIEW, revealId);
  return definition.copy.flatMap((name) => {
    const value = task.values[name];
    if (value === undefined || value === null || value === '') return [];
    const reveal = definition.masked?.[name] ?? null;
    const text = textOf(value);
    return [{ name, reveal, value: reveal === null || shown.has(reveal) ? text : MASKS[reveal](text) }];
  });
}

function rowsOf(
  context: AreaContext,
  tasks: readonly Task[],
  caller: Caller,
  revealId: string | undefined,
): TaskRow[] {
  const now = context.workspace.clock.now();
  const clear = caller.revealed(VIEW, revealId).has('name');
  const ids = tasks.flatMap(({ customerId }) => (customerId === null ? [] : [customerId]));
  const facts = customerFacts(context.workspace.mirror.read, ids);
  return tasks.map((task) => {
    const { id, kind, customerId, person, createdAt, dueAt, state, since, reference, note } = task;
    const customer = customerId === null ? undefined : facts.get(customerId);
    const name = shownName(customer);
    return {
      id,
      kind,
      customerId,
      customerName: clear ? name : maskName(name),
      association: customer?.association ?? null,
      person,
      createdAt,
      dueAt,
      overdue: state === 'open' && dueAt < now,
      state,
      since,
      reference,
      note,
    };
  });
}
