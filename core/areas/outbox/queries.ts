import { maskAccount, maskEmail, maskName } from '../../base/masking.ts';
import type { Caller } from '../../contract/handlers.ts';
import type { OutputOf, ParsedInputOf } from '../../contract/index.ts';
import { outboxRow, type OutboxRow } from '../../contract/outbox.ts';
import type { AreaContext } from '../context.ts';
import { customerNames, shownName } from '../customers/shared.ts';
import type { OutboxAction } from '../outbox-port.ts';
import { targetOf } from './rules/pending.ts';
import { outboxOf, outboxSight, seesAction, situationOf } from './shared.ts';

const VIEW = 'outbox';
const FINAL: ReadonlySet<string> = new Set(['confirmed', 'rejected', 'cancelled']);

/** How many actions there are, by state; what the frame's counter shows. */
export function summariseOutbox(
  context: AreaContext,
  _input: ParsedInputOf<'outbox.summary'>,
  caller: Caller,
): OutputOf<'outbox.summary'> {
  const { within } = outboxSight(context, caller);
  const counts = { ...outboxOf(context).counts(context.workspace.ledger.read, within) };
  const open = Object.entries(counts).reduce((sum, [state, n]) => sum + (FINAL.has(state) ? 0 : n), 0);
  return { counts, open, decisions: counts.decision };
}

/** Where the actions of a batch are by now. */
export function progressOfOutbox(
  context: AreaContext,
  input: ParsedInputOf<'outbox.progress'>,
): OutputOf<'outbox.progress'> {
  return { counts: { ...outboxOf(context).countsOf(context.workspace.ledger.read, input.ids) } };
}

/** Actions, newest first. Names are masked unless revealed for view 'outbox'. */
export function listOutbox(
  context: AreaContext,
  input: ParsedInputOf<'outbox.list'>,
  caller: Caller,
): OutputOf<'outbox.list'> {
  const { states, customerId, after, limit } = input;
  const found = outboxOf(context).list(context.workspace.ledger.read, {
    ...(states === undefined ? {} : { states }),
    ...(customerId === undefined ? {} : { customerId }),
    ...(after === undefined ? {} : { after }),
    ...outboxSight(context, caller),
    limit: limit + 1,
  });
  const page = found.slice(0, limit);
  const rows = rowsOf(context, page, caller, input.revealId);
  return { rows, next: found.length > limit ? (page.at(-1)?.id ?? null) : null };
}

/** One action with its attempts; null when there is none. */
export function getOutbox(
  context: AreaContext,
  input: ParsedInputOf<'outbox.get'>,
  caller: Caller,
): OutputOf<'outbox.get'> {
  const outbox = outboxOf(context);
  return context.workspace.ledger.snapshot((r) => {
    const action = outbox.find(r, input.id);
    if (action === undefined || !seesAction(context, caller, action)) return null;
    const [row] = rowsOf(context, [action], caller, input.revealId);
    return row === undefined ? null : { row, attempts: [...outbox.attempts(r, action.id)] };
  });
}

function rowsOf(
  context: AreaContext,
  actions: readonly OutboxAction[],
  caller: Caller,
  revealId: string | undefined,
): OutboxRow[] {
  const revealed = caller.revealed(VIEW, revealId);
  const outbox = outboxOf(context);
  const names = customerNames(
    context.workspace.mirror.read,
    actions.map((action) => action.customerId),
  );
  return actions.map((action) => {
    const known = names.get(action.customerId);
    const account = accountOf(action);
    const name = known === undefined && account !== null ? account : shownName(known);
    const mask = known === undefined && account !== null ? maskAccount : maskName;
    const row = rowOf(action, revealed.has('name') ? name : mask(name), outbox.isUnborn(action.customerId));
    const { email } = row.target;
    if (email === null || revealed.has('email')) return row;
    return { ...row, target: { ...row.target, email: maskEmail(email) } };
  });
}

/** The account an action creates, or waits for; null for actions about customers that are there. */
function accountOf({ payload }: OutboxAction): string | null {
  const name = payload['accountName'];
  return typeof name === 'string' ? name : null;
}

const accountSeen = outboxRow.shape.account;

function rowOf(action: OutboxAction, customerName: string, unborn: boolean): OutboxRow {
  const { id, kind, customerId, person, createdAt, state, since, nextAt, attempts } = action;
  return {
    id,
    kind,
    customerId: unborn ? null : customerId,
    customerName,
    person,
    createdAt,
    state,
    since,
    nextAt,
    attempts,
    base: situationOf(action.base),
    target: targetOf(action),
    theirs: action.theirs === null ? null : situationOf(action.theirs),
    account: accountSeen.catch(null).parse(action.theirs?.['account'] ?? null),
    unclear: action.unclear,
    dependsOn: [...action.dependsOn],
    code: action.code,
    data: action.data,
    batchId: action.batchId,
  };
}
