import { CodedError } from '../../base/errors.ts';
import type { JsonObject } from '../../base/json.ts';
import type { AuthorizationEvent, SwitchPurpose } from '../../contract/behalf.ts';
import type { Caller } from '../../contract/handlers.ts';
import type { OutputOf, ParsedInputOf } from '../../contract/index.ts';
import { appendAudit } from '../../storage/audit.ts';
import type { WriteHandle } from '../../storage/store.ts';
import { recordAnswer } from '../answers/shared.ts';
import type { AreaContext } from '../context.ts';
import { shownName, type CustomerFacts } from '../customers/shared.ts';
import { outboxOf } from '../outbox/shared.ts';
import { acceptLetter, letterOf } from '../partner/shared.ts';
import { tasksOf } from '../tasks/shared.ts';
import {
  endSwitch,
  readAuthorization,
  readAuthorizations,
  readSwitches,
  writeAuthorization,
} from './rows.ts';
import { beginRefusal, NEEDS_REASON, nextAuthorization, requestRefusal } from './rules/authorization.ts';
import { seenFacts, standingOf } from './standing.ts';

/** Asking for authorization, what customers answer, and switching the role (guide 5.7). */

/** What a person copies into the console. */
const valuesOf = (customerId: string, customer: CustomerFacts | undefined): JsonObject => ({
  v: 1,
  customerId,
  customerName: shownName(customer),
});

/**
 * Asks customers for authorization: one console task each, all in one transaction. Those that cannot be asked are named
 * with their reason. @throws CodedError LETTER_NOT_ACCEPTED
 */
export function requestAuthorization(
  context: AreaContext,
  input: ParsedInputOf<'behalf.request'>,
  caller: Caller,
): OutputOf<'behalf.request'> {
  const { ledger, mirror } = context.workspace;
  const tasks = tasksOf(context);
  const customerIds = [...new Set(input.customerIds)];
  const facts = seenFacts(mirror.read, customerIds, caller);
  return ledger.write((w) => {
    const standing = standingOf(context, w);
    const known = readAuthorizations(w, customerIds);
    const refused: { customerId: string; code: string }[] = [];
    const asked: string[] = [];
    for (const customerId of customerIds) {
      const code = requestRefusal(facts.get(customerId), standing, known.get(customerId)?.state ?? 'none');
      if (code === null) asked.push(customerId);
      else refused.push({ customerId, code });
    }
    if (asked.length > 0) acceptLetter(w, letterOf(standing.type), input.acceptLetter, caller.person);
    const ids = asked.map((customerId) => {
      const [taskId = ''] = tasks.save(w, [
        {
          kind: 'behalf.request',
          customerId,
          subject: customerId,
          values: valuesOf(customerId, facts.get(customerId)),
          person: caller.person,
        },
      ]);
      const change = {
        customerId,
        event: 'request',
        to: 'requested',
        person: caller.person,
        taskId,
      } as const;
      writeAuthorization(w, change);
      return taskId;
    });
    return { ids, refused };
  });
}

/** @throws CodedError CUSTOMER_UNKNOWN for one that is not there or not seen */
function seenCustomerOf(context: AreaContext, customerId: string, caller: Caller): CustomerFacts {
  const customer = seenFacts(context.workspace.mirror.read, [customerId], caller).get(customerId);
  if (customer === undefined) throw new CodedError('CUSTOMER_UNKNOWN', { customer: customerId });
  return customer;
}

/** Carries an event out on one authorization. @throws CodedError AUTHORIZATION_STATE when it does not fit */
function change(
  w: WriteHandle,
  customerId: string,
  event: AuthorizationEvent,
  person: string,
  reason: string | null,
): { readonly state: OutputOf<'behalf.answer'>['state']; readonly taskId: string | null } {
  const before = readAuthorization(w, customerId);
  const to = nextAuthorization(before.state, event);
  if (to === null)
    throw new CodedError('AUTHORIZATION_STATE', { customer: customerId, state: before.state, event });
  writeAuthorization(w, { customerId, event, to, person, reason });
  return { state: to, taskId: before.taskId };
}

/** Takes a request back that nobody answered. @throws CodedError CUSTOMER_UNKNOWN, AUTHORIZATION_STATE */
export function withdrawRequest(
  context: AreaContext,
  input: ParsedInputOf<'behalf.withdraw'>,
  caller: Caller,
): OutputOf<'behalf.withdraw'> {
  seenCustomerOf(context, input.customerId, caller);
  context.workspace.ledger.write((w) => {
    const { taskId } = change(w, input.customerId, 'withdraw', caller.person, null);
    if (taskId !== null) tasksOf(context).cancel(w, taskId, caller.person);
  });
  return {};
}

/**
 * Records what a customer said. A revocation ends what is open: nobody may go on acting in its place.
 * @throws CodedError CUSTOMER_UNKNOWN, REFERRAL_CUSTOMER, AUTHORIZATION_STATE, REASON_MISSING
 */
export function answerAuthorization(
  context: AreaContext,
  input: ParsedInputOf<'behalf.answer'>,
  caller: Caller,
): OutputOf<'behalf.answer'> {
  const { customerId, answer } = input;
  const reason = input.reason === undefined || input.reason === '' ? null : input.reason;
  const customer = seenCustomerOf(context, customerId, caller);
  if (NEEDS_REASON.has(answer) && reason === null) throw new CodedError('REASON_MISSING', { answer });
  return context.workspace.ledger.write((w) => {
    const standing = standingOf(context, w);
    // Whatever was true before, only what is possible now becomes "authorized".
    if (answer === 'agreed' || answer === 'known') {
      const refused = beginRefusal(customer, standing, 'authorized');
      if (refused !== null) throw new CodedError(refused, { customer: customerId });
    }
    const { state, taskId } = change(w, customerId, answer, caller.person, reason);
    const said = { customerId, about: 'authorization', subject: customerId, answer } as const;
    recordAnswer(w, { ...said, note: reason, person: caller.person });
    if (taskId !== null) {
      const tasks = tasksOf(context);
      // An answer shows that the request was made, whether or not somebody said so.
      tasks.finish(w, taskId, caller.person);
      tasks.conclude(w, taskId, 'seen', caller.person);
    }
    if (answer === 'revoked')
      for (const one of readSwitches(w, 'customer_id = ? AND ended_at IS NULL', [customerId]))
        finishSwitch(context, w, one.id, one.taskId, caller.person);
    return { state };
  });
}

/** Ends the switch and says that its task is done. */
function finishSwitch(
  context: AreaContext,
  w: WriteHandle,
  id: string,
  taskId: string | null,
  person: string,
): boolean {
  const ended = endSwitch(w, id, person);
  if (taskId !== null) tasksOf(context).finish(w, taskId, person);
  return ended;
}

const TASK_OF = { order: 'behalf.order', operate: 'behalf.operate' } as const satisfies Record<
  SwitchPurpose,
  string
>;

/**
 * Begins to act in a customer's place: the switch of role is audited and has a console task with the page to open.
 * Somebody is in one role at a time.
 * @throws CodedError CUSTOMER_UNKNOWN, REFERRAL_CUSTOMER, RESELLER_PERMISSION_MISSING, DISTRIBUTOR_PERMISSION_MISSING,
 *   AUTHORIZATION_MISSING, SWITCH_OPEN
 */
export function beginSwitch(
  context: AreaContext,
  input: ParsedInputOf<'behalf.begin'>,
  caller: Caller,
): OutputOf<'behalf.begin'> {
  const { customerId, purpose, note } = input;
  const customer = seenFacts(context.workspace.mirror.read, [customerId], caller).get(customerId);
  return context.workspace.ledger.write((w) => {
    const { state } = readAuthorization(w, customerId);
    const refused = beginRefusal(customer, standingOf(context, w), state);
    if (refused !== null) throw new CodedError(refused, { customer: customerId });
    const [open] = readSwitches(w, 'member_id = ? AND ended_at IS NULL', [caller.memberId]);
    if (open !== undefined)
      throw new CodedError('SWITCH_OPEN', { customer: open.customerId, since: open.begunAt });
    const id = outboxOf(context).newId();
    const [taskId = ''] = tasksOf(context).save(w, [
      {
        kind: TASK_OF[purpose],
        customerId,
        subject: id,
        values: { ...valuesOf(customerId, customer), purpose: note },
        person: caller.person,
      },
    ]);
    w.run(
      `INSERT INTO role_switch (id, customer_id, purpose, note, person, member_id, begun_at, task_id)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
      [id, customerId, purpose, note, caller.person, caller.memberId, w.now(), taskId],
    );
    appendAudit(w, {
      who: caller.person,
      what: 'behalf.begin',
      target: customerId,
      after: { switch: id, purpose, note },
      outcome: 'done',
    });
    w.touch('role_switch');
    return { id, taskId };
  });
}

/** The role was switched back. @throws CodedError NOT_FOUND, SWITCH_ENDED */
export function endRoleSwitch(
  context: AreaContext,
  input: ParsedInputOf<'behalf.end'>,
  caller: Caller,
): OutputOf<'behalf.end'> {
  context.workspace.ledger.write((w) => {
    const [found] = readSwitches(w, 'id = ?', [input.id]);
    // Somebody else's is ended by those who could have begun it.
    const reachable =
      found !== undefined &&
      (found.memberId === caller.memberId ||
        (caller.may('customers.behalf') &&
          seenFacts(context.workspace.mirror.read, [found.customerId], caller).has(found.customerId)));
    if (!reachable) throw new CodedError('NOT_FOUND', { id: input.id });
    if (!finishSwitch(context, w, found.id, found.taskId, caller.person))
      throw new CodedError('SWITCH_ENDED', { id: input.id });
  });
  return {};
}
