import type { ErrorFact } from './fact.ts';

/** What waits to be carried out. */
export const outboxCodes = {
  OUTBOX_TOO_LATE: {
    meaning: 'It cannot be taken back any more.',
    advice: 'It has been sent or has ended; see the outbox.',
    exit: 75,
  },
  TASK_CLOSED: {
    meaning: 'The task is not in a state that allows this.',
    advice: 'Look at it again: it was done, confirmed or taken back meanwhile.',
    exit: 75,
  },
  OUTBOX_DECISION_UNFIT: {
    meaning: 'This answer does not fit what is asked.',
    advice: 'Open the action in the outbox and choose one of the answers shown.',
    exit: 64,
  },
  OUTBOX_DEPENDENCY: {
    meaning: 'It depends on an action that was not carried out.',
    advice: 'Take it back, or do the other action again and then this one.',
    exit: 75,
  },
  OUTBOX_CONFLICT: {
    meaning: 'The Partner Center was changed since this was decided.',
    advice: 'Compare both and decide which one holds.',
    exit: 75,
  },
  OUTBOX_UNCLEAR: {
    meaning: 'It may or may not have happened.',
    advice: 'Wait for the check, or look in the Partner Center and say whether it happened.',
    exit: 75,
  },
  OUTBOX_SENT_TWICE: {
    meaning: 'It was sent twice without effect; money is not sent a third time by itself.',
    advice: 'Look in the Partner Center, then send it again or take it back.',
    exit: 75,
  },
  OUTBOX_ABSENT: {
    meaning: 'It surely did not happen, and is not sent a second time by itself.',
    advice: 'Send it again, or take it back.',
    exit: 75,
  },
  ACCOUNT_TAKEN: {
    meaning: 'The account name is taken.',
    advice: 'Take it back and create the customer under another name.',
    exit: 65,
  },
  CODE_NEEDED: {
    meaning: 'A verification code is needed.',
    advice: 'Have a code sent to the e-mail address and enter it; it can be used for some minutes only.',
    exit: 64,
  },
  CODE_TOO_SOON: {
    meaning: 'A code was sent to this address a moment ago.',
    advice: 'Look into the mailbox; after a minute another one can be sent.',
    exit: 75,
  },
  CODE_LIMIT: {
    meaning: 'No more codes can be sent to this address for now: 15 an hour, 60 a day.',
    advice: 'Use the last code that came, or wait.',
    exit: 75,
  },
  OUTBOX_NEWER: {
    meaning: 'This action was made by a newer Partner Desk.',
    advice: 'Update Partner Desk, then try again.',
    exit: 78,
  },
} as const satisfies Record<string, ErrorFact>;
