import type { Customer } from '../world/customers.ts';
import { ok, refuse, type Answer } from '../server/answer.ts';
import type { Call, Handlers } from '../server/call.ts';
import { verifiedNow } from './customers.ts';

const FILE = /\.(jpe?g|bmp|png|gif|pdf)$/i;
const MAX_FILES = 3;

/** The customer of a real-name request; resellers' customers too, as there is no reseller parameter. */
function applicant(call: Call): Customer {
  return (
    call.world.customer(call.required('customer_id')) ??
    refuse('CBC.99007004', 'A business check was not met. The customer does not exist.')
  );
}

/** Starts a review. A name with "reject" in it will be rejected, so that both outcomes can be seen. */
function request(call: Call, nameField: string): Answer {
  const customer = applicant(call);
  const files = call.texts('verified_file_url') ?? [];
  if (files.length === 0 || files.length > MAX_FILES)
    return refuse('CBC.0100', 'Parameter error. Invalid parameter: verified_file_url.');
  if (files.some((file) => !FILE.test(file))) return refuse('CBC.99000100');
  const state = verifiedNow(call, customer);
  const upgrade = call.operation.operationId === 'ChangeEnterpriseRealnameAuthentication';
  if (state === '0' || (state === '2' && !upgrade)) return refuse('CBC.99007188');
  call.world.changes(customer).review = {
    at: call.world.now(),
    rejected: /reject/i.test(call.required(nameField)),
  };
  call.world.membership += 1;
  return ok({ is_review: 1 });
}

function reviewResult(call: Call): Answer {
  const customer = call.world.customer(call.required('customer_id')) ?? refuse('CBC.5002', undefined, 500);
  const state = verifiedNow(call, customer);
  if (state === '0') return ok({ review_result: 0 });
  if (state === '2') return ok({ review_result: 2 });
  return ok({ review_result: 1, opinion: 'The certificate image is not legible.' });
}

export const realnameHandlers: Handlers = {
  CreateEnterpriseRealnameAuthentication: (call) => request(call, 'corp_name'),
  ChangeEnterpriseRealnameAuthentication: (call) => request(call, 'corp_name'),
  CreatePersonalRealnameAuth: (call) => request(call, 'name'),
  ShowRealnameAuthenticationReviewResult: reviewResult,
};
