import { z } from 'zod';
import { action, amount, currency, instant, money, nothing, page, pageLimit, query } from './define.ts';
import {
  ASSOCIATION_MODELS,
  FAILURE_CAUSES,
  INDUSTRIES,
  INVITATION_STATES,
  INVITE_AT_ONCE,
  REFUSAL_CODES,
  REGISTRATION_STATES,
} from './development-facts.ts';

/** Customer development (guide 5.10): pre-registrations, invitations, what is known of a customer before it is one. */

const id = z.string().min(1).max(64);
const short = z.string().trim().min(1).max(64);
const long = z.string().trim().min(1).max(512);
const revealId = z.string().max(64).optional();
const list = {
  search: z.string().trim().max(64).optional(),
  after: z.string().max(64).optional(),
  limit: pageLimit.default(100),
  revealId,
};

export const registrationState = z.enum(REGISTRATION_STATES);
export const invitationState = z.enum(INVITATION_STATES);
export const associationModel = z.enum(ASSOCIATION_MODELS);
export const refusalCode = z.enum(REFUSAL_CODES);
export const failureCause = z.enum(FAILURE_CAUSES);

/** Columns that are masked until revealed for view 'development'. */
export const maskedDevelopmentColumns = ['name', 'contact', 'mobile', 'email', 'account', 'manager'] as const;

/** The entry a pre-registration is made of (guide 5.10 [inf]); rules across fields in development-fields.ts. */
export const registrationEntry = z.strictObject({
  name: z.string().trim().min(1).max(128),
  country: z.string().regex(/^[A-Z]{2}$/),
  contact: short.optional(),
  mobile: z.string().trim().min(1).max(32).optional(),
  email: z.string().trim().min(1).max(128).optional(),
  account: short.optional(),
  industry: z.enum(INDUSTRIES).optional(),
  website: z.string().trim().min(1).max(256).optional(),
  products: z.string().trim().min(1).max(256).optional(),
  /** Expected amount a year. */
  expected: z.strictObject({ amount, currency }).optional(),
  tag: short.optional(),
  remark: long.optional(),
});
export type RegistrationEntry = z.input<typeof registrationEntry>;

/** A customer that looks like the one that came: to be confirmed or set aside by a person. */
export const proposal = z.object({
  customerId: z.string(),
  customerName: z.string(),
  why: z.enum(['account', 'email', 'phone', 'name', 'similar']),
  confidence: z.enum(['high', 'medium']),
});

export const registrationRow = z.object({
  id: z.string(),
  name: z.string(),
  contact: z.string().nullable(),
  mobile: z.string().nullable(),
  email: z.string().nullable(),
  account: z.string().nullable(),
  country: z.string(),
  industry: z.string().nullable(),
  website: z.string().nullable(),
  products: z.string().nullable(),
  expected: money.nullable(),
  tag: z.string().nullable(),
  remark: z.string().nullable(),
  /** The member whose customer it is to be. */
  manager: z.string(),
  createdAt: instant,
  state: registrationState,
  since: instant,
  approvedAt: instant.nullable(),
  /** End of the protection: an exact instant (see rules/registration.ts). */
  expiresAt: instant.nullable(),
  reason: z.string().nullable(),
  note: z.string().nullable(),
  customerId: z.string().nullable(),
  taskId: z.string().nullable(),
  proposal: proposal.nullable(),
  /** Invitations made for it. */
  invitations: z.number().int(),
});
export type RegistrationRow = z.infer<typeof registrationRow>;

export const invitationRow = z.object({
  id: z.string(),
  name: z.string(),
  contact: z.string().nullable(),
  mobile: z.string().nullable(),
  email: z.string().nullable(),
  account: z.string().nullable(),
  model: associationModel,
  /** The inviting manager: whoever accepts becomes their customer. */
  manager: z.string(),
  text: z.string().nullable(),
  /** Null until it has been fetched from the console. */
  link: z.string().nullable(),
  createdAt: instant,
  state: invitationState,
  since: instant,
  linkAt: instant.nullable(),
  expiresAt: instant.nullable(),
  cause: z.string().nullable(),
  note: z.string().nullable(),
  customerId: z.string().nullable(),
  registrationId: z.string().nullable(),
  /** The one it was sent again for. */
  previousId: z.string().nullable(),
  taskId: z.string().nullable(),
  proposal: proposal.nullable(),
});
export type InvitationRow = z.infer<typeof invitationRow>;

export const developmentEvent = z.object({
  no: z.number().int(),
  at: instant,
  record: z.enum(['registration', 'invitation']),
  recordId: z.string(),
  name: z.string(),
  /** entered, approved, rejected, …: the events of the state machines, and `created`. */
  event: z.string(),
  state: z.string(),
  person: z.string(),
  /** Reason or cause, by code. */
  code: z.string().nullable(),
});
export type DevelopmentEvent = z.infer<typeof developmentEvent>;

/** A record that is, or may be, the same customer. */
export const likeness = z.object({
  where: z.enum(['customer', 'registration', 'invitation']),
  /** Null when the asking member may not see the record. */
  id: z.string().nullable(),
  name: z.string().nullable(),
  why: z.enum(['account', 'email', 'phone', 'name', 'similar', 'pinyin', 'part']),
  strength: z.enum(['exact', 'similar']),
  state: z.string().nullable(),
});
export type Likeness = z.infer<typeof likeness>;

/** What the Partner Center knows of the partner itself, as entered here (guide 5.10, prerequisites). */
export const partnerFacts = z.strictObject({
  /** Own mobile number and e-mail in Basic Information; one of them is needed. */
  mobile: z.string().trim().max(32).nullable(),
  email: z.string().trim().max(128).nullable(),
  /** Distributors: the customer-development permission was granted. */
  developmentPermitted: z.boolean(),
  /** The ecosystem manager granted the referral model. */
  referralPermitted: z.boolean(),
});
export type PartnerFacts = z.infer<typeof partnerFacts>;

const invitee = z.strictObject({
  name: z.string().trim().min(1).max(128),
  contact: short.optional(),
  mobile: z.string().trim().min(1).max(32).optional(),
  email: z.string().trim().min(1).max(128).optional(),
  account: short.optional(),
  registrationId: id.optional(),
});
export type Invitee = z.input<typeof invitee>;

const leftOut = z.object({
  index: z.number().int(),
  code: z.string(),
  matches: z.array(likeness),
});

const done = z.object({ state: z.string() });

export const developmentContract = {
  /** Counts against the limit, what may be done, and why not. */
  'development.summary': query(
    ['development', 'setting', 'resellers', 'customers'],
    nothing,
    z.object({
      open: z.number().int(),
      limit: z.number().int(),
      registrations: z.record(registrationState, z.number().int()),
      invitations: z.record(invitationState, z.number().int()),
      /** End within EXPIRING_DAYS. */
      expiring: z.object({ registrations: z.number().int(), invitations: z.number().int() }),
      partner: partnerFacts,
      distributor: z.boolean(),
      /** What is missing before anything can be pre-registered. */
      missing: z.array(z.enum(['contact', 'permission'])),
    }),
  ),
  'development.registrations': query(
    ['development', 'task', 'customers'],
    z.strictObject({ ...list, states: z.array(registrationState).optional() }),
    page(registrationRow),
  ),
  'development.registration': query(
    ['development', 'task', 'customers'],
    z.strictObject({ id, revealId }),
    z.object({ row: registrationRow, events: z.array(developmentEvent) }).nullable(),
  ),
  /** Customers that came without a pre-registration: guide 5.10, "not pre-registered". Newest association first. */
  'development.unregistered': query(
    ['development', 'customers'],
    z.strictObject({ ...list, after: z.string().max(512).optional() }),
    page(
      z.object({
        id: z.string(),
        name: z.string(),
        account: z.string(),
        manager: z.string().nullable(),
        associatedOn: instant.nullable(),
        invited: z.boolean(),
      }),
    ),
  ),
  'development.invitations': query(
    ['development', 'task', 'customers'],
    z.strictObject({ ...list, states: z.array(invitationState).optional(), registrationId: id.optional() }),
    page(invitationRow),
  ),
  'development.invitation': query(
    ['development', 'task', 'customers'],
    z.strictObject({ id, revealId }),
    z.object({ row: invitationRow, events: z.array(developmentEvent) }).nullable(),
  ),
  /** Everything that happened to pre-registrations and invitations, newest first. */
  'development.history': query(
    ['development'],
    z.strictObject({ ...list, record: z.enum(['registration', 'invitation']).optional() }),
    page(developmentEvent),
  ),
  /** Who may be the same customer, found on this machine, without a network. Exact ones first. */
  'development.duplicates': query(
    ['development', 'customers'],
    z.strictObject({
      name: z.string().trim().max(128).optional(),
      country: z.string().max(2).optional(),
      mobile: z.string().trim().max(32).optional(),
      email: z.string().trim().max(128).optional(),
      account: z.string().trim().max(64).optional(),
      /** Inviting somebody who is pre-registered is the plan, not a duplicate. */
      purpose: z.enum(['register', 'invite', 'create']).default('register'),
      /** The pre-registration that is being invited: it is not its own duplicate. */
      registrationId: id.optional(),
      revealId,
    }),
    z.object({ matches: z.array(likeness) }),
  ),

  'development.setPartner': action('local', partnerFacts, partnerFacts),
  /**
   * Saves a pre-registration and the task to enter it in the console. Errors: REGISTRATION_LIMIT,
   * DEVELOPMENT_CONTACT_MISSING, DEVELOPMENT_NOT_PERMITTED, CUSTOMER_EXISTS {where, why}, CUSTOMER_SIMILAR {count} unless
   * `similarSeen`, INPUT_INVALID {fields}.
   */
  'development.preRegister': action(
    'console',
    z.strictObject({ entry: registrationEntry, similarSeen: z.boolean().default(false) }),
    z.object({ id: z.string(), taskId: z.string() }),
  ),
  /** Takes one back that was not entered yet. Errors: DEVELOPMENT_STEP_UNFIT, NOT_FOUND. */
  'development.withdraw': action('local', z.strictObject({ id }), done),
  /** It was entered in the console. Errors: DEVELOPMENT_STEP_UNFIT, NOT_FOUND. */
  'development.markEntered': action('local', z.strictObject({ id }), done),
  /** What the Partner Center answered. `at`: the instant of the approval; left out = now. Errors: DEVELOPMENT_STEP_UNFIT. */
  'development.recordResult': action(
    'local',
    z.discriminatedUnion('result', [
      z.strictObject({ id, result: z.literal('approved'), at: instant.optional() }),
      z.strictObject({ id, result: z.literal('rejected'), reason: refusalCode, note: long.optional() }),
    ]),
    done,
  ),
  /** A result that was recorded wrongly: back to pending. Errors: DEVELOPMENT_STEP_UNFIT, REGISTRATION_LIMIT. */
  'development.correctResult': action('local', z.strictObject({ id }), done),
  /** Asks for the manual review of a refused one (guide 5.10). Errors: DEVELOPMENT_STEP_UNFIT, REGISTRATION_LIMIT. */
  'development.requestReview': action('console', z.strictObject({ id }), done),

  /**
   * Saves invitations and the tasks to fetch their links. Who cannot be invited is named: CUSTOMER_EXISTS,
   * CUSTOMER_SIMILAR unless `similarSeen`, INPUT_INVALID. Errors for all: DEVELOPMENT_NOT_PERMITTED, REFERRAL_NOT_PERMITTED.
   */
  'development.invite': action(
    'console',
    z.strictObject({
      invitees: z.array(invitee).min(1).max(INVITE_AT_ONCE),
      model: associationModel,
      text: z.string().trim().max(1000).optional(),
      /** The inviting manager; left out = the acting member. */
      managerId: id.optional(),
      similarSeen: z.boolean().default(false),
    }),
    z.object({ ids: z.array(z.string()), refused: z.array(leftOut) }),
  ),
  /** The link from the console. Errors: INVITATION_LINK_UNFIT {problem}, INVITATION_LINK_TWICE, DEVELOPMENT_STEP_UNFIT. */
  'development.setLink': action('local', z.strictObject({ id, link: z.string().trim().max(2048) }), done),
  'development.recordFailure': action(
    'local',
    z.strictObject({ id, cause: failureCause, note: long.optional() }),
    done,
  ),
  /** A new invitation for one that failed or ended, where the causes allow it. Errors: DEVELOPMENT_STEP_UNFIT, REFERRAL_NOT_PERMITTED. */
  'development.inviteAgain': action('console', z.strictObject({ id }), z.object({ id: z.string() })),
  'development.withdrawInvitation': action('local', z.strictObject({ id }), done),

  /** The customer came: confirms a proposal, or names the customer. Errors: CUSTOMER_UNKNOWN, DEVELOPMENT_STEP_UNFIT. */
  'development.associate': action(
    'local',
    z.strictObject({ record: z.enum(['registration', 'invitation']), id, customerId: id }),
    done,
  ),
  /** It is another customer: not proposed again. */
  'development.dismissProposal': action(
    'local',
    z.strictObject({ record: z.enum(['registration', 'invitation']), id, customerId: id }),
    nothing,
  ),
};
