import { CodedError } from '../../base/errors.ts';
import type { OutboxState } from '../../contract/outbox.ts';
import type { WriteHandle } from '../../storage/store.ts';
import type { CodeBox } from './codes.ts';
import { FINAL_STATES, type EventName } from './decide.ts';
import { afterRestore } from './restore.ts';
import { actionRow } from './rows.ts';
import { transition, type TransitionPorts } from './transition.ts';
import type { Decision } from './types.ts';

/** What people do to actions that were saved. Everything happens in the caller's transaction, with its audit rows. */

type Ports = Pick<TransitionPorts, 'clock' | 'random'>;

/**
 * Takes back what surely was not sent (waiting, held, or a conflict). Others of the list are left as they are.
 * @returns how many were taken back
 * @throws CodedError NOT_FOUND {id}, OUTBOX_TOO_LATE when none could be
 */
export function cancelActions(w: WriteHandle, ports: Ports, ids: readonly string[], person: string): number {
  return apply(w, ports, ids, 'cancel', person, 'OUTBOX_TOO_LATE');
}

/**
 * Tries again now what waits or was held. What is being sent, verified or decided stays where it is.
 * @returns where it is now
 * @throws CodedError NOT_FOUND {id}, OUTBOX_TOO_LATE when it has ended, OUTBOX_DEPENDENCY when what it needs will never be done
 */
export function retryAction(w: WriteHandle, ports: Ports, id: string, person: string): OutboxState {
  afterRestore(w, ports);
  const state = stateOf(w, id);
  if (FINAL_STATES.includes(state)) throw new CodedError('OUTBOX_TOO_LATE', { id, state });
  const moved = transition(w, ports, id, 'retry', { who: person });
  if (!moved && state === 'held') throw new CodedError('OUTBOX_DEPENDENCY', { id });
  return moved?.action.state ?? state;
}

/**
 * A person gives what an action is held for: its verification code, which is kept in memory only. It is tried again then.
 * @throws CodedError NOT_FOUND {id}, OUTBOX_TOO_LATE when it does not wait to be sent
 */
export function supplyCode(
  w: WriteHandle,
  ports: Ports,
  codes: Pick<CodeBox, 'put'>,
  given: { readonly id: string; readonly code: string; readonly until: number; readonly person: string },
): OutboxState {
  afterRestore(w, ports);
  const state = stateOf(w, given.id);
  if (state !== 'held' && state !== 'waiting')
    throw new CodedError('OUTBOX_TOO_LATE', { id: given.id, state });
  codes.put(given.id, given.code, given.until);
  return transition(w, ports, given.id, 'retry', { who: given.person })?.action.state ?? state;
}

const DECISION_EVENT: { readonly [D in Decision]: EventName } = {
  mine: 'mine',
  theirs: 'theirs',
  happened: 'happened',
  'did-not-happen': 'notHappened',
};

/**
 * A person's answer. A conflict (`unclear` false): 'mine' sends over what is there now, 'theirs' takes the action back.
 * An unclear outcome (`unclear` true): 'happened' confirms it, 'did-not-happen' lets it be sent again.
 * @returns how many were decided
 * @throws CodedError NOT_FOUND {id}, OUTBOX_DECISION_UNFIT when the answer fits none of them
 */
export function decideActions(
  w: WriteHandle,
  ports: Ports,
  ids: readonly string[],
  decision: Decision,
  person: string,
): number {
  return apply(w, ports, ids, DECISION_EVENT[decision], person, 'OUTBOX_DECISION_UNFIT');
}

function apply(
  w: WriteHandle,
  ports: Ports,
  ids: readonly string[],
  event: EventName,
  person: string,
  refusal: 'OUTBOX_TOO_LATE' | 'OUTBOX_DECISION_UNFIT',
): number {
  afterRestore(w, ports);
  let count = 0;
  for (const id of ids) {
    stateOf(w, id);
    if (transition(w, ports, id, event, { who: person })) count += 1;
  }
  if (count === 0) throw new CodedError(refusal, { ids: ids.slice(0, 10) });
  return count;
}

function stateOf(w: WriteHandle, id: string): OutboxState {
  const row = actionRow(w, id);
  if (!row) throw new CodedError('NOT_FOUND', { id });
  return row.state as OutboxState;
}
