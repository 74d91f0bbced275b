import type { AssociationState, AssociationStep, AssociationType } from '../../contract/association.ts';
import {
  associationSide,
  associationState,
  associationStep,
  associationType,
} from '../../contract/association.ts';
import type { ReadHandle, SqlValue } from '../../storage/store.ts';
import type { Earlier } from './rules/frequency.ts';

/** A record as the ledger keeps it. Instants are integer ms UTC; the name is clear. */
export interface AssociationRecord {
  readonly seq: number;
  readonly id: string;
  readonly customerId: string | null;
  readonly name: string;
  readonly model: string | null;
  readonly type: AssociationType;
  readonly initiator: 'partner' | 'customer';
  readonly state: AssociationState;
  readonly consent: boolean;
  readonly reason: string | null;
  readonly askedAt: number;
  readonly since: number;
  readonly person: string;
  readonly taskId: string | null;
}

type Stored = {
  seq: bigint;
  id: string;
  customer_id: string | null;
  name: string;
  model: string | null;
  type: string;
  initiator: string;
  state: string;
  consent: bigint;
  reason: string | null;
  asked_at: bigint;
  since: bigint;
  person: string;
  task_id: string | null;
};

const COLUMNS =
  'seq, id, customer_id, name, model, type, initiator, state, consent, reason, asked_at, since, person, task_id';

const recordOf = (row: Stored): AssociationRecord => ({
  seq: Number(row.seq),
  id: row.id,
  customerId: row.customer_id,
  name: row.name,
  model: row.model,
  type: associationType.parse(row.type),
  initiator: associationSide.parse(row.initiator),
  state: associationState.parse(row.state),
  consent: row.consent === 1n,
  reason: row.reason,
  askedAt: Number(row.asked_at),
  since: Number(row.since),
  person: row.person,
  taskId: row.task_id,
});

export function readRecord(r: ReadHandle, id: string): AssociationRecord | undefined {
  const row = r.get<Stored>(`SELECT ${COLUMNS} FROM association_record WHERE id = ?`, [id]);
  return row === undefined ? undefined : recordOf(row);
}

/** Records that meet the conditions, newest first; read no further than it is walked. */
export function* walkRecords(
  r: ReadHandle,
  where: readonly string[],
  params: readonly SqlValue[],
): Generator<AssociationRecord> {
  const condition = where.length === 0 ? '' : ` WHERE ${where.join(' AND ')}`;
  const rows = r.iterate<Stored>(
    `-- association.list
     SELECT ${COLUMNS} FROM association_record${condition} ORDER BY seq DESC`,
    params,
  );
  for (const row of rows) yield recordOf(row);
}

/** Everything that still needs somebody, newest first. */
export function openRecords(r: ReadHandle, customerId?: string): AssociationRecord[] {
  return [
    ...walkRecords(
      r,
      customerId === undefined ? ['open = 1'] : ['open = 1', 'customer_id = ?'],
      customerId === undefined ? [] : [customerId],
    ),
  ];
}

/** Disassociation requests of a customer that reached the other side. */
export function earlierRequests(r: ReadHandle, customerId: string): Earlier[] {
  return r
    .all<{ initiator: string; at: bigint }>(
      `SELECT initiator, sent_at AS at FROM association_record
       WHERE customer_id = ? AND type = 'disassociation' AND sent_at IS NOT NULL`,
      [customerId],
    )
    .map((row) => ({ side: associationSide.parse(row.initiator), at: Number(row.at) }));
}

/** What happened to a record, the first thing first. */
export function stepsOf(r: ReadHandle, id: string): AssociationStep[] {
  type Row = { at: bigint; person: string | null; what: string; to_state: string; note: string | null };
  return r
    .all<Row>(
      'SELECT at, person, what, to_state, note FROM association_step WHERE record = ? ORDER BY number',
      [id],
    )
    .map((row) => ({
      at: Number(row.at),
      person: row.person,
      what: associationStep.shape.what.parse(row.what),
      to: associationState.parse(row.to_state),
      note: row.note,
    }));
}
