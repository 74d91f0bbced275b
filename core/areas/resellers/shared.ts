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
