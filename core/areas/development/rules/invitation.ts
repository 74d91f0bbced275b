import { DAY_MS } from '../../../base/period.ts';
import {
  againModel,
  INVITATION_DAYS,
  type AssociationModel,
  type InvitationState,
} from '../../../contract/development-facts.ts';

/** An invitation's life (guide 5.10, section 24) as a table. Its link is good for 15 days from its making [inf], once. */

/** linked: the link came from the console; the rest as for pre-registrations. */
export const INVITATION_EVENTS = ['linked', 'matched', 'failed', 'expired', 'withdrawn'] as const;
export type InvitationEvent = (typeof INVITATION_EVENTS)[number];

type Table = Readonly<Record<InvitationState, Readonly<Record<InvitationEvent, InvitationState | null>>>>;

const NOTHING = { linked: null, matched: null, failed: null, expired: null, withdrawn: null } as const;

export const INVITATION_TABLE: Table = {
  // Nobody can accept what has no link; who comes all the same came another way.
  link_wanted: { ...NOTHING, linked: 'invited', withdrawn: 'withdrawn' },
  invited: { ...NOTHING, linked: 'invited', matched: 'associated', failed: 'failed', expired: 'expired' },
  // The customer may have tried once more and succeeded.
  failed: { ...NOTHING, matched: 'associated' },
  expired: { ...NOTHING, matched: 'associated', failed: 'failed' },
  associated: NOTHING,
  withdrawn: NOTHING,
};

export interface InvitationFacts {
  readonly state: InvitationState;
  readonly expiresAt: number | null;
  readonly cause: string | null;
  readonly model: AssociationModel;
}

export const linkExpiryOf = (linkAt: number): number => linkAt + INVITATION_DAYS * DAY_MS;

/** The state at an instant: what is stored, and past its end expired. */
export function invitationStateAt(
  record: Pick<InvitationFacts, 'state' | 'expiresAt'>,
  now: number,
): InvitationState {
  const { state, expiresAt } = record;
  return state === 'invited' && expiresAt !== null && expiresAt <= now ? 'expired' : state;
}

/** The state after an event; null when it does not fit. A link is used at most once and not after its end. */
export function nextInvitationState(
  record: InvitationFacts,
  event: InvitationEvent,
  now: number,
  associatedOn: number | null = null,
): InvitationState | null {
  const state = invitationStateAt(record, now);
  if (event === 'expired') return record.state === 'invited' && state === 'expired' ? 'expired' : null;
  if (event === 'matched' && state === 'expired') {
    const inTime = associatedOn !== null && record.expiresAt !== null && associatedOn < record.expiresAt;
    if (!inTime) return null;
  }
  return INVITATION_TABLE[state][event];
}

/** In which model it may be sent again now; null when it may not (guide 5.10, failure causes). */
export const againAs = (record: InvitationFacts, now: number): AssociationModel | null =>
  againModel({ ...record, state: invitationStateAt(record, now) });
