import type { Sight } from '../../contract/permissions.ts';
import type { ReadHandle } from '../../storage/store.ts';
import { seenBy } from './sight.ts';

/** A customer somebody sees: names in clear (the caller masks) and who manages it. */
export interface CustomerInSight {
  readonly name: string;
  readonly account: string;
  readonly manager: string | null;
  readonly managerId: string | null;
}

/** Those of the ids that somebody sees, in one read. */
export function customersInSight(
  r: ReadHandle,
  sees: Sight,
  ids: readonly string[],
): ReadonlyMap<string, CustomerInSight> {
  const [seen] = seenBy(sees);
  const rows = r.all<{
    id: string;
    name: string;
    account: string;
    manager: string | null;
    manager_id: string | null;
  }>(
    `SELECT c.id, c.name, c.account, c.manager_name AS manager, c.manager_id FROM customer AS c
     WHERE c.id IN (SELECT value FROM json_each(?))${seen === undefined ? '' : ` AND ${seen.text}`}`,
    [JSON.stringify(ids), ...(seen?.params ?? [])],
  );
  return new Map(rows.map(({ id, manager_id: managerId, ...row }) => [id, { ...row, managerId }]));
}
