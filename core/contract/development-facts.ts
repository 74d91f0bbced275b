/** Customer development (guide 5.10) as facts: limits, states, reasons, causes. Screens and rules read the same tables. */

/** Entries pending or pre-registered at the same time (guide 5.10). */
export const REGISTRATION_LIMIT = 100;
/** Days a pre-registration protects, from the approval (guide 5.10). */
export const REGISTRATION_DAYS = 15;
/** Days an invitation link can be used: not documented, taken as the pre-registration's (guide 5.10 [inf], section 25). */
export const INVITATION_DAYS = 15;
/** From so many days before the end an open record is told on Home. */
export const EXPIRING_DAYS = 3;
/** Invitations that may be made in one go. */
export const INVITE_AT_ONCE = 100;

/**
 * waiting: saved here, not entered in the Partner Center's console yet; pending_review: entered; the rest as the guide's
 * section 24; withdrawn: taken back before it was entered.
 */
export const REGISTRATION_STATES = [
  'waiting',
  'pending_review',
  'pre_registered',
  'rejected',
  'associated',
  'expired',
  'withdrawn',
] as const;
export type RegistrationState = (typeof REGISTRATION_STATES)[number];

/** What counts against the limit: also what waits here, because it will be entered (guide 5.10). */
export const OPEN_REGISTRATIONS: ReadonlySet<RegistrationState> = new Set([
  'waiting',
  'pending_review',
  'pre_registered',
]);

/** link_wanted: the link has not been fetched from the console yet; withdrawn: given up before there was one. */
export const INVITATION_STATES = [
  'link_wanted',
  'invited',
  'associated',
  'failed',
  'expired',
  'withdrawn',
] as const;
export type InvitationState = (typeof INVITATION_STATES)[number];

export const ASSOCIATION_MODELS = ['reseller', 'referral'] as const;
export type AssociationModel = (typeof ASSOCIATION_MODELS)[number];

/**
 * Why a pre-registration is refused (guide 5.10). `review`: a manual review by the ecosystem manager is possible.
 */
export const REFUSALS = {
  'mainland-account': { review: false },
  associated: { review: false },
  'pre-registered-elsewhere': { review: false },
  'consumer-cloud': { review: false },
  contract: { review: false },
  'cash-not-followed': { review: false },
  'enterprise-master': { review: false },
  'followed-by-sales': { review: true },
  'other-country': { review: true },
  'online-sales': { review: true },
  other: { review: false },
} as const satisfies Readonly<Record<string, { review: boolean }>>;
export type RefusalCode = keyof typeof REFUSALS;
export const REFUSAL_CODES = Object.keys(REFUSALS) as [RefusalCode, ...RefusalCode[]];

/** What can be done after an association failed. */
export type Suggestion =
  | 'contact-service'
  | 'send-again'
  | 'send-again-other-model'
  | 'manual-review'
  | 'not-possible';

interface CauseFact {
  readonly suggestion: Suggestion;
  /** Whether the invitation may be sent again, and in which model. */
  readonly again: 'same' | 'other' | null;
  /** The only model in which the cause stands; null: in both. */
  readonly model: AssociationModel | null;
}

const gone: CauseFact = { suggestion: 'send-again', again: 'same', model: null };
const never: CauseFact = { suggestion: 'not-possible', again: null, model: null };
const review: CauseFact = { suggestion: 'manual-review', again: null, model: 'reseller' };

/** Why an association failed, with the operation the guide suggests (guide 5.10, failure causes). */
export const FAILURES = {
  'system-busy': { suggestion: 'contact-service', again: null, model: null },
  'link-missing': gone,
  'link-expired': gone,
  'link-used': gone,
  'code-used': gone,
  'type-not-allowed': { suggestion: 'send-again-other-model', again: 'other', model: 'reseller' },
  'registered-elsewhere': never,
  'is-partner': never,
  'associated-elsewhere': never,
  'special-contract': never,
  'internal-account': never,
  'enterprise-master': { suggestion: 'send-again-other-model', again: 'other', model: 'reseller' },
  'member-account': review,
  'reserved-instances': review,
  'service-contract': review,
  'unpaid-bills': review,
  'old-or-cash': review,
} as const satisfies Readonly<Record<string, CauseFact>>;
export type FailureCause = keyof typeof FAILURES;
export const FAILURE_CAUSES = Object.keys(FAILURES) as [FailureCause, ...FailureCause[]];

/** In which model an invitation may be sent again; null when it may not: after its end, or as its cause allows. */
export function againModel(record: {
  readonly state: InvitationState;
  readonly cause: string | null;
  readonly model: AssociationModel;
}): AssociationModel | null {
  if (record.state === 'expired') return record.model;
  const cause = FAILURE_CAUSES.find((one) => one === record.cause);
  const again = record.state === 'failed' && cause !== undefined ? FAILURES[cause].again : null;
  if (again === null) return null;
  if (again === 'same') return record.model;
  return record.model === 'reseller' ? 'referral' : 'reseller';
}

/** Whether a refused pre-registration may be reviewed by hand. */
export function reviewable(record: {
  readonly state: RegistrationState;
  readonly reason: string | null;
}): boolean {
  const code = REFUSAL_CODES.find((one) => one === record.reason);
  return record.state === 'rejected' && code !== undefined && REFUSALS[code].review;
}

/** Lines of business offered in the form [inf]. */
export const INDUSTRIES = [
  'internet',
  'games',
  'media',
  'ecommerce',
  'retail',
  'finance',
  'manufacturing',
  'logistics',
  'energy',
  'education',
  'health',
  'government',
  'telecom',
  'software',
  'other',
] as const;

/** Hosts whose pages carry invitation links: Huawei Cloud's own, and below them. */
export const LINK_HOSTS = ['huaweicloud.com', 'huaweicloud.eu', 'huawei.com'] as const;
