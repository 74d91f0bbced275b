import type { ReadHandle } from '../../storage/store.ts';

/** Named reads of alerts for other areas. Instants in ms UTC. */

/** What the syncs have shown of a customer's freezes. */
export interface Episode {
  /** When the present freeze was first shown; null when none is known. */
  readonly foundAt: number | null;
  /** When the last freeze before was seen to have ended. */
  readonly unfrozenAt: number | null;
}

/** Freezes as the syncs have shown them, by customer; customers never seen frozen are left out. */
export function episodesOf(r: ReadHandle, customerIds: readonly string[]): ReadonlyMap<string, Episode> {
  const rows = r.all<{ customer_id: string; found: bigint | null; ended: bigint | null }>(
    `-- alerts.episodes
     SELECT customer_id, max(CASE WHEN ended_at IS NULL THEN found_at END) AS found, max(ended_at) AS ended
     FROM freeze_episode WHERE customer_id IN (SELECT value FROM json_each(?)) GROUP BY customer_id`,
    [JSON.stringify(customerIds)],
  );
  return new Map(
    rows.map((row) => [
      row.customer_id,
      {
        foundAt: row.found === null ? null : Number(row.found),
        unfrozenAt: row.ended === null ? null : Number(row.ended),
      },
    ]),
  );
}

/** How many alerts of a customer hold and were handled by nobody. */
export function openAlertCount(r: ReadHandle, customerId: string): number {
  return Number(
    r.get<{ n: bigint }>(
      'SELECT count(*) AS n FROM customer_alert WHERE customer_id = ? AND ended_at IS NULL AND handled_at IS NULL',
      [customerId],
    )?.n ?? 0n,
  );
}
