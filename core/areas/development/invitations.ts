import { CodedError, isCoded } from '../../base/errors.ts';
import { isMasked } from '../../base/masking.ts';
import type { AssociationModel } from '../../contract/development-facts.ts';
import { isEmail, isPhone, linkProblem } from '../../contract/development-fields.ts';
import type { Likeness } from '../../contract/development.ts';
import type { Caller } from '../../contract/handlers.ts';
import type { OutputOf, ParsedInputOf } from '../../contract/index.ts';
import { appendAudit } from '../../storage/audit.ts';
import type { SqlValue, WriteHandle } from '../../storage/store.ts';
import type { AreaContext } from '../context.ts';
import { outboxOf } from '../outbox/shared.ts';
import { tasksOf } from '../tasks/shared.ts';
import { findAlike, likenessFor, seesMember } from './alike.ts';
import { checkPermitted } from './partner.ts';
import { keysOf, readInvitation, whoColumns, type Invitation, type Who } from './records.ts';
import { checkAlike, registrationFor } from './registrations.ts';
import { againAs, nextInvitationState, type InvitationEvent } from './rules/invitation.ts';
import { addEvent, settleExpiry, stepInvitation, type Step } from './steps.ts';
import { INVITATION_LINK, invitationValues } from './tasks.ts';

/** Inviting customers by a link that a person fetches from the console (guide 5.10): we keep it, show it, send nothing. */

type Invitee = ParsedInputOf<'development.invite'>['invitees'][number];

interface NewInvitation extends Who {
  readonly model: AssociationModel;
  readonly body: string | null;
  readonly memberId: string;
  readonly registrationId: string | null;
  readonly previousId: string | null;
}

/** Saves one with its task, history and audit row. @returns its id */
function insert(context: AreaContext, w: WriteHandle, invitation: NewInvitation, caller: Caller): string {
  const id = outboxOf(context).newId();
  const taskId = outboxOf(context).newId();
  const values: Record<string, SqlValue> = {
    id,
    member_id: invitation.memberId,
    person: caller.person,
    ...whoColumns(invitation),
    model: invitation.model,
    body: invitation.body,
    created_at: w.now(),
    state: 'link_wanted',
    since: w.now(),
    registration_id: invitation.registrationId,
    previous_id: invitation.previousId,
    task_id: taskId,
  };
  const names = Object.keys(values);
  w.run(
    `INSERT INTO invitation (${names.join(', ')}) VALUES (${names.map((name) => `:${name}`).join(', ')})`,
    values,
  );
  const record = readInvitation(w, id);
  if (record === undefined) throw new CodedError('INTERNAL', { reason: 'invitation' });
  const task = { id: taskId, kind: INVITATION_LINK, customerId: null, subject: id };
  tasksOf(context).save(w, [{ ...task, values: invitationValues(record), person: caller.person }]);
  addEvent(w, {
    at: w.now(),
    record: 'invitation',
    id,
    event: 'created',
    state: 'link_wanted',
    person: caller.person,
    code: null,
  });
  appendAudit(w, {
    who: caller.person,
    what: 'development.invite',
    target: id,
    after: {
      state: 'link_wanted',
      model: invitation.model,
      manager: invitation.memberId,
      task: taskId,
      ...(invitation.previousId === null ? {} : { again: invitation.previousId }),
    },
    outcome: 'saved',
  });
  return id;
}

/** @throws CodedError DEVELOPMENT_NOT_PERMITTED, REFERRAL_NOT_PERMITTED */
function checkModel(context: AreaContext, w: WriteHandle, model: AssociationModel): void {
  const partner = checkPermitted(context, w);
  if (model === 'referral' && !partner.referralPermitted) throw new CodedError('REFERRAL_NOT_PERMITTED');
}

/** Who invites: the acting member, or a manager they may speak for. @throws CodedError NOT_PERMITTED */
function inviterOf(input: { readonly managerId?: string | undefined }, caller: Caller): string {
  const managerId = input.managerId ?? caller.memberId;
  if (!seesMember(caller, managerId)) throw new CodedError('NOT_PERMITTED', { manager: managerId });
  return managerId;
}

/** What the pre-registration says, where the invitation says nothing. */
function whoOf(w: WriteHandle, invitee: Invitee, caller: Caller): Who {
  const from =
    invitee.registrationId === undefined ? undefined : registrationFor(w, invitee.registrationId, caller);
  return {
    // A screen may know the name masked only: what was pre-registered holds.
    name: from?.name ?? invitee.name,
    contact: invitee.contact ?? from?.contact ?? null,
    mobile: invitee.mobile ?? from?.mobile ?? null,
    email: invitee.email ?? from?.email ?? null,
    account: invitee.account ?? from?.account ?? null,
    country: from?.country ?? null,
  };
}

/** @throws CodedError INPUT_INVALID {fields} */
function checkReach(who: Who): void {
  const fields = [
    ...(isMasked(who.name) ? ['name'] : []),
    ...(who.email !== null && !isEmail(who.email) ? ['email'] : []),
    ...(who.mobile !== null && !isPhone(who.mobile) ? ['mobile'] : []),
  ];
  if (fields.length > 0) throw new CodedError('INPUT_INVALID', { fields });
}

const LEFT_OUT = ['CUSTOMER_EXISTS', 'CUSTOMER_SIMILAR', 'INPUT_INVALID', 'NOT_FOUND'] as const;

/**
 * Saves the invitations that may be made, in one transaction; the others are named with what is in the way.
 * @throws CodedError DEVELOPMENT_NOT_PERMITTED, REFERRAL_NOT_PERMITTED, NOT_PERMITTED
 */
export function invite(
  context: AreaContext,
  input: ParsedInputOf<'development.invite'>,
  caller: Caller,
): OutputOf<'development.invite'> {
  const { ledger, mirror } = context.workspace;
  return ledger.write((w) => {
    settleExpiry(w);
    checkModel(context, w, input.model);
    const memberId = inviterOf(input, caller);
    const ids: string[] = [];
    const refused: { index: number; code: string; matches: Likeness[] }[] = [];
    for (const [index, invitee] of input.invitees.entries()) {
      let matches: Likeness[] = [];
      try {
        const who = whoOf(w, invitee, caller);
        checkReach(who);
        const { registrationId } = invitee;
        const question = { now: w.now(), purpose: 'invite', registrationId } as const;
        const alike = findAlike(mirror.read, w, keysOf(who), question);
        matches = alike.slice(0, 5).map((one) => likenessFor(caller, new Set(), one));
        checkAlike(alike, input.similarSeen);
        const kept = { model: input.model, body: input.text ?? null, memberId, previousId: null };
        ids.push(insert(context, w, { ...who, ...kept, registrationId: registrationId ?? null }, caller));
      } catch (error) {
        if (!isCoded(error) || !LEFT_OUT.some((code) => code === error.code)) throw error;
        refused.push({ index, code: error.code, matches });
      }
    }
    return { ids, refused };
  });
}

/** @throws CodedError NOT_FOUND also for what the caller may not see */
function invitationFor(w: WriteHandle, id: string, caller: Caller): Invitation {
  const record = readInvitation(w, id);
  if (record === undefined || !seesMember(caller, record.memberId)) throw new CodedError('NOT_FOUND', { id });
  return record;
}

/** One event that a person reports. @throws CodedError NOT_FOUND, DEVELOPMENT_STEP_UNFIT {state} */
function report(
  context: AreaContext,
  id: string,
  event: InvitationEvent,
  caller: Caller,
  step: Omit<Step, 'person'> = {},
  then?: (w: WriteHandle, record: Invitation) => void,
): { state: string } {
  return context.workspace.ledger.write((w) => {
    settleExpiry(w);
    const record = invitationFor(w, id, caller);
    if (nextInvitationState(record, event, w.now()) === null)
      throw new CodedError('DEVELOPMENT_STEP_UNFIT', { state: record.state, event });
    const state = stepInvitation(w, record, event, { ...step, person: caller.person }) ?? record.state;
    then?.(w, record);
    return { state };
  });
}

/**
 * Keeps the link a person fetched; its 15 days begin. A link that was pasted wrongly is replaced by pasting the right one.
 * @throws CodedError INVITATION_LINK_UNFIT {problem}, INVITATION_LINK_TWICE, DEVELOPMENT_STEP_UNFIT, NOT_FOUND
 */
export function setLink(
  context: AreaContext,
  input: ParsedInputOf<'development.setLink'>,
  caller: Caller,
): OutputOf<'development.setLink'> {
  const link = input.link.trim();
  const problem = linkProblem(link);
  if (problem !== null) throw new CodedError('INVITATION_LINK_UNFIT', { problem });
  const { ledger } = context.workspace;
  const known = ledger.read.get<{ id: string }>('SELECT id FROM invitation WHERE link = ?', [link]);
  if (known !== undefined && known.id !== input.id) throw new CodedError('INVITATION_LINK_TWICE');
  return report(context, input.id, 'linked', caller, { link }, (w, { taskId }) => {
    if (taskId !== null) tasksOf(context).finish(w, taskId, caller.person);
  });
}

export function recordFailure(
  context: AreaContext,
  input: ParsedInputOf<'development.recordFailure'>,
  caller: Caller,
): OutputOf<'development.recordFailure'> {
  return report(context, input.id, 'failed', caller, { code: input.cause, note: input.note ?? null });
}

export function withdrawInvitation(
  context: AreaContext,
  input: ParsedInputOf<'development.withdrawInvitation'>,
  caller: Caller,
): OutputOf<'development.withdrawInvitation'> {
  return report(context, input.id, 'withdrawn', caller, {}, (w, { taskId }) => {
    if (taskId !== null) tasksOf(context).cancel(w, taskId, caller.person);
  });
}

/**
 * A new invitation for one that failed or ended, in the model its cause allows (guide 5.10, failure causes).
 * @throws CodedError DEVELOPMENT_STEP_UNFIT, REFERRAL_NOT_PERMITTED, DEVELOPMENT_NOT_PERMITTED, CUSTOMER_EXISTS, NOT_FOUND
 */
export function inviteAgain(
  context: AreaContext,
  input: ParsedInputOf<'development.inviteAgain'>,
  caller: Caller,
): OutputOf<'development.inviteAgain'> {
  const { ledger, mirror } = context.workspace;
  return ledger.write((w) => {
    settleExpiry(w);
    const record = invitationFor(w, input.id, caller);
    const model = againAs(record, w.now());
    if (model === null)
      throw new CodedError('DEVELOPMENT_STEP_UNFIT', { state: record.state, event: 'again' });
    checkModel(context, w, model);
    const registrationId = record.registrationId ?? undefined;
    const question = { now: w.now(), purpose: 'invite', registrationId } as const;
    checkAlike(findAlike(mirror.read, w, record.keys, question), true);
    const { memberId, body } = record;
    const again = { ...record, model, body, memberId, previousId: record.id };
    return { id: insert(context, w, again, caller) };
  });
}
