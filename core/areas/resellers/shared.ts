import type { ResellerPermission } from '../../contract/resellers.ts';
import type { ReadHandle } from '../../storage/store.ts';

/** Clear names of resellers by id (the account's where there is no name); ids that are none are left out. */
export function resellerNames(r: ReadHandle, ids: readonly string[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const id of new Set(ids)) {
    const row = r.get<{ name: string; account: string }>('SELECT name, account FROM reseller WHERE id = ?', [
      id,
    ]);
    if (row) names.set(id, row.name === '' ? row.account : row.name);
  }
  return names;
}

/** All resellers in the order of their names, for choices. Clear names: the caller masks. */
export function allResellers(r: ReadHandle): { id: string; name: string }[] {
  return r
    .all<{ id: string; name: string; account: string }>(
      'SELECT id, name, account FROM reseller ORDER BY name_sort IS NULL, name_sort, id',
    )
    .map(({ id, name, account }) => ({ id, name: name === '' ? account : name }));
}

/** Whether the Partner Center gives resellers: then the partner is a distributor (guide 2.1). */
export function hasResellers(r: ReadHandle): boolean {
  return r.get('SELECT 1 AS one FROM reseller LIMIT 1') !== undefined;
}

/** Resellers that hold a permission now (guide 20). */
export function permittedResellers(ledger: ReadHandle, what: ResellerPermission): ReadonlySet<string> {
  const rows = ledger.all<{ reseller_id: string }>(
    "SELECT reseller_id FROM reseller_permission WHERE what = ? AND state = 'granted'",
    [what],
  );
  return new Set(rows.map((row) => row.reseller_id));
}

/** How many requests for cooperation wait for a review. */
export function cooperationsToReview(ledger: ReadHandle): number {
  const row = ledger.get<{ n: bigint }>(
    "SELECT count(*) AS n FROM reseller_cooperation WHERE state = 'applied' AND pending IS NULL",
  );
  return Number(row?.n ?? 0n);
}

export { resellerMigrations } from './schema.ts';
