import type { AuthorizationEvent, AuthorizationState } from '../../../contract/behalf.ts';
import type { PartnerType } from '../../../contract/partner.ts';

/** When a partner may ask for authorization and act in a customer's place (guide 5.7), pure. */

/** State × event → the state after it; what is not named is refused (guide section 24). */
export const AUTHORIZATION: Readonly<
  Record<AuthorizationState, Partial<Record<AuthorizationEvent, AuthorizationState>>>
> = {
  none: { request: 'requested', known: 'authorized' },
  requested: { sent: 'requested', withdraw: 'none', agreed: 'authorized', refused: 'rejected' },
  authorized: { revoked: 'revoked' },
  rejected: { request: 'requested', known: 'authorized' },
  revoked: { request: 'requested', known: 'authorized' },
};

/** The state after the event; null when the event does not fit. */
export function nextAuthorization(
  state: AuthorizationState,
  event: AuthorizationEvent,
): AuthorizationState | null {
  return AUTHORIZATION[state][event] ?? null;
}

/** Answers that always come with a reason (guide section 3: reject, revoke). */
export const NEEDS_REASON: ReadonlySet<AuthorizationEvent> = new Set(['refused', 'revoked']);

/** What has to be known of a customer to say whether it can be asked. */
export interface AskedCustomer {
  /** The API's code of the model: '1' referral, '3' reseller. */
  readonly association: string | null;
  /** The reseller whose customer it is; null for the partner's own. */
  readonly resellerId: string | null;
}

/** Who we are to the customer. */
export interface Standing {
  readonly type: PartnerType;
  /** A reseller's: our distributor lets us order and operate. */
  readonly granted: boolean;
  /** A distributor's: whether this reseller holds our permission to order and operate. */
  readonly resellerMay: (resellerId: string) => boolean;
}

export type StandingRefusal =
  | 'CUSTOMER_UNKNOWN'
  | 'REFERRAL_CUSTOMER'
  | 'RESELLER_PERMISSION_MISSING'
  | 'DISTRIBUTOR_PERMISSION_MISSING';

const REFERRAL = '1';

/**
 * What stands in the way before the customer is even asked: only the reseller model knows authorization, and between a
 * reseller and its customer the distributor's permission comes first.
 */
export function standingRefusal(
  customer: AskedCustomer | undefined,
  standing: Standing,
): StandingRefusal | null {
  if (customer === undefined) return 'CUSTOMER_UNKNOWN';
  if (customer.association === REFERRAL) return 'REFERRAL_CUSTOMER';
  if (standing.type === 'reseller' && !standing.granted) return 'DISTRIBUTOR_PERMISSION_MISSING';
  if (
    standing.type === 'distributor' &&
    customer.resellerId !== null &&
    !standing.resellerMay(customer.resellerId)
  )
    return 'RESELLER_PERMISSION_MISSING';
  return null;
}

export type RequestRefusal = StandingRefusal | 'AUTHORIZATION_OPEN' | 'AUTHORIZATION_GIVEN';

/** Why this customer cannot be asked now; null when it can. */
export function requestRefusal(
  customer: AskedCustomer | undefined,
  standing: Standing,
  state: AuthorizationState,
): RequestRefusal | null {
  const refused = standingRefusal(customer, standing);
  if (refused !== null) return refused;
  if (state === 'requested') return 'AUTHORIZATION_OPEN';
  return state === 'authorized' ? 'AUTHORIZATION_GIVEN' : null;
}

export type BeginRefusal = StandingRefusal | 'AUTHORIZATION_MISSING';

/** Why nobody may act in this customer's place now; null when somebody may. */
export function beginRefusal(
  customer: AskedCustomer | undefined,
  standing: Standing,
  state: AuthorizationState,
): BeginRefusal | null {
  return standingRefusal(customer, standing) ?? (state === 'authorized' ? null : 'AUTHORIZATION_MISSING');
}
