import type { JsonObject } from '../../base/json.ts';
import { isCoded, type ErrorCode } from '../../base/errors.ts';
import { classify, type Verdict } from '../../sources/partner-center/classify.ts';
import type { SentOutcome } from '../../sources/source.ts';
import type { EventName } from './decide.ts';

/** What came back, as an event of the table with its reason for people. */
export interface Judged {
  readonly event: Extract<
    EventName,
    'confirmed' | 'rejected' | 'lacking' | 'credentials' | 'later' | 'unclear'
  >;
  readonly code: ErrorCode | null;
  readonly data: JsonObject | null;
  /** The whole Partner Center cannot be reached or refuses our keys: no other lane needs to try. */
  readonly everybody: boolean;
}

const EVENT_OF: { readonly [V in Verdict]: Judged['event'] } = {
  confirmed: 'confirmed',
  rejected: 'rejected',
  held: 'lacking',
  credentials: 'credentials',
  later: 'later',
  unknown: 'unclear',
};

const CODE_OF: { readonly [E in Judged['event']]: ErrorCode | null } = {
  confirmed: null,
  rejected: 'UPSTREAM_REFUSED',
  lacking: 'PERMISSION_MISSING',
  credentials: 'CREDENTIALS_REFUSED',
  later: 'UPSTREAM_BUSY',
  unclear: 'OUTBOX_UNCLEAR',
};

/**
 * The event a sent request's outcome is (sync-and-safety, section 5). One effect per request: whatever item a batch
 * operation lists as failed is ours.
 */
export function judgeSent(outcome: SentOutcome, doneInPart: ReadonlySet<string>, operation: string): Judged {
  if (outcome.kind === 'transport') {
    const event = EVENT_OF[classify(outcome)];
    const code = event === 'later' ? 'ENDPOINT_UNREACHABLE' : 'OUTBOX_UNCLEAR';
    return { event, code, data: { operation, reason: outcome.reason }, everybody: event === 'later' };
  }
  const [failed] = outcome.failedItems;
  const event = EVENT_OF[classify({ ...outcome, itemFailed: failed !== undefined }, doneInPart)];
  const everybody = event === 'credentials';
  if (everybody && outcome.minutesOff !== null) {
    return { event, code: 'CLOCK_OFF', data: { operation, minutes: outcome.minutesOff }, everybody };
  }
  const upstream = codeText(failed?.code ?? outcome.code);
  const data = { operation, status: outcome.status, upstream, requestId: outcome.requestId };
  return { event, code: CODE_OF[event], data: event === 'confirmed' ? null : data, everybody };
}

/** The other side's text only in the expected form of a code. */
function codeText(code: string | null): string | null {
  return code !== null && /^[A-Za-z0-9._-]{1,40}$/.test(code) ? code : null;
}

/** What a failed reading means, by our code. What is not named is tried again later. */
const READ_EVENT: ReadonlyMap<ErrorCode, Judged['event']> = new Map([
  ['CREDENTIALS_REFUSED', 'credentials'],
  ['CREDENTIALS_MISSING', 'credentials'],
  ['CLOCK_OFF', 'credentials'],
  ['PERMISSION_MISSING', 'lacking'],
  ['UPSTREAM_REFUSED', 'rejected'],
  ['NOT_FOUND', 'rejected'],
  ['INPUT_INVALID', 'rejected'],
]);

const EVERYBODY: ReadonlySet<ErrorCode> = new Set([
  'CREDENTIALS_REFUSED',
  'CREDENTIALS_MISSING',
  'CLOCK_OFF',
  'ENDPOINT_UNREACHABLE',
]);

/** The event a failed reading is: nothing was sent, so it is never unclear. */
export function judgeRead(error: unknown): Judged {
  if (!isCoded(error)) return { event: 'later', code: 'INTERNAL', data: null, everybody: false };
  const { code: upstream, ...rest } = error.data;
  return {
    event: READ_EVENT.get(error.code) ?? 'later',
    code: error.code,
    data: { ...rest, ...(upstream === undefined ? {} : { upstream }) },
    everybody: EVERYBODY.has(error.code),
  };
}

/**
 * The event a send is that threw instead of answering. Only what is thrown before any byte was sent is known not to
 * have happened.
 */
export function judgeThrown(error: unknown): Judged {
  const before = isCoded(error) && BEFORE_SENDING.has(error.code);
  if (before) return judgeRead(error);
  const code = isCoded(error) ? error.code : 'OUTBOX_UNCLEAR';
  return { event: 'unclear', code, data: null, everybody: false };
}

const BEFORE_SENDING: ReadonlySet<ErrorCode> = new Set([
  'INPUT_INVALID',
  'CREDENTIALS_MISSING',
  'ENDPOINT_INVALID',
  'CORE_RESTARTED',
]);
