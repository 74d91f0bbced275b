import { CodedError } from '../../base/errors.ts';
import type { ReadHandle, WriteHandle } from '../../storage/store.ts';
import { afterWrong, lockedUntil, NO_TRIES, WRONG_TRIES, type PinTries } from './rules/pin.ts';

/** PINs in the ledger: their hashes, and what was tried in vain. The desk hashes; nothing here ever sees a PIN. */

type PinRow = { hash: string; failures: bigint; locked_until: bigint | null };

const SELECT = 'SELECT hash, failures, locked_until FROM member_pin WHERE member_id = ?';

const triesOf = (row: PinRow): PinTries => ({
  failures: Number(row.failures),
  lockedUntil: row.locked_until === null ? null : Number(row.locked_until),
});

const keep = (w: WriteHandle, memberId: string, tries: PinTries): void => {
  w.run('UPDATE member_pin SET failures = ?, locked_until = ? WHERE member_id = ?', [
    tries.failures,
    tries.lockedUntil,
    memberId,
  ]);
  w.touch('team');
};

export function hasPin(r: ReadHandle, memberId: string): boolean {
  return r.get(SELECT, [memberId]) !== undefined;
}

/** Until when a member's PIN is locked; null when it is not. */
export function pinLock(r: ReadHandle, memberId: string, now: number): number | null {
  const row = r.get<PinRow>(SELECT, [memberId]);
  return row === undefined ? null : lockedUntil(triesOf(row), now);
}

/**
 * Counts a try before it is judged: neither two at once nor a core that ends meanwhile gives tries for nothing.
 * @returns the stored hash, and how many tries are left if this one is wrong
 * @throws CodedError PIN_MISSING, CONFIRMATION_LOCKED {until}
 */
export function beginTry(w: WriteHandle, memberId: string): { hash: string; left: number } {
  const row = w.get<PinRow>(SELECT, [memberId]);
  if (row === undefined) throw new CodedError('PIN_MISSING');
  const tries = triesOf(row);
  const until = lockedUntil(tries, w.now());
  if (until !== null) throw new CodedError('CONFIRMATION_LOCKED', { until });
  const after = afterWrong(tries, w.now());
  keep(w, memberId, after);
  return { hash: row.hash, left: WRONG_TRIES - after.failures };
}

/** The PIN was right: what was tried before is forgotten. */
export function passTry(w: WriteHandle, memberId: string): void {
  keep(w, memberId, NO_TRIES);
}

/** Keeps a new hash and unlocks; null takes the PIN away. */
export function savePin(w: WriteHandle, memberId: string, hash: string | null): void {
  w.run('DELETE FROM member_pin WHERE member_id = ?', [memberId]);
  if (hash !== null)
    w.run('INSERT INTO member_pin (member_id, hash, set_at) VALUES (?, ?, ?)', [memberId, hash, w.now()]);
  w.touch('team');
}
