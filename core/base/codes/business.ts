import type { ErrorFact } from './fact.ts';

/** Rules of the business: customers, budgets, freezing, assignment, development. */
export const businessCodes = {
  DISASSOCIATION_BLOCKED: {
    meaning: 'The customer cannot be disassociated now.',
    advice: 'See the checks that are named; some pass with time.',
    exit: 65,
  },
  DISASSOCIATION_OPEN: {
    meaning: 'A request for disassociation of this customer is open.',
    advice: 'See the association records; end that one first.',
    exit: 65,
  },
  ASSOCIATION_STATE: {
    meaning: 'The request is not in a state that allows this.',
    advice: 'Look at it again: it was answered, withdrawn or has ended meanwhile.',
    exit: 75,
  },
  NOT_RESPONSIBLE: {
    meaning: 'Only the account manager of the customer or an administrator may do this.',
    advice: 'Ask the account manager, or have the customer assigned to you.',
    exit: 77,
  },
  REFERRAL_CUSTOMER: {
    meaning: 'The customer is in the referral model and pays by itself.',
    advice: 'Budgets and freezing are for reseller-model customers only; leave this one out.',
    exit: 65,
  },
  CUSTOMER_UNKNOWN: {
    meaning: 'This machine knows no such customer.',
    advice: 'Sync, then try again; the customer may have left.',
    exit: 66,
  },
  BUDGET_OUT_OF_RANGE: {
    meaning: 'The budget is not within the limits.',
    advice: 'Give an amount above 0 and at most 2,147,483,647.',
    exit: 65,
  },
  BUDGET_TOO_PRECISE: {
    meaning: 'The budget has more than two decimals.',
    advice: 'Give the amount with at most two decimals.',
    exit: 65,
  },
  FREEZE_ALREADY: {
    meaning: 'The account is frozen already.',
    advice: 'Nothing to do; to freeze its resources too, choose account and resources.',
    exit: 65,
  },
  FREEZE_NOT_FROZEN: {
    meaning: 'The account is not frozen.',
    advice: 'Nothing to do.',
    exit: 65,
  },
  FREEZE_TYPE_UNKNOWN: {
    meaning: 'The desk does not know how the account was frozen.',
    advice: 'Name the type it was frozen with: the account, or account and resources.',
    exit: 64,
  },
  MANAGER_UNKNOWN: {
    meaning: 'There is no such account manager, or the manager is in another team.',
    advice: 'Choose a member with the role of account manager.',
    exit: 65,
  },
  ASSIGNMENT_SAME: {
    meaning: 'The customer has this account manager already.',
    advice: 'Nothing to do.',
    exit: 65,
  },
  ASSIGNMENT_NONE: {
    meaning: 'The customer has no account manager.',
    advice: 'Nothing to do.',
    exit: 65,
  },
  ASSIGNMENT_TOO_LATE: {
    meaning: 'The assignment cannot be taken back any more.',
    advice: 'It was entered in the Partner Center or changed since; assign the customer again.',
    exit: 75,
  },
  REGISTRATION_LIMIT: {
    meaning: 'As many pre-registrations are open as the Partner Center allows.',
    advice: 'Wait for answers or ends, or take one back that was not entered yet.',
    exit: 75,
  },
  DEVELOPMENT_CONTACT_MISSING: {
    meaning: 'The partner has no mobile number or e-mail address of its own on record.',
    advice: 'Enter one under Customer development, as it stands in the Partner Center.',
    exit: 65,
  },
  DEVELOPMENT_NOT_PERMITTED: {
    meaning: 'A distributor needs the permission to develop customers.',
    advice: 'Ask the ecosystem manager for it, then note it under Customer development.',
    exit: 77,
  },
  REFERRAL_NOT_PERMITTED: {
    meaning: 'The referral model needs a permission.',
    advice: 'Ask the ecosystem manager for it, or invite by the reseller model.',
    exit: 77,
  },
  CUSTOMER_EXISTS: {
    meaning: 'This customer is known already.',
    advice: 'Open the record that is named; nothing was saved.',
    exit: 65,
  },
  CUSTOMER_SIMILAR: {
    meaning: 'Similar customers are known.',
    advice: 'Compare them; if it is another customer, say so and save again.',
    exit: 65,
  },
  DEVELOPMENT_STEP_UNFIT: {
    meaning: 'The record is in a state where this cannot be done.',
    advice: 'Open the record again and see where it stands.',
    exit: 75,
  },
  INVITATION_LINK_UNFIT: {
    meaning: 'This is not an invitation link of the Partner Center.',
    advice: 'Copy the link from the console: it begins with https and a Huawei Cloud address.',
    exit: 65,
  },
  INVITATION_LINK_TWICE: {
    meaning: 'Another invitation has this link; each is good for one customer.',
    advice: 'Make a link of its own in the console.',
    exit: 65,
  },
} as const satisfies Record<string, ErrorFact>;
