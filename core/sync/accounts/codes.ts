import type { Clock } from '../../base/clock.ts';
import { CodedError } from '../../base/errors.ts';
import { uuidv7 } from '../../base/ids.ts';
import { maskEmail } from '../../base/masking.ts';
import type { Random } from '../../base/random.ts';
import type { PartnerCenter, SentOutcome } from '../../sources/source.ts';
import { appendAudit } from '../../storage/audit.ts';
import type { ReadHandle, Store, WriteHandle } from '../../storage/store.ts';
import { judgeSent, judgeThrown, type Judged } from '../outbox/verdicts.ts';

/**
 * Verification codes by e-mail (SendVerificationMessageCode): nothing ever shows whether one was sent, and each call sends
 * another one. So each is recorded before its connection is opened, sent once and never repeated by us; when no clear
 * answer came the person is told that it may have been sent. What may have been sent counts against the limits.
 */

/** API reference section 6. */
export const PER_HOUR = 15;
export const PER_DAY = 60;
/** Between two to one address: what is on its way should arrive first. */
export const PAUSE_MS = 60_000;
/** How long a code can be used, minutes: the API's own default. */
const VALID_MINUTES = 10;
const HOUR = 3_600_000;
/** What the Partner Center answers when its own count is reached. */
const UPSTREAM_LIMIT = 'CBC.99004015';
const OPERATION = 'SendVerificationMessageCode';

export interface CodePorts {
  readonly ledger: Store;
  readonly source: Pick<PartnerCenter, 'send'>;
  readonly clock: Clock;
  readonly random: Random;
}

export interface Allowance {
  readonly left: number;
  /** Integer ms UTC; null: at once. */
  readonly nextAt: number | null;
}

/** What may still be sent to an address at an instant (integer ms UTC). */
export function allowanceOf(r: ReadHandle, email: string, now: number): Allowance {
  const times = r
    .all<{ at: bigint }>(
      `SELECT started_at AS at FROM code_send WHERE email = ? AND started_at > ? AND started_at <= ? AND outcome IS NOT 'refused'
       ORDER BY started_at DESC`,
      [email.toLowerCase(), now - 24 * HOUR, now],
    )
    .map(({ at }) => Number(at));
  const hour = times.filter((at) => at > now - HOUR);
  const left = Math.max(0, Math.min(PER_HOUR - hour.length, PER_DAY - times.length));
  // The oldest that has to leave its window before there is room again, and the pause after the newest.
  const waits = [
    ...(times[0] === undefined ? [] : [times[0] + PAUSE_MS]),
    ...(hour.length >= PER_HOUR ? [(hour[PER_HOUR - 1] ?? now) + HOUR] : []),
    ...(times.length >= PER_DAY ? [(times[PER_DAY - 1] ?? now) + 24 * HOUR] : []),
  ].filter((at) => at > now);
  return { left, nextAt: waits.length === 0 ? null : Math.max(...waits) };
}

/**
 * Until when a code that came to an address can be used: that of the last one that may have been sent.
 * @returns integer ms UTC; null when none was sent from here that can still be used
 */
export function validUntilOf(r: ReadHandle, email: string, now: number): number | null {
  const row = r.get<{ until: bigint | null }>(
    "SELECT max(valid_until) AS until FROM code_send WHERE email = ? AND valid_until > ? AND outcome IS NOT 'refused'",
    [email.toLowerCase(), now],
  );
  return row?.until == null ? null : Number(row.until);
}

/**
 * Sends a code to an address.
 * @returns `maybe`: no clear answer came, it may have been sent
 * @throws CodedError CODE_TOO_SOON, CODE_LIMIT {nextAt}: not asked for; UPSTREAM_REFUSED, UPSTREAM_BUSY, ENDPOINT_UNREACHABLE,
 *   CREDENTIALS_REFUSED, CREDENTIALS_MISSING, CLOCK_OFF, PERMISSION_MISSING: surely not sent
 */
export async function sendCode(
  ports: CodePorts,
  send: { readonly email: string; readonly language: 'en' | 'zh-CN'; readonly person: string },
): Promise<{ outcome: 'sent' | 'maybe'; validUntil: number }> {
  const email = send.email.toLowerCase();
  const now = ports.clock.now();
  const id = uuidv7(ports.clock, ports.random);
  const validUntil = now + VALID_MINUTES * 60_000;
  ports.ledger.write((w) => {
    const { left, nextAt } = allowanceOf(w, email, now);
    if (left === 0) throw new CodedError('CODE_LIMIT', { nextAt });
    if (nextAt !== null) throw new CodedError('CODE_TOO_SOON', { nextAt });
    w.run('INSERT INTO code_send (id, email, person, started_at, valid_until) VALUES (?, ?, ?, ?, ?)', [
      id,
      email,
      send.person,
      now,
      validUntil,
    ]);
    audit(w, send.person, email, 'started');
    w.touch('action');
  });
  const body = {
    receiver_type: 2,
    timeout: VALID_MINUTES,
    email,
    lang: send.language === 'en' ? 'en-us' : 'zh-cn',
  };
  const judged = await ports.source.send(OPERATION, { body }, { priority: 'person' }).then(
    (outcome: SentOutcome) => judgeSent(outcome, new Set(), OPERATION),
    (error: unknown) => judgeThrown(error),
  );
  const outcome = judged.event === 'confirmed' ? 'sent' : judged.event === 'unclear' ? 'maybe' : 'refused';
  ports.ledger.write((w) => {
    w.run('UPDATE code_send SET ended_at = ?, outcome = ?, code = ? WHERE id = ?', [
      ports.clock.now(),
      outcome,
      judged.code,
      id,
    ]);
    audit(w, send.person, email, outcome, judged.code);
    w.touch('action');
  });
  if (outcome === 'refused') throw refusalOf(judged);
  return { outcome, validUntil };
}

function refusalOf(judged: Judged): CodedError {
  if (judged.data?.['upstream'] === UPSTREAM_LIMIT) return new CodedError('CODE_LIMIT', { nextAt: null });
  return new CodedError(judged.code ?? 'INTERNAL', judged.data ?? {});
}

function audit(
  w: WriteHandle,
  who: string,
  email: string,
  outcome: string,
  code: string | null = null,
): void {
  const after = code === null ? {} : { after: { code } };
  appendAudit(w, { who, what: 'customers.sendCode', target: maskEmail(email), ...after, outcome });
}
