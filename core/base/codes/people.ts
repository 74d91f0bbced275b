import type { ErrorFact } from './fact.ts';

/** Members, roles, confirmation, saved views. */
export const peopleCodes = {
  PERMISSION_DENIED: {
    meaning: 'The acting member may not do this.',
    advice: 'Ask an administrator, or act as a member who may.',
    exit: 77,
  },
  CONFIRMATION_NEEDED: {
    meaning: 'This critical operation must be confirmed with a PIN first.',
    advice: 'Confirm it in Partner Desk, then try again; nothing was done.',
    exit: 77,
  },
  CONFIRMATION_WRONG: {
    meaning: 'The PIN is wrong.',
    advice: 'Try again; five wrong tries lock it for 15 minutes.',
    exit: 77,
  },
  CONFIRMATION_LOCKED: {
    meaning: 'The PIN was entered wrongly too often.',
    advice: 'Wait 15 minutes, or have an administrator set a new one.',
    exit: 75,
  },
  PIN_MISSING: {
    meaning: 'The member has no PIN yet.',
    advice: 'Set one in the settings, then try again.',
    exit: 77,
  },
  MEMBER_UNKNOWN: {
    meaning: 'There is no such member.',
    advice: 'See the list of members; the member may have been removed.',
    exit: 66,
  },
  MEMBER_ACCOUNT_TAKEN: {
    meaning: 'Another member has this Partner Center account.',
    advice: 'Give each account to one member only.',
    exit: 65,
  },
  MEMBER_ROLES_COUNT: {
    meaning: 'A member holds at least one and at most three different roles.',
    advice: 'Choose one to three roles.',
    exit: 65,
  },
  MEMBER_ROLES_EXCLUDE: {
    meaning: 'These roles cannot be held together.',
    advice: 'An administrator holds no other role; nobody is director and manager at once.',
    exit: 65,
  },
  ROLE_UNKNOWN: {
    meaning: 'There is no such role.',
    advice: 'See the list of roles; it may have been removed.',
    exit: 66,
  },
  ROLE_PRESET: {
    meaning: 'A preset role cannot be changed.',
    advice: 'Make a role of your own instead.',
    exit: 65,
  },
  ROLE_NAME_TAKEN: {
    meaning: 'Another role has this name.',
    advice: 'Choose another name.',
    exit: 65,
  },
  ROLE_PERMISSION_RESERVED: {
    meaning: 'The role would hold a right of administrators only.',
    advice: 'Leave the named right out.',
    exit: 65,
  },
  ROLE_IN_USE: {
    meaning: 'Members still hold this role.',
    advice: 'Give them other roles first.',
    exit: 75,
  },
  LAST_ADMINISTRATOR: {
    meaning: 'Nobody would be an administrator any more.',
    advice: 'Make another member an administrator first.',
    exit: 75,
  },
  DIRECTOR_UNFIT: {
    meaning: 'Only an account director leads, and only account managers are led.',
    advice: 'Choose a director for managers.',
    exit: 65,
  },
  GRANT_BEYOND_OWN: {
    meaning: 'Nobody gives or takes rights beyond their own.',
    advice: 'Ask an administrator.',
    exit: 77,
  },
  VIEW_NAME_TAKEN: {
    meaning: 'Another saved view of this list has this name.',
    advice: 'Choose another name.',
    exit: 65,
  },
  VIEW_UNKNOWN: {
    meaning: 'There is no such saved view, or it belongs to somebody else.',
    advice: 'Choose one of the list; a view of others can be used, not changed.',
    exit: 66,
  },
} as const satisfies Record<string, ErrorFact>;
