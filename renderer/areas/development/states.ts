import type { InvitationState, RegistrationState } from '../../../core/contract/development-facts.ts';
import type { Tone } from '../../ui/values.tsx';

/** How the states look and which of them a segment of the lists stands for. */

interface Look {
  readonly tone: Tone;
  readonly icon?: 'waiting';
}

export const REGISTRATION_LOOKS: { readonly [S in RegistrationState]: Look } = {
  waiting: { tone: 'accent', icon: 'waiting' },
  pending_review: { tone: 'watch', icon: 'waiting' },
  pre_registered: { tone: 'fine' },
  rejected: { tone: 'over' },
  associated: { tone: 'fine' },
  expired: { tone: 'quiet' },
  withdrawn: { tone: 'quiet' },
};

export const INVITATION_LOOKS: { readonly [S in InvitationState]: Look } = {
  link_wanted: { tone: 'accent', icon: 'waiting' },
  invited: { tone: 'watch', icon: 'waiting' },
  associated: { tone: 'fine' },
  failed: { tone: 'over' },
  expired: { tone: 'quiet' },
  withdrawn: { tone: 'quiet' },
};

export const REGISTRATION_FILTERS = {
  open: ['waiting', 'pending_review', 'pre_registered'],
  associated: ['associated'],
  ended: ['rejected', 'expired', 'withdrawn'],
} as const satisfies Record<string, readonly RegistrationState[]>;
export type RegistrationFilter = keyof typeof REGISTRATION_FILTERS;

export const INVITATION_FILTERS = {
  open: ['link_wanted', 'invited'],
  associated: ['associated'],
  failed: ['failed'],
  ended: ['expired', 'withdrawn'],
} as const satisfies Record<string, readonly InvitationState[]>;
export type InvitationFilter = keyof typeof INVITATION_FILTERS;

/** How many records the states of a filter come to. */
export function sumOf<S extends string>(
  states: readonly S[],
  counts: Readonly<Record<S, number>> | undefined,
): number {
  return states.reduce((sum, state) => sum + (counts?.[state] ?? 0), 0);
}
