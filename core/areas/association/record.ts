import type { AssociationState, AssociationStep } from '../../contract/association.ts';
import { appendAudit } from '../../storage/audit.ts';
import type { WriteHandle } from '../../storage/store.ts';
import type { AssociationRecord } from './rows.ts';
import { nextAssociation, OPEN_STATES, type AssociationEvent } from './rules/states.ts';

/** Who the audit names where a sync found something out. */
const SYNC = 'sync';
const OPEN: ReadonlySet<AssociationState> = new Set(OPEN_STATES);

export interface NewRecord extends Omit<AssociationRecord, 'seq' | 'since'> {
  /** When it reached the other side, integer ms UTC; null while it has not. */
  readonly sentAt: number | null;
  readonly note: string | null;
}

function addStep(
  w: WriteHandle,
  record: string,
  step: Pick<AssociationStep, 'person' | 'what' | 'to' | 'note'>,
): void {
  w.run(
    `INSERT INTO association_step (record, number, at, person, what, to_state, note)
     SELECT ?, coalesce(max(number), 0) + 1, ?, ?, ?, ?, ? FROM association_step WHERE record = ?`,
    [record, w.now(), step.person, step.what, step.to, step.note, record],
  );
}

/** Writes a new record with its first step and its audit row. */
export function addRecord(w: WriteHandle, record: NewRecord): void {
  const { id, customerId, type, initiator, state, person, reason } = record;
  w.run(
    `INSERT INTO association_record
       (id, customer_id, name, model, type, initiator, state, open, consent, reason, asked_at, sent_at, since, person, task_id)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      id,
      customerId,
      record.name,
      record.model,
      type,
      initiator,
      state,
      OPEN.has(state) ? 1 : 0,
      record.consent ? 1 : 0,
      reason,
      record.askedAt,
      record.sentAt,
      w.now(),
      person,
      record.taskId,
    ],
  );
  addStep(w, id, { person, what: 'asked', to: state, note: record.note });
  appendAudit(w, {
    who: person,
    what: `association.${type === 'disassociation' ? 'request' : 'record'}`,
    target: customerId ?? id,
    after: { initiator, state, ...(reason === null ? {} : { reason }) },
    outcome: 'saved',
  });
  w.touch('association');
}

export interface Told {
  /** Null: a sync. */
  readonly person: string | null;
  readonly note?: string | null;
  /** The console task that belongs to the new state; left out = none, unless the request goes on waiting for its own. */
  readonly taskId?: string | null;
}

/**
 * Carries one event out in the given transaction.
 * @returns the new state; null when the event does not apply and nothing was written
 */
export function changeRecord(
  w: WriteHandle,
  record: AssociationRecord,
  event: AssociationEvent,
  told: Told,
): AssociationState | null {
  const state = nextAssociation(record.state, event);
  if (state === null) return null;
  const note = told.note ?? null;
  w.run(
    `UPDATE association_record SET state = ?, open = ?, since = ?, task_id = ?, sent_at = coalesce(sent_at, ?)
     WHERE id = ?`,
    [
      state,
      OPEN.has(state) ? 1 : 0,
      w.now(),
      told.taskId === undefined ? record.taskId : told.taskId,
      event === 'sent' || event === 'effective' || event === 'agreed' || event === 'refused' ? w.now() : null,
      record.id,
    ],
  );
  addStep(w, record.id, { person: told.person, what: event, to: state, note });
  appendAudit(w, {
    who: told.person ?? SYNC,
    what: `association.${event}`,
    target: record.customerId ?? record.id,
    before: { state: record.state },
    after: { state, ...(note === null ? {} : { reason: note }) },
    outcome: 'done',
  });
  w.touch('association');
  return state;
}
