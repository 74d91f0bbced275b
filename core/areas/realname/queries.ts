import { CodedError } from '../../base/errors.ts';
import type { Caller } from '../../contract/handlers.ts';
import type { OutputOf, ParsedInputOf } from '../../contract/index.ts';
import type { AreaContext } from '../context.ts';
import { seenCustomer } from '../customers/shared.ts';

/** What the API's codes of a review mean. */
const RESULTS: Readonly<Record<string, 'in-review' | 'rejected' | 'approved'>> = {
  '0': 'in-review',
  '1': 'rejected',
  '2': 'approved',
};

/** The last review that was read; null when none was, or for a customer the caller does not see. */
export function getRealnameReview(
  context: AreaContext,
  { customerId }: ParsedInputOf<'realname.get'>,
  caller: Caller,
): OutputOf<'realname.get'> {
  const { read } = context.workspace.mirror;
  if (seenCustomer(read, customerId, caller) === null) return null;
  const row = read.get<{ result: string | null; opinion: string | null; as_of: bigint }>(
    'SELECT result, opinion, as_of FROM realname_review WHERE id = ?',
    [customerId],
  );
  if (row === undefined) return null;
  const asOf = context.readings?.readAt('realname_reviews', customerId) ?? Number(row.as_of);
  return {
    result: RESULTS[row.result ?? ''] ?? 'unknown',
    code: row.result,
    opinion: row.opinion,
    stamp: { source: 'api', name: 'ShowRealnameAuthenticationReviewResult', asOf },
  };
}

/** Asks the Partner Center how the review went. @throws CodedError CUSTOMER_UNKNOWN; those of a reading */
export async function readRealnameReview(
  context: AreaContext,
  { customerId }: ParsedInputOf<'realname.read'>,
  caller: Caller,
): Promise<OutputOf<'realname.read'>> {
  const customer = seenCustomer(context.workspace.mirror.read, customerId, caller);
  if (customer === null) throw new CodedError('CUSTOMER_UNKNOWN', { customer: customerId });
  if (context.readings === undefined) throw new CodedError('CREDENTIALS_MISSING');
  return { at: await context.readings.read('realname_reviews', customer) };
}
