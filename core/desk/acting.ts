import { actingMember, ACTING, OWNER, type Acting } from '../areas/team/shared.ts';
import { CodedError } from '../base/errors.ts';
import type { Caller } from '../contract/handlers.ts';
import { permission, type Permission } from '../contract/permissions.ts';
import { getSetting } from '../storage/settings.ts';
import type { DeskState } from './desk-state.ts';
import type { DeskOptions } from './options.ts';
import type { Reveals } from './reveals.ts';
import type { CallContext } from './types.ts';

/** Who acts at this desk, asked anew for each call: a right that was taken away is gone with the next one. */
export interface ActingDesk {
  now(context?: CallContext): Acting;
  caller(context?: CallContext): Caller;
}

/** Before a workspace is open there are no members: whoever starts the program sets it up. */
const nobodyYet = (person: string): Acting => ({
  id: OWNER,
  name: person,
  roles: ['administrator'],
  permissions: permission.options,
  sees: 'all',
});

/** @throws CodedError MEMBER_UNKNOWN by its functions when the way to start names a member that is none */
export function actingDesk(
  options: Pick<DeskOptions, 'person' | 'actsAs'>,
  state: Pick<DeskState, 'current'>,
  reveals: Reveals,
): ActingDesk {
  let last: string | undefined;

  const now = (context?: CallContext): Acting => {
    const person = context?.person ?? options.person;
    const ledger = state.current?.workspace.ledger;
    if (ledger === undefined) return nobodyYet(person);
    if (options.actsAs !== undefined) {
      const named = actingMember(ledger.read, options.actsAs === OWNER ? null : options.actsAs);
      if (named === undefined) throw new CodedError('MEMBER_UNKNOWN', { id: options.actsAs });
      return named;
    }
    // Who was chosen may have left since.
    const chosen = actingMember(ledger.read, getSetting(ledger, ACTING)) ?? actingMember(ledger.read, null);
    if (chosen === undefined) throw new CodedError('INTERNAL', { reason: 'no-member' });
    return chosen;
  };

  return {
    now,
    caller(context) {
      const person = context?.person ?? options.person;
      const { id, name, permissions, sees } = now(context);
      // What one member revealed is not revealed to the next.
      if (last !== undefined && last !== id) reveals.clear();
      last = id;
      const held = new Set<Permission>(permissions);
      return {
        person: nameInAudit(name, person),
        memberId: id,
        sees,
        may: (one) => held.has(one),
        revealed: (view, revealId) => reveals.columns(view, revealId),
      };
    },
  };
}

/** The member, and who sits at the machine when that is somebody else by name: switching members is no disguise. */
function nameInAudit(member: string, person: string): string {
  return member === '' || member === person ? person : `${member} (${person})`;
}
