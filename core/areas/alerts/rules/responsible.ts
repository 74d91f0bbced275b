import type { Permission } from '../../../contract/permissions.ts';

/** The permission only administrators hold: members and roles (guide 2.2). */
const ADMINISTRATORS: Permission = 'members.manage';

/** Whether somebody may say that an alert is handled: the customer's account manager or an administrator (guide 5.11). */
export function isResponsible(
  caller: { readonly memberId: string; may(permission: Permission): boolean },
  managerId: string | null,
): boolean {
  return caller.memberId === managerId || caller.may(ADMINISTRATORS);
}
