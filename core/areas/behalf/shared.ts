import type { AuthorizationState } from '../../contract/behalf.ts';
import type { ReadHandle } from '../../storage/store.ts';
import { readAuthorizations, readSwitches } from './rows.ts';

/** What other areas ask about acting in customers' places. */

/** States of authorization by customer id; customers that were never asked are left out. */
export function authorizationStates(
  ledger: ReadHandle,
  customerIds: readonly string[],
): ReadonlyMap<string, AuthorizationState> {
  return new Map([...readAuthorizations(ledger, customerIds)].map(([id, { state }]) => [id, state]));
}

/** Switches of role that were not ended: who began them, for whom, when. The oldest first. */
export function openSwitchesOf(
  ledger: ReadHandle,
): { readonly memberId: string; readonly customerId: string; readonly begunAt: number }[] {
  return readSwitches(ledger, 'ended_at IS NULL ORDER BY begun_at', []);
}

export { behalfMigrations } from './schema.ts';
