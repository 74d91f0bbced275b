import { maskName } from '../../base/masking.ts';
import type { AuthorizationEvent, AuthorizationState, RoleSwitch } from '../../contract/behalf.ts';
import type { Caller } from '../../contract/handlers.ts';
import type { OutputOf, ParsedInputOf } from '../../contract/index.ts';
import type { ReadHandle } from '../../storage/store.ts';
import type { AreaContext } from '../context.ts';
import { customerNames, seenCustomer, shownName } from '../customers/shared.ts';
import { acceptedLetters, letterOf, partnerTypeOf } from '../partner/shared.ts';
import { readAuthorization, readSwitches, type StoredSwitch } from './rows.ts';
import { beginRefusal, requestRefusal } from './rules/authorization.ts';
import { seenFacts, standingOf } from './standing.ts';

/** Switches shown with a customer; older ones are in the audit list. */
const SWITCHES = 20;

function shownSwitches(
  context: AreaContext,
  switches: readonly StoredSwitch[],
  caller: Caller,
  revealId: string | undefined,
): RoleSwitch[] {
  const clear = caller.revealed('customers', revealId).has('name');
  const ids = switches.map(({ customerId }) => customerId);
  const names = customerNames(context.workspace.mirror.read, ids);
  return switches.map(({ memberId, ...one }) => {
    const name = shownName(names.get(one.customerId));
    return {
      ...one,
      customerName: clear ? name : maskName(name),
      mine: memberId === caller.memberId,
    };
  });
}

function historyOf(r: ReadHandle, customerId: string) {
  return r
    .all<{
      at: bigint;
      event: AuthorizationEvent;
      to_state: AuthorizationState;
      person: string;
      reason: string | null;
    }>(
      'SELECT at, event, to_state, person, reason FROM authorization_step WHERE customer_id = ? ORDER BY no DESC',
      [customerId],
    )
    .map((row) => ({
      at: Number(row.at),
      event: row.event,
      to: row.to_state,
      person: row.person,
      reason: row.reason,
    }));
}

function letterNeeded(context: AreaContext, ledger: ReadHandle): OutputOf<'behalf.letter'>['needed'] {
  const wanted = letterOf(partnerTypeOf(context));
  return acceptedLetters(ledger).some(({ letter }) => letter === wanted) ? null : wanted;
}

/** Where a customer's authorization stands, and what may be done now; null when there is no such customer in sight. */
export function getAuthorization(
  context: AreaContext,
  input: ParsedInputOf<'behalf.get'>,
  caller: Caller,
): OutputOf<'behalf.get'> {
  const { ledger, mirror } = context.workspace;
  const { customerId } = input;
  const customer = seenFacts(mirror.read, [customerId], caller).get(customerId);
  if (customer === undefined) return null;
  return ledger.snapshot((r) => {
    const { state, since, sentAt, reason, taskId } = readAuthorization(r, customerId);
    const standing = standingOf(context, r);
    const switches = readSwitches(r, `customer_id = ? ORDER BY begun_at DESC, id DESC LIMIT ${SWITCHES}`, [
      customerId,
    ]);
    return {
      customerId,
      state,
      since,
      sentAt,
      reason,
      taskId,
      requestRefused: requestRefusal(customer, standing, state),
      beginRefused: beginRefusal(customer, standing, state),
      letterNeeded: letterNeeded(context, r),
      history: historyOf(r, customerId),
      switches: shownSwitches(context, switches, caller, input.revealId),
    };
  });
}

/** Open switches of role: the caller's own, and those of customers the caller sees. The oldest first. */
export function openSwitches(
  context: AreaContext,
  input: ParsedInputOf<'behalf.open'>,
  caller: Caller,
): OutputOf<'behalf.open'> {
  const { ledger, mirror } = context.workspace;
  const open = readSwitches(ledger.read, 'ended_at IS NULL ORDER BY begun_at, id', []).filter(
    (one) =>
      one.memberId === caller.memberId ||
      (caller.may('customers.view') && seenCustomer(mirror.read, one.customerId, caller) !== null),
  );
  return { rows: shownSwitches(context, open, caller, input.revealId) };
}

/** The letter that a first request has to accept; null once it was. */
export function neededLetter(context: AreaContext): OutputOf<'behalf.letter'> {
  return { needed: letterNeeded(context, context.workspace.ledger.read) };
}
