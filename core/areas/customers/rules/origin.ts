import { DAY_MS } from '../../../base/period.ts';
import type { FreezeType } from './freeze.ts';

/** How an account came to be frozen, and what follows from it (guide 5.4). Pure; instants in ms UTC. */

/** Frozen resources and their data are deleted when nobody unfreezes them for so many days (guide 5.4). */
export const RESOURCE_DAYS = 15;

export type FreezeOrigin = 'manual' | 'automatic' | 'default' | 'unknown';

/** What is known of a frozen account. No list tells how or since when. */
export interface FrozenFacts {
  /** The last freeze this desk made. */
  readonly ours: { readonly type: FreezeType; readonly at: number; readonly person: string } | null;
  /** When a sync first showed this freeze; null before the first look. */
  readonly foundAt: number | null;
  /** When a sync last showed the account unfrozen; what was frozen before that is over. */
  readonly unfrozenAt: number | null;
  readonly resellerModel: boolean;
  /** A budget above 0 is set. */
  readonly hasBudget: boolean;
  /** The budget is used up, by a reading of this month. */
  readonly usedUp: boolean;
  readonly mode: 'manual' | 'automatic' | null;
}

export interface FreezeState {
  /** Null: not known; an account frozen elsewhere may have its resources frozen too. */
  readonly type: FreezeType | null;
  readonly origin: FreezeOrigin;
  /** Null: it was found frozen. */
  readonly since: number | null;
  readonly foundAt: number | null;
  /** Who froze it, where it was this desk. */
  readonly by: string | null;
  /** When frozen resources are deleted; null when they are not frozen, or it is not known since when. */
  readonly deleteAt: number | null;
}

/**
 * - manual: this desk froze it, and no sync has shown it unfrozen since;
 * - automatic: its budget is used up and was set here to freeze by itself;
 * - default: a reseller-model customer that never got a budget, which is how new ones begin (guide 5.3);
 * - unknown: anything else, such as a freeze in the console.
 */
export function freezeState(facts: FrozenFacts): FreezeState {
  const { ours, foundAt, unfrozenAt } = facts;
  if (ours !== null && (unfrozenAt === null || unfrozenAt < ours.at)) {
    return {
      type: ours.type,
      origin: 'manual',
      since: ours.at,
      foundAt,
      by: ours.person,
      deleteAt: ours.type === 'account-and-resources' ? ours.at + RESOURCE_DAYS * DAY_MS : null,
    };
  }
  const found = { since: null, foundAt, by: null, deleteAt: null };
  // The system freezes the account alone, both when the budget is used up and after the association.
  if (facts.hasBudget && facts.usedUp && facts.mode === 'automatic')
    return { ...found, origin: 'automatic', type: 'account' };
  if (facts.resellerModel && !facts.hasBudget) return { ...found, origin: 'default', type: 'account' };
  return { ...found, origin: 'unknown', type: null };
}
