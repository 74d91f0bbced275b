import { CodedError } from '../../base/errors.ts';
import type { Caller } from '../../contract/handlers.ts';
import type { OutputOf, ParsedInputOf } from '../../contract/index.ts';
import type { AreaContext } from '../context.ts';
import { seenCustomer } from '../customers/shared.ts';

/**
 * Reads a customer's resources of both kinds from the Partner Center. What was read before stays when it does not answer.
 * @throws CodedError CUSTOMER_UNKNOWN; ENDPOINT_UNREACHABLE and the others of a reading
 */
export async function readResources(
  context: AreaContext,
  { customerId }: ParsedInputOf<'resources.read'>,
  caller: Caller,
): Promise<OutputOf<'resources.read'>> {
  const customer = seenCustomer(context.workspace.mirror.read, customerId, caller);
  if (customer === null) throw new CodedError('CUSTOMER_UNKNOWN', { customer: customerId });
  if (context.readings === undefined) throw new CodedError('CREDENTIALS_MISSING');
  const [period, onDemand] = await Promise.all([
    context.readings.read('period_resources', customer),
    context.readings.read('on_demand_resources', customer),
  ]);
  return { at: Math.min(period, onDemand) };
}
