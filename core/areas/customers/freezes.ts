import type { ReadHandle } from '../../storage/store.ts';
import { episodesOf } from '../alerts/shared.ts';
import type { AreaContext } from '../context.ts';
import { isBeforeRestore } from '../budgets/rules/restore.ts';
import { budgetType } from '../budgets/shared.ts';
import { freezeState, type FreezeState } from './rules/origin.ts';

/** The columns of `customer` that say something of a freeze. */
export type FreezeRow = {
  id: string;
  association: string | null;
  frozen: bigint | null;
  budget_type: string | null;
  budget_e8: bigint | null;
  budget_used_e8: bigint | null;
  budget_as_of: bigint | null;
};

/** What is known of these customers' freezes and freeze modes: from the ledger, because no list says it. */
export interface FreezeKnowledge {
  /** Null for a customer that is not frozen. */
  freezeOf(row: FreezeRow): FreezeState | null;
  /** The mode its budget was last given from this desk. */
  modeOf(id: string): 'manual' | 'automatic' | null;
}

/** The model's code whose customers have budgets (guide 5.0). */
const RESELLER_MODEL = '3';

/** Reads it for a page of customers at once. */
export function freezeKnowledge(
  context: AreaContext,
  ledger: ReadHandle,
  rows: readonly FreezeRow[],
): FreezeKnowledge {
  const frozen = rows.filter((row) => row.frozen === 1n).map(({ id }) => id);
  const budgeted = rows.filter((row) => row.budget_e8 !== null).map(({ id }) => id);
  const ours = context.outbox?.freezes(ledger, frozen);
  const episodes = frozen.length === 0 ? null : episodesOf(ledger, frozen);
  const modes = context.outbox?.freezeModes(ledger, budgeted);
  const now = context.workspace.clock.now();
  const checkedAt = context.synced?.('budgets')?.checkedAt ?? 0;
  const modeOf = (id: string): 'manual' | 'automatic' | null => modes?.get(id) ?? null;
  return {
    modeOf,
    freezeOf(row) {
      if (row.frozen !== 1n) return null;
      const readAt = Math.max(checkedAt, Number(row.budget_as_of ?? 0n));
      const hasBudget = row.budget_e8 !== null && row.budget_e8 > 0n;
      return freezeState({
        ours: ours?.get(row.id) ?? null,
        foundAt: episodes?.get(row.id)?.foundAt ?? null,
        unfrozenAt: episodes?.get(row.id)?.unfrozenAt ?? null,
        resellerModel: row.association === RESELLER_MODEL,
        hasBudget,
        usedUp:
          hasBudget &&
          (row.budget_used_e8 ?? 0n) >= (row.budget_e8 ?? 0n) &&
          !isBeforeRestore(budgetType(row.budget_type), readAt, now),
        mode: modeOf(row.id),
      });
    },
  };
}

/** Ids of the frozen customers of which this is known: a walk of the index of frozen ones. */
export function frozenBy(
  context: AreaContext,
  r: ReadHandle,
  origin: FreezeState['origin'],
): readonly string[] {
  const rows = r.all<FreezeRow>(
    `-- customers.frozen
     SELECT id, association, frozen, budget_type, budget_e8, budget_used_e8, budget_as_of FROM customer WHERE frozen = 1`,
  );
  const knowledge = freezeKnowledge(context, context.workspace.ledger.read, rows);
  return rows.filter((row) => knowledge.freezeOf(row)?.origin === origin).map(({ id }) => id);
}
