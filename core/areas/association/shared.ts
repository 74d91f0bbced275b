import type { Caller } from '../../contract/handlers.ts';
import type { ReadHandle } from '../../storage/store.ts';
import { openRecords } from './rows.ts';
import { recordInSight } from './sight.ts';

/** What other areas and the desk ask of associations. */

/** How many requests of customers wait for the partner's answer; none for those who may not give it. */
export function requestsToAnswer(ledger: ReadHandle, mirror: ReadHandle, caller: Caller): number {
  if (!caller.may('customers.disassociate')) return 0;
  return openRecords(ledger)
    .filter(recordInSight(mirror, caller))
    .filter((record) => record.state === 'pending-partner').length;
}

export { followDepartures } from './departures.ts';
export { associationMigrations } from './schema.ts';
