import type { Clock } from '../base/clock.ts';
import { CONFIRMED_MS } from '../areas/team/shared.ts';

/**
 * Who has confirmed with the PIN, and until when: kept in memory alone, gone when the core ends or another acts. Every
 * workspace has an `owner` with a PIN of its own, so a confirmation holds in its workspace only.
 */
export interface Confirmations {
  /** @returns until when it holds, integer ms UTC */
  keep(workspaceId: string, memberId: string): number;
  holds(workspaceId: string, memberId: string): boolean;
  clear(): void;
}

export function confirmations(clock: Clock): Confirmations {
  const until = new Map<string, number>();
  const keyOf = (workspaceId: string, memberId: string): string => JSON.stringify([workspaceId, memberId]);
  return {
    keep(workspaceId, memberId) {
      const end = clock.now() + CONFIRMED_MS;
      until.set(keyOf(workspaceId, memberId), end);
      return end;
    },
    holds(workspaceId, memberId) {
      const end = until.get(keyOf(workspaceId, memberId));
      // A clock that was put back makes no confirmation longer.
      return end !== undefined && clock.now() < end && end - clock.now() <= CONFIRMED_MS;
    },
    clear: () => until.clear(),
  };
}
