import type { CooperationState, CooperationStep } from '../../../contract/resellers.ts';

/** The cooperation with a reseller (guide 20), as a table. Pure. */

export type CooperationEvent = CooperationStep | 'apply' | 'activate';

/** State × event → state; what is not named is refused. An invitation may be repeated: its link works for a day. */
export const COOPERATION: Readonly<
  Record<CooperationState, Partial<Record<CooperationEvent, CooperationState>>>
> = {
  none: { invite: 'invited', apply: 'applied' },
  invited: { invite: 'invited', apply: 'applied' },
  applied: { approve: 'approved', reject: 'rejected' },
  approved: { activate: 'active', terminate: 'terminated' },
  rejected: { invite: 'invited', apply: 'applied' },
  active: { terminate: 'terminated' },
  terminated: { invite: 'invited', apply: 'applied' },
};

/** The state after the event; null when the event does not fit. */
export function nextCooperation(state: CooperationState, event: CooperationEvent): CooperationState | null {
  return COOPERATION[state][event] ?? null;
}

/** How long the link of an invitation works (guide section 23: reseller registration link). */
export const LINK_MS = 24 * 3_600_000;
