import { CodedError } from '../../base/errors.ts';
import { isMasked } from '../../base/masking.ts';
import { toE8 } from '../../base/money.ts';
import { DAY_MS } from '../../base/period.ts';
import { REGISTRATION_LIMIT } from '../../contract/development-facts.ts';
import { registrationProblems } from '../../contract/development-fields.ts';
import type { Caller } from '../../contract/handlers.ts';
import type { OutputOf, ParsedInputOf } from '../../contract/index.ts';
import { appendAudit } from '../../storage/audit.ts';
import type { SqlValue, WriteHandle } from '../../storage/store.ts';
import type { AreaContext } from '../context.ts';
import { outboxOf } from '../outbox/shared.ts';
import { tasksOf } from '../tasks/shared.ts';
import { findAlike, seesMember, type Alike } from './alike.ts';
import { checkPrerequisites } from './partner.ts';
import { keysOf, readRegistration, whoColumns, type Registration, type Who } from './records.ts';
import { limitAllows, nextState, opens, type RegistrationEvent } from './rules/registration.ts';
import { addEvent, openCount, settleExpiry, stepRegistration, type Step } from './steps.ts';
import { PRE_REGISTER, registrationValues, REVIEW } from './tasks.ts';

/** Pre-registering customers (guide 5.10): a record here, a task in the console, the answer recorded by hand. */

type Entry = ParsedInputOf<'development.preRegister'>['entry'];

const whoOf = (entry: Entry): Who => ({
  name: entry.name,
  contact: entry.contact ?? null,
  mobile: entry.mobile ?? null,
  email: entry.email ?? null,
  account: entry.account ?? null,
  country: entry.country,
});

/** @throws CodedError INPUT_INVALID {fields} */
function checkFields(entry: Entry): void {
  const fields: string[] = Object.keys(registrationProblems(entry));
  // Copied from a list: a masked name protects nobody.
  if (isMasked(entry.name)) fields.push('name');
  if (fields.length > 0) throw new CodedError('INPUT_INVALID', { fields });
}

/**
 * @param similarSeen the person has seen who is alike and goes on
 * @throws CodedError CUSTOMER_EXISTS {where, why}, CUSTOMER_SIMILAR {count}
 */
export function checkAlike(alike: readonly Alike[], similarSeen: boolean): void {
  const exact = alike.find((one) => one.strength === 'exact');
  if (exact !== undefined) throw new CodedError('CUSTOMER_EXISTS', { where: exact.where, why: exact.why });
  if (alike.length > 0 && !similarSeen) throw new CodedError('CUSTOMER_SIMILAR', { count: alike.length });
}

function insert(
  w: WriteHandle,
  id: string,
  taskId: string,
  input: { readonly entry: Entry; readonly caller: Caller },
): void {
  const { entry, caller } = input;
  const values: Record<string, SqlValue> = {
    id,
    member_id: caller.memberId,
    person: caller.person,
    ...whoColumns(whoOf(entry)),
    industry: entry.industry ?? null,
    website: entry.website ?? null,
    products: entry.products ?? null,
    expected_e8: entry.expected === undefined ? null : toE8(entry.expected.amount),
    expected_currency: entry.expected?.currency ?? null,
    tag: entry.tag ?? null,
    remark: entry.remark ?? null,
    created_at: w.now(),
    state: 'waiting',
    since: w.now(),
    task_id: taskId,
  };
  const names = Object.keys(values);
  w.run(
    `INSERT INTO registration (${names.join(', ')}) VALUES (${names.map((name) => `:${name}`).join(', ')})`,
    values,
  );
}

/**
 * Saves a pre-registration with its task and its audit row. What waits here counts against the limit.
 * @throws CodedError INPUT_INVALID, DEVELOPMENT_CONTACT_MISSING, DEVELOPMENT_NOT_PERMITTED, REGISTRATION_LIMIT,
 * CUSTOMER_EXISTS, CUSTOMER_SIMILAR
 */
export function preRegister(
  context: AreaContext,
  input: ParsedInputOf<'development.preRegister'>,
  caller: Caller,
): OutputOf<'development.preRegister'> {
  const { entry } = input;
  checkFields(entry);
  const { ledger, mirror } = context.workspace;
  const tasks = tasksOf(context);
  const id = outboxOf(context).newId();
  const taskId = outboxOf(context).newId();
  ledger.write((w) => {
    settleExpiry(w);
    checkPrerequisites(context, w);
    checkLimit(w);
    const keys = keysOf(whoOf(entry));
    checkAlike(findAlike(mirror.read, w, keys, { now: w.now(), purpose: 'register' }), input.similarSeen);
    insert(w, id, taskId, { entry, caller });
    const record = readRegistration(w, id);
    if (record === undefined) throw new CodedError('INTERNAL', { reason: 'registration' });
    tasks.save(w, [
      {
        id: taskId,
        kind: PRE_REGISTER,
        customerId: null,
        subject: id,
        values: registrationValues(record),
        person: caller.person,
      },
    ]);
    addEvent(w, {
      at: w.now(),
      record: 'registration',
      id,
      event: 'created',
      state: 'waiting',
      person: caller.person,
      code: null,
    });
    appendAudit(w, {
      who: caller.person,
      what: 'development.preRegister',
      target: id,
      after: { state: 'waiting', task: taskId },
      outcome: 'saved',
    });
  });
  return { id, taskId };
}

/** @throws CodedError REGISTRATION_LIMIT {limit} */
function checkLimit(w: WriteHandle): void {
  if (!limitAllows(openCount(w, w.now()), 1))
    throw new CodedError('REGISTRATION_LIMIT', { limit: REGISTRATION_LIMIT });
}

/** @throws CodedError NOT_FOUND also for what the caller may not see */
export function registrationFor(w: WriteHandle, id: string, caller: Caller): Registration {
  const record = readRegistration(w, id);
  if (record === undefined || !seesMember(caller, record.memberId)) throw new CodedError('NOT_FOUND', { id });
  return record;
}

/**
 * One event that a person reports. @throws CodedError NOT_FOUND, DEVELOPMENT_STEP_UNFIT {state}, REGISTRATION_LIMIT
 */
function report(
  context: AreaContext,
  id: string,
  event: RegistrationEvent,
  caller: Caller,
  step: Omit<Step, 'person'> = {},
  then?: (w: WriteHandle, record: Registration) => void,
): { state: string } {
  return context.workspace.ledger.write((w) => {
    settleExpiry(w);
    const record = registrationFor(w, id, caller);
    const next = nextState(record, event, w.now());
    if (next === null) throw new CodedError('DEVELOPMENT_STEP_UNFIT', { state: record.state, event });
    if (opens(record.state, next)) checkLimit(w);
    stepRegistration(w, record, event, { ...step, person: caller.person });
    then?.(w, record);
    // A late approval may be over already.
    settleExpiry(w);
    return { state: readRegistration(w, id)?.state ?? next };
  });
}

/** Takes one back that was not entered yet, and its task. */
export function withdraw(
  context: AreaContext,
  input: ParsedInputOf<'development.withdraw'>,
  caller: Caller,
): OutputOf<'development.withdraw'> {
  return report(context, input.id, 'withdrawn', caller, {}, (w, { taskId }) => {
    if (taskId !== null) tasksOf(context).cancel(w, taskId, caller.person);
  });
}

/** The task was done, said here instead of in the list of tasks. */
export function markEntered(
  context: AreaContext,
  input: ParsedInputOf<'development.markEntered'>,
  caller: Caller,
): OutputOf<'development.markEntered'> {
  return report(context, input.id, 'entered', caller, {}, ended(context, caller));
}

/** An answer implies that it was entered. */
const ended =
  (context: AreaContext, caller: Caller) =>
  (w: WriteHandle, { taskId }: Registration): void => {
    if (taskId !== null) tasksOf(context).finish(w, taskId, caller.person);
  };

/**
 * What the Partner Center answered (guide 5.10). The approval lies between the making of the record and now.
 * @throws CodedError NOT_FOUND, DEVELOPMENT_STEP_UNFIT, INPUT_INVALID {field: 'at'}
 */
export function recordResult(
  context: AreaContext,
  input: ParsedInputOf<'development.recordResult'>,
  caller: Caller,
): OutputOf<'development.recordResult'> {
  const then = ended(context, caller);
  if (input.result === 'rejected')
    return report(
      context,
      input.id,
      'rejected',
      caller,
      { code: input.reason, note: input.note ?? null },
      then,
    );
  const { at } = input;
  if (at !== undefined && at > context.workspace.clock.now())
    throw new CodedError('INPUT_INVALID', { field: 'at' });
  return report(
    context,
    input.id,
    'approved',
    caller,
    at === undefined ? {} : { approvedAt: at },
    (w, record) => {
      // Only the day may be known: it may begin before the record was made.
      if (at !== undefined && at < record.createdAt - DAY_MS)
        throw new CodedError('INPUT_INVALID', { field: 'at' });
      then(w, record);
    },
  );
}

export function correctResult(
  context: AreaContext,
  input: ParsedInputOf<'development.correctResult'>,
  caller: Caller,
): OutputOf<'development.correctResult'> {
  return report(context, input.id, 'corrected', caller);
}

/** Asks for the manual review that some refusals allow (guide 5.10): a task for a person. */
export function requestReview(
  context: AreaContext,
  input: ParsedInputOf<'development.requestReview'>,
  caller: Caller,
): OutputOf<'development.requestReview'> {
  return report(context, input.id, 'review', caller, {}, (w, record) => {
    tasksOf(context).save(w, [
      {
        kind: REVIEW,
        customerId: null,
        subject: record.id,
        values: { v: 1, name: record.name, country: record.country ?? '', reason: record.reason ?? '' },
        person: caller.person,
      },
    ]);
  });
}
