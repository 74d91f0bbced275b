import { CodedError } from '../../base/errors.ts';
import { maskName } from '../../base/masking.ts';
import { beijingDay } from '../../base/period.ts';
import type { AssignmentRow } from '../../contract/assignments.ts';
import type { Caller } from '../../contract/handlers.ts';
import type { OutputOf, ParsedInputOf } from '../../contract/index.ts';
import type { AreaContext } from '../context.ts';
import { countByManager, customerNames, shownName } from '../customers/shared.ts';
import { assignable, isUndoable, planEach, wantedManager } from './actions.ts';
import { namePeople } from './people.ts';
import { listChanges, type ListedChange } from './rows.ts';
import { decideAssign, decideWithdraw } from './rules/change.ts';
import { dayAfter } from './rules/history.ts';

const VIEW = 'customers';

/** Whether a member's caller sees a change: one of the customers of the managers they see, then or now. */
function seesChange(caller: Caller, change: ListedChange): boolean {
  const { sees } = caller;
  if (sees === 'all') return true;
  return [change.to.memberId, change.former.memberId].some((id) => id !== null && sees.managers.includes(id));
}

function readChanges(
  context: AreaContext,
  input: ParsedInputOf<'assignments.list'>,
  caller: Caller,
): ListedChange[] {
  if (input.after !== undefined && !/^\d{1,15}$/.test(input.after))
    throw new CodedError('INPUT_INVALID', { field: 'after' });
  const found: ListedChange[] = [];
  const { customerId, managerId, open } = input;
  const before = input.after === undefined ? undefined : BigInt(input.after);
  for (const change of listChanges(context.workspace.ledger.read, { customerId, managerId, open, before })) {
    if (seesChange(caller, change)) found.push(change);
    if (found.length > input.limit) break;
  }
  return found;
}

/** Changes of managers, the newest first. @throws CodedError INPUT_INVALID for a foreign `after` */
export function listAssignments(
  context: AreaContext,
  input: ParsedInputOf<'assignments.list'>,
  caller: Caller,
): OutputOf<'assignments.list'> {
  const { ledger, mirror } = context.workspace;
  const revealed = caller.revealed(VIEW, input.revealId);
  const found = readChanges(context, input, caller);
  const shown = found.slice(0, input.limit);
  const names = customerNames(
    mirror.read,
    shown.map(({ customerId }) => customerId),
  );
  const nameOf = namePeople(mirror.read, revealed);
  const row = (change: ListedChange): AssignmentRow => {
    const name = shownName(names.get(change.customerId));
    const state = change.taskId === null ? undefined : context.tasks?.stateOf(ledger.read, change.taskId);
    return {
      id: String(change.seq),
      customerId: change.customerId,
      customerName: revealed.has('name') ? name : maskName(name),
      to: nameOf(change.to),
      former: nameOf(change.former),
      day: change.day,
      countsFrom: dayAfter(change.day),
      until: change.until,
      at: change.at,
      person: change.person,
      cause: change.cause,
      task: change.taskId === null || state === undefined ? null : { id: change.taskId, state },
      undoable: isUndoable(context, ledger.read, change, change.last),
    };
  };
  const more = found.length > input.limit;
  return { rows: shown.map(row), next: more ? String(shown.at(-1)?.seq) : null };
}

/** Members that who asks may assign customers to, with how many they have. */
export function assignmentChoices(
  context: AreaContext,
  _input: ParsedInputOf<'assignments.choices'>,
  caller: Caller,
): OutputOf<'assignments.choices'> {
  const { ledger, mirror } = context.workspace;
  const counts = new Map(
    countByManager(mirror.read).map(({ managerId, customers }) => [managerId, customers]),
  );
  return assignable(ledger.read, caller).map(({ id, name }) => ({
    id,
    name,
    customers: counts.get(id) ?? 0,
  }));
}

/** Who has whom now and what would change. @throws CodedError MANAGER_UNKNOWN */
export function previewAssignments(
  context: AreaContext,
  input: ParsedInputOf<'assignments.preview'>,
  caller: Caller,
): OutputOf<'assignments.preview'> {
  const { ledger, mirror, clock } = context.workspace;
  const wanted = input.managerId === null ? null : wantedManager(ledger.read, caller, input.managerId);
  const planned = planEach(context, ledger.read, caller, input.customerIds, (standing) =>
    wanted === null ? decideWithdraw(standing) : decideAssign(standing, wanted),
  );
  const revealed = caller.revealed(VIEW, input.revealId);
  const nameOf = namePeople(mirror.read, revealed);
  const names = customerNames(
    mirror.read,
    planned.flatMap(({ customerId, standing }) => (standing === undefined ? [] : [customerId])),
  );
  const rows = planned.map(({ customerId, standing, decided }) => {
    const name = shownName(names.get(customerId));
    const before = standing === undefined ? null : nameOf(standing.now);
    const refused = typeof decided === 'string' ? decided : null;
    return {
      customerId,
      customerName: revealed.has('name') ? name : maskName(name),
      before,
      after: typeof decided === 'string' ? before : nameOf(decided.to),
      refused,
      tell: typeof decided === 'string' ? false : decided.tell,
    };
  });
  return {
    rows,
    count: rows.length,
    refused: rows.filter(({ refused }) => refused !== null).length,
    tell: rows.filter(({ tell }) => tell).length,
    countsFrom: dayAfter(beijingDay(clock.now())),
  };
}
