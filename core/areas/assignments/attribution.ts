import { managedCustomers, managerAccounts, managerByAccount, managersState } from '../customers/shared.ts';
import type { Share } from '../../storage/lines/store.ts';
import type { ReadHandle } from '../../storage/store.ts';
import type { Workspace } from '../../storage/workspace-types.ts';
import { accountsOfChanges, allChanges, newestChange, type StoredChange } from './rows.ts';
import { managedDays, type Person } from './rules/history.ts';
import { managerKey } from './rules/key.ts';

/**
 * Whose expenditure each day of each customer is (guide 5.8). Customers whose manager changed have the days the changes
 * give; any other customer belongs wholly to whom its record names now: nobody knows since when, and nothing was seen to
 * change.
 */

/** The key of a person (rules/key.ts), by the members the mirror knows. */
export function keyOf(mirror: ReadHandle): (person: Person) => string {
  const members = new Map<string, string | undefined>();
  const memberOf = (account: string): string | undefined => {
    if (!members.has(account)) members.set(account, managerByAccount(mirror, account)?.id);
    return members.get(account);
  };
  return (person) => managerKey(person, memberOf);
}

/** The person behind a key; null for nobody's, and for one that nothing here names (any more). */
export function personByKey(ledger: ReadHandle, mirror: ReadHandle): (key: string) => Person | null {
  let accounts: ReadonlyMap<string, string> | undefined;
  const ofAccounts = (): ReadonlyMap<string, string> => {
    const all = [...managerAccounts(mirror), ...accountsOfChanges(ledger)];
    return new Map(all.map((account) => [managerKey({ memberId: null, account }, () => undefined), account]));
  };
  return (key) => {
    if (key === '') return null;
    if (!key.startsWith('@')) return { memberId: key, account: null };
    accounts ??= ofAccounts();
    const account = accounts.get(key);
    return account === undefined ? null : { memberId: null, account };
  };
}

/** All shares of all customers. */
export function sharesOf(ledger: ReadHandle, mirror: ReadHandle): Share[] {
  const key = keyOf(mirror);
  const shares: Share[] = [];
  const changed = new Set<string>();
  const close = (changes: readonly StoredChange[]): void => {
    for (const { customerId, person, from, until } of managedDays(changes))
      shares.push({ customerId, manager: key(person), from, until });
  };
  let current: StoredChange[] = [];
  for (const change of allChanges(ledger)) {
    if (current[0] !== undefined && current[0].customerId !== change.customerId) {
      close(current);
      current = [];
    }
    changed.add(change.customerId);
    current.push(change);
  }
  close(current);
  for (const { id, managerId, account } of managedCustomers(mirror))
    if (!changed.has(id))
      shares.push({
        customerId: id,
        manager: key({ memberId: managerId, account }),
        from: null,
        until: null,
      });
  return shares;
}

/** Tells the lines whose expenditure is whose, when that is not what they were told last. Before questions by manager. */
export async function attributeLines(workspace: Workspace): Promise<void> {
  const { ledger, mirror, lines } = workspace;
  const { version } = managersState(mirror.read);
  const parts = [mirror.epoch(), version, ledger.epoch(), newestChange(ledger.read)];
  await lines.attribute(parts.join(' '), () => sharesOf(ledger.read, mirror.read));
}
