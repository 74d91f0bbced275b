import { z } from 'zod';

/**
 * What an action carries, by kind, as it lies in the ledger. Version 1. A newer version is not understood here: such
 * an action is held until Partner Desk is updated. `resellerId`: the reseller whose customer it is; null or left out
 * for the partner's own.
 */
const common = { v: z.literal(1), resellerId: z.string().min(1).max(64).nullish() };

/** Guide 5.3: above 0, at most 2,147,483,647, two decimals, USD, list price; an absolute value. */
export const budgetPayload = z.looseObject({
  ...common,
  amount: z
    .string()
    .regex(/^\d{1,10}(\.\d{1,2})?$/)
    .refine((text) => Number(text) > 0 && Number(text) <= 2_147_483_647),
  type: z.enum(['monthly', 'one-time']),
  /** Null or left out = unchanged; the first setting without one is manual. */
  freezeMode: z.enum(['manual', 'automatic']).nullish(),
  /** Also unfreeze the account. */
  unfreeze: z.boolean().default(false),
});
export type BudgetPayload = z.infer<typeof budgetPayload>;

export const freezePayload = z.looseObject({
  ...common,
  type: z.enum(['account', 'account-and-resources']),
  reason: z.string().min(1).max(256),
});
export type FreezePayload = z.infer<typeof freezePayload>;

/** The type must be the one the freeze was made with (see `freezeTypeOf`). */
export const unfreezePayload = freezePayload;

/** A new account (guide 5.10). No password, and never the verification code: see `codes.ts`. */
export const creationPayload = z.looseObject({
  ...common,
  accountName: z.string().regex(/^[a-zA-Z-][a-zA-Z0-9_-]{4,31}$/),
  country: z.string().regex(/^[A-Z]{2}$/),
  platform: z.string().min(1).max(64),
  /** Comes back in every list: tells our account from another of the same name. */
  externalId: z.string().min(1).max(64),
  email: z.string().min(3).max(64).nullish(),
  noMarketing: z.boolean().default(false),
});
export type CreationPayload = z.infer<typeof creationPayload>;

export const PAYLOADS = {
  'budgets.set': budgetPayload,
  'customers.freeze': freezePayload,
  'customers.unfreeze': unfreezePayload,
  'customers.create': creationPayload,
} as const;
