/** Kinds of partner, acting in customers' place, discounts, resellers: what happened and what to do. */
export const partnerErrors = {
  NOT_FOR_PARTNER_TYPE: {
    what: 'A partner of this kind does not have this.',
    advice: 'If the kind of partner is wrong, an administrator can correct it in the settings.',
  },
  LETTER_NOT_ACCEPTED: {
    what: 'The commitment letter was not accepted yet.',
    advice: 'Read it in the Partner Center and accept it with the first request.',
  },
  REASON_MISSING: {
    what: 'A reason is missing.',
    advice: 'Give the reason; it is kept with the record.',
  },
  AUTHORIZATION_OPEN: {
    what: 'The customer was asked already and has not answered.',
    advice: 'Record the answer, or take the request back first.',
  },
  AUTHORIZATION_GIVEN: {
    what: 'The customer has authorized you already.',
    advice: 'Nothing is to be asked.',
  },
  AUTHORIZATION_MISSING: {
    what: 'The customer has not authorized you.',
    advice: 'Request the authorization and record the answer first.',
  },
  AUTHORIZATION_STATE: {
    what: 'The authorization is in a state where this cannot be done.',
    advice: 'Open the customer again and see where it stands.',
  },
  SWITCH_OPEN: {
    what: 'You are in the role of a customer already.',
    advice: 'Switch the role back first; nobody is in two roles at once.',
  },
  SWITCH_ENDED: {
    what: 'The role was switched back already.',
    advice: 'Nothing is to be done.',
  },
  RESELLER_PERMISSION_MISSING: {
    what: 'The reseller of this customer has no order and O&M permission.',
    advice: 'Grant it to the reseller first, then ask the customer.',
  },
  DISTRIBUTOR_PERMISSION_MISSING: {
    what: 'Your distributor has not granted the order and O&M permission.',
    advice: 'Ask the distributor; an administrator then says so in the settings.',
  },
  RESELLER_HOLDS_PERMISSION: {
    what: 'The reseller sets budgets and freezes for this customer.',
    advice: 'Revoke its budget and freeze permission to decide yourself; its budgets stay.',
  },
  DISTRIBUTOR_DECIDES: {
    what: 'Your distributor sets budgets and freezes.',
    advice: 'Ask for the budget and freeze permission; an administrator then says so in the settings.',
  },
  CEILING_EXCEEDED: {
    what: 'The budgets would exceed the budget quota.',
    advice: 'Choose a lower amount, or have the quota raised.',
  },
  BUDGET_TYPE_NOT_GRANTED: {
    what: 'Your distributor granted no quota for budgets of this type.',
    advice: 'Choose the other type, or ask for a quota.',
  },
  DISCOUNT_PERMISSION_MISSING: {
    what: 'The partner holds no discount permission.',
    advice: 'Ask your operation manager at Huawei Cloud; an administrator then says so in the settings.',
  },
  DISCOUNT_COUNTRY_EXCLUDED: {
    what: 'Partners of this country grant no discounts.',
    advice: 'If the country is wrong, an administrator can correct it in the settings.',
  },
  DISCOUNT_OUT_OF_RANGE: {
    what: 'The discount is not within the limits.',
    advice: 'Give a percentage above 0 and below 100, at most the one granted to you, with two decimals.',
  },
  DISCOUNT_DAYS: {
    what: 'The days of the discount do not fit.',
    advice: 'The last day comes after the first and has not passed.',
  },
  DISCOUNT_PRODUCT_MISSING: {
    what: 'A product-specific discount names its products; a general one names none.',
    advice: 'Name at least one product, or choose the general discount.',
  },
  DISCOUNT_SET: {
    what: 'The discount was set in the Partner Center already.',
    advice: 'Grant another one in its place, or let it expire.',
  },
  RESELLER_MODEL_CUSTOMER: {
    what: 'The customer is in the reseller model and buys from you.',
    advice: 'Discounts are for referral customers only; leave this one out.',
  },
  RESELLER_UNKNOWN: {
    what: 'This machine knows no such reseller.',
    advice: 'Sync, then try again; the reseller may have left.',
  },
  RESELLER_TERMINATED: {
    what: 'The cooperation with this reseller was ended.',
    advice: 'Invite it again first.',
  },
  QUOTA_MISSING: {
    what: 'A quota is missing.',
    advice: 'Give a monthly quota, a one-time quota, or both.',
  },
  PERMISSION_PENDING: {
    what: 'A change of this permission waits to be made in the console.',
    advice: 'Finish it or take it back first.',
  },
  PERMISSION_SAME: {
    what: 'The reseller holds exactly this already.',
    advice: 'Nothing is to be done.',
  },
  PERMISSION_NOT_HELD: {
    what: 'The reseller does not hold this permission.',
    advice: 'Nothing is to be revoked.',
  },
  COOPERATION_STATE: {
    what: 'The cooperation is in a state where this cannot be done.',
    advice: 'Open the list again and see where it stands.',
  },
  COOPERATION_PENDING: {
    what: 'A step of this cooperation waits to be made in the console.',
    advice: 'Finish it or take it back first.',
  },
  MANAGER_SAME: {
    what: 'The reseller has this account manager already.',
    advice: 'Nothing is to be done.',
  },
} as const;
