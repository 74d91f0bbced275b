import type { Caller } from '../../contract/handlers.ts';
import type { OutputOf, ParsedInputOf } from '../../contract/index.ts';
import type { AreaContext } from '../context.ts';
import { checkChangeable, outboxOf } from './shared.ts';

/** What people do to saved actions. Each is one transaction of the ledger with its audit rows; then the executor looks. */

/** Takes back what surely was not sent: one action, or the ids of a batch. @throws CodedError NOT_FOUND, PERMISSION_DENIED, OUTBOX_TOO_LATE */
export function cancelOutbox(
  context: AreaContext,
  input: ParsedInputOf<'outbox.cancel'>,
  caller: Caller,
): OutputOf<'outbox.cancel'> {
  const outbox = outboxOf(context);
  checkChangeable(context, caller, input.ids);
  const cancelled = context.workspace.ledger.write((w) => outbox.cancel(w, input.ids, caller.person));
  // What waited behind them in their lanes is next.
  outbox.wake();
  return { cancelled };
}

/** Tries again now what waits or was held. @throws CodedError NOT_FOUND, PERMISSION_DENIED, OUTBOX_TOO_LATE, OUTBOX_DEPENDENCY */
export function retryOutbox(
  context: AreaContext,
  input: ParsedInputOf<'outbox.retry'>,
  caller: Caller,
): OutputOf<'outbox.retry'> {
  const outbox = outboxOf(context);
  checkChangeable(context, caller, [input.id]);
  const state = context.workspace.ledger.write((w) => outbox.retry(w, input.id, caller.person));
  outbox.wake();
  return { state };
}

/** Answers that end an action without another request: the mirror is as old as what the person compared with. */
const ENDS: ReadonlySet<string> = new Set(['theirs', 'happened']);

/** A person's answer to a conflict or to an unclear outcome. @throws CodedError NOT_FOUND, PERMISSION_DENIED, OUTBOX_DECISION_UNFIT */
export function decideOutbox(
  context: AreaContext,
  input: ParsedInputOf<'outbox.decide'>,
  caller: Caller,
): OutputOf<'outbox.decide'> {
  const outbox = outboxOf(context);
  const { ledger } = context.workspace;
  checkChangeable(context, caller, input.ids);
  const decided = ledger.write((w) => outbox.decide(w, input.ids, input.decision, caller.person));
  if (ENDS.has(input.decision)) {
    for (const id of input.ids) {
      const action = outbox.find(ledger.read, id);
      if (action !== undefined) outbox.refresh(action);
    }
  }
  outbox.wake();
  return { decided };
}
