import type { Sight } from '../../contract/permissions.ts';
import type { ReadHandle, SqlValue } from '../../storage/store.ts';
import type { Condition } from './criteria.ts';

/**
 * Which customers somebody sees, as conditions: all of them, or those of some account managers (guide 2.2). Every answer
 * about customers goes through here. A customer without a manager is seen by those who see all.
 */

const OF_MANAGERS = 'manager_id IN (SELECT value FROM json_each(?))';

/** The condition on `customer AS c`; none for those who see all. */
export function seenBy(sees: Sight): readonly Condition[] {
  if (sees === 'all') return [];
  return [{ text: `c.${OF_MANAGERS}`, params: [JSON.stringify(sees.managers)], selective: true }];
}

/** The condition on a column with a customer's id, in a statement over other tables of the mirror; none for all. */
export function seenIn(
  sees: Sight,
  column: string,
): readonly { readonly text: string; readonly params: readonly SqlValue[] }[] {
  if (sees === 'all') return [];
  const text = `${column} IN (SELECT id FROM customer WHERE ${OF_MANAGERS})`;
  return [{ text, params: [JSON.stringify(sees.managers)] }];
}

/** Ids of the customers somebody sees, in order; undefined for all. For stores that know no managers. */
export function seenIds(r: ReadHandle, sees: Sight): readonly string[] | undefined {
  if (sees === 'all') return undefined;
  return r
    .all<{ id: string }>(`-- customers.seen\nSELECT id FROM customer WHERE ${OF_MANAGERS} ORDER BY id`, [
      JSON.stringify(sees.managers),
    ])
    .map(({ id }) => id);
}

/** How many customers somebody sees. */
export function countSeen(r: ReadHandle, sees: Sight): number {
  const [seen] = seenBy(sees);
  const where = seen === undefined ? '' : ` WHERE ${seen.text}`;
  const row = r.get<{ n: bigint }>(`SELECT count(*) AS n FROM customer AS c${where}`, seen?.params ?? []);
  return Number(row?.n ?? 0n);
}

/** Those of the ids that somebody sees. Whoever sees all sees ids of customers that are gone, too. */
export function seenOf(r: ReadHandle, sees: Sight, ids: readonly string[]): ReadonlySet<string> {
  if (sees === 'all') return new Set(ids);
  const rows = r.all<{ id: string }>(
    `SELECT id FROM customer WHERE id IN (SELECT value FROM json_each(?)) AND ${OF_MANAGERS}`,
    [JSON.stringify(ids), JSON.stringify(sees.managers)],
  );
  return new Set(rows.map(({ id }) => id));
}

/** Whether somebody sees this customer. */
export function isSeen(r: ReadHandle, sees: Sight, id: string): boolean {
  return sees === 'all' || seenOf(r, sees, [id]).has(id);
}
