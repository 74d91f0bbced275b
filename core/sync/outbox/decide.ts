import type { ErrorCode } from '../../base/error-codes.ts';
import type { OutboxState } from '../../contract/outbox.ts';

/**
 * The deciding part of the outbox: state × event → what becomes of the action. Pure and total: the types below make a
 * cell that is left out a compile error. `SPEC.md` shows the same table with its reasons.
 */

/** What can happen to an action. The first seven are what came back from the Partner Center (`classify.ts`). */
export type EventName =
  | 'confirmed'
  | 'rejected'
  | 'lacking'
  | 'credentials'
  | 'later'
  | 'unclear'
  /** An attempt is recorded; a request may leave now. */
  | 'begin'
  /** Read just before sending: not what the person saw. */
  | 'conflict'
  /** Found open when the executor started. */
  | 'crashed'
  /** Found open in a ledger that came out of a backup: it may have been sent since. */
  | 'restored'
  /** Verification: the target is reached; still as before; something else; cannot be told. */
  | 'reached'
  | 'base'
  | 'third'
  | 'blurred'
  /** Verification: the account is there, its link to the partner not yet. */
  | 'halfway'
  /** An action it depends on will never be confirmed. */
  | 'orphaned'
  /** A person. */
  | 'cancel'
  | 'retry'
  | 'mine'
  | 'theirs'
  | 'happened'
  | 'notHappened';

/** What the table may ask about the action. */
export interface Facts {
  /** Verifications in a row that found everything as before. */
  readonly misses: number;
  /** Requests that may have had an effect. */
  readonly sends: number;
  readonly spends: boolean;
  /** May be sent again once it is surely absent; else only with a person's word. */
  readonly repeatable: boolean;
  /** Verifications in a row that found it done in part. */
  readonly halfway: number;
  /** Its customer does not exist yet: there is nothing to look at. */
  readonly unborn: boolean;
  /** In `decision`: it may have happened. */
  readonly unclear: boolean;
  /** An action it depends on will never be confirmed. */
  readonly orphaned: boolean;
}

/** When the executor looks again: at once, after a growing pause, after the quiet period, 30 s later. */
export type Wait = 'none' | 'backoff' | 'quiet' | 'again';

export interface Move {
  readonly to: OutboxState;
  readonly wait: Wait;
  /** The new count of verifications that found everything as before. */
  readonly misses: number;
  readonly unclear: boolean;
  /** The new count of verifications that found it done in part. */
  readonly halfway: number;
  /** What the person was shown becomes what was decided on. */
  readonly rebase: boolean;
  /** The reason from now on; left out = the event's own. */
  readonly code?: ErrorCode | null;
}

/** Null: the event does not concern an action in this state; nothing changes. */
type Cell = (facts: Facts) => Move | null;
type Row = { readonly [E in EventName]: Cell };

/** Absent is believed when it was seen twice, 30 s apart. */
export const MISSES_NEEDED = 2;
/** Kinds that spend money are not sent a third time without a person. */
export const SPENDING_SENDS = 2;
/** Done in part is looked at so often, 30 s apart, before a person is asked. */
export const HALFWAY_LOOKS = 10;

const no: Cell = () => null;
const move = (state: OutboxState, wait: Wait = 'none', more: Partial<Move> = {}): Move => ({
  to: state,
  wait,
  misses: 0,
  unclear: false,
  halfway: 0,
  rebase: false,
  ...more,
});
const to = (...how: Parameters<typeof move>): Cell => {
  const fixed = move(...how);
  return () => fixed;
};
/** It may have happened: whatever led here, that is what the person is asked. */
const ask = to('decision', 'none', { unclear: true, code: 'OUTBOX_UNCLEAR' });
const confirm = to('confirmed');
const cancel = to('cancelled');
const hold = to('held');
const backOff = to('waiting', 'backoff');
const quiet = to('unknown', 'quiet');
const when =
  (test: (facts: Facts) => boolean, yes: Cell): Cell =>
  (facts) =>
    test(facts) ? yes(facts) : null;
const isUnclear = (facts: Facts): boolean => facts.unclear;
const isClear = (facts: Facts): boolean => !facts.unclear;

/** Reading failed while verifying: nothing is known better than before. */
const verifyLater: Cell = ({ misses, halfway }) => move('unknown', 'backoff', { misses, halfway });

/** Waits to be sent, unless what it depends on failed while it was unknown. */
const goOn =
  (more: Partial<Move>): Cell =>
  ({ orphaned }) =>
    orphaned ? move('held', 'none', { code: 'OUTBOX_DEPENDENCY' }) : move('waiting', 'none', more);

/** Seen as before: once more to be sure; then send again, unless that is not ours to decide. */
const asBefore: Cell = (facts) => {
  const misses = facts.misses + 1;
  if (misses < MISSES_NEEDED) return move('unknown', 'again', { misses });
  if (facts.spends && facts.sends >= SPENDING_SENDS)
    return move('decision', 'none', { code: 'OUTBOX_SENT_TWICE' });
  if (!facts.repeatable) return move('decision', 'none', { code: 'OUTBOX_ABSENT' });
  return goOn({ code: null })(facts);
};

/** Done in part: what is missing comes by itself as a rule; after a while a person looks. */
const donePartly: Cell = (facts) => {
  const halfway = facts.halfway + 1;
  return halfway < HALFWAY_LOOKS ? move('unknown', 'again', { halfway }) : ask(facts);
};

const FINAL: Row = {
  confirmed: no,
  rejected: no,
  lacking: no,
  credentials: no,
  later: no,
  unclear: no,
  begin: no,
  conflict: no,
  crashed: no,
  restored: no,
  reached: no,
  base: no,
  third: no,
  blurred: no,
  halfway: no,
  orphaned: no,
  cancel: no,
  retry: no,
  mine: no,
  theirs: no,
  happened: no,
  notHappened: no,
};

const TABLE: { readonly [S in OutboxState]: Row } = {
  // Answers in this state are those of the reading before the send: nothing was sent now; it may show an earlier send's effect.
  waiting: {
    confirmed: no,
    rejected: hold,
    lacking: hold,
    credentials: backOff,
    later: backOff,
    unclear: backOff,
    begin: to('sending'),
    conflict: to('decision'),
    crashed: no,
    restored: quiet,
    reached: confirm,
    base: no,
    third: no,
    blurred: no,
    halfway: no,
    orphaned: hold,
    cancel,
    retry: to('waiting'),
    mine: no,
    theirs: no,
    happened: no,
    notHappened: no,
  },
  sending: {
    confirmed: confirm,
    rejected: to('rejected'),
    lacking: hold,
    credentials: backOff,
    later: backOff,
    unclear: quiet,
    begin: no,
    conflict: no,
    crashed: quiet,
    restored: quiet,
    reached: no,
    base: no,
    third: no,
    blurred: no,
    halfway: no,
    orphaned: no,
    cancel: no,
    retry: no,
    mine: no,
    theirs: no,
    happened: no,
    notHappened: no,
  },
  // Answers in this state are those of the verifying reading.
  unknown: {
    confirmed: no,
    rejected: ask,
    lacking: ask,
    credentials: verifyLater,
    later: verifyLater,
    unclear: verifyLater,
    begin: no,
    conflict: no,
    crashed: quiet,
    restored: quiet,
    reached: confirm,
    base: asBefore,
    third: ask,
    blurred: ask,
    halfway: donePartly,
    orphaned: when((facts) => facts.unborn, ask),
    cancel: no,
    retry: no,
    mine: no,
    theirs: no,
    happened: no,
    notHappened: no,
  },
  decision: {
    confirmed: no,
    rejected: no,
    lacking: no,
    credentials: no,
    later: no,
    unclear: no,
    begin: no,
    conflict: no,
    crashed: no,
    restored: quiet,
    reached: no,
    base: no,
    third: no,
    blurred: no,
    halfway: no,
    orphaned: no,
    cancel: when(isClear, cancel),
    retry: no,
    mine: when(isClear, goOn({ rebase: true })),
    theirs: when(isClear, cancel),
    happened: when(isUnclear, confirm),
    // The next reading before the send shows what became of the base meanwhile.
    notHappened: when(isUnclear, goOn({})),
  },
  held: {
    confirmed: no,
    rejected: no,
    lacking: no,
    credentials: no,
    later: no,
    unclear: no,
    begin: no,
    conflict: no,
    crashed: no,
    restored: quiet,
    reached: no,
    base: no,
    third: no,
    blurred: no,
    halfway: no,
    orphaned: no,
    cancel,
    retry: when((facts) => !facts.orphaned, to('waiting')),
    mine: no,
    theirs: no,
    happened: no,
    notHappened: no,
  },
  confirmed: FINAL,
  rejected: FINAL,
  cancelled: FINAL,
};

/** What becomes of an action. Null: nothing changes. */
export function decide(state: OutboxState, event: EventName, facts: Facts): Move | null {
  return TABLE[state][event](facts);
}

/** The events by name, for tests that go through the whole table. */
export const EVENTS = Object.keys(FINAL) as readonly EventName[];
/** The states, for the same. */
export const STATES = Object.keys(TABLE) as readonly OutboxState[];
export const FINAL_STATES: readonly OutboxState[] = ['confirmed', 'rejected', 'cancelled'];
