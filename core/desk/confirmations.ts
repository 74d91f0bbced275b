import type { Clock } from '../base/clock.ts';
import { CONFIRMED_MS } from '../areas/team/shared.ts';

/** Who has confirmed with the PIN, and until when: kept in memory alone, gone when the core ends or another acts. */
export interface Confirmations {
  /** @returns until when it holds, integer ms UTC */
  keep(memberId: string): number;
  holds(memberId: string): boolean;
  clear(): void;
}

export function confirmations(clock: Clock): Confirmations {
  const until = new Map<string, number>();
  return {
    keep(memberId) {
      const end = clock.now() + CONFIRMED_MS;
      until.set(memberId, end);
      return end;
    },
    holds(memberId) {
      const end = until.get(memberId);
      // A clock that was put back makes no confirmation longer.
      return end !== undefined && clock.now() < end && end - clock.now() <= CONFIRMED_MS;
    },
    clear: () => until.clear(),
  };
}
