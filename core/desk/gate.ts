import { CONFIRM_CRITICAL } from '../areas/team/shared.ts';
import { CodedError } from '../base/errors.ts';
import { isCritical } from '../contract/critical.ts';
import type { Caller } from '../contract/handlers.ts';
import type { Name } from '../contract/index.ts';
import { PERMISSION_OF } from '../contract/permissions.ts';
import { getSetting } from '../storage/settings.ts';
import type { Confirmations } from './confirmations.ts';
import type { DeskState } from './desk-state.ts';

/** The one place where it is decided whether a call may happen: every call of every caller passes here first. */

export function mayAsk(caller: Caller, name: Name): boolean {
  const permission = PERMISSION_OF[name];
  return permission === 'everyone' || caller.may(permission);
}

/** @throws CodedError PERMISSION_DENIED {name, permission} */
export function checkPermission(caller: Caller, name: Name): void {
  if (!mayAsk(caller, name))
    throw new CodedError('PERMISSION_DENIED', { name, permission: PERMISSION_OF[name] });
}

/** @throws CodedError CONFIRMATION_NEEDED {name} for a critical operation that nobody confirmed lately */
export function checkConfirmed(
  state: Pick<DeskState, 'current'>,
  confirmations: Confirmations,
  caller: Caller,
  name: Name,
): void {
  const workspace = state.current?.workspace;
  if (workspace === undefined || !isCritical(name) || !getSetting(workspace.ledger, CONFIRM_CRITICAL)) return;
  if (!confirmations.holds(workspace.id, caller.memberId))
    throw new CodedError('CONFIRMATION_NEEDED', { name });
}
