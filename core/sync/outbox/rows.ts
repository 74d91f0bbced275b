import type { JsonObject } from '../../base/json.ts';
import type { OutboxState } from '../../contract/outbox.ts';
import type { ReadHandle } from '../../storage/store.ts';
import type { ActionKind, StoredAction, StoredAttempt } from './types.ts';

/** How actions and attempts lie in the ledger, and how they are read. */

export type ActionRow = {
  seq: bigint;
  id: string;
  kind: string;
  payload: string;
  base: string;
  lane: string;
  customer_id: string;
  person: string;
  batch_id: string | null;
  state: string;
  since: bigint;
  created_at: bigint;
  next_at: bigint | null;
  attempts: bigint;
  failures: bigint;
  misses: bigint;
  unclear: bigint;
  theirs: string | null;
  code: string | null;
  data: string | null;
  result: string | null;
  halfway: bigint;
};

export const COLUMNS =
  'seq, id, kind, payload, base, lane, customer_id, person, batch_id, state, since, created_at, next_at, attempts, failures, misses, unclear, theirs, code, data, result, halfway';

// Written by this room alone, so its form is known.
const object = (text: string): JsonObject => JSON.parse(text) as JsonObject;
const objectOrNull = (text: string | null): JsonObject | null => (text === null ? null : object(text));

export function toAction(row: ActionRow, dependsOn: string[]): StoredAction {
  return {
    id: row.id,
    kind: row.kind as ActionKind,
    payload: object(row.payload),
    base: object(row.base),
    lane: row.lane,
    customerId: row.customer_id,
    person: row.person,
    batchId: row.batch_id,
    // The table's own CHECK allows nothing else.
    state: row.state as OutboxState,
    since: Number(row.since),
    createdAt: Number(row.created_at),
    nextAt: row.next_at === null ? null : Number(row.next_at),
    attempts: Number(row.attempts),
    theirs: objectOrNull(row.theirs),
    code: row.code,
    data: objectOrNull(row.data),
    dependsOn,
    unclear: row.unclear === 1n,
    result: objectOrNull(row.result),
  };
}

/** One action with its bookkeeping; undefined when there is none. */
export function actionRow(r: ReadHandle, id: string): ActionRow | undefined {
  return r.get<ActionRow>(`-- outbox.row\nSELECT ${COLUMNS} FROM action WHERE id = ?`, [id]);
}

/** What an action depends on. */
export function dependenciesOf(r: ReadHandle, id: string): string[] {
  return r
    .all<{ needs: string }>(
      '-- outbox.needs\nSELECT needs FROM action_dependency WHERE action = ? ORDER BY needs',
      [id],
    )
    .map(({ needs }) => needs);
}

export type AttemptRow = {
  number: bigint;
  pre_image: string;
  started_at: bigint;
  ended_at: bigint | null;
  outcome: string | null;
  code: string | null;
};

export function toAttempt(row: AttemptRow): StoredAttempt {
  return {
    number: Number(row.number),
    startedAt: Number(row.started_at),
    endedAt: row.ended_at === null ? null : Number(row.ended_at),
    outcome: row.outcome,
    code: row.code,
  };
}
