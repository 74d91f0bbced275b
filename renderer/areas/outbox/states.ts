import type { OutboxRow, OutboxState } from '../../../core/contract/outbox.ts';
import type { Tone } from '../../ui/values.tsx';

/** What a state means for the screens: how it looks, and what a person can do there. */
interface StateFacts {
  readonly tone: Tone;
  readonly icon?: 'waiting' | 'unknown';
  readonly open: boolean;
  readonly acts: readonly Act[];
}

/** What a person can do with a change; a decision has its own answers. */
export type Act = 'retry' | 'takeBack';

export const STATES: { readonly [S in OutboxState]: StateFacts } = {
  waiting: { tone: 'accent', open: true, acts: ['retry', 'takeBack'] },
  sending: { tone: 'accent', icon: 'waiting', open: true, acts: [] },
  unknown: { tone: 'watch', icon: 'unknown', open: true, acts: [] },
  decision: { tone: 'act', open: true, acts: [] },
  held: { tone: 'over', open: true, acts: ['retry', 'takeBack'] },
  confirmed: { tone: 'fine', open: false, acts: [] },
  rejected: { tone: 'over', open: false, acts: [] },
  cancelled: { tone: 'quiet', open: false, acts: [] },
};

const ALL = Object.keys(STATES) as readonly OutboxState[];
export const OPEN_STATES: readonly OutboxState[] = ALL.filter((state) => STATES[state].open);
const DONE_STATES: readonly OutboxState[] = ALL.filter((state) => !STATES[state].open);

/** The segments above the list. */
export const FILTERS = {
  open: OPEN_STATES,
  decision: ['decision'],
  held: ['held'],
  waiting: ['waiting'],
  sending: ['sending'],
  unknown: ['unknown'],
  done: DONE_STATES,
} as const satisfies Record<string, readonly OutboxState[]>;
export type Filter = keyof typeof FILTERS;
export const FILTER_NAMES = Object.keys(FILTERS) as readonly Filter[];

export type Answer = 'mine' | 'theirs' | 'happened' | 'did-not-happen';

/** What a decision asks: whose value holds (`conflict`), or whether it happened (`unclear`). */
export function questionOf(row: Pick<OutboxRow, 'state' | 'unclear'>): 'conflict' | 'unclear' | null {
  if (row.state !== 'decision') return null;
  return row.unclear ? 'unclear' : 'conflict';
}

/** Codes of decisions where nobody else changed anything: it surely did not happen, and is not sent again by itself. */
const NOT_SENT: ReadonlySet<string> = new Set(['OUTBOX_SENT_TWICE', 'OUTBOX_ABSENT']);

/** Whether the question is only: once more, or not at all. */
export const asksAgain = (row: Pick<OutboxRow, 'code'>): boolean => NOT_SENT.has(row.code ?? '');

/** Changes that ask the same question about the same kind of thing. */
export function similarTo(row: OutboxRow, others: readonly OutboxRow[]): readonly OutboxRow[] {
  return others.filter(
    (other) =>
      other.id !== row.id &&
      other.kind === row.kind &&
      other.code === row.code &&
      questionOf(other) === questionOf(row) &&
      questionOf(other) !== null,
  );
}
