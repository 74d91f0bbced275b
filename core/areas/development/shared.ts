import type { Caller } from '../../contract/handlers.ts';
import type { AreaContext } from '../context.ts';
import { expiringCount } from './queries.ts';

/** What Home and the desk ask of customer development. */

/** Pre-registrations and invitations of the caller that end within EXPIRING_DAYS; `firstAt`: integer ms UTC. */
export function endingSoon(
  context: AreaContext,
  caller: Caller,
): {
  readonly registrations: { count: number; firstAt: number | null };
  readonly invitations: { count: number; firstAt: number | null };
} {
  const { ledger, clock } = context.workspace;
  const now = clock.now();
  return {
    registrations: expiringCount(ledger.read, 'registration', now, caller),
    invitations: expiringCount(ledger.read, 'invitation', now, caller),
  };
}
