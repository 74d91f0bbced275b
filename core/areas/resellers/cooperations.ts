import { CodedError } from '../../base/errors.ts';
import type { ErrorCode } from '../../base/errors.ts';
import type { Caller } from '../../contract/handlers.ts';
import type { OutputOf, ParsedInputOf } from '../../contract/index.ts';
import type { CooperationStep } from '../../contract/resellers.ts';
import type { WriteHandle } from '../../storage/store.ts';
import type { AreaContext } from '../context.ts';
import { outboxOf } from '../outbox/shared.ts';
import { tasksOf } from '../tasks/shared.ts';
import { addStep, putCooperation, readCooperations, type Cooperation } from './ledger.ts';
import { nextCooperation } from './rules/cooperation.ts';

/** Inviting resellers, reviewing their requests, ending the cooperation (guide 20): console tasks. */

/** Plans a step that a person makes in the console. @throws CodedError COOPERATION_PENDING, COOPERATION_STATE */
function planStep(
  context: AreaContext,
  w: WriteHandle,
  one: Cooperation,
  step: CooperationStep,
  person: string,
  reason: string | null,
): void {
  const refused = refusalOf(one, step);
  if (refused !== null) throw new CodedError(refused, { state: one.state, step });
  const { name, account, phone, email, resellerId } = one;
  const [taskId = null] = tasksOf(context).save(w, [
    {
      kind: `resellers.${step}`,
      customerId: null,
      subject: one.id,
      values: {
        v: 1,
        name,
        resellerName: name,
        ...(resellerId === null ? {} : { resellerId }),
        ...(account === null ? {} : { account }),
        ...(phone === null ? {} : { phone }),
        ...(email === null ? {} : { email }),
        ...(reason === null ? {} : { reason }),
      },
      person,
    },
  ]);
  putCooperation(w, { ...one, pending: step, pendingReason: reason, taskId });
  addStep(w, one.id, step, person, { reason });
}

function refusalOf(one: Cooperation, step: CooperationStep): ErrorCode | null {
  if (one.pending !== null) return 'COOPERATION_PENDING';
  return nextCooperation(one.state, step) === null ? 'COOPERATION_STATE' : null;
}

type Named = ParsedInputOf<'resellers.invite'>;
const filled = (text: string | undefined): string | null => (text === undefined || text === '' ? null : text);

/**
 * The cooperation meant, with what the person says of it now; a new one when none is named.
 * @throws CodedError NOT_FOUND, INPUT_INVALID {field: 'name'} for somebody new without a name
 */
function cooperationOf(context: AreaContext, w: WriteHandle, input: Named): Cooperation {
  const [found] = input.id === undefined ? [] : readCooperations(w, 'id = ?', [input.id]);
  if (input.id !== undefined && found === undefined) throw new CodedError('NOT_FOUND', { id: input.id });
  const name = filled(input.name) ?? found?.name;
  if (name === undefined) throw new CodedError('INPUT_INVALID', { field: 'name' });
  const known: Omit<Cooperation, 'name'> = found ?? {
    id: outboxOf(context).newId(),
    resellerId: null,
    account: null,
    phone: null,
    email: null,
    state: 'none',
    since: w.now(),
    reason: null,
    pending: null,
    pendingReason: null,
    taskId: null,
  };
  return {
    ...known,
    name,
    account: filled(input.account) ?? known.account,
    phone: filled(input.mobile) ?? known.phone,
    email: filled(input.email) ?? known.email,
  };
}

/** Sends an invitation, or sends it again. @throws CodedError NOT_FOUND, COOPERATION_PENDING, COOPERATION_STATE */
export function inviteReseller(
  context: AreaContext,
  input: ParsedInputOf<'resellers.invite'>,
  caller: Caller,
): OutputOf<'resellers.invite'> {
  return context.workspace.ledger.write((w) => {
    const one = cooperationOf(context, w, input);
    planStep(context, w, one, 'invite', caller.person, null);
    return { id: one.id };
  });
}

/** Writes a request for cooperation down. @throws CodedError NOT_FOUND, COOPERATION_PENDING, COOPERATION_STATE */
export function noteApplication(
  context: AreaContext,
  input: ParsedInputOf<'resellers.apply'>,
  caller: Caller,
): OutputOf<'resellers.apply'> {
  return context.workspace.ledger.write((w) => {
    const one = cooperationOf(context, w, input);
    if (one.pending !== null && one.pending !== 'invite')
      throw new CodedError('COOPERATION_PENDING', { state: one.state });
    const state = nextCooperation(one.state, 'apply');
    if (state === null) throw new CodedError('COOPERATION_STATE', { state: one.state, step: 'apply' });
    putCooperation(w, {
      ...one,
      state,
      since: w.now(),
      reason: null,
      pending: null,
      pendingReason: null,
      taskId: null,
    });
    addStep(w, one.id, 'apply', caller.person);
    // Who applied need not be invited any more.
    if (one.taskId !== null) tasksOf(context).cancel(w, one.taskId, caller.person);
    return { id: one.id };
  });
}

/** Approves or rejects requests, one or many. @throws CodedError REASON_MISSING */
export function reviewCooperations(
  context: AreaContext,
  input: ParsedInputOf<'resellers.review'>,
  caller: Caller,
): OutputOf<'resellers.review'> {
  const reason = filled(input.reason);
  if (input.decision === 'reject' && reason === null)
    throw new CodedError('REASON_MISSING', { decision: input.decision });
  return context.workspace.ledger.write((w) => {
    const ids: string[] = [];
    const refused: { id: string; code: string }[] = [];
    for (const id of new Set(input.ids)) {
      const [one] = readCooperations(w, 'id = ?', [id]);
      const code = one === undefined ? 'NOT_FOUND' : refusalOf(one, input.decision);
      if (one === undefined || code !== null) {
        refused.push({ id, code: code ?? 'NOT_FOUND' });
        continue;
      }
      planStep(context, w, one, input.decision, caller.person, reason);
      ids.push(id);
    }
    return { ids, refused };
  });
}

/**
 * Ends the cooperation with a reseller of the Partner Center's list.
 * @throws CodedError RESELLER_UNKNOWN, COOPERATION_PENDING, COOPERATION_STATE
 */
export function terminateCooperation(
  context: AreaContext,
  input: ParsedInputOf<'resellers.terminate'>,
  caller: Caller,
): OutputOf<'resellers.terminate'> {
  const { ledger, mirror } = context.workspace;
  const reseller = mirror.read.get<{
    name: string;
    account: string;
    phone: string | null;
    email: string | null;
  }>('SELECT name, account, phone, email FROM reseller WHERE id = ?', [input.resellerId]);
  if (reseller === undefined) throw new CodedError('RESELLER_UNKNOWN', { reseller: input.resellerId });
  return ledger.write((w) => {
    const [known] = readCooperations(w, 'reseller_id = ? OR (reseller_id IS NULL AND account = ?)', [
      input.resellerId,
      reseller.account,
    ]);
    const one: Cooperation = {
      id: known?.id ?? outboxOf(context).newId(),
      resellerId: input.resellerId,
      ...reseller,
      // Whoever the Partner Center lists is a reseller, whatever was written down here before.
      state: known === undefined || known.state !== 'terminated' ? 'active' : 'terminated',
      since: known?.since ?? w.now(),
      reason: known?.reason ?? null,
      pending: known?.pending ?? null,
      pendingReason: known?.pendingReason ?? null,
      taskId: known?.taskId ?? null,
    };
    planStep(context, w, one, 'terminate', caller.person, input.reason);
    return { id: one.id };
  });
}
