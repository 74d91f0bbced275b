import { appendAudit } from '../../storage/audit.ts';
import type { ReadHandle, WriteHandle } from '../../storage/store.ts';
import { OPEN_REGISTRATIONS } from '../../contract/development-facts.ts';
import {
  invitationsIn,
  registrationsIn,
  type Invitation,
  type RecordKind,
  type Registration,
} from './records.ts';
import { linkExpiryOf, nextInvitationState, type InvitationEvent } from './rules/invitation.ts';
import { expiryOf, nextState, type RegistrationEvent } from './rules/registration.ts';

/** One event of a record, written with its history and its audit row. Nothing is written when it does not fit. */

/** Whom history and audit name where the clock or a sync found something out. */
export const DESK = 'sync';

export interface Step {
  readonly person: string;
  /** When it happened; left out = now. */
  readonly at?: number;
  /** approved: the instant of the approval. */
  readonly approvedAt?: number;
  /** rejected: reason; failed: cause. */
  readonly code?: string;
  readonly note?: string | null;
  readonly customerId?: string;
  /** matched: when the customer was associated. */
  readonly associatedOn?: number | null;
  readonly link?: string;
}

export function addEvent(
  w: WriteHandle,
  event: {
    readonly at: number;
    readonly record: RecordKind;
    readonly id: string;
    readonly event: string;
    readonly state: string;
    readonly person: string;
    readonly code: string | null;
  },
): void {
  w.run(
    'INSERT INTO development_event (at, record, record_id, event, state, person, code) VALUES (?, ?, ?, ?, ?, ?, ?)',
    [event.at, event.record, event.id, event.event, event.state, event.person, event.code],
  );
  w.touch('development');
}

function written(
  w: WriteHandle,
  kind: RecordKind,
  record: { readonly id: string; readonly state: string },
  event: string,
  state: string,
  step: Step,
): void {
  addEvent(w, {
    at: step.at ?? w.now(),
    record: kind,
    id: record.id,
    event,
    state,
    person: step.person,
    code: step.code ?? null,
  });
  appendAudit(w, {
    who: step.person,
    what: `development.${kind}.${event}`,
    target: step.customerId ?? record.id,
    before: { state: record.state },
    after: {
      state,
      record: record.id,
      ...(step.code === undefined ? {} : { code: step.code }),
      ...(step.approvedAt === undefined ? {} : { approvedAt: step.approvedAt }),
    },
    outcome: 'done',
  });
}

/** @returns the new state; null when the event does not fit and nothing was written */
export function stepRegistration(
  w: WriteHandle,
  record: Registration,
  event: RegistrationEvent,
  step: Step,
): string | null {
  const state = nextState(record, event, w.now(), step.associatedOn ?? null);
  if (state === null) return null;
  const approvedAt = event === 'approved' ? (step.approvedAt ?? w.now()) : record.approvedAt;
  const keeps = state === 'pre_registered' || state === 'expired' || state === 'associated';
  w.run(
    `UPDATE registration SET state = ?, since = ?, approved_at = ?, expires_at = ?, reason = ?, note = ?, customer_id = ?
     WHERE id = ?`,
    [
      state,
      step.at ?? w.now(),
      keeps ? approvedAt : null,
      keeps && approvedAt !== null ? expiryOf(approvedAt) : null,
      event === 'rejected' ? (step.code ?? null) : null,
      event === 'rejected' ? (step.note ?? null) : null,
      step.customerId ?? record.customerId,
      record.id,
    ],
  );
  written(w, 'registration', record, event, state, step);
  return state;
}

/** @returns the new state; null when the event does not fit and nothing was written */
export function stepInvitation(
  w: WriteHandle,
  record: Invitation,
  event: InvitationEvent,
  step: Step,
): string | null {
  const state = nextInvitationState(record, event, w.now(), step.associatedOn ?? null);
  if (state === null) return null;
  const linked = event === 'linked';
  w.run(
    `UPDATE invitation SET state = ?, since = ?, link = ?, link_at = ?, expires_at = ?, cause = ?, note = ?, customer_id = ?
     WHERE id = ?`,
    [
      state,
      step.at ?? w.now(),
      linked ? (step.link ?? null) : record.link,
      linked ? w.now() : record.linkAt,
      linked ? linkExpiryOf(w.now()) : record.expiresAt,
      event === 'failed' ? (step.code ?? null) : record.cause,
      event === 'failed' ? (step.note ?? null) : record.note,
      step.customerId ?? record.customerId,
      record.id,
    ],
  );
  written(w, 'invitation', record, event, state, step);
  return state;
}

/**
 * Writes the ends the clock has brought. Every action does this first: an end that made room for another record stays one,
 * whatever the machine's clock says later.
 */
export function settleExpiry(w: WriteHandle): void {
  for (const record of registrationsIn(w, ['pre_registered']))
    stepRegistration(w, record, 'expired', {
      person: DESK,
      ...(record.expiresAt === null ? {} : { at: record.expiresAt }),
    });
  for (const record of invitationsIn(w, ['invited']))
    stepInvitation(w, record, 'expired', {
      person: DESK,
      ...(record.expiresAt === null ? {} : { at: record.expiresAt }),
    });
}

/** How many count against the limit now: what waits here included. */
export function openCount(r: ReadHandle, now: number): number {
  const row = r.get<{ n: bigint }>(
    `SELECT count(*) AS n FROM registration
     WHERE state IN (SELECT value FROM json_each(:open))
       AND NOT (state = 'pre_registered' AND expires_at <= :now)`,
    { open: JSON.stringify([...OPEN_REGISTRATIONS]), now },
  );
  return Number(row?.n ?? 0n);
}
