import type { ChangeKind, Person } from './history.ts';

/** Assigning and withdrawing, pure: what becomes of one customer. */

/** A customer as it stands. */
export interface Standing {
  /** Who manages it now. */
  readonly now: Person;
  /** Whether that was decided here; else the Partner Center's record says so. */
  readonly decidedHere: boolean;
  /** The account manager on the Partner Center's record; null for nobody. */
  readonly account: string | null;
}

/** Whom a customer is to get: a member with its account in the Partner Center when known, or nobody. */
export interface Wanted {
  readonly memberId: string | null;
  readonly account: string | null;
}

export type AssignmentRefusal = 'CUSTOMER_UNKNOWN' | 'ASSIGNMENT_SAME' | 'ASSIGNMENT_NONE';

export interface Decision {
  readonly kind: ChangeKind;
  readonly to: Person;
  /** The Partner Center has to be told: its record names somebody else. */
  readonly tell: boolean;
}

/** Whether somebody has to enter it in the Partner Center. Whose account is not known there is never known to agree. */
export const mustTell = (standing: Standing, wanted: Wanted): boolean =>
  wanted.memberId !== null && wanted.account === null ? true : wanted.account !== standing.account;

/** A customer gets this manager. Refused where it has it already. */
export function decideAssign(standing: Standing, wanted: Wanted): Decision | AssignmentRefusal {
  if (standing.now.memberId === wanted.memberId) return 'ASSIGNMENT_SAME';
  return {
    kind: 'assign',
    to: { memberId: wanted.memberId, account: null },
    tell: mustTell(standing, wanted),
  };
}

/** Nobody manages the customer any more. Refused where nobody does. */
export function decideWithdraw(standing: Standing): Decision | AssignmentRefusal {
  if (standing.now.memberId === null && standing.now.account === null) return 'ASSIGNMENT_NONE';
  const nobody = { memberId: null, account: null };
  return { kind: 'withdraw', to: nobody, tell: mustTell(standing, nobody) };
}
