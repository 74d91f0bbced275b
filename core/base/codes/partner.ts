import type { ErrorFact } from './fact.ts';

/** Kinds of partner, acting in customers' place, discounts, resellers. */
export const partnerCodes = {
  NOT_FOR_PARTNER_TYPE: {
    meaning: 'A partner of this kind does not have this.',
    advice: 'If the kind of partner is wrong, an administrator can correct it in the settings.',
    exit: 77,
  },
  LETTER_NOT_ACCEPTED: {
    meaning: 'The commitment letter was not accepted yet.',
    advice: 'Read it in the Partner Center and accept it with the first request.',
    exit: 65,
  },
  REASON_MISSING: {
    meaning: 'A reason is missing.',
    advice: 'Give the reason; it is kept with the record.',
    exit: 64,
  },
  AUTHORIZATION_OPEN: {
    meaning: 'The customer was asked already and has not answered.',
    advice: 'Record the answer, or take the request back first.',
    exit: 65,
  },
  AUTHORIZATION_GIVEN: {
    meaning: 'The customer has authorized you already.',
    advice: 'Nothing is to be asked.',
    exit: 65,
  },
  AUTHORIZATION_MISSING: {
    meaning: 'The customer has not authorized you.',
    advice: 'Request the authorization and record the answer first.',
    exit: 77,
  },
  AUTHORIZATION_STATE: {
    meaning: 'The authorization is in a state where this cannot be done.',
    advice: 'Open the customer again and see where it stands.',
    exit: 75,
  },
  SWITCH_OPEN: {
    meaning: 'You are in the role of a customer already.',
    advice: 'Switch the role back first; nobody is in two roles at once.',
    exit: 75,
  },
  SWITCH_ENDED: {
    meaning: 'The role was switched back already.',
    advice: 'Nothing is to be done.',
    exit: 75,
  },
  RESELLER_PERMISSION_MISSING: {
    meaning: 'The reseller of this customer has no order and O&M permission.',
    advice: 'Grant it to the reseller first, then ask the customer.',
    exit: 77,
  },
  DISTRIBUTOR_PERMISSION_MISSING: {
    meaning: 'Your distributor has not granted the order and O&M permission.',
    advice: 'Ask the distributor; an administrator then says so in the settings.',
    exit: 77,
  },
  RESELLER_HOLDS_PERMISSION: {
    meaning: 'The reseller sets budgets and freezes for this customer.',
    advice: 'Revoke its budget and freeze permission to decide yourself; its budgets stay.',
    exit: 77,
  },
  DISTRIBUTOR_DECIDES: {
    meaning: 'Your distributor sets budgets and freezes.',
    advice: 'Ask for the budget and freeze permission; an administrator then says so in the settings.',
    exit: 77,
  },
  CEILING_EXCEEDED: {
    meaning: 'The budgets would exceed the budget quota.',
    advice: 'Choose a lower amount, or have the quota raised.',
    exit: 65,
  },
  BUDGET_TYPE_NOT_GRANTED: {
    meaning: 'Your distributor granted no quota for budgets of this type.',
    advice: 'Choose the other type, or ask for a quota.',
    exit: 77,
  },
  DISCOUNT_PERMISSION_MISSING: {
    meaning: 'The partner holds no discount permission.',
    advice: 'Ask your operation manager at Huawei Cloud; an administrator then says so in the settings.',
    exit: 77,
  },
  DISCOUNT_COUNTRY_EXCLUDED: {
    meaning: 'Partners of this country grant no discounts.',
    advice: 'If the country is wrong, an administrator can correct it in the settings.',
    exit: 77,
  },
  DISCOUNT_OUT_OF_RANGE: {
    meaning: 'The discount is not within the limits.',
    advice: 'Give a percentage above 0 and below 100, at most the one granted to you, with two decimals.',
    exit: 65,
  },
  DISCOUNT_DAYS: {
    meaning: 'The days of the discount do not fit.',
    advice: 'The last day comes after the first and has not passed.',
    exit: 65,
  },
  DISCOUNT_PRODUCT_MISSING: {
    meaning: 'A product-specific discount names its products; a general one names none.',
    advice: 'Name at least one product, or choose the general discount.',
    exit: 65,
  },
  DISCOUNT_SET: {
    meaning: 'The discount was set in the Partner Center already.',
    advice: 'Grant another one in its place, or let it expire.',
    exit: 75,
  },
  RESELLER_MODEL_CUSTOMER: {
    meaning: 'The customer is in the reseller model and buys from you.',
    advice: 'Discounts are for referral customers only; leave this one out.',
    exit: 65,
  },
  RESELLER_UNKNOWN: {
    meaning: 'This machine knows no such reseller.',
    advice: 'Sync, then try again; the reseller may have left.',
    exit: 66,
  },
  RESELLER_TERMINATED: {
    meaning: 'The cooperation with this reseller was ended.',
    advice: 'Invite it again first.',
    exit: 75,
  },
  QUOTA_MISSING: {
    meaning: 'A quota is missing.',
    advice: 'Give a monthly quota, a one-time quota, or both.',
    exit: 64,
  },
  PERMISSION_PENDING: {
    meaning: 'A change of this permission waits to be made in the console.',
    advice: 'Finish it or take it back first.',
    exit: 75,
  },
  PERMISSION_SAME: {
    meaning: 'The reseller holds exactly this already.',
    advice: 'Nothing is to be done.',
    exit: 65,
  },
  PERMISSION_NOT_HELD: {
    meaning: 'The reseller does not hold this permission.',
    advice: 'Nothing is to be revoked.',
    exit: 65,
  },
  COOPERATION_STATE: {
    meaning: 'The cooperation is in a state where this cannot be done.',
    advice: 'Open the list again and see where it stands.',
    exit: 75,
  },
  COOPERATION_PENDING: {
    meaning: 'A step of this cooperation waits to be made in the console.',
    advice: 'Finish it or take it back first.',
    exit: 75,
  },
  MANAGER_SAME: {
    meaning: 'The reseller has this account manager already.',
    advice: 'Nothing is to be done.',
    exit: 65,
  },
} as const satisfies Record<string, ErrorFact>;
