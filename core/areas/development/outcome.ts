import { CodedError } from '../../base/errors.ts';
import type { Caller } from '../../contract/handlers.ts';
import type { OutputOf, ParsedInputOf } from '../../contract/index.ts';
import { appendAudit } from '../../storage/audit.ts';
import type { AreaContext } from '../context.ts';
import { alikeCustomer } from '../customers/shared.ts';
import { seesMember } from './alike.ts';
import { associate as associateRecord } from './match.ts';
import { readInvitation, readRegistration } from './records.ts';
import { settleExpiry } from './steps.ts';

/** A person says which customer came of it, or that a proposal is somebody else. */

/** @throws CodedError NOT_FOUND, CUSTOMER_UNKNOWN, DEVELOPMENT_STEP_UNFIT */
export function associate(
  context: AreaContext,
  input: ParsedInputOf<'development.associate'>,
  caller: Caller,
): OutputOf<'development.associate'> {
  const { ledger, mirror } = context.workspace;
  const customer = alikeCustomer(mirror.read, input.customerId);
  if (customer === undefined) throw new CodedError('CUSTOMER_UNKNOWN', { customer: input.customerId });
  return ledger.write((w) => {
    settleExpiry(w);
    const read = input.record === 'registration' ? readRegistration : readInvitation;
    const record = read(w, input.id);
    if (record === undefined || !seesMember(caller, record.memberId))
      throw new CodedError('NOT_FOUND', { id: input.id });
    const { associatedOn } = customer;
    const taken = { customerId: input.customerId, associatedOn, person: caller.person };
    if (!associateRecord(context, w, input.record, input.id, taken))
      throw new CodedError('DEVELOPMENT_STEP_UNFIT', { state: record.state, event: 'matched' });
    return { state: 'associated' };
  });
}

/** Keeps that the customer is another; it is not proposed again. @throws CodedError NOT_FOUND */
export function dismissProposal(
  context: AreaContext,
  input: ParsedInputOf<'development.dismissProposal'>,
  caller: Caller,
): OutputOf<'development.dismissProposal'> {
  context.workspace.ledger.write((w) => {
    const read = input.record === 'registration' ? readRegistration : readInvitation;
    const record = read(w, input.id);
    if (record === undefined || !seesMember(caller, record.memberId))
      throw new CodedError('NOT_FOUND', { id: input.id });
    const { changes } = w.run(
      `UPDATE development_proposal SET dismissed = 1 WHERE record = ? AND record_id = ? AND customer_id = ? AND dismissed = 0`,
      [input.record, input.id, input.customerId],
    );
    if (changes === 0) throw new CodedError('NOT_FOUND', { id: input.customerId });
    w.touch('development');
    appendAudit(w, {
      who: caller.person,
      what: 'development.dismissProposal',
      target: input.customerId,
      after: { record: input.id },
      outcome: 'done',
    });
  });
  return {};
}
