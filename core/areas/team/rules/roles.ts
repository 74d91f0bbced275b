import { permission, type Permission } from '../../../contract/permissions.ts';

/** Roles and what they may do (guide 2.2), as facts. */

/** The member that is made with the workspace. */
export const OWNER = 'owner';

export const ADMINISTRATOR = 'administrator';
export const DIRECTOR = 'director';
export const MANAGER = 'manager';
export const PRESETS = [ADMINISTRATOR, DIRECTOR, MANAGER] as const;
export type Preset = (typeof PRESETS)[number];

export const isPreset = (id: string): id is Preset => (PRESETS as readonly string[]).includes(id);

/** A member holds at least one role and at most three. */
export const MOST_ROLES = 3;

/** What no other role can hold: the customer list's export (guide 2.2 "yes, only role"), and the connection's keys [inf]. */
export const ADMINISTRATOR_ONLY: readonly Permission[] = ['customers.export', 'desk.manage'];

/**
 * The preset roles. Stated by the guide: only administrators export the customer list; disassociation, coupons, partner
 * bills, members are by permission; managers may query expenditures but neither coupons nor partner bills; directors
 * only look at development (2.2 "view only": reading needs no permission of its own). Budgets, freezing, orders and
 * acting on behalf follow the operations of the customer list (5.1), which both roles use [inf]; a director assigns
 * within the own team [inf]. Discounts are given away money: by permission only [inf].
 */
export const PRESET_PERMISSIONS: Readonly<Record<Preset, readonly Permission[]>> = {
  administrator: permission.options,
  director: [
    'customers.view',
    'customers.budget',
    'customers.freeze',
    'customers.assign',
    'customers.behalf',
    'expenditures.view',
    'orders.view',
    'orders.manage',
  ],
  manager: [
    'customers.view',
    'customers.budget',
    'customers.freeze',
    'customers.behalf',
    'customers.develop',
    'expenditures.view',
    'orders.view',
    'orders.manage',
  ],
};

/** A role somebody made. */
export interface CustomRole {
  readonly id: string;
  readonly name: string;
  readonly permissions: readonly Permission[];
}

/** What a role may do. An id that is neither preset nor known may do nothing. */
export function permissionsOfRole(id: string, custom: readonly CustomRole[]): readonly Permission[] {
  return isPreset(id) ? PRESET_PERMISSIONS[id] : (custom.find((role) => role.id === id)?.permissions ?? []);
}

/** What a member with these roles may do: everything one of them may, in the order of the table. */
export function permissionsOf(roles: readonly string[], custom: readonly CustomRole[]): Permission[] {
  const held = new Set(roles.flatMap((id) => permissionsOfRole(id, custom)));
  return permission.options.filter((one) => held.has(one));
}

export type RolesRefusal = 'MEMBER_ROLES_COUNT' | 'MEMBER_ROLES_EXCLUDE' | 'ROLE_UNKNOWN';

/** Pairs that nobody holds together, as [role, the others it excludes]. */
const EXCLUDES: readonly (readonly [string, (other: string) => boolean])[] = [
  [ADMINISTRATOR, () => true],
  [DIRECTOR, (other) => other === MANAGER],
];

/** Why a member cannot hold exactly these roles; null when they can. */
export function rolesRefusal(
  roles: readonly string[],
  custom: readonly Pick<CustomRole, 'id'>[],
): RolesRefusal | null {
  const held = new Set(roles);
  if (held.size !== roles.length || held.size === 0 || held.size > MOST_ROLES) return 'MEMBER_ROLES_COUNT';
  if (roles.some((id) => !isPreset(id) && !custom.some((role) => role.id === id))) return 'ROLE_UNKNOWN';
  const clash = EXCLUDES.some(
    ([role, excludes]) => held.has(role) && roles.some((other) => other !== role && excludes(other)),
  );
  return clash ? 'MEMBER_ROLES_EXCLUDE' : null;
}
