import type { JsonObject } from '../../../base/json.ts';
import type { CustomerSituation } from '../../../contract/outbox.ts';
import type { CallInput, PartnerCenter } from '../../../sources/source.ts';
import type { ActionKind, StoredAction } from '../types.ts';

/**
 * What was read of a customer, and what proves an effect beyond the state: how many records of exactly this change
 * there were. Lies in the ledger beside the attempt.
 */
export interface Situation extends CustomerSituation {
  /** Records of exactly the wanted change; null for kinds without records. */
  readonly matching: number | null;
}

/** What a verification found: the target; all as before; something else; it cannot be told. */
export type Finding = 'reached' | 'base' | 'third' | 'blurred';

/** The facts of one kind of action. Errors of the readings are those of `PartnerCenter.call`, and NOT_FOUND. */
export interface KindPlan {
  readonly kind: ActionKind;
  /** Costs money: not sent a third time without a person. */
  readonly spends: boolean;
  /** Codes that mean "done in part". */
  readonly doneInPart: ReadonlySet<string>;
  /** Whether the payload is one this program understands. */
  understands(action: StoredAction): boolean;
  /** Reads what is there now, just before sending. */
  readPreImage(source: PartnerCenter, action: StoredAction, signal: AbortSignal): Promise<Situation>;
  /** Whether that is what the person saw. */
  sameAsBase(pre: Situation, action: StoredAction): boolean;
  /** The one request with its one effect. */
  request(action: StoredAction): { readonly operation: string; readonly input: CallInput };
  /** Reads again after an unclear outcome and compares with what was there before. */
  verify(
    source: PartnerCenter,
    action: StoredAction,
    preImage: Situation,
    signal: AbortSignal,
  ): Promise<{ readonly finding: Finding; readonly now: Situation }>;
}

/** What people are shown of a situation. */
export function shown(situation: Situation): JsonObject {
  const { budget, budgetType, currency, frozen } = situation;
  return { budget, budgetType, currency, frozen };
}

/** A stored situation read back. */
export function situationFrom(stored: JsonObject): Situation {
  const { budget, budgetType, currency, frozen, matching } = stored;
  return {
    budget: typeof budget === 'string' ? budget : null,
    budgetType: budgetType === 'monthly' || budgetType === 'one-time' ? budgetType : null,
    currency: typeof currency === 'string' ? currency : null,
    frozen: typeof frozen === 'boolean' ? frozen : null,
    matching: typeof matching === 'number' ? matching : null,
  };
}

/** The reseller whose customer it is: a distributor must say so. */
export function resellerOf(action: StoredAction): { indirect_partner_id?: string } {
  const id = action.payload['resellerId'];
  return typeof id === 'string' && id !== '' ? { indirect_partner_id: id } : {};
}
