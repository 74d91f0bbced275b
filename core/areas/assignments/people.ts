import { maskAccount } from '../../base/masking.ts';
import type { ManagerName } from '../../contract/assignments.ts';
import type { ReadHandle } from '../../storage/store.ts';
import { managerByAccount, managerById } from '../customers/shared.ts';
import { isNobody, type Person } from './rules/history.ts';

/**
 * Names of people as answers give them: members by name (colleagues know each other), accounts of the Partner Center that
 * are no member's masked unless revealed.
 */
export function namePeople(
  mirror: ReadHandle,
  revealed: ReadonlySet<string>,
): (person: Person) => ManagerName | null {
  return (person) => {
    if (isNobody(person)) return null;
    const { memberId, account } = person;
    const member =
      memberId === null ? managerByAccount(mirror, account ?? '') : managerById(mirror, memberId);
    if (member !== undefined) return { id: member.id, name: member.name };
    if (memberId !== null) return { id: memberId, name: '' };
    return { id: null, name: revealed.has('manager') ? (account ?? '') : maskAccount(account ?? '') };
  };
}
