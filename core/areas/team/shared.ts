import type { Permission, Sight } from '../../contract/permissions.ts';
import type { ReadHandle, Store } from '../../storage/store.ts';
import { managedBy, readMember, readMembers, readRoles, type Member } from './rows.ts';
import { ADMINISTRATOR, DIRECTOR, MANAGER, OWNER, permissionsOf } from './rules/roles.ts';
import { sightOf } from './rules/sight.ts';

/** What other areas and the desk ask about members. */

/** A member's name, of one who left, too; '' when there never was one (or the owner has no name yet). */
export function memberName(r: ReadHandle, id: string): string {
  return r.get<{ name: string }>('SELECT name FROM member WHERE id = ?', [id])?.name ?? '';
}

/** An account manager. `upstreamId`: the account name the Partner Center names them with on customers. */
export interface Manager {
  readonly id: string;
  readonly name: string;
  readonly upstreamId: string | null;
}

/** All members with the role of account manager, the oldest first. */
export function listManagers(r: ReadHandle): Manager[] {
  return readMembers(r)
    .filter(({ roles }) => roles.includes(MANAGER))
    .map(({ id, name, upstreamId }) => ({ id, name, upstreamId }));
}

/** Ids of the managers of a director's team. */
export function teamOf(r: ReadHandle, directorId: string): readonly string[] {
  return managedBy(r, directorId);
}

/** How many managers lost their director and have had none since (guide 2.2: they must be assigned again). */
export function managersWithoutDirector(r: ReadHandle): number {
  return readMembers(r).filter((one) => one.directorLostAt !== null && one.roles.includes(MANAGER)).length;
}

/** The acting member with everything that follows from the roles. */
export interface Acting {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly string[];
  readonly permissions: readonly Permission[];
  readonly sees: Sight;
}

/** Who acts when nobody was chosen, or who was chosen has left: the owner, else the oldest administrator. */
function fallback(r: ReadHandle): Member | undefined {
  const owner = readMember(r, OWNER);
  return owner ?? readMembers(r).find(({ roles }) => roles.includes(ADMINISTRATOR));
}

/** @param id the member who is to act; undefined when there is none of that id (any more) */
export function actingMember(r: ReadHandle, id: string | null): Acting | undefined {
  const member = (id === null ? undefined : readMember(r, id)) ?? (id === null ? fallback(r) : undefined);
  if (member === undefined) return undefined;
  const { name, roles } = member;
  return {
    id: member.id,
    name,
    roles,
    permissions: permissionsOf(roles, roles.every((one) => one === ADMINISTRATOR) ? [] : readRoles(r)),
    sees: sightOf(member, roles.includes(DIRECTOR) ? managedBy(r, member.id) : []),
  };
}

/** Gives the owner a name when there is none yet: whoever opens the workspace first. Writes nothing otherwise. */
export function nameOwner(ledger: Store, name: string): void {
  if (name === '' || memberName(ledger.read, OWNER) !== '') return;
  ledger.write((w) => {
    w.run("UPDATE member SET name = ? WHERE id = ? AND name = ''", [name, OWNER]);
    w.touch('team');
  });
}

export { checkGrant, memberOrThrow } from './actions.ts';
export { beginTry, hasPin, passTry, savePin } from './pins.ts';
export { CONFIRMED_MS } from './rules/pin.ts';
export { ADMINISTRATOR, OWNER } from './rules/roles.ts';
export { readMembers } from './rows.ts';
export { teamMigrations } from './schema.ts';
export { ACTING, CONFIRM_CRITICAL } from './settings.ts';
