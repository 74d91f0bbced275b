import type { Caller } from '../../contract/handlers.ts';
import type { ReadHandle } from '../../storage/store.ts';
import type { AreaContext } from '../context.ts';
import { customerFacts, type CustomerFacts } from '../customers/shared.ts';
import { grantsOf, partnerTypeOf } from '../partner/shared.ts';
import { permittedResellers } from '../resellers/shared.ts';
import type { Standing } from './rules/authorization.ts';

/** Who we are to customers, read once for any number of them. */
export function standingOf(context: AreaContext, ledger: ReadHandle): Standing {
  const type = partnerTypeOf(context);
  const holders = permittedResellers(ledger, 'order');
  return {
    type,
    granted: grantsOf(ledger).order,
    resellerMay: (resellerId) => holders.has(resellerId),
  };
}

/** Facts of those customers the caller sees; the others are as if there were none. */
export function seenFacts(
  mirror: ReadHandle,
  ids: readonly string[],
  caller: Caller,
): ReadonlyMap<string, CustomerFacts> {
  return customerFacts(mirror, ids, caller.sees);
}
