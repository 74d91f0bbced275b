/** What wrong PINs lead to. Pure. */

export const WRONG_TRIES = 5;
export const LOCKED_MS = 15 * 60_000;
/** How long a confirmation lets critical operations through. */
export const CONFIRMED_MS = 5 * 60_000;

export interface PinTries {
  readonly failures: number;
  /** Integer ms UTC; null while it is open. */
  readonly lockedUntil: number | null;
}

export const NO_TRIES: PinTries = { failures: 0, lockedUntil: null };

/** Until when nothing may be tried; null when it may. */
export function lockedUntil(tries: PinTries, now: number): number | null {
  return tries.lockedUntil !== null && now < tries.lockedUntil ? tries.lockedUntil : null;
}

/** After one more wrong try. A lock that has passed begins the count anew. */
export function afterWrong(tries: PinTries, now: number): PinTries {
  const failures = (tries.lockedUntil === null ? tries.failures : 0) + 1;
  return { failures, lockedUntil: failures >= WRONG_TRIES ? now + LOCKED_MS : null };
}
