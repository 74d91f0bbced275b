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

/** How many switches of role are open, and since when the oldest is. */
export function openSwitchCount(ledger: ReadHandle): { count: number; since: number | null } {
  const open = readSwitches(ledger, 'ended_at IS NULL ORDER BY begun_at', []);
  return { count: open.length, since: open[0]?.begunAt ?? null };
}

export { behalfMigrations } from './schema.ts';
