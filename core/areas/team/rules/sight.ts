import type { Sight } from '../../../contract/permissions.ts';
import { ADMINISTRATOR, DIRECTOR, MANAGER } from './roles.ts';

/**
 * Which customers a member sees (guide 2.2): a manager alone the own ones; a manager with any other role all; a director
 * those of the own managers, with other roles too [inf: the guide widens the manager only]; everybody else all.
 * @param managed ids of the managers whose director the member is
 */
export function sightOf(member: { id: string; roles: readonly string[] }, managed: readonly string[]): Sight {
  const { id, roles } = member;
  if (roles.includes(ADMINISTRATOR)) return 'all';
  if (roles.includes(DIRECTOR)) return { managers: managed };
  return roles.length === 1 && roles[0] === MANAGER ? { managers: [id] } : 'all';
}
