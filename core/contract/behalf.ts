import { z } from 'zod';
import { action, instant, nothing, query } from './define.ts';
import { letter } from './partner.ts';

/** Whether the partner may act in a customer's place (guide 5.7). */
export const authorizationState = z.enum(['none', 'requested', 'authorized', 'rejected', 'revoked']);
export type AuthorizationState = z.infer<typeof authorizationState>;

/** What a customer says, recorded here by a person. `known`: it was authorized before Partner Desk knew of it. */
export const authorizationAnswer = z.enum(['agreed', 'refused', 'revoked', 'known']);
export type AuthorizationAnswer = z.infer<typeof authorizationAnswer>;

export const authorizationEvent = z.enum(['request', 'sent', 'withdraw', ...authorizationAnswer.options]);
export type AuthorizationEvent = z.infer<typeof authorizationEvent>;

/** Why somebody acts in the customer's place: to order, or to operate what it has. */
export const switchPurpose = z.enum(['order', 'operate']);
export type SwitchPurpose = z.infer<typeof switchPurpose>;

/** A switch of role in the Partner Center's console: from the partner to the customer, and back. */
export const roleSwitch = z.object({
  id: z.string(),
  customerId: z.string(),
  /** Masked unless revealed for view 'customers'. */
  customerName: z.string(),
  purpose: switchPurpose,
  note: z.string(),
  person: z.string(),
  begunAt: instant,
  /** Null while the role is switched. */
  endedAt: instant.nullable(),
  endedBy: z.string().nullable(),
  /** Whether the acting member began it. */
  mine: z.boolean(),
  /** The console task with the page to open. */
  taskId: z.string().nullable(),
});
export type RoleSwitch = z.infer<typeof roleSwitch>;

export const authorization = z.object({
  customerId: z.string(),
  state: authorizationState,
  /** When the present state began; null for 'none' from the start. */
  since: instant.nullable(),
  /** When the request was entered in the Partner Center; null before, and without a request. */
  sentAt: instant.nullable(),
  reason: z.string().nullable(),
  taskId: z.string().nullable(),
  /** Why a request is not possible now (an error code); null when it is. */
  requestRefused: z.string().nullable(),
  /** Why nobody may act in the customer's place now (an error code); null when somebody may. */
  beginRefused: z.string().nullable(),
  /** The letter that has to be accepted with the first request; null once it was. */
  letterNeeded: letter.nullable(),
  history: z.array(
    z.object({
      at: instant,
      event: authorizationEvent,
      to: authorizationState,
      person: z.string(),
      reason: z.string().nullable(),
    }),
  ),
  /** The newest first. */
  switches: z.array(roleSwitch),
});
export type Authorization = z.infer<typeof authorization>;

const id = z.string().min(1).max(64);
const text256 = z.string().trim().min(1).max(256);
const reveal = { revealId: z.string().max(64).optional() };

export const behalfContract = {
  'behalf.get': query(
    ['authorization', 'role_switch', 'customers', 'resellers', 'reseller_permission', 'settings', 'task'],
    z.strictObject({ customerId: id, ...reveal }),
    authorization.nullable(),
  ),
  /** Switches of role that were not ended, the oldest first. */
  'behalf.open': query(
    ['role_switch', 'customers'],
    z.strictObject({ ...reveal }),
    z.object({ rows: z.array(roleSwitch) }),
  ),
  /** What a first request has to accept. */
  'behalf.letter': query(
    ['commitment', 'settings', 'resellers'],
    nothing,
    z.object({ needed: letter.nullable() }),
  ),
  /**
   * Asks customers for authorization: a console task each. Errors: LETTER_NOT_ACCEPTED; per customer CUSTOMER_UNKNOWN,
   * REFERRAL_CUSTOMER, RESELLER_PERMISSION_MISSING, DISTRIBUTOR_PERMISSION_MISSING, AUTHORIZATION_OPEN,
   * AUTHORIZATION_GIVEN.
   */
  'behalf.request': action(
    'console',
    z.strictObject({ customerIds: z.array(id).min(1).max(1000), acceptLetter: z.boolean().default(false) }),
    z.object({
      ids: z.array(z.string()),
      refused: z.array(z.object({ customerId: z.string(), code: z.string() })),
    }),
  ),
  /** Takes a request back that nobody answered. Errors: CUSTOMER_UNKNOWN, AUTHORIZATION_STATE. */
  'behalf.withdraw': action('local', z.strictObject({ customerId: id }), z.object({})),
  /** Errors: CUSTOMER_UNKNOWN, REFERRAL_CUSTOMER, AUTHORIZATION_STATE, REASON_MISSING (refused, revoked). */
  'behalf.answer': action(
    'local',
    z.strictObject({
      customerId: id,
      answer: authorizationAnswer,
      reason: z.string().trim().max(256).optional(),
    }),
    z.object({ state: authorizationState }),
  ),
  /** Switches the role: audited, with a console task. Errors: those of 'behalf.get' beginRefused, SWITCH_OPEN. */
  'behalf.begin': action(
    'console',
    z.strictObject({ customerId: id, purpose: switchPurpose, note: text256 }),
    z.object({ id: z.string(), taskId: z.string() }),
  ),
  /** The role was switched back. Errors: NOT_FOUND, SWITCH_ENDED. */
  'behalf.end': action('local', z.strictObject({ id }), z.object({})),
};
