import { customerManagers, managerByAccount } from '../customers/shared.ts';
import type { ReadHandle } from '../../storage/store.ts';
import { changeBefore, lastChanges, type StoredChange } from './rows.ts';
import type { Standing } from './rules/change.ts';
import type { ChangeKind, Person } from './rules/history.ts';

/** A customer as it stands, with its last change. */
export interface Stands extends Standing {
  readonly last: StoredChange | undefined;
}

/**
 * How customers stand: what was decided here by the ledger, else whom their records name. Ids that are no customers (any
 * more) are left out.
 */
export function standingOf(
  ledger: ReadHandle,
  mirror: ReadHandle,
  ids: readonly string[],
): ReadonlyMap<string, Stands> {
  const last = lastChanges(ledger, ids);
  const standing = new Map<string, Stands>();
  for (const [id, { account }] of customerManagers(mirror, ids)) {
    const change = last.get(id);
    const decidedHere = change !== undefined && change.kind !== 'follow';
    const member = decidedHere || account === null ? undefined : managerByAccount(mirror, account);
    const now = decidedHere ? change.to : { memberId: member?.id ?? null, account };
    standing.set(id, { now, decidedHere, account, last: change });
  }
  return standing;
}

/** What a customer goes back to when this change is taken back: what was decided here before, else its record. */
export function formerOf(ledger: ReadHandle, change: StoredChange): { kind: ChangeKind; to: Person } {
  const before = changeBefore(ledger, change);
  if (before !== undefined && before.kind !== 'follow') return { kind: before.kind, to: before.to };
  return { kind: 'follow', to: { memberId: null, account: change.former.account } };
}
