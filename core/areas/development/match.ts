import { BEIJING_OFFSET_MS, DAY_MS } from '../../base/period.ts';
import type { ReadHandle, WriteHandle } from '../../storage/store.ts';
import type { AreaContext } from '../context.ts';
import { assignFromInvitation } from '../assignments/shared.ts';
import type { TasksPort } from '../tasks-port.ts';
import { alikeCustomers } from './alike.ts';
import {
  invitationsIn,
  readInvitation,
  readRegistration,
  registrationsIn,
  type Invitation,
  type RecordKind,
  type Registration,
} from './records.ts';
import { judge, type Candidate, type MatchReason, type Verdict } from './rules/matching.ts';
import { nextInvitationState } from './rules/invitation.ts';
import { nextState } from './rules/registration.ts';
import { DESK, settleExpiry, stepInvitation, stepRegistration } from './steps.ts';

/** After a sync: who was pre-registered or invited and is a customer now (guide 5.10: → associated). */

type Open =
  | { readonly kind: 'registration'; readonly record: Registration }
  | { readonly kind: 'invitation'; readonly record: Invitation };

/** A sync may be late by so much: records that ended before are not looked for any more. */
const LATE_DAYS = 60;

function openRecords(ledger: ReadHandle, now: number): Open[] {
  const recent = (one: { state: string; expiresAt: number | null; since: number }): boolean =>
    (one.state !== 'expired' && one.state !== 'failed') ||
    (one.expiresAt ?? one.since) > now - LATE_DAYS * DAY_MS;
  return [
    ...registrationsIn(ledger, ['waiting', 'pending_review', 'pre_registered', 'expired'])
      .filter(recent)
      .map((record) => ({ kind: 'registration' as const, record })),
    ...invitationsIn(ledger, ['invited', 'failed', 'expired'])
      .filter(recent)
      .map((record) => ({ kind: 'invitation' as const, record })),
  ];
}

/** Keys that more than one open record of a kind has: they name nobody beyond doubt. */
function sharedKeys(records: readonly Open[]): ReadonlySet<string> {
  const seen = new Set<string>();
  const shared = new Set<string>();
  for (const { kind, record } of records) {
    if (record.state === 'expired' || record.state === 'failed') continue;
    const { email, phone } = record.keys;
    for (const key of [email, phone?.full ?? phone?.national ?? null]) {
      if (key === null) continue;
      const named = `${kind} ${key}`;
      if (seen.has(named)) shared.add(named);
      seen.add(named);
    }
  }
  return shared;
}

/** First instant of the GMT+08:00 day: a customer of the same day may have come after the entry was made. */
const dayStart = (ms: number): number => ms - ((ms + BEIJING_OFFSET_MS) % DAY_MS);

const REASONS: Readonly<Record<string, MatchReason>> = {
  account: 'account',
  email: 'email',
  phone: 'phone',
  name: 'name',
};

function candidatesOf(mirror: ReadHandle, open: Open, shared: ReadonlySet<string>): Candidate[] {
  const { kind, record } = open;
  const { email, phone } = record.keys;
  const keyOf = { email, phone: phone?.full ?? phone?.national ?? null } as const;
  return alikeCustomers(mirror, record.keys).map(({ customer, why }) => ({
    customerId: customer.id,
    why: REASONS[why] ?? 'similar',
    associatedOn: customer.associatedOn,
    shared: (why === 'email' || why === 'phone') && shared.has(`${kind} ${keyOf[why]}`),
  }));
}

/** Whether the record's state takes the customer; one that came after the end came without the pre-registration. */
function fits(open: Open, verdict: Verdict, now: number): boolean {
  if (verdict.is === 'none') return true;
  const { associatedOn } = verdict.candidate;
  return open.kind === 'registration'
    ? nextState(open.record, 'matched', now, associatedOn) !== null
    : nextInvitationState(open.record, 'matched', now, associatedOn) !== null;
}

interface Found {
  readonly kind: RecordKind;
  readonly id: string;
  readonly verdict: Verdict;
}

type StoredProposal = {
  record_id: string;
  customer_id: string;
  why: string;
  confidence: string;
  dismissed: bigint;
};

function proposalsOf(ledger: ReadHandle, kind: RecordKind): Map<string, StoredProposal[]> {
  const rows = ledger.all<StoredProposal>(
    'SELECT record_id, customer_id, why, confidence, dismissed FROM development_proposal WHERE record = ?',
    [kind],
  );
  return Map.groupBy(rows, (row) => row.record_id);
}

/** Nothing to write: the verdict says what is stored already. */
function isKnown(found: Found, stored: readonly StoredProposal[]): boolean {
  const open = stored.filter((one) => one.dismissed === 0n);
  const { verdict } = found;
  if (verdict.is === 'match') return false;
  if (verdict.is === 'none') return open.length === 0;
  const [only] = open;
  return (
    open.length === 1 &&
    only?.customer_id === verdict.candidate.customerId &&
    only.why === verdict.candidate.why &&
    only.confidence === verdict.confidence
  );
}

/**
 * Looks for the customers of all open records, by indexes; without anything new nothing is written.
 * @returns how many records became associated
 */
export function matchDevelopment(context: AreaContext): number {
  const { ledger, mirror, clock } = context.workspace;
  const now = clock.now();
  const records = openRecords(ledger.read, now);
  if (records.length === 0) return 0;
  const shared = sharedKeys(records);
  const stored = {
    registration: proposalsOf(ledger.read, 'registration'),
    invitation: proposalsOf(ledger.read, 'invitation'),
  };
  const found = mirror.snapshot((r) =>
    records.flatMap((open): Found[] => {
      const { kind, record } = open;
      const known = stored[kind].get(record.id) ?? [];
      const dismissed = new Set(known.filter((one) => one.dismissed === 1n).map((one) => one.customer_id));
      const judged = judge(candidatesOf(r, open, shared), dayStart(record.createdAt), dismissed);
      const verdict: Verdict = fits(open, judged, now) ? judged : { is: 'none' };
      const result = { kind, id: record.id, verdict };
      return isKnown(result, known) ? [] : [result];
    }),
  );
  if (found.length === 0) return 0;
  return ledger.write((w) => {
    settleExpiry(w);
    return found.filter((one) => take(context, w, one)).length;
  });
}

/** @returns whether the record became associated */
function take(context: AreaContext, w: WriteHandle, { kind, id, verdict }: Found): boolean {
  w.run('DELETE FROM development_proposal WHERE record = ? AND record_id = ? AND dismissed = 0', [kind, id]);
  w.touch('development');
  if (verdict.is === 'none') return false;
  const { customerId, why, associatedOn } = verdict.candidate;
  if (verdict.is === 'match') {
    const person = DESK;
    return associate(context, w, kind, id, { customerId, associatedOn, person });
  }
  w.run(
    'INSERT INTO development_proposal (record, record_id, customer_id, why, confidence) VALUES (?, ?, ?, ?, ?)',
    [kind, id, customerId, why, verdict.confidence],
  );
  return false;
}

/**
 * The customer came: the record is associated, what waited for it is given up, and who accepted an invitation belongs to
 * the manager who invited (guide 5.8). @returns false when the record's state does not take it
 */
export function associate(
  context: AreaContext,
  w: WriteHandle,
  kind: RecordKind,
  id: string,
  customer: { readonly customerId: string; readonly associatedOn: number | null; readonly person: string },
): boolean {
  const { customerId, associatedOn, person } = customer;
  const step = { person, customerId, associatedOn };
  w.run('DELETE FROM development_proposal WHERE record = ? AND record_id = ?', [kind, id]);
  if (kind === 'registration') {
    const record = readRegistration(w, id);
    if (record === undefined || stepRegistration(w, record, 'matched', step) === null) return false;
    giveUp(context.tasks, w, record.taskId, person);
    return true;
  }
  const record = readInvitation(w, id);
  if (record === undefined || stepInvitation(w, record, 'matched', step) === null) return false;
  giveUp(context.tasks, w, record.taskId, person);
  assignFromInvitation(context, w, { customerId, memberId: record.memberId, person });
  if (record.registrationId !== null) associate(context, w, 'registration', record.registrationId, customer);
  return true;
}

/** What was to be done in the console has no purpose any more. */
function giveUp(tasks: TasksPort | undefined, w: WriteHandle, taskId: string | null, person: string): void {
  if (taskId !== null) tasks?.cancel(w, taskId, person);
}
