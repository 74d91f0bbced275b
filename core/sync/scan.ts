/**
 * The deciding part of a rotating scan: state + event → state + instructions. Pure and total: every phase has an answer
 * to every event (SPEC.md shows the same table in words). What must always be true is listed there as S1–S10.
 */

/** Where a scan is. `held`: unusually many records would vanish, a person decides. */
export type Phase = 'idle' | 'open' | 'settling' | 'verifying' | 'held';

/** All a scan remembers between two events; kept beside the rows it counts. */
export interface ScanState {
  readonly phase: Phase;
  /** Number of the present scan, or of the last one. */
  readonly number: number;
  /** Offset of the page that is asked for next; a reply for any other offset is not used. */
  readonly next: number;
  readonly totalFirst: number | null;
  readonly totalLast: number | null;
  /** Distinct ids seen so far. */
  readonly distinct: number;
  /** Entries whose id could not be read: with any, the scan proves nothing about absence. */
  readonly unreadable: number;
  /** Pages in a row without any new id. */
  readonly stale: number;
  /** Sweeps begun again at once because the totals did not agree. */
  readonly repeats: number;
  readonly startedAt: number;
  /** Whether the last finished scan was clean; null before the first. */
  readonly clean: boolean | null;
  /** Records that would vanish, while `held`. */
  readonly due: number;
  /** A person allowed this many to be removed. */
  readonly allowed: number;
}

export type ScanEvent =
  | { readonly kind: 'start'; readonly at: number }
  | {
      readonly kind: 'page';
      readonly offset: number;
      /** How far the position moves. */
      readonly advance: number;
      /** Nothing comes after this page. */
      readonly end: boolean;
      readonly total: number | null;
      /** Distinct ids of this scan after the page. */
      readonly distinct: number;
      readonly unreadable: number;
    }
  /** A page that could not be understood as a page. */
  | { readonly kind: 'badPage' }
  /** Misses are counted: `due` records were missed by two clean scans, of `size` in the collection. */
  | { readonly kind: 'counted'; readonly due: number; readonly size: number }
  /** Every due record was read by its id, and what was surely absent was removed. */
  | { readonly kind: 'verified' }
  | { readonly kind: 'decided'; readonly decision: 'remove' | 'keep' };

export type Instruction =
  | { readonly do: 'ask'; readonly offset: number }
  /** Count what this scan missed; forgive what it saw. */
  | { readonly do: 'count'; readonly clean: boolean }
  /** Read every due record by its id; remove those that are not found. */
  | { readonly do: 'verify' }
  /** Stop, keep everything, tell a person. */
  | { readonly do: 'askPerson'; readonly due: number }
  /** A person wants the due records kept: they are not due again before they were seen again. */
  | { readonly do: 'keepAll' }
  | { readonly do: 'close'; readonly clean: boolean };

export interface Decision {
  readonly state: ScanState;
  readonly instructions: readonly Instruction[];
}

/** An open scan older than this is begun anew: its first pages say little about now. */
export const OPEN_SCAN_MS = 60 * 60_000;
/** The delete brake (sync-and-safety section 3): more rows than this, or more than this share, need a person. */
export const BRAKE_ROWS = 20;
export const BRAKE_PERCENT = 2;
/** One sweep more when the totals did not agree; then the next rhythm has to do. */
const REPEATS = 1;
/** A server that ignores the offset would be read for ever. */
const STALE_PAGES = 3;

/** A scan that never ran. */
export const NEVER: ScanState = {
  phase: 'idle',
  number: 0,
  next: 0,
  totalFirst: null,
  totalLast: null,
  distinct: 0,
  unreadable: 0,
  stale: 0,
  repeats: 0,
  startedAt: 0,
  clean: null,
  due: 0,
  allowed: 0,
};

/** Whether so many of so many records may not vanish without a person. One single record always may. */
export function brakes(due: number, size: number): boolean {
  return due > BRAKE_ROWS || (due > 1 && due * 100 > size * BRAKE_PERCENT);
}

type Kind = ScanEvent['kind'];
type Of<K extends Kind> = Extract<ScanEvent, { kind: K }>;
type Table = {
  readonly [P in Phase]: { readonly [K in Kind]: (state: ScanState, event: Of<K>) => Decision };
};

const stay = (state: ScanState): Decision => ({ state, instructions: [] });

function begin(state: ScanState, at: number, repeats: number): Decision {
  const fresh: ScanState = {
    ...NEVER,
    phase: 'open',
    number: state.number + 1,
    startedAt: at,
    clean: state.clean,
    repeats,
  };
  return { state: fresh, instructions: [{ do: 'ask', offset: 0 }] };
}

function resume(state: ScanState, event: Of<'start'>): Decision {
  const age = event.at - state.startedAt;
  // A clock set back makes the age negative: begin anew then, too.
  if (age < 0 || age > OPEN_SCAN_MS) return begin(state, event.at, 0);
  return { state, instructions: [{ do: 'ask', offset: state.next }] };
}

function readPage(state: ScanState, event: Of<'page'>): Decision {
  if (event.offset !== state.next) return stay(state);
  const stale = event.distinct > state.distinct || event.end ? 0 : state.stale + 1;
  const next: ScanState = {
    ...state,
    next: state.next + event.advance,
    totalFirst: state.next === 0 ? event.total : state.totalFirst,
    totalLast: event.total,
    distinct: event.distinct,
    unreadable: state.unreadable + event.unreadable,
    stale,
  };
  if (stale >= STALE_PAGES) return abandon(next);
  if (!event.end) return { state: next, instructions: [{ do: 'ask', offset: next.next }] };
  const clean = isClean(next);
  if (!clean && next.unreadable === 0 && state.repeats < REPEATS)
    return begin(next, state.startedAt, state.repeats + 1);
  return { state: { ...next, phase: 'settling', clean }, instructions: [{ do: 'count', clean }] };
}

/** Clean: total equal at start and end, and as many distinct ids as the total says. */
function isClean(state: ScanState): boolean {
  if (state.unreadable > 0 || state.totalFirst !== state.totalLast) return false;
  return state.totalLast === null || state.totalLast === state.distinct;
}

function abandon(state: ScanState): Decision {
  return { state: { ...state, phase: 'idle', clean: false }, instructions: [{ do: 'close', clean: false }] };
}

function close(state: ScanState): Decision {
  return {
    state: { ...state, phase: 'idle', due: 0, allowed: 0 },
    instructions: [{ do: 'close', clean: state.clean === true }],
  };
}

function judgeMisses(state: ScanState, event: Of<'counted'>): Decision {
  if (event.due === 0) return close(state);
  if (brakes(event.due, event.size) && event.due > state.allowed) {
    return {
      state: { ...state, phase: 'held', due: event.due, allowed: 0 },
      instructions: [{ do: 'askPerson', due: event.due }],
    };
  }
  return { state: { ...state, phase: 'verifying', due: event.due }, instructions: [{ do: 'verify' }] };
}

function decide(state: ScanState, event: Of<'decided'>): Decision {
  if (event.decision === 'remove') {
    return { state: { ...state, phase: 'verifying', allowed: state.due }, instructions: [{ do: 'verify' }] };
  }
  return { state: { ...state, phase: 'idle', due: 0 }, instructions: [{ do: 'keepAll' }] };
}

const restart = (state: ScanState, event: Of<'start'>): Decision => begin(state, event.at, 0);

/** The table. Whatever is not expected in a phase leaves it as it is. */
const TABLE: Table = {
  idle: { start: restart, page: stay, badPage: stay, counted: stay, verified: stay, decided: stay },
  open: { start: resume, page: readPage, badPage: abandon, counted: stay, verified: stay, decided: stay },
  // A scan whose counting was interrupted proves nothing any more: the misses of earlier scans stay, it begins anew.
  settling: {
    start: restart,
    page: stay,
    badPage: stay,
    counted: judgeMisses,
    verified: stay,
    decided: stay,
  },
  verifying: { start: restart, page: stay, badPage: stay, counted: stay, verified: close, decided: stay },
  held: { start: restart, page: stay, badPage: stay, counted: stay, verified: stay, decided: decide },
};

export const PHASES = Object.keys(TABLE) as readonly Phase[];

/** What follows from an event. */
export function step(state: ScanState, event: ScanEvent): Decision {
  // The table's type guarantees that the entry takes this event; the compiler cannot follow the pair.
  const entry = TABLE[state.phase][event.kind] as (state: ScanState, event: ScanEvent) => Decision;
  return entry(state, event);
}
