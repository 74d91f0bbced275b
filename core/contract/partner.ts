import { z } from 'zod';
import { action, amount, instant, nothing, query } from './define.ts';

/** What kind of partner the workspace belongs to (guide 2.1). */
export const partnerType = z.enum(['csp', 'distributor', 'reseller']);
export type PartnerType = z.infer<typeof partnerType>;

/** Rows of guide 2.1 that decide which tabs, cards and actions exist. */
export const capability = z.enum([
  'consumptionQuota',
  /** View the quota for budgets that the distributor granted. */
  'ownBudgetQuota',
  /** Resellers, their customers, their permissions. */
  'resellers',
  'ownCustomers',
  'budgets',
  'behalf',
  'discounts',
  'partnerBill',
  'incentives',
  'preferences',
  'mdf',
  'spif',
  'fundingHead',
  'testCoupons',
  'examVouchers',
  'dedicatedPersonnel',
  'invitations',
  'competencies',
  'opportunitySharing',
]);
export type Capability = z.infer<typeof capability>;

/** `permission`: only with what somebody else granted (Huawei Cloud or the distributor). */
export const capabilityLevel = z.enum(['yes', 'permission', 'limited', 'no']);
export type CapabilityLevel = z.infer<typeof capabilityLevel>;

/** The letter whose acceptance opens what is done in customers' place (guide 5.7): the partner's or the distributor's. */
export const letter = z.enum(['partner', 'distributor']);
export type Letter = z.infer<typeof letter>;

const country = z.string().regex(/^[A-Z]{2}$/);

/** What others granted the partner; nothing of it can be read, an administrator says it. */
export const partnerGrants = z.strictObject({
  /** Huawei Cloud's operation manager: discounts for referral customers (guide 5.9). */
  discount: z.boolean(),
  /** The highest discount granted, in percent; null = no limit of its own. */
  discountMost: amount.nullable(),
  /** A reseller's: the distributor's permission to set budgets and freeze, with the quota of each type (null = not granted). */
  budget: z.boolean(),
  budgetMonthly: amount.nullable(),
  budgetOneTime: amount.nullable(),
  /** A reseller's: the distributor's permission to order and to do operations. */
  order: z.boolean(),
});
export type PartnerGrants = z.infer<typeof partnerGrants>;

export const partnerState = z.object({
  type: partnerType,
  /** What the records say: a distributor has resellers. */
  detected: partnerType,
  /** What an administrator said; null = the records decide. */
  chosen: partnerType.nullable(),
  capabilities: z.record(capability, capabilityLevel),
  /** Where the partner is registered, ISO 3166; null = not said. */
  country: country.nullable(),
  /** Partners of these countries grant no discounts. */
  excludedCountries: z.array(country),
  /** Whether the list is the administrator's own. */
  excludedOwn: z.boolean(),
  grants: partnerGrants,
  letters: z.array(z.object({ letter, acceptedBy: z.string(), acceptedAt: instant })),
  /** The letter this partner has to accept. */
  letter,
});
export type PartnerState = z.infer<typeof partnerState>;

export const partnerContract = {
  'partner.get': query(['settings', 'resellers', 'commitment'], nothing, partnerState),
  /** Errors: AMOUNT_INVALID. */
  'partner.set': action(
    'local',
    z.strictObject({
      type: partnerType.nullable(),
      country: country.nullable(),
      /** Null = the list the program brings. */
      excludedCountries: z.array(country).max(250).nullable(),
      grants: partnerGrants,
    }),
    z.object({}),
  ),
};
