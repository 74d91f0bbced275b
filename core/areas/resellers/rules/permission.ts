import type { PermissionState } from '../../../contract/resellers.ts';

/** Permissions of resellers (guide 20), as a table. Pure. */

export type PermissionEvent = 'grant' | 'revoke';

/** State × event → state. Granting again changes the quota. */
export const PERMISSION: Readonly<
  Record<PermissionState, Partial<Record<PermissionEvent, PermissionState>>>
> = {
  none: { grant: 'granted' },
  granted: { grant: 'granted', revoke: 'revoked' },
  revoked: { grant: 'granted' },
};

export function nextPermission(state: PermissionState, event: PermissionEvent): PermissionState | null {
  return PERMISSION[state][event] ?? null;
}
