import type { CustomerRow } from '../../contract/customers.ts';
import { assignmentMarks } from '../assignments/shared.ts';
import type { AreaContext } from '../context.ts';
import type { ReadHandle } from '../../storage/store.ts';
import { managerById } from './managers.ts';
import { differsUpstream } from './rules/manager.ts';

/** What the rows' managers need besides the rows: their assignments made here. */

export interface ManagerKnowledge {
  /** The assignment made here; null where the Partner Center's record decides. `upstream` in clear: the caller masks. */
  assignmentOf(row: { readonly id: string; readonly manager: string | null }): CustomerRow['assignment'];
}

/** @param rows those whose manager was decided here are marked `assigned` */
export function managerKnowledge(
  context: AreaContext,
  mirror: ReadHandle,
  rows: readonly { readonly id: string; readonly assigned: bigint; readonly manager_id: string | null }[],
): ManagerKnowledge {
  const assigned = new Map(rows.filter((row) => row.assigned === 1n).map((row) => [row.id, row.manager_id]));
  const marks = assignmentMarks(context, [...assigned.keys()]);
  return {
    assignmentOf({ id, manager }) {
      const memberId = assigned.get(id);
      const mark = marks.get(id);
      if (memberId === undefined || mark === undefined) return null;
      const upstream = differsUpstream(manager, { memberId }, (one) => managerById(mirror, one));
      return { id: mark.id, upstream, task: mark.task };
    },
  };
}
