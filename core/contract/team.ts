import { z } from 'zod';
import { action, instant, nothing, query } from './define.ts';
import { permission } from './permissions.ts';

/**
 * Members, their roles and rights (guide 2.2), the acting member of this desk, and the PIN before critical operations
 * (guide 3, "Verification code"). Nothing of it is known to the Partner Center.
 */

const id = z.string().min(1).max(64);
const name = z.string().trim().min(1).max(64);
/** A PIN of four to twelve digits. It crosses inwards only. */
export const pin = z.string().regex(/^\d{4,12}$/);

/** A role by its id: `administrator`, `director`, `manager`, or one that was made here. */
const roleId = id;

const member = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string().nullable(),
  /** The account the Partner Center names the same person with on customers. */
  account: z.string().nullable(),
  roles: z.array(z.string()),
  /** The account director of an account manager. */
  director: z.object({ id: z.string(), name: z.string() }).nullable(),
});

export const memberRow = member.extend({
  /** The director left; nobody has been set since. */
  directorLost: z.boolean(),
  /** Customers they see: all, those of the own managers, the own ones. */
  sees: z.enum(['all', 'team', 'own']),
  /** Customers they manage as an account manager. */
  customers: z.number().int(),
  hasPin: z.boolean(),
  /** Acts at this desk now. */
  acting: z.boolean(),
});
export type MemberRow = z.infer<typeof memberRow>;

export const roleRow = z.object({
  id: z.string(),
  /** Null for preset roles: screens have the words. */
  name: z.string().nullable(),
  permissions: z.array(permission),
  members: z.number().int(),
});
export type RoleRow = z.infer<typeof roleRow>;

/** Somebody who may be chosen to act at this desk. */
export const actor = z.object({
  id: z.string(),
  name: z.string(),
  roles: z.array(z.object({ id: z.string(), name: z.string().nullable() })),
  /** Switching to them asks for their PIN (not when an administrator switches). */
  asksPin: z.boolean(),
});
export type Actor = z.infer<typeof actor>;

const saveMember = z.strictObject({
  /** Left out: a new member. */
  id: id.optional(),
  name,
  email: z.union([z.email().max(128), z.null()]).default(null),
  account: z.union([z.string().trim().min(1).max(64), z.null()]).default(null),
  /** One to three; the rules answer with a code, so more than three is let through to them. */
  roles: z.array(roleId).max(20),
});

export const teamContract = {
  /** Members that have not left, the oldest first. Masked unless revealed for view 'team': name, email, account. */
  'team.members': query(
    ['team', 'customers', 'desk'],
    z.strictObject({ revealId: z.string().max(64).optional() }),
    z.object({ rows: z.array(memberRow), withoutDirector: z.number().int() }),
  ),
  /** One member in clear, for the form, with those who may lead; null when there is none. */
  'team.member': query(
    ['team'],
    z.strictObject({ id }),
    z.object({ member, directors: z.array(z.object({ id: z.string(), name: z.string() })) }).nullable(),
  ),
  /** Preset roles first, then the own ones by name. `reserved`: what only administrators may do. */
  'team.roles': query(['team'], nothing, z.object({ rows: z.array(roleRow), reserved: z.array(permission) })),
  'team.actors': query(['team', 'desk'], nothing, z.object({ rows: z.array(actor), acting: z.string() })),
  /** Whether critical operations ask for a PIN, and how it stands with the acting member's own. */
  'team.security': query(
    ['team', 'setting'],
    nothing,
    z.object({ required: z.boolean(), hasPin: z.boolean(), lockedUntil: instant.nullable() }),
  ),
  /**
   * Saves a member, new or known. A director who loses the role leaves their managers without one (`left`).
   * Errors: MEMBER_UNKNOWN, MEMBER_ROLES_*, ROLE_UNKNOWN, LAST_ADMINISTRATOR, MEMBER_ACCOUNT_TAKEN, GRANT_BEYOND_OWN.
   */
  'team.saveMember': action('local', saveMember, z.object({ id: z.string(), left: z.number().int() })),
  /** Errors: MEMBER_UNKNOWN, LAST_ADMINISTRATOR, GRANT_BEYOND_OWN. */
  'team.removeMember': action('local', z.strictObject({ id }), z.object({ left: z.number().int() })),
  /** Saves a role of one's own. Errors: ROLE_PRESET, ROLE_UNKNOWN, ROLE_NAME_TAKEN, ROLE_PERMISSION_RESERVED, GRANT_BEYOND_OWN. */
  'team.saveRole': action(
    'local',
    z.strictObject({ id: id.optional(), name, permissions: z.array(permission).max(40) }),
    z.object({ id: z.string() }),
  ),
  /** Errors: ROLE_PRESET, ROLE_UNKNOWN, ROLE_IN_USE, GRANT_BEYOND_OWN. */
  'team.removeRole': action('local', z.strictObject({ id }), nothing),
  /** Who leads these managers; null for nobody. Errors: MEMBER_UNKNOWN, DIRECTOR_UNFIT. */
  'team.setDirector': action(
    'local',
    z.strictObject({ managerIds: z.array(id).min(1).max(500), directorId: id.nullable() }),
    z.object({ changed: z.number().int() }),
  ),
  /**
   * Makes account managers of those the Partner Center names on customers and nobody is yet, by their account.
   * Every customer of theirs is theirs from then on.
   */
  'team.importManagers': action('local', nothing, z.object({ added: z.number().int() })),
  /**
   * From now on this desk acts as somebody else; written to the audit. A member with a PIN asks for it, unless an
   * administrator switches. Errors: MEMBER_UNKNOWN, CONFIRMATION_NEEDED, CONFIRMATION_WRONG, CONFIRMATION_LOCKED.
   */
  'team.actAs': action(
    'local',
    z.strictObject({ memberId: id, pin: pin.optional() }),
    z.object({ memberId: z.string() }),
  ),
  /** Whether critical operations ask for a PIN. */
  'team.setSecurity': action(
    'local',
    z.strictObject({ required: z.boolean() }),
    z.object({ required: z.boolean() }),
  ),
  /** The acting member's own PIN; an existing one is asked for. Errors: CONFIRMATION_WRONG, CONFIRMATION_LOCKED. */
  'team.setOwnPin': action('local', z.strictObject({ pin, current: pin.optional() }), nothing),
  /** Gives a member a new PIN, or none, and unlocks. Errors: MEMBER_UNKNOWN, GRANT_BEYOND_OWN. */
  'team.resetPin': action('local', z.strictObject({ memberId: id, pin: pin.nullable() }), nothing),
  /**
   * Confirms with the acting member's PIN; critical operations are then let through until `until`.
   * Errors: PIN_MISSING, CONFIRMATION_WRONG {left}, CONFIRMATION_LOCKED {until}.
   */
  'team.confirm': action('local', z.strictObject({ pin }), z.object({ until: instant })),
};
