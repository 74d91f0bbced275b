import type { TaskState } from '../../../core/contract/tasks.ts';
import type { Tone } from '../../ui/values.tsx';

/** How a state looks and what a person can do there. */
interface StateFacts {
  readonly tone: Tone;
  readonly icon?: 'waiting';
  readonly acts: readonly Act[];
}

export type Act = 'done' | 'reopen' | 'cancel';

export const STATES: { readonly [S in TaskState]: StateFacts } = {
  open: { tone: 'accent', acts: ['done', 'cancel'] },
  done: { tone: 'watch', icon: 'waiting', acts: ['reopen'] },
  seen: { tone: 'fine', acts: [] },
  denied: { tone: 'over', acts: ['done', 'reopen', 'cancel'] },
  cancelled: { tone: 'quiet', acts: [] },
};

/** The segments above the list; `overdue` is a part of what is open. */
export const FILTERS = {
  open: { states: ['open'], order: 'due' },
  overdue: { states: ['open'], order: 'due', overdue: true },
  denied: { states: ['denied'], order: 'due' },
  done: { states: ['done'], order: 'newest' },
  closed: { states: ['seen', 'cancelled'], order: 'newest' },
} as const satisfies Record<
  string,
  { states: readonly TaskState[]; order: 'due' | 'newest'; overdue?: boolean }
>;
export type Filter = keyof typeof FILTERS;
export const FILTER_NAMES = Object.keys(FILTERS) as readonly Filter[];
