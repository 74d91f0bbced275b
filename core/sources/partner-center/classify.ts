/**
 * What an answer means (sync-and-safety section 5). One total function: every status, code and transport failure has
 * exactly one verdict. Reads and writes share it; only what follows differs.
 */

/** What came back from one request. */
export type Outcome =
  | {
      readonly kind: 'answer';
      readonly status: number;
      /** error_code of the body; null when it has none. */
      readonly code: string | null;
      /** Whether the body was what it should be (JSON, or empty on 204). */
      readonly readable: boolean;
      /** Batch writes: our item is listed as failed. */
      readonly itemFailed?: boolean;
    }
  /** No answer. `sent`: whether any byte of the request may have left. */
  | { readonly kind: 'transport'; readonly sent: boolean };

/**
 * confirmed: done · rejected: surely not done, and final · held: the credential lacks a right, an administrator decides ·
 * credentials: refused for now, renew the credential, never final · later: surely not done, try again ·
 * unknown: may or may not have been done (a read is simply asked again)
 */
export type Verdict = 'confirmed' | 'rejected' | 'held' | 'credentials' | 'later' | 'unknown';

export const VERDICTS: readonly Verdict[] = [
  'confirmed',
  'rejected',
  'held',
  'credentials',
  'later',
  'unknown',
];

/** Codes whose meaning does not depend on the status they come with. */
const BY_CODE: ReadonlyMap<string, Verdict> = new Map([
  ['APIGW.0301', 'credentials'],
  ['APIG.0301', 'credentials'],
  ['CBC.0154', 'credentials'],
  ['APIGW.0308', 'later'],
  ['APIG.0308', 'later'],
  ['CBC.0250', 'later'],
  // "The partner's customer does not exist" comes with 200 or 500 by operation.
  ['CBC.5002', 'rejected'],
  // The account was created, its association timed out: done in part.
  ['CBC.99000050', 'unknown'],
]);

/** 403 codes that speak of the credential's rights; every other 403 code is a refusal of this one request. */
const MISSING_RIGHT: ReadonlySet<string> = new Set(['CBC.0151', 'CBC.0155']);

const SUCCESS = 'CBC.0000';

/**
 * The verdict of an outcome.
 * @param doneInPart further codes that the kind of action lists as "done in part"
 */
export function classify(outcome: Outcome, doneInPart: ReadonlySet<string> = new Set()): Verdict {
  if (outcome.kind === 'transport') return outcome.sent ? 'unknown' : 'later';
  const { status, code } = outcome;
  if (code !== null && doneInPart.has(code)) return 'unknown';
  const known = code === null ? undefined : BY_CODE.get(code);
  if (known !== undefined) return known;
  if (status >= 200 && status < 300) return ofSuccess(outcome);
  if (status === 401) return 'credentials';
  if (status === 403) return code === null || MISSING_RIGHT.has(code) ? 'held' : 'rejected';
  if (status === 429) return 'later';
  // 408: the server gave up waiting for a request it may have read in full.
  if (status >= 400 && status < 500 && status !== 408) return 'rejected';
  return 'unknown';
}

function ofSuccess(answer: Extract<Outcome, { kind: 'answer' }>): Verdict {
  if (!answer.readable) return 'unknown';
  if (answer.code !== null && answer.code !== SUCCESS) return 'rejected';
  return answer.itemFailed ? 'rejected' : 'confirmed';
}
