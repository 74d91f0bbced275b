import { CodedError } from '../../base/errors.ts';
import type { JsonValue } from '../../base/json.ts';
import type { Caller } from '../../contract/handlers.ts';
import type { OutputOf, ParsedInputOf } from '../../contract/index.ts';
import { appendAudit } from '../../storage/audit.ts';
import type { ReadHandle, WriteHandle } from '../../storage/store.ts';
import type { AreaContext } from '../context.ts';
import { managerAccounts } from '../customers/shared.ts';
import { outboxOf } from '../outbox/shared.ts';
import { readMember, readMembers, readRoles, type Member } from './rows.ts';
import { endsAdministration, managersLeft, mayGrant, mayLead } from './rules/change.ts';
import { ADMINISTRATOR, MANAGER, permissionsOfRole, rolesRefusal } from './rules/roles.ts';
import { sightOf } from './rules/sight.ts';

/** What administrators do with members. Each is one transaction of the ledger with its audit row; the audit has ids only. */

const noted = (
  w: WriteHandle,
  caller: Caller,
  what: string,
  entry: { target: string; before?: JsonValue; after?: JsonValue },
): void => {
  appendAudit(w, { who: caller.person, what, ...entry, outcome: 'done' });
  w.touch('team');
};

/** @throws CodedError GRANT_BEYOND_OWN when these roles are beyond the caller's own rights */
export function checkGrant(r: ReadHandle, caller: Caller, roleIds: readonly string[]): void {
  const custom = readRoles(r);
  const administrator = readMember(r, caller.memberId)?.roles.includes(ADMINISTRATOR) ?? false;
  const touched = roleIds.map((id) => ({ id, permissions: permissionsOfRole(id, custom) }));
  if (!mayGrant((permission) => caller.may(permission), administrator, touched))
    throw new CodedError('GRANT_BEYOND_OWN', { roles: [...roleIds] });
}

/** @throws CodedError MEMBER_UNKNOWN */
export function memberOrThrow(r: ReadHandle, id: string): Member {
  const member = readMember(r, id);
  if (member === undefined) throw new CodedError('MEMBER_UNKNOWN', { id });
  return member;
}

/** Their managers stand without a director until somebody is set (guide 2.2). @returns how many they were */
function leaveManagers(
  w: WriteHandle,
  caller: Caller,
  directorId: string,
  managers: readonly string[],
): number {
  for (const id of managers) {
    w.run('UPDATE member SET director_id = NULL, director_lost_at = ? WHERE id = ?', [w.now(), id]);
    noted(w, caller, 'team.setDirector', { target: id, before: directorId, after: null });
  }
  return managers.length;
}

function writeRoles(w: WriteHandle, memberId: string, roles: readonly string[]): void {
  w.run('DELETE FROM member_role WHERE member_id = ?', [memberId]);
  for (const role of roles)
    w.run('INSERT INTO member_role (member_id, role_id) VALUES (?, ?)', [memberId, role]);
  // Who is no account manager (any more) is led by nobody.
  if (!roles.includes(MANAGER))
    w.run('UPDATE member SET director_id = NULL, director_lost_at = NULL WHERE id = ?', [memberId]);
}

/** Whether these roles see every customer and those before did not. */
const seesMore = (before: Member | undefined, roles: readonly string[]): boolean =>
  sightOf({ id: '', roles }, []) === 'all' && (before === undefined || sightOf(before, []) !== 'all');

/**
 * Saves a member, new or known (contract: team.saveMember).
 * @throws CodedError MEMBER_UNKNOWN, MEMBER_ROLES_*, ROLE_UNKNOWN, LAST_ADMINISTRATOR, MEMBER_ACCOUNT_TAKEN, GRANT_BEYOND_OWN
 */
export function saveMember(
  context: AreaContext,
  input: ParsedInputOf<'team.saveMember'>,
  caller: Caller,
): OutputOf<'team.saveMember'> {
  const { name, email, account } = input;
  return context.workspace.ledger.write((w) => {
    const before = input.id === undefined ? undefined : memberOrThrow(w, input.id);
    const members = readMembers(w);
    const refused = rolesRefusal(input.roles, readRoles(w));
    if (refused !== null) throw new CodedError(refused, { roles: input.roles });
    const changed = [
      ...input.roles.filter((id) => !(before?.roles.includes(id) ?? false)),
      ...(before?.roles ?? []).filter((id) => !input.roles.includes(id)),
    ];
    // Nor is an administrator's name changed by anybody else: the audit knows people by it.
    checkGrant(w, caller, [...changed, ...(before?.roles ?? []).filter((id) => id === ADMINISTRATOR)]);
    if (caller.sees !== 'all' && seesMore(before, input.roles))
      throw new CodedError('GRANT_BEYOND_OWN', { roles: input.roles });
    if (before && endsAdministration(members, before.id, input.roles))
      throw new CodedError('LAST_ADMINISTRATOR', { id: before.id });
    if (account !== null && members.some((one) => one.upstreamId === account && one.id !== before?.id))
      throw new CodedError('MEMBER_ACCOUNT_TAKEN');
    const id = before?.id ?? outboxOf(context).newId();
    w.run(
      `INSERT INTO member (id, name, email, upstream_id, created_at) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET name = excluded.name, email = excluded.email, upstream_id = excluded.upstream_id`,
      [id, name, email, account, w.now()],
    );
    writeRoles(w, id, input.roles);
    noted(w, caller, 'team.saveMember', {
      target: id,
      before: before === undefined ? null : [...before.roles].sort(),
      after: [...input.roles].sort(),
    });
    return { id, left: leaveManagers(w, caller, id, managersLeft(members, id, input.roles)) };
  });
}

/** Lets a member go; records go on naming them. @throws CodedError MEMBER_UNKNOWN, LAST_ADMINISTRATOR, GRANT_BEYOND_OWN */
export function removeMember(
  context: AreaContext,
  input: ParsedInputOf<'team.removeMember'>,
  caller: Caller,
): OutputOf<'team.removeMember'> {
  return context.workspace.ledger.write((w) => {
    const member = memberOrThrow(w, input.id);
    const members = readMembers(w);
    checkGrant(w, caller, member.roles);
    // The owner would act next: whoever is no administrator would have become one, past the owner's PIN.
    if (member.id === caller.memberId && !member.roles.includes(ADMINISTRATOR))
      throw new CodedError('GRANT_BEYOND_OWN', { id: member.id });
    if (endsAdministration(members, member.id, null))
      throw new CodedError('LAST_ADMINISTRATOR', { id: member.id });
    w.run('UPDATE member SET removed_at = ?, director_id = NULL, director_lost_at = NULL WHERE id = ?', [
      w.now(),
      member.id,
    ]);
    w.run('DELETE FROM member_role WHERE member_id = ?', [member.id]);
    w.run('DELETE FROM member_pin WHERE member_id = ?', [member.id]);
    noted(w, caller, 'team.removeMember', { target: member.id, before: [...member.roles].sort() });
    return { left: leaveManagers(w, caller, member.id, managersLeft(members, member.id, null)) };
  });
}

/** Who leads these managers; null for nobody. @throws CodedError MEMBER_UNKNOWN, DIRECTOR_UNFIT, GRANT_BEYOND_OWN */
export function setDirector(
  context: AreaContext,
  input: ParsedInputOf<'team.setDirector'>,
  caller: Caller,
): OutputOf<'team.setDirector'> {
  const { directorId } = input;
  return context.workspace.ledger.write((w) => {
    const director = directorId === null ? null : memberOrThrow(w, directorId);
    let changed = 0;
    for (const id of new Set(input.managerIds)) {
      const manager = memberOrThrow(w, id);
      if (director !== null && !mayLead(director, manager))
        throw new CodedError('DIRECTOR_UNFIT', { manager: id });
      // Neither one's own team nor another's is made larger by somebody who sees only their own.
      if (directorId !== null && caller.sees !== 'all' && !caller.sees.managers.includes(id))
        throw new CodedError('GRANT_BEYOND_OWN', { manager: id });
      if (manager.directorId === directorId && manager.directorLostAt === null) continue;
      w.run('UPDATE member SET director_id = ?, director_lost_at = NULL WHERE id = ?', [directorId, id]);
      noted(w, caller, 'team.setDirector', { target: id, before: manager.directorId, after: directorId });
      changed += 1;
    }
    return { changed };
  });
}

/**
 * Makes account managers of those the Partner Center names on customers and nobody is yet. Their name is the account
 * until somebody writes a better one.
 */
export function importManagers(
  context: AreaContext,
  _input: ParsedInputOf<'team.importManagers'>,
  caller: Caller,
): OutputOf<'team.importManagers'> {
  const accounts = managerAccounts(context.workspace.mirror.read);
  return context.workspace.ledger.write((w) => {
    checkGrant(w, caller, [MANAGER]);
    const known = new Set(readMembers(w).map(({ upstreamId }) => upstreamId));
    const missing = accounts.filter((account) => !known.has(account));
    for (const account of missing) {
      const id = outboxOf(context).newId();
      w.run('INSERT INTO member (id, name, upstream_id, created_at) VALUES (?, ?, ?, ?)', [
        id,
        account.slice(0, 64),
        account,
        w.now(),
      ]);
      writeRoles(w, id, [MANAGER]);
      noted(w, caller, 'team.saveMember', { target: id, before: null, after: [MANAGER] });
    }
    return { added: missing.length };
  });
}
