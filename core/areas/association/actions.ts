import { CodedError } from '../../base/errors.ts';
import { beijingDay } from '../../base/period.ts';
import type { Caller } from '../../contract/handlers.ts';
import type { OutputOf, ParsedInputOf } from '../../contract/index.ts';
import type { WriteHandle } from '../../storage/store.ts';
import { getSetting } from '../../storage/settings.ts';
import { recordAnswer } from '../answers/shared.ts';
import type { AreaContext } from '../context.ts';
import { customerFacts, shownName } from '../customers/shared.ts';
import { endOfNamedDay } from '../tasks/rules/due.ts';
import { tasksOf } from '../tasks/shared.ts';
import { readFacts } from './facts.ts';
import { POLICY } from './policy.ts';
import { addRecord, changeRecord } from './record.ts';
import { readRecord, type AssociationRecord } from './rows.ts';
import { disassociationChecks, isBlocked } from './rules/checks.ts';
import { recordInSight } from './sight.ts';

/** Disassociation, and what customers asked and answered (guide 5.5, 21). Each is one transaction with its audit rows. */

/** A past day in GMT+08:00 as an instant: now for today, its end for an earlier one. @throws CodedError INPUT_INVALID {field: 'day'} */
function saidOn(day: string, now: number): number {
  const end = endOfNamedDay(day);
  if (end === null || day > beijingDay(now)) throw new CodedError('INPUT_INVALID', { field: 'day' });
  return Math.min(end, now);
}

/** Asks for the end of an association. @throws CodedError CUSTOMER_UNKNOWN, DISASSOCIATION_BLOCKED {checks} */
export function requestDisassociation(
  context: AreaContext,
  input: ParsedInputOf<'association.request'>,
  caller: Caller,
): OutputOf<'association.request'> {
  const { customerId, reason } = input;
  const tasks = tasksOf(context);
  return context.workspace.ledger.write((w) => {
    const found = readFacts(context, w, customerId, caller.sees);
    if (found === null) throw new CodedError('CUSTOMER_UNKNOWN', { customer: customerId });
    const checks = disassociationChecks(found.facts);
    if (isBlocked(checks)) {
      const blocked = checks.filter(({ outcome }) => outcome === 'blocked').map(({ name }) => name);
      throw new CodedError('DISASSOCIATION_BLOCKED', { checks: blocked.join(', ') });
    }
    const id = tasks.newId();
    const [taskId = ''] = tasks.save(w, [
      {
        kind: 'association.disassociate',
        customerId,
        subject: id,
        values: { v: 1, customerId, reason },
        person: caller.person,
      },
    ]);
    addRecord(w, {
      id,
      customerId,
      name: shownName(found.customer),
      model: found.customer.association,
      type: 'disassociation',
      initiator: 'partner',
      state: 'preparing',
      consent: !getSetting(w, POLICY).withoutConsent,
      reason,
      askedAt: w.now(),
      sentAt: null,
      person: caller.person,
      taskId,
      note: null,
    });
    return { id, taskId };
  });
}

/** Writes down a request the customer made. @throws CodedError CUSTOMER_UNKNOWN, DISASSOCIATION_OPEN, INPUT_INVALID */
export function recordRequest(
  context: AreaContext,
  input: ParsedInputOf<'association.record'>,
  caller: Caller,
): OutputOf<'association.record'> {
  const { customerId } = input;
  const reason = input.reason ?? null;
  return context.workspace.ledger.write((w) => {
    const askedAt = saidOn(input.day, w.now());
    const found = readFacts(context, w, customerId, caller.sees);
    if (found === null) throw new CodedError('CUSTOMER_UNKNOWN', { customer: customerId });
    if (found.facts.open) throw new CodedError('DISASSOCIATION_OPEN', { customer: customerId });
    const id = tasksOf(context).newId();
    addRecord(w, {
      id,
      customerId,
      name: shownName(found.customer),
      model: found.customer.association,
      type: 'disassociation',
      initiator: 'customer',
      state: 'pending-partner',
      consent: true,
      reason,
      askedAt,
      sentAt: askedAt,
      person: caller.person,
      taskId: null,
      note: null,
    });
    const answer = { customerId, about: 'disassociation', subject: id, answer: 'requested' } as const;
    recordAnswer(w, { ...answer, saidAt: askedAt, note: reason, person: caller.person });
    return { id };
  });
}

/** Writes down what somebody answered to an invitation by link. @throws CodedError CUSTOMER_UNKNOWN, INPUT_INVALID */
export function recordAssociation(
  context: AreaContext,
  input: ParsedInputOf<'association.recordAnswer'>,
  caller: Caller,
): OutputOf<'association.recordAnswer'> {
  const { customerId, answer } = input;
  const note = input.note ?? null;
  return context.workspace.ledger.write((w) => {
    const saidAt = saidOn(input.day, w.now());
    const { mirror } = context.workspace;
    const customer =
      customerId === null ? undefined : customerFacts(mirror.read, [customerId], caller.sees).get(customerId);
    if (customerId !== null && customer === undefined)
      throw new CodedError('CUSTOMER_UNKNOWN', { customer: customerId });
    const name = customer === undefined ? (input.name ?? '') : shownName(customer);
    if (name === '') throw new CodedError('INPUT_INVALID', { field: 'name' });
    const id = tasksOf(context).newId();
    addRecord(w, {
      id,
      customerId,
      name,
      model: customer?.association ?? input.model,
      type: 'association',
      initiator: 'partner',
      state: answer === 'agreed' ? 'approved' : 'rejected',
      consent: true,
      reason: null,
      askedAt: saidAt,
      sentAt: saidAt,
      person: caller.person,
      taskId: null,
      note,
    });
    const said = { customerId, name, about: 'association', subject: id, answer } as const;
    recordAnswer(w, { ...said, saidAt, note, person: caller.person });
    return { id };
  });
}

function recordOf(context: AreaContext, w: WriteHandle, id: string, caller: Caller): AssociationRecord {
  const record = readRecord(w, id);
  if (record === undefined || !recordInSight(context.workspace.mirror.read, caller)(record))
    throw new CodedError('NOT_FOUND', { id });
  return record;
}

/**
 * The partner's answer to a customer's request: a console task carries it out.
 * @throws CodedError NOT_FOUND, ASSOCIATION_STATE, INPUT_INVALID {field: 'reason'}
 */
export function decideRequest(
  context: AreaContext,
  input: ParsedInputOf<'association.decide'>,
  caller: Caller,
): OutputOf<'association.decide'> {
  const { id, decision } = input;
  const reason = input.reason ?? null;
  if (decision === 'reject' && reason === null) throw new CodedError('INPUT_INVALID', { field: 'reason' });
  const tasks = tasksOf(context);
  return context.workspace.ledger.write((w) => {
    const record = recordOf(context, w, id, caller);
    const { customerId } = record;
    const [taskId = ''] = tasks.save(w, [
      {
        kind: `association.${decision}`,
        customerId,
        subject: id,
        values: { v: 1, customerId, ...(reason === null ? {} : { reason }) },
        person: caller.person,
      },
    ]);
    const state = changeRecord(w, record, decision, { person: caller.person, note: reason, taskId });
    if (state === null) throw new CodedError('ASSOCIATION_STATE', { state: record.state });
    return { taskId };
  });
}

/** What became of a request, as somebody learned it. @throws CodedError NOT_FOUND, ASSOCIATION_STATE, INPUT_INVALID */
export function answerRequest(
  context: AreaContext,
  input: ParsedInputOf<'association.answer'>,
  caller: Caller,
): OutputOf<'association.answer'> {
  const { id, answer } = input;
  const note = input.note ?? null;
  const { person } = caller;
  return context.workspace.ledger.write((w) => {
    const record = recordOf(context, w, id, caller);
    const saidAt = saidOn(input.day, w.now());
    const state = changeRecord(w, record, answer, { person, note });
    if (state === null) throw new CodedError('ASSOCIATION_STATE', { state: record.state });
    closeTask(context, w, record, answer, person);
    const customers = answer === 'agreed' || answer === 'refused' || record.initiator === 'customer';
    if (customers && answer !== 'expired') {
      const { customerId, name, type } = record;
      recordAnswer(w, { customerId, name, about: type, subject: id, answer, saidAt, note, person });
    }
    return { state };
  });
}

/** The customer's answer shows that the request was sent; any other end leaves nothing to do. */
function closeTask(
  context: AreaContext,
  w: WriteHandle,
  record: AssociationRecord,
  answer: ParsedInputOf<'association.answer'>['answer'],
  person: string,
): void {
  const tasks = tasksOf(context);
  if (record.taskId === null) return;
  if (answer === 'agreed' || answer === 'refused') tasks.finish(w, record.taskId, person);
  else tasks.cancel(w, record.taskId, person);
  // An agreement still has to be shown by the next sync; of any other end no sync will ever tell.
  if (answer !== 'agreed') tasks.conclude(w, record.taskId, 'seen', person);
}
