import { CodedError } from '../../base/errors.ts';
import type { Caller } from '../../contract/handlers.ts';
import type { OutputOf, ParsedInputOf } from '../../contract/index.ts';
import type { TaskState } from '../../contract/tasks.ts';
import type { AreaContext } from '../context.ts';
import { changeTask } from './change.ts';
import { readTask } from './rows.ts';
import { endOfNamedDay } from './rules/due.ts';
import type { TaskEvent } from './rules/states.ts';
import { checkCancel, inSight } from './sight.ts';

/** What people say about tasks. Each is one transaction of the ledger with its audit row. */

interface Said {
  readonly event: TaskEvent;
  readonly reference?: string | null;
  readonly note?: string | undefined;
  readonly dueAt?: number;
}

function say(context: AreaContext, id: string, caller: Caller, said: Said): TaskState {
  const { ledger, mirror } = context.workspace;
  return ledger.write((w) => {
    const task = readTask(w, id);
    if (task === undefined || !inSight(mirror.read, caller)(task)) throw new CodedError('NOT_FOUND', { id });
    if (said.event === 'cancel') checkCancel(task, caller);
    const state = changeTask(w, task, said.event, context.tasks?.definition(task.kind), {
      person: caller.person,
      reference: said.reference ?? null,
      note: said.note === undefined || said.note === '' ? null : said.note,
      ...(said.dueAt === undefined ? {} : { dueAt: said.dueAt }),
    });
    if (state === null) throw new CodedError('TASK_CLOSED', { state: task.state });
    return state;
  });
}

/** A person did it in the console. @throws CodedError NOT_FOUND, TASK_CLOSED */
export function doneTask(
  context: AreaContext,
  input: ParsedInputOf<'tasks.done'>,
  caller: Caller,
): OutputOf<'tasks.done'> {
  const { id, reference, note } = input;
  return { state: say(context, id, caller, { event: 'done', reference, note }) };
}

/** It is not done after all. @throws CodedError NOT_FOUND, TASK_CLOSED */
export function reopenTask(
  context: AreaContext,
  input: ParsedInputOf<'tasks.reopen'>,
  caller: Caller,
): OutputOf<'tasks.reopen'> {
  return { state: say(context, input.id, caller, { event: 'reopen', note: input.note }) };
}

/** It will not be done. @throws CodedError NOT_FOUND, PERMISSION_DENIED, TASK_CLOSED */
export function cancelTask(
  context: AreaContext,
  input: ParsedInputOf<'tasks.cancel'>,
  caller: Caller,
): OutputOf<'tasks.cancel'> {
  return { state: say(context, input.id, caller, { event: 'cancel', note: input.note }) };
}

/** Another day, today or later (GMT+08:00). @throws CodedError NOT_FOUND, TASK_CLOSED, INPUT_INVALID {field: 'day'} */
export function setTaskDue(
  context: AreaContext,
  input: ParsedInputOf<'tasks.setDue'>,
  caller: Caller,
): OutputOf<'tasks.setDue'> {
  const dueAt = endOfNamedDay(input.day);
  if (dueAt === null || dueAt < context.workspace.clock.now())
    throw new CodedError('INPUT_INVALID', { field: 'day' });
  say(context, input.id, caller, { event: 'setDue', dueAt });
  return { dueAt };
}
