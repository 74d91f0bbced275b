import { CodedError } from '../base/errors.ts';
import type { ImportMapping } from '../contract/imports.ts';
import type { ReadHandle, Row, WriteHandle } from '../storage/store.ts';
import type { Workspace } from '../storage/workspace-types.ts';
import { readMapping } from './mapping.ts';
import type { ImportEntry, ImportFormat, ImportReject, Totals } from './types.ts';
import { winners } from './winners.ts';
import type { Claim } from './winners.ts';

/** The record of an import in the ledger. */
export interface ImportRecord {
  readonly id: string;
  readonly no: number;
  readonly name: string;
  readonly hash: string;
  readonly format: ImportFormat;
  readonly version: string | null;
  readonly bytes: number;
  readonly rows: number;
  readonly rejected: number;
  readonly skipped: number;
  readonly asOf: string;
  readonly at: number;
  readonly who: string;
  /** 'applying': recorded, the lines not yet confirmed; finished or taken back at the next start. */
  readonly state: 'applying' | 'applied' | 'undone';
  readonly totals: Totals;
  readonly rejects: readonly ImportReject[];
  /** How it was read, when a person said so. */
  readonly mapping: ImportMapping | null;
}

interface ImportRow extends Row {
  id: string;
  no: bigint;
  name: string;
  hash: string;
  format: string;
  version: string | null;
  bytes: bigint;
  rows: bigint;
  rejected: bigint;
  skipped: bigint;
  as_of: string;
  at: bigint;
  who: string;
  state: string;
  summary: string;
  mapping: string | null;
}

function toRecord(row: ImportRow): ImportRecord {
  // Written by `insertImport` only; the CHECK of the table and that function keep the shapes.
  const summary = JSON.parse(row.summary) as { totals: Totals; rejects: ImportReject[] };
  return {
    id: row.id,
    no: Number(row.no),
    name: row.name,
    hash: row.hash,
    format: row.format as ImportFormat,
    version: row.version,
    bytes: Number(row.bytes),
    rows: Number(row.rows),
    rejected: Number(row.rejected),
    skipped: Number(row.skipped),
    asOf: row.as_of,
    at: Number(row.at),
    who: row.who,
    state: row.state as ImportRecord['state'],
    totals: summary.totals,
    rejects: summary.rejects,
    mapping: row.mapping === null ? null : (readMapping(row.mapping) ?? null),
  };
}

export interface SegmentClaim {
  readonly scope: string;
  readonly period: string;
  readonly through: string | null;
}

/** Appends an import in state 'applying'. */
export function insertImport(
  w: WriteHandle,
  record: Omit<ImportRecord, 'no' | 'state'>,
  segments: readonly SegmentClaim[],
): number {
  const last = w.get<{ no: bigint }>('SELECT coalesce(max(no), 0) AS no FROM import_file');
  const no = Number(last?.no ?? 0n) + 1;
  w.run(
    `INSERT INTO import_file (id, no, name, hash, format, version, bytes, rows, rejected, skipped, as_of, at, who, state, summary, mapping)
      VALUES (:id, :no, :name, :hash, :format, :version, :bytes, :rows, :rejected, :skipped, :asOf, :at, :who, 'applying', :summary, :mapping)`,
    {
      id: record.id,
      no,
      name: record.name,
      hash: record.hash,
      format: record.format,
      version: record.version,
      bytes: record.bytes,
      rows: record.rows,
      rejected: record.rejected,
      skipped: record.skipped,
      asOf: record.asOf,
      at: record.at,
      who: record.who,
      summary: JSON.stringify({ totals: record.totals, rejects: record.rejects }),
      mapping: record.mapping === null ? null : JSON.stringify(record.mapping),
    },
  );
  for (const { scope, period, through } of segments) {
    w.run('INSERT INTO import_segment (import_id, scope, period, through) VALUES (?, ?, ?, ?)', [
      record.id,
      scope,
      period,
      through,
    ]);
  }
  w.touch('import');
  return no;
}

export function setImportState(w: WriteHandle, id: string, state: ImportRecord['state']): void {
  w.run('UPDATE import_file SET state = ? WHERE id = ?', [state, id]);
  w.touch('import');
}

/** Takes an import that never reached the lines out of the history. */
export function removeImport(w: WriteHandle, id: string): void {
  w.run('DELETE FROM import_segment WHERE import_id = ?', [id]);
  w.run('DELETE FROM import_file WHERE id = ?', [id]);
  w.touch('import');
}

export function readImports(r: ReadHandle): ImportRecord[] {
  return r.all<ImportRow>('SELECT * FROM import_file ORDER BY no').map(toRecord);
}

/** The import with this id. @throws CodedError IMPORT_UNKNOWN */
export function readImport(r: ReadHandle, id: string): ImportRecord {
  const row = r.get<ImportRow>('SELECT * FROM import_file WHERE id = ?', [id]);
  if (!row) throw new CodedError('IMPORT_UNKNOWN', { id: id.slice(0, 64) });
  return toRecord(row);
}

/** The import in force with this content, if any. */
export function importWithHash(r: ReadHandle, hash: string): ImportRecord | undefined {
  const row = r.get<ImportRow>(
    "SELECT * FROM import_file WHERE hash = ? AND state <> 'undone' ORDER BY no DESC",
    [hash],
  );
  return row ? toRecord(row) : undefined;
}

interface ClaimRow extends Row {
  import_id: string;
  no: bigint;
  format: string;
  as_of: string;
  scope: string;
  period: string;
  through: string | null;
}

/** What all imports in force claim: each (scope, month) of each of them. */
export function readClaims(r: ReadHandle): Claim[] {
  const rows = r.all<ClaimRow>(
    `SELECT s.import_id, f.no, f.format, f.as_of, s.scope, s.period, s.through
      FROM import_segment s JOIN import_file f ON f.id = s.import_id WHERE f.state <> 'undone'`,
  );
  return rows.map((row) => ({
    importId: row.import_id,
    no: Number(row.no),
    format: row.format as ImportFormat,
    asOf: row.as_of,
    scope: row.scope,
    period: row.period,
    through: row.through,
  }));
}

/** All imports, newest first, with what has become of them. */
export function importHistory(ws: Workspace): ImportEntry[] {
  return ws.ledger.snapshot((r) => {
    const inForce = new Set([...winners(readClaims(r)).values()].map(({ importId }) => importId));
    const periods = new Map<string, Set<string>>();
    for (const { id, period } of r.all<{ id: string; period: string }>(
      'SELECT import_id AS id, period FROM import_segment ORDER BY period',
    )) {
      periods.set(id, (periods.get(id) ?? new Set()).add(period));
    }
    return readImports(r)
      .reverse()
      .map(({ asOf: _asOf, mapping: _mapping, state, ...record }) => ({
        ...record,
        periods: [...(periods.get(record.id) ?? [])],
        state: state === 'undone' ? 'undone' : inForce.has(record.id) ? 'applied' : 'replaced',
      }));
  });
}
