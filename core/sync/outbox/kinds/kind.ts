import type { ErrorCode } from '../../../base/error-codes.ts';
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
  /** Of a creation: what was found under the account's name. */
  readonly account?: AccountSeen;
  /** Of a creation that was found: the customer it made. */
  readonly customerId?: string;
}

/**
 * What there is under an account's name: nothing; an account that is nobody's we know (its link may still come); a
 * customer of ours that carries the action's own id; one that carries another; several that carry it.
 */
export const ACCOUNT_SEEN = ['free', 'used', 'ours', 'other', 'several'] as const;
export type AccountSeen = (typeof ACCOUNT_SEEN)[number];

/** What a verification found: the target; all as before; something else; it cannot be told; done in part. */
export type Finding = 'reached' | 'base' | 'third' | 'blurred' | 'halfway';

/** The facts of one kind of action. Errors of the readings are those of `PartnerCenter.call`, and NOT_FOUND. */
export interface KindPlan {
  readonly kind: ActionKind;
  /** Costs money: not sent a third time without a person. */
  readonly spends: boolean;
  /** May be sent again by itself once it is surely absent. */
  readonly repeatable: boolean;
  /** Codes that mean "done in part". */
  readonly doneInPart: ReadonlySet<string>;
  /** Whether the payload is one this program understands. */
  understands(action: StoredAction): boolean;
  /** Reads what is there now, just before sending. */
  readPreImage(source: PartnerCenter, action: StoredAction, signal: AbortSignal): Promise<Situation>;
  /** Whether that is what the person saw. */
  sameAsBase(pre: Situation, action: StoredAction): boolean;
  /** Whether it cannot be sent without a verification code. */
  readonly needsCode?: (action: StoredAction) => boolean;
  /** Before a send: what was read says that it was done already, or why it cannot be. Null: neither. */
  readonly foresee?: (pre: Situation, action: StoredAction) => 'done' | ErrorCode | null;
  /** What an answer, a failing one too, says that later steps need. */
  readonly learn?: (body: JsonObject) => JsonObject | null;
  /** The one request with its one effect. @param code where one is needed; never recorded */
  request(
    action: StoredAction,
    code?: string | null,
  ): { readonly operation: string; readonly input: CallInput };
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
  const { budget, budgetType, currency, frozen, account } = situation;
  return { budget, budgetType, currency, frozen, ...(account === undefined ? {} : { account }) };
}

/** A stored situation read back. */
export function situationFrom(stored: JsonObject): Situation {
  const { budget, budgetType, currency, frozen, matching } = stored;
  const account = ACCOUNT_SEEN.find((seen) => seen === stored['account']);
  return {
    budget: typeof budget === 'string' ? budget : null,
    budgetType: budgetType === 'monthly' || budgetType === 'one-time' ? budgetType : null,
    currency: typeof currency === 'string' ? currency : null,
    frozen: typeof frozen === 'boolean' ? frozen : null,
    matching: typeof matching === 'number' ? matching : null,
    ...(account === undefined ? {} : { account }),
  };
}

/** The reseller whose customer it is: a distributor must say so. */
export function resellerOf(action: StoredAction): { indirect_partner_id?: string } {
  const id = action.payload['resellerId'];
  return typeof id === 'string' && id !== '' ? { indirect_partner_id: id } : {};
}
