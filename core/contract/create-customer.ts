import { z } from 'zod';
import { action, amount, instant, query } from './define.ts';
import { budgetType, freezeMode, outboxState } from './outbox.ts';

/**
 * A new Huawei Cloud account for a customer, associated by the reseller model (guide 5.10; API reference section 6,
 * CreateSubCustomer). Asking whether a name is free and sending a code are done at once and need a network; the creation
 * itself is an action of the outbox, so it can be saved anywhere.
 */

/** 5 to 32 characters, not digits only, not `op_…` or `shadow_…` (API reference, CheckUserIdentity). */
export const accountName = z
  .string()
  .regex(/^[a-zA-Z-][a-zA-Z0-9_-]{4,31}$/)
  .refine((name) => !/^(op_|shadow_)/i.test(name));
const email = z
  .string()
  .trim()
  .max(64)
  .regex(/^[^@\s]+@[^@\s]+\.[^@\s]+$/);
const language = z.enum(['en', 'zh-CN']).default('en');
/** A code as it came by e-mail: never kept in a file (docs/decisions/0011). */
export const verificationCode = z
  .string()
  .trim()
  .regex(/^[A-Za-z0-9]{4,10}$/);

/** What CheckUserIdentity is asked. A mobile number has its country code: `0086-13800000000`. */
export const identityQuestion = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('name'), value: z.string().trim().min(1).max(64) }),
  z.strictObject({ type: z.literal('mobile'), value: z.string().trim().min(1).max(64) }),
  z.strictObject({ type: z.literal('email'), value: z.string().trim().min(1).max(64) }),
]);

export const identityAnswer = z.object({
  /** `unchecked`: could not be asked; the creation can be saved all the same and is checked before it is sent. */
  result: z.enum(['free', 'taken', 'invalid', 'unchecked']),
  /** How many more accounts may use this mobile number; null for names and e-mail addresses. */
  left: z.number().int().nullable(),
  /** Why it is unchecked: ENDPOINT_UNREACHABLE, PERMISSION_MISSING, …; null otherwise. */
  code: z.string().nullable(),
});
export type IdentityAnswer = z.infer<typeof identityAnswer>;

/** How many more codes this address may be sent, and from when on. */
export const codeAllowance = z.object({
  /** Of 15 an hour and 60 a day: what is left of the smaller. */
  left: z.number().int(),
  /** Not before; null: at once. */
  nextAt: instant.nullable(),
});

export const newCustomer = z.strictObject({
  accountName,
  /** ISO 3166, two letters. */
  country: z.string().regex(/^[A-Z]{2}$/),
  /** The platform identifier Huawei assigned to the partner (`xaccount_type`). */
  platform: z.string().trim().min(1).max(64),
  /** The customer's id on the partner's own platform (`xaccount_id`), unique; left out = made here. */
  externalId: z.string().trim().min(1).max(64).optional(),
  /** Without one the customer gets no notifications, and needs no code. */
  email: email.optional(),
  /** The code sent to `email`. Left out: the action is held (CODE_NEEDED) until one is given with `outbox.supply`. */
  code: verificationCode.optional(),
  /** Switch the customer's marketing messages off. */
  noMarketing: z.boolean().default(false),
  /** A distributor's reseller whose customer it becomes. */
  resellerId: z.string().min(1).max(64).optional(),
  /** Set once the customer exists (guide 5.3). */
  budget: z.strictObject({ amount, type: budgetType, freezeMode: freezeMode.optional() }).optional(),
  /** The customer agreement and the privacy statement were shown and agreed to on the page that creates the customer. */
  agreed: z.literal(true),
});
export type NewCustomer = z.input<typeof newCustomer>;

/** A creation that is not in the list of customers yet. */
export const pendingCreation = z.object({
  id: z.string(),
  /** Masked unless revealed for view 'customers' (column 'account'; e-mail: column 'email'). */
  accountName: z.string(),
  email: z.string().nullable(),
  country: z.string(),
  externalId: z.string(),
  resellerId: z.string().nullable(),
  person: z.string(),
  createdAt: instant,
  state: outboxState,
  since: instant,
  nextAt: instant.nullable(),
  /** It may have happened (in `unknown` and `decision`). */
  unclear: z.boolean(),
  /** Why it is where it is: CODE_NEEDED, ACCOUNT_TAKEN, OUTBOX_ABSENT, OUTBOX_UNCLEAR, … */
  code: z.string().nullable(),
  /** Once it is known. */
  customerId: z.string().nullable(),
  /** The budget that waits for it. */
  budget: z.object({ id: z.string(), amount, type: budgetType, state: outboxState }).nullable(),
});
export type PendingCreation = z.infer<typeof pendingCreation>;

export const createCustomerContract = {
  /**
   * Asks the Partner Center whether a name, mobile number or e-mail address may be registered. Never fails for want of a
   * network: then the answer is `unchecked`. Nothing is changed, nothing is kept.
   */
  'customers.checkIdentity': action('api', identityQuestion, identityAnswer),
  /**
   * Sends a verification code by e-mail. Recorded before the connection is opened, sent once and never repeated by us.
   * `outcome` maybe: no clear answer came, it may have been sent; look into the mailbox before asking for another one.
   * Errors, nothing was sent: CODE_TOO_SOON, CODE_LIMIT {nextAt}, ENDPOINT_UNREACHABLE, UPSTREAM_BUSY, UPSTREAM_REFUSED,
   * CREDENTIALS_REFUSED, PERMISSION_MISSING.
   */
  'customers.sendCode': action(
    'api',
    z.union([
      z.strictObject({ email, language }),
      /** The address of a creation that is held for a code: screens know it masked only. */
      z.strictObject({ actionId: z.string().max(64), language }),
    ]),
    z.object({
      outcome: z.enum(['sent', 'maybe']),
      /** Until when the code can be used. */
      validUntil: instant,
      allowance: codeAllowance,
    }),
  ),
  /** What may be sent to an address now, and what the person before used: for the form. */
  'customers.creationDefaults': query(
    ['action'],
    z.strictObject({ email: z.string().max(64).optional() }),
    z.object({
      /** The platform identifier of the last creation; null when there was none. */
      platform: z.string().nullable(),
      allowance: codeAllowance,
    }),
  ),
  /**
   * Saves the creation, and with `budget` a second action that waits for it (id `budgetId`). Errors: INPUT_INVALID,
   * ACCOUNT_TAKEN when a customer or an open creation here has the name, CODE_NEEDED for a code without an e-mail.
   */
  'customers.create': action(
    'api',
    newCustomer,
    z.object({ id: z.string(), budgetId: z.string().nullable() }),
  ),
  /** Creations that are open, or done but not in the list of customers yet; newest first, at most 200. */
  'customers.pendingCreations': query(
    ['action', 'customers'],
    z.strictObject({ revealId: z.string().max(64).optional() }),
    z.object({ rows: z.array(pendingCreation) }),
  ),
  /** Gives what an action is held for: the verification code of a creation (CODE_NEEDED). Errors: OUTBOX_TOO_LATE, NOT_FOUND. */
  'outbox.supply': action(
    'local',
    z.strictObject({ id: z.string().max(64), code: verificationCode }),
    z.object({ state: outboxState }),
  ),
};
