import { z } from 'zod';
import { CodedError } from '../base/errors.ts';
import {
  exportFormat,
  exportState,
  filterWords,
  type ExportState,
  type FilterWords,
} from '../contract/exports.ts';
import { hostLanguage } from '../contract/host.ts';
import type { ReadHandle, Row, WriteHandle } from '../storage/store.ts';

/** The rows of `export_task`. */

/** What was asked for, as it is repeated. */
export const exportRequest = z.object({
  input: z.record(z.string(), z.unknown()),
  format: exportFormat,
  columns: z.array(z.string()).nullable(),
  masked: z.boolean(),
  language: hostLanguage,
});
export type ExportRequest = z.infer<typeof exportRequest>;

export interface TaskRecord {
  readonly id: string;
  readonly list: string;
  readonly request: ExportRequest;
  readonly filter: readonly FilterWords[];
  readonly memberId: string;
  readonly who: string;
  readonly createdAt: number;
  readonly endedAt: number | null;
  readonly state: ExportState;
  readonly rows: number;
  readonly total: number | null;
  readonly bytes: number | null;
  readonly file: string | null;
  readonly code: string | null;
}

interface Stored extends Row {
  id: string;
  list: string;
  request: string;
  filter: string;
  member_id: string;
  who: string;
  created_at: bigint;
  ended_at: bigint | null;
  state: string;
  rows: bigint;
  total: bigint | null;
  bytes: bigint | null;
  file: string | null;
  code: string | null;
}

const numberOrNull = (value: bigint | null): number | null => (value === null ? null : Number(value));

const recordOf = (row: Stored): TaskRecord => ({
  id: row.id,
  list: row.list,
  request: exportRequest.parse(JSON.parse(row.request)),
  filter: z.array(filterWords).parse(JSON.parse(row.filter)),
  memberId: row.member_id,
  who: row.who,
  createdAt: Number(row.created_at),
  endedAt: numberOrNull(row.ended_at),
  state: exportState.parse(row.state),
  rows: Number(row.rows),
  total: numberOrNull(row.total),
  bytes: numberOrNull(row.bytes),
  file: row.file,
  code: row.code,
});

/** As many as a person looks through. */
const MOST = 500;

/** Newest first; of one member when `memberId` is given. */
export function readTasks(r: ReadHandle, memberId: string | null): TaskRecord[] {
  return r
    .all<Stored>(
      `-- exports.history
       SELECT * FROM export_task WHERE (:member IS NULL OR member_id = :member)
       ORDER BY created_at DESC, id DESC LIMIT :most`,
      { member: memberId, most: MOST },
    )
    .map(recordOf);
}

/** @throws CodedError NOT_FOUND */
export function readTask(r: ReadHandle, id: string): TaskRecord {
  const row = r.get<Stored>('SELECT * FROM export_task WHERE id = ?', [id]);
  if (row === undefined) throw new CodedError('NOT_FOUND', { id });
  return recordOf(row);
}

export type NewRecord = Pick<
  TaskRecord,
  'id' | 'list' | 'request' | 'filter' | 'memberId' | 'who' | 'createdAt'
>;

export function insertTask(w: WriteHandle, task: NewRecord): void {
  w.run(
    `INSERT INTO export_task (id, list, request, filter, member_id, who, created_at, state)
     VALUES (?, ?, ?, ?, ?, ?, ?, 'created')`,
    [
      task.id,
      task.list,
      JSON.stringify(task.request),
      JSON.stringify(task.filter),
      task.memberId,
      task.who,
      task.createdAt,
    ],
  );
  w.touch('export');
}

/** What a running task changes of its row; what is left out stays. */
export interface TaskChange {
  readonly state?: ExportState;
  readonly rows?: number;
  readonly total?: number | null;
  readonly bytes?: number | null;
  readonly file?: string | null;
  readonly code?: string | null;
  readonly endedAt?: number;
}

const COLUMN = {
  state: 'state',
  rows: 'rows',
  total: 'total',
  bytes: 'bytes',
  file: 'file',
  code: 'code',
  endedAt: 'ended_at',
} as const satisfies Record<keyof TaskChange, string>;

export function changeTask(w: WriteHandle, id: string, change: TaskChange): void {
  const keys = Object.keys(change) as (keyof TaskChange)[];
  if (keys.length === 0) return;
  w.run(`UPDATE export_task SET ${keys.map((key) => `${COLUMN[key]} = ?`).join(', ')} WHERE id = ?`, [
    ...keys.map((key) => change[key] ?? null),
    id,
  ]);
  w.touch('export');
}

/** What a process that is gone left running: it has no file and never will. @returns how many */
export function failInterrupted(w: WriteHandle): number {
  const { changes } = w.run(
    `UPDATE export_task SET state = 'failed', code = 'EXPORT_INTERRUPTED', ended_at = ?
     WHERE state IN ('created', 'running')`,
    [w.now()],
  );
  if (changes > 0) w.touch('export');
  return changes;
}
