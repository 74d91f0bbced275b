import type { ReadHandle } from '../../storage/store.ts';

/** What the outbox remembers of customers beyond its actions: no list of the Partner Center reveals any of it (guide 5.4). */

export interface RememberedFreeze {
  readonly customerId: string;
  readonly type: 'account' | 'account-and-resources';
  /** When the Partner Center confirmed it, ms UTC. */
  readonly at: number;
  readonly person: string;
}

type FreezeRow = { customer_id: string; type: string; at: bigint; person: string };

const FREEZES = `SELECT f.customer_id, f.type, f.at, a.person FROM freeze_type AS f JOIN action AS a ON a.id = f.action`;

const freezes = (rows: readonly FreezeRow[]): RememberedFreeze[] =>
  rows.flatMap((row) =>
    row.type === 'account' || row.type === 'account-and-resources'
      ? [{ customerId: row.customer_id, type: row.type, at: Number(row.at), person: row.person }]
      : [],
  );

/** How and by whom each of these customers was frozen from this desk the last time; those it did not freeze are left out. */
export function rememberedFreezes(
  r: ReadHandle,
  customerIds: readonly string[],
): ReadonlyMap<string, RememberedFreeze> {
  const rows = r.all<FreezeRow>(
    `-- outbox.freezes
     ${FREEZES} WHERE f.customer_id IN (SELECT value FROM json_each(?))`,
    [JSON.stringify(customerIds)],
  );
  return new Map(freezes(rows).map((one) => [one.customerId, one]));
}

/** Everybody whose resources this desk froze and did not unfreeze since, the oldest first. */
export function frozenWithResources(r: ReadHandle): readonly RememberedFreeze[] {
  return freezes(
    r.all<FreezeRow>(`${FREEZES} WHERE f.type = 'account-and-resources' ORDER BY f.at, f.customer_id`),
  );
}

/** The freeze mode each of these customers' budgets was last given from this desk; others are left out. */
export function rememberedModes(
  r: ReadHandle,
  customerIds: readonly string[],
): ReadonlyMap<string, 'manual' | 'automatic'> {
  const rows = r.all<{ customer_id: string; mode: string }>(
    `-- outbox.modes
     SELECT customer_id, json_extract(payload, '$.freezeMode') AS mode, max(seq) AS newest FROM action
     WHERE customer_id IN (SELECT value FROM json_each(?)) AND kind = 'budgets.set' AND state = 'confirmed'
       AND json_extract(payload, '$.freezeMode') IS NOT NULL GROUP BY customer_id`,
    [JSON.stringify(customerIds)],
  );
  return new Map(
    rows.flatMap(({ customer_id, mode }) =>
      mode === 'manual' || mode === 'automatic' ? [[customer_id, mode] as const] : [],
    ),
  );
}
