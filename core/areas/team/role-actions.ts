import { CodedError } from '../../base/errors.ts';
import type { Caller } from '../../contract/handlers.ts';
import type { OutputOf, ParsedInputOf } from '../../contract/index.ts';
import type { Permission } from '../../contract/permissions.ts';
import { appendAudit } from '../../storage/audit.ts';
import type { WriteHandle } from '../../storage/store.ts';
import type { AreaContext } from '../context.ts';
import { outboxOf } from '../outbox/shared.ts';
import { readMember, readRoles } from './rows.ts';
import { mayGrant, roleRefusal } from './rules/change.ts';
import { ADMINISTRATOR, isPreset, type CustomRole } from './rules/roles.ts';

/** Roles of one's own. The preset ones are facts of the program and cannot be changed. */

/** @throws CodedError ROLE_PRESET, ROLE_UNKNOWN */
function roleOrThrow(roles: readonly CustomRole[], id: string): CustomRole {
  if (isPreset(id)) throw new CodedError('ROLE_PRESET', { id });
  const role = roles.find((one) => one.id === id);
  if (role === undefined) throw new CodedError('ROLE_UNKNOWN', { id });
  return role;
}

/** @throws CodedError GRANT_BEYOND_OWN */
function checkPermissions(w: WriteHandle, caller: Caller, permissions: readonly Permission[]): void {
  const administrator = readMember(w, caller.memberId)?.roles.includes(ADMINISTRATOR) ?? false;
  if (!mayGrant((one) => caller.may(one), administrator, [{ id: '', permissions }]))
    throw new CodedError('GRANT_BEYOND_OWN');
}

/** Saves a role, new or known (contract: team.saveRole). */
export function saveRole(
  context: AreaContext,
  input: ParsedInputOf<'team.saveRole'>,
  caller: Caller,
): OutputOf<'team.saveRole'> {
  const permissions = [...new Set(input.permissions)];
  return context.workspace.ledger.write((w) => {
    const roles = readRoles(w);
    const before = input.id === undefined ? undefined : roleOrThrow(roles, input.id);
    const refused = roleRefusal({ id: before?.id ?? null, name: input.name, permissions }, roles);
    if (refused !== null) throw new CodedError(refused, { name: input.name });
    checkPermissions(w, caller, [...permissions, ...(before?.permissions ?? [])]);
    const id = before?.id ?? outboxOf(context).newId();
    w.run(
      `INSERT INTO role (id, name, permissions, changed_at) VALUES (?, ?, ?, ?) ON CONFLICT (id)
       DO UPDATE SET name = excluded.name, permissions = excluded.permissions, changed_at = excluded.changed_at`,
      [id, input.name, JSON.stringify(permissions), w.now()],
    );
    appendAudit(w, {
      who: caller.person,
      what: 'team.saveRole',
      target: id,
      before: before === undefined ? null : [...before.permissions],
      after: permissions,
      outcome: 'done',
    });
    w.touch('team');
    return { id };
  });
}

/** Removes a role nobody holds. @throws CodedError ROLE_PRESET, ROLE_UNKNOWN, ROLE_IN_USE, GRANT_BEYOND_OWN */
export function removeRole(
  context: AreaContext,
  input: ParsedInputOf<'team.removeRole'>,
  caller: Caller,
): OutputOf<'team.removeRole'> {
  return context.workspace.ledger.write((w) => {
    const role = roleOrThrow(readRoles(w), input.id);
    checkPermissions(w, caller, role.permissions);
    const held = w.get<{ n: bigint }>('SELECT count(*) AS n FROM member_role WHERE role_id = ?', [role.id]);
    if (held !== undefined && held.n > 0n) throw new CodedError('ROLE_IN_USE', { members: Number(held.n) });
    w.run('DELETE FROM role WHERE id = ?', [role.id]);
    appendAudit(w, {
      who: caller.person,
      what: 'team.removeRole',
      target: role.id,
      before: [...role.permissions],
      outcome: 'done',
    });
    w.touch('team');
    return {};
  });
}
