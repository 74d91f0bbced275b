import { DAY_MS } from '../../../base/period.ts';
import type { TaskState } from '../../../contract/tasks.ts';

/** Days after which silence counts as denial, where a definition says nothing else [inf]. */
export const DENY_AFTER_DAYS = 3;

/** How long the Partner Center may take to show what was done; a reading within it contradicts nothing [inf, guide 5.3]. */
export const SETTLE_MS = 10 * 60_000;

export interface Looked {
  readonly state: TaskState;
  /** Integer ms UTC. */
  readonly doneAt: number;
  /** What the mirror shows. */
  readonly finding: 'seen' | 'denied' | 'unknown';
  /** When the collection it shows in was last read completely; null when never. */
  readonly readAt: number | null;
  /** Null: silence never counts. */
  readonly denyAfterDays: number | null;
}

/**
 * What follows for a task that somebody marked as done. Denied only by a reading that is newer than the deed: one that
 * contradicts it, or one that still does not show it after the days the definition gives. Null: nothing changes.
 */
export function verdict(looked: Looked): 'seen' | 'denied' | null {
  const { finding, readAt, doneAt, denyAfterDays } = looked;
  if (finding === 'seen') return 'seen';
  if (looked.state === 'denied' || readAt === null) return null;
  if (finding === 'denied') return readAt >= doneAt + SETTLE_MS ? 'denied' : null;
  return denyAfterDays !== null && readAt >= doneAt + denyAfterDays * DAY_MS ? 'denied' : null;
}
