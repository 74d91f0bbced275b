import { DAY_MS } from '../../../base/period.ts';
import {
  OPEN_REGISTRATIONS,
  REGISTRATION_DAYS,
  REGISTRATION_LIMIT,
  reviewable,
  type RegistrationState,
} from '../../../contract/development-facts.ts';

/**
 * A pre-registration's life (guide 5.10, section 24) as a table. Validity is counted in exact instants: 15 times 24 hours
 * from the instant of the approval. Where only the day of the approval is known, the first instant of that day in
 * GMT+08:00 is taken, so that a protection is never shown longer than it lasts.
 */

/**
 * entered: it stands in the console now; reopened: it does not after all; approved / rejected: the Partner Center's answer;
 * review: a manual review was asked for; corrected: the answer was recorded wrongly; matched: the customer came;
 * expired: the clock; withdrawn: taken back here.
 */
export const REGISTRATION_EVENTS = [
  'entered',
  'reopened',
  'approved',
  'rejected',
  'review',
  'corrected',
  'matched',
  'expired',
  'withdrawn',
] as const;
export type RegistrationEvent = (typeof REGISTRATION_EVENTS)[number];

/** Null: the event does not fit the state and changes nothing. */
type Table = Readonly<
  Record<RegistrationState, Readonly<Record<RegistrationEvent, RegistrationState | null>>>
>;

const NOTHING = {
  entered: null,
  reopened: null,
  approved: null,
  rejected: null,
  review: null,
  corrected: null,
  matched: null,
  expired: null,
  withdrawn: null,
} as const;

/** An answer implies that it was entered; a customer that came is associated, whatever was recorded before. */
export const REGISTRATION_TABLE: Table = {
  waiting: {
    ...NOTHING,
    entered: 'pending_review',
    approved: 'pre_registered',
    rejected: 'rejected',
    matched: 'associated',
    withdrawn: 'withdrawn',
  },
  pending_review: {
    ...NOTHING,
    reopened: 'waiting',
    approved: 'pre_registered',
    rejected: 'rejected',
    matched: 'associated',
  },
  pre_registered: {
    ...NOTHING,
    corrected: 'pending_review',
    matched: 'associated',
    expired: 'expired',
  },
  rejected: { ...NOTHING, review: 'pending_review', corrected: 'pending_review' },
  // A customer that came in time may be seen only after the end: the sync was late, not the customer.
  expired: { ...NOTHING, matched: 'associated' },
  associated: NOTHING,
  withdrawn: NOTHING,
};

/** What the rules ask of a record. Instants are integer ms UTC. */
export interface RegistrationFacts {
  readonly state: RegistrationState;
  readonly expiresAt: number | null;
  readonly reason: string | null;
}

/** The end of a protection that began at this instant. */
export const expiryOf = (approvedAt: number): number => approvedAt + REGISTRATION_DAYS * DAY_MS;

/** The state at an instant: what is stored, and past its end expired. */
export function stateAt(record: RegistrationFacts, now: number): RegistrationState {
  const { state, expiresAt } = record;
  return state === 'pre_registered' && expiresAt !== null && expiresAt <= now ? 'expired' : state;
}

/**
 * The state after an event; null when the event does not fit. `associatedOn`: when the customer was associated (matched).
 */
export function nextState(
  record: RegistrationFacts,
  event: RegistrationEvent,
  now: number,
  associatedOn: number | null = null,
): RegistrationState | null {
  const state = stateAt(record, now);
  if (event === 'review' && !reviewable(record)) return null;
  if (event === 'expired') return record.state === 'pre_registered' && state === 'expired' ? 'expired' : null;
  if (event === 'matched' && state === 'expired') {
    const inTime = associatedOn !== null && record.expiresAt !== null && associatedOn < record.expiresAt;
    if (!inTime) return null;
  }
  return REGISTRATION_TABLE[state][event];
}

/** Whether one more may be open: the event would open a record while `open` are. */
export function limitAllows(open: number, opening: number): boolean {
  return open + opening <= REGISTRATION_LIMIT;
}

/** Whether the event makes a closed record count again. */
export function opens(from: RegistrationState, to: RegistrationState): boolean {
  return !OPEN_REGISTRATIONS.has(from) && OPEN_REGISTRATIONS.has(to);
}
