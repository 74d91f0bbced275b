import { permission } from '../../contract/permissions.ts';
import type { ReadHandle } from '../../storage/store.ts';
import type { MemberFacts } from './rules/change.ts';
import type { CustomRole } from './rules/roles.ts';

/** Members and roles as the ledger keeps them. */

export interface Member extends MemberFacts {
  /** Empty for the owner until the desk knows who that is. */
  readonly name: string;
  readonly email: string | null;
  /** How the Partner Center names the same person on customers: the account manager's account name. */
  readonly upstreamId: string | null;
  /** Since when the manager is without the director they had; null otherwise. Integer ms UTC. */
  readonly directorLostAt: number | null;
  readonly createdAt: number;
}

type MemberRow = {
  id: string;
  name: string;
  email: string | null;
  upstream_id: string | null;
  director_id: string | null;
  director_lost_at: bigint | null;
  created_at: bigint;
  roles: string;
};

const MEMBERS = `SELECT m.id, m.name, m.email, m.upstream_id, m.director_id, m.director_lost_at, m.created_at,
    (SELECT json_group_array(role_id) FROM member_role WHERE member_id = m.id) AS roles
  FROM member AS m WHERE m.removed_at IS NULL`;

const memberOf = (row: MemberRow): Member => ({
  id: row.id,
  name: row.name,
  email: row.email,
  upstreamId: row.upstream_id,
  directorId: row.director_id,
  directorLostAt: row.director_lost_at === null ? null : Number(row.director_lost_at),
  createdAt: Number(row.created_at),
  roles: JSON.parse(row.roles) as string[],
});

/** All members that have not left, the oldest first. */
export function readMembers(r: ReadHandle): Member[] {
  return r.all<MemberRow>(`-- team.members\n${MEMBERS} ORDER BY m.created_at, m.id`).map(memberOf);
}

/** A member that has not left; undefined when there is none. */
export function readMember(r: ReadHandle, id: string): Member | undefined {
  const row = r.get<MemberRow>(`-- team.member\n${MEMBERS} AND m.id = ?`, [id]);
  return row && memberOf(row);
}

/** Ids of the managers whose director this member is. */
export function managedBy(r: ReadHandle, directorId: string): string[] {
  return r
    .all<{ id: string }>(
      'SELECT id FROM member WHERE director_id = ? AND removed_at IS NULL ORDER BY created_at, id',
      [directorId],
    )
    .map(({ id }) => id);
}

/** Permissions this program does not know (a newer one's) are left out. */
const list = permission.array();
const permissionsIn = (json: string): CustomRole['permissions'] => {
  const known = new Set<string>(permission.options);
  const stored = JSON.parse(json) as unknown[];
  return list.parse(stored.filter((one) => typeof one === 'string' && known.has(one)));
};

/** The custom roles, by name. */
export function readRoles(r: ReadHandle): CustomRole[] {
  return r
    .all<{ id: string; name: string; permissions: string }>(
      '-- team.roles\nSELECT id, name, permissions FROM role ORDER BY name COLLATE NOCASE, id',
    )
    .map((row) => ({ id: row.id, name: row.name, permissions: permissionsIn(row.permissions) }));
}
