import type { Permission } from '../../../contract/permissions.ts';
import { ADMINISTRATOR, ADMINISTRATOR_ONLY, DIRECTOR, isPreset, MANAGER } from './roles.ts';

/** A member as rules see it. */
export interface MemberFacts {
  readonly id: string;
  readonly roles: readonly string[];
  readonly directorId: string | null;
}

const holds = (member: MemberFacts | undefined, role: string): boolean =>
  member?.roles.includes(role) ?? false;

/** Whether nobody would be an administrator any more. `roles` null: the member leaves. */
export function endsAdministration(
  members: readonly MemberFacts[],
  id: string,
  roles: readonly string[] | null,
): boolean {
  const after = members.filter((one) => (one.id === id ? roles : one.roles)?.includes(ADMINISTRATOR));
  return after.length === 0 && members.some((one) => holds(one, ADMINISTRATOR));
}

/** Managers who lose their director when this member gets these roles or leaves (null). */
export function managersLeft(
  members: readonly MemberFacts[],
  id: string,
  roles: readonly string[] | null,
): string[] {
  const member = members.find((one) => one.id === id);
  if (!holds(member, DIRECTOR) || (roles?.includes(DIRECTOR) ?? false)) return [];
  return members.filter((one) => one.directorId === id).map((one) => one.id);
}

/** Whether `director` may lead `manager`: the one holds the director's role, the other the manager's. */
export function mayLead(director: MemberFacts | undefined, manager: MemberFacts | undefined): boolean {
  return holds(director, DIRECTOR) && holds(manager, MANAGER);
}

/**
 * Whether somebody may give or take these roles. Only administrators touch the administrator's role; nobody else gives
 * more than they may do themselves, or a permission to manage members would be a permission for everything.
 */
export function mayGrant(
  may: (permission: Permission) => boolean,
  administrator: boolean,
  touched: readonly { readonly id: string; readonly permissions: readonly Permission[] }[],
): boolean {
  return (
    administrator || touched.every(({ id, permissions }) => id !== ADMINISTRATOR && permissions.every(may))
  );
}

export type RoleRefusal = 'ROLE_PRESET' | 'ROLE_NAME_TAKEN' | 'ROLE_PERMISSION_RESERVED';

/** Why a custom role cannot be kept like this; null when it can. Names differ by more than letter case. */
export function roleRefusal(
  role: { readonly id: string | null; readonly name: string; readonly permissions: readonly Permission[] },
  others: readonly { readonly id: string; readonly name: string }[],
): RoleRefusal | null {
  if (role.id !== null && isPreset(role.id)) return 'ROLE_PRESET';
  const name = role.name.toLowerCase();
  if (others.some((other) => other.id !== role.id && other.name.toLowerCase() === name))
    return 'ROLE_NAME_TAKEN';
  return role.permissions.some((one) => ADMINISTRATOR_ONLY.includes(one)) ? 'ROLE_PERMISSION_RESERVED' : null;
}
