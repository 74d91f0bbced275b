import type { AssociationState, CheckName } from '../../../core/contract/association.ts';
import type { Tone } from '../../ui/values.tsx';

/** What somebody may record of a request, by its state. */
export type Answer = 'agreed' | 'refused' | 'withdrawn' | 'expired';

interface StateFacts {
  readonly tone: Tone;
  readonly icon?: 'waiting';
  readonly answers: readonly Answer[];
  /** The partner decides now. */
  readonly decide?: true;
}

export const STATES: { readonly [S in AssociationState]: StateFacts } = {
  preparing: { tone: 'accent', answers: ['agreed', 'refused', 'withdrawn'] },
  'pending-customer': {
    tone: 'watch',
    icon: 'waiting',
    answers: ['agreed', 'refused', 'withdrawn', 'expired'],
  },
  'pending-partner': { tone: 'act', answers: ['withdrawn', 'expired'], decide: true },
  approving: { tone: 'accent', answers: ['withdrawn', 'expired'] },
  rejecting: { tone: 'accent', answers: ['withdrawn', 'expired'] },
  approved: { tone: 'fine', answers: [] },
  rejected: { tone: 'over', answers: [] },
  cancelled: { tone: 'quiet', answers: [] },
  expired: { tone: 'quiet', answers: [] },
};

const ALL = Object.keys(STATES) as readonly AssociationState[];
export const OPEN = ALL.filter((state) => STATES[state].answers.length > 0);
export const CLOSED = ALL.filter((state) => STATES[state].answers.length === 0);

export const FILTERS = {
  open: OPEN,
  toAnswer: ['pending-partner'],
  closed: CLOSED,
} as const satisfies Record<string, readonly AssociationState[]>;
export type RecordFilter = keyof typeof FILTERS;
/** The last segment lists what customers said. */
export const SEGMENTS = ['open', 'toAnswer', 'closed', 'answers'] as const;
export type Segment = (typeof SEGMENTS)[number];

/** Checks whose sentence does not depend on the outcome: nobody can know it here. */
export const ALWAYS_CONSOLE = [
  'enterpriseMaster',
  'reservedInstance',
  'supportPlan',
  'namedAccount',
] as const;
export type ConsoleCheck = (typeof ALWAYS_CONSOLE)[number];
export const isConsoleCheck = (name: CheckName): name is ConsoleCheck =>
  (ALWAYS_CONSOLE as readonly string[]).includes(name);
