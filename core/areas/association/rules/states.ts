import type { AssociationState, AssociationStep } from '../../../contract/association.ts';

/**
 * What happens to a request for association or disassociation (guide 5.5). By its console task: sent, effective (sent
 * where no consent is needed), answered, takenBack, and not done after all: unsent, undone (what was effective), reopened
 * (what was answered). By a person: approve, reject, agreed, refused, withdrawn,
 * expired. By a sync: left.
 */
export type AssociationEvent = Exclude<AssociationStep['what'], 'asked'>;
export const ASSOCIATION_EVENTS = [
  'sent',
  'effective',
  'withdrawn',
  'agreed',
  'refused',
  'expired',
  'approve',
  'reject',
  'answered',
  'takenBack',
  'reopened',
  'unsent',
  'undone',
  'left',
] as const satisfies readonly AssociationEvent[];

type Row = Partial<Record<AssociationEvent, AssociationState>>;

/** An event that a state does not name does not apply there. */
const TABLE: Readonly<Record<AssociationState, Row>> = {
  // The customer may have answered before anybody said here that it was sent.
  preparing: {
    sent: 'pending-customer',
    effective: 'approved',
    withdrawn: 'cancelled',
    takenBack: 'cancelled',
    agreed: 'approved',
    refused: 'rejected',
    left: 'approved',
  },
  'pending-customer': {
    agreed: 'approved',
    refused: 'rejected',
    withdrawn: 'cancelled',
    expired: 'expired',
    unsent: 'preparing',
    left: 'approved',
  },
  'pending-partner': {
    approve: 'approving',
    reject: 'rejecting',
    withdrawn: 'cancelled',
    expired: 'expired',
    left: 'approved',
  },
  approving: {
    answered: 'approved',
    takenBack: 'pending-partner',
    withdrawn: 'cancelled',
    expired: 'expired',
    left: 'approved',
  },
  rejecting: {
    answered: 'rejected',
    takenBack: 'pending-partner',
    withdrawn: 'cancelled',
    expired: 'expired',
    left: 'approved',
  },
  approved: { reopened: 'approving', undone: 'preparing' },
  rejected: { reopened: 'rejecting' },
  cancelled: {},
  expired: {},
};

/** The state after an event; null when it does not apply. */
export function nextAssociation(state: AssociationState, event: AssociationEvent): AssociationState | null {
  return TABLE[state][event] ?? null;
}

/** States in which somebody still has to do something. */
export const OPEN_STATES = [
  'preparing',
  'pending-customer',
  'pending-partner',
  'approving',
  'rejecting',
] as const satisfies readonly AssociationState[];
