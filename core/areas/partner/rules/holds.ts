import type { PartnerType } from '../../../contract/partner.ts';

/** Who decides about a customer's budget and freeze between a distributor and its resellers (guide 2.1, 20), pure. */

export type HoldRefusal = 'RESELLER_HOLDS_PERMISSION' | 'DISTRIBUTOR_DECIDES';

export interface Decider {
  readonly type: PartnerType;
  /** A reseller's: the distributor lets it set budgets and freeze. */
  readonly granted: boolean;
  /** A distributor's: whether this reseller holds the permission. */
  readonly resellerHolds: (resellerId: string) => boolean;
}

/**
 * Why this partner does not decide: a distributor who granted the permission leaves it to the reseller; a reseller
 * without it leaves it to the distributor.
 */
export function holdRefusal(decider: Decider, resellerId: string | null): HoldRefusal | null {
  if (decider.type === 'reseller') return decider.granted ? null : 'DISTRIBUTOR_DECIDES';
  if (decider.type === 'distributor' && resellerId !== null && decider.resellerHolds(resellerId))
    return 'RESELLER_HOLDS_PERMISSION';
  return null;
}
