import { DAY_MS } from '../../base/period.ts';
import type { Sight } from '../../contract/permissions.ts';
import type { ReadHandle } from '../../storage/store.ts';
import type { FreezeRow } from './freezes.ts';
import { seenBy } from './sight.ts';

/** What alerts are made of: customers near the end of their budget, and frozen ones. */
export type AlertRow = FreezeRow & { budget_use: bigint | null };

/** From this used share on a budget is worth an alert, in millionths of a percent (guide 5.3: 75 %). */
const ALERT_FROM = 75_000_000n;

/** Customers something is to be said of; null before any customer was read. */
export function alertFacts(r: ReadHandle): readonly AlertRow[] | null {
  if (r.get('SELECT 1 AS one FROM customer LIMIT 1') === undefined) return null;
  const columns = 'id, association, frozen, budget_type, budget_e8, budget_used_e8, budget_as_of, budget_use';
  return r.all<AlertRow>(
    `-- customers.alerts
     SELECT ${columns} FROM customer WHERE budget_use >= ? UNION SELECT ${columns} FROM customer WHERE frozen = 1`,
    [ALERT_FROM],
  );
}

/** Those of the ids whose accounts are frozen, among the customers somebody sees. */
export function stillFrozen(r: ReadHandle, sees: Sight, ids: readonly string[]): ReadonlySet<string> {
  const [seen] = seenBy(sees);
  const rows = r.all<{ id: string }>(
    `SELECT c.id FROM customer AS c WHERE c.id IN (SELECT value FROM json_each(?)) AND c.frozen = 1
     ${seen === undefined ? '' : `AND ${seen.text}`}`,
    [JSON.stringify(ids), ...(seen?.params ?? [])],
  );
  return new Set(rows.map(({ id }) => id));
}

/** How many customers somebody sees are frozen and never got a budget: new ones begin so (guide 5.3). */
export function newlyFrozen(r: ReadHandle, sees: Sight): number {
  const [seen] = seenBy(sees);
  return Number(
    r.get<{ n: bigint }>(
      `SELECT count(*) AS n FROM customer AS c
       WHERE c.frozen = 1 AND c.association = '3' AND (c.budget_e8 IS NULL OR c.budget_e8 <= 0)
       ${seen === undefined ? '' : `AND ${seen.text}`}`,
      seen?.params ?? [],
    )?.n ?? 0n,
  );
}

/** How many customers' first resource expires within so many days, and when the first of them does. ms UTC */
export function dueForRenewal(
  r: ReadHandle,
  sees: Sight,
  now: number,
  days: number,
): { readonly count: number; readonly firstAt: number | null } {
  const [seen] = seenBy(sees);
  const row = r.get<{ n: bigint; at: bigint | null }>(
    `-- customers.renewals
     SELECT count(*) AS n, min(c.expires_at) AS at FROM customer AS c
     WHERE c.expires_at > ? AND c.expires_at <= ? ${seen === undefined ? '' : `AND ${seen.text}`}`,
    [now, now + days * DAY_MS, ...(seen?.params ?? [])],
  );
  return { count: Number(row?.n ?? 0n), firstAt: row?.at == null ? null : Number(row.at) };
}
