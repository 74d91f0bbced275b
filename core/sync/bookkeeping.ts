import type { JsonValue } from '../base/json.ts';
import type { ReadHandle, WriteHandle } from '../storage/store.ts';
import { NEVER, type ScanState } from './scan.ts';

/** Which scan: a collection and a part of it ('' or the reseller whose records they are). */
export interface ScanKey {
  readonly collection: string;
  readonly part: string;
}

/** The stored state of a scan. A state this program cannot read counts as "never": scanning again is always safe. */
export function loadScan(r: ReadHandle, key: ScanKey): ScanState {
  const row = r.get<{ state: string }>('SELECT state FROM scan WHERE collection = ? AND part = ?', [
    key.collection,
    key.part,
  ]);
  const stored = row && parseObject(row.state);
  return stored ? { ...NEVER, ...(stored as Partial<ScanState>) } : NEVER;
}

/** Keeps the state. `freshAt`: set when a scan ended (integer ms UTC), else the former value stays. */
export function saveScan(
  w: WriteHandle,
  key: ScanKey,
  state: ScanState,
  freshAt: number | null = null,
): void {
  w.run(
    `INSERT INTO scan (collection, part, state, fresh_at) VALUES (?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET state = excluded.state, fresh_at = coalesce(excluded.fresh_at, fresh_at)`,
    [key.collection, key.part, JSON.stringify(state), freshAt],
  );
}

/** Parts of a collection that were ever scanned. */
export function knownParts(r: ReadHandle, collection: string): string[] {
  return r
    .all<{ part: string }>('SELECT part FROM scan WHERE collection = ? ORDER BY part', [collection])
    .map((row) => row.part);
}

/** A page as the last scan left it. */
export interface PageNote {
  readonly hash: string;
  readonly number: number;
}

export function loadPage(r: ReadHandle, key: ScanKey, start: number): PageNote | undefined {
  const row = r.get<{ hash: string; number: bigint }>(
    'SELECT hash, number FROM scan_page WHERE collection = ? AND part = ? AND start = ?',
    [key.collection, key.part, start],
  );
  return row && { hash: row.hash, number: Number(row.number) };
}

/** The same page again: only the scan that saw it moves. */
export function touchPage(w: WriteHandle, key: ScanKey, start: number, number: number): void {
  w.run('UPDATE scan_page SET number = ? WHERE collection = ? AND part = ? AND start = ?', [
    number,
    key.collection,
    key.part,
    start,
  ]);
}

export function savePage(
  w: WriteHandle,
  key: ScanKey,
  page: { start: number; number: number; hash: string; ids: readonly string[] },
): void {
  w.run(
    `INSERT INTO scan_page (collection, part, start, number, hash, ids) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET number = excluded.number, hash = excluded.hash, ids = excluded.ids`,
    [key.collection, key.part, page.start, page.number, page.hash, JSON.stringify(page.ids)],
  );
}

/** The scan's own set: ids of all its pages so far. */
export function seenIds(r: ReadHandle, key: ScanKey, number: number): Set<string> {
  const seen = new Set<string>();
  const rows = r.iterate<{ ids: string }>(
    'SELECT ids FROM scan_page WHERE collection = ? AND part = ? AND number = ?',
    [key.collection, key.part, number],
  );
  for (const { ids } of rows) for (const id of JSON.parse(ids) as string[]) seen.add(id);
  return seen;
}

/** Forgets pages that the finished scan did not reach. */
export function dropOldPages(w: WriteHandle, key: ScanKey, number: number): void {
  w.run('DELETE FROM scan_page WHERE collection = ? AND part = ? AND number <> ?', [
    key.collection,
    key.part,
    number,
  ]);
}

/**
 * Must be called by whoever writes records of a scanned collection outside its scan: an equal page hash would otherwise
 * vouch for a row that has changed since.
 */
export function distrustPages(w: WriteHandle, collection: string): void {
  w.run("UPDATE scan_page SET hash = '' WHERE collection = ? AND hash <> ''", [collection]);
}

/** Ids that clean scans missed. */
export function missedIds(
  r: ReadHandle,
  key: ScanKey,
): { id: string; misses: number; number: number; kept: boolean }[] {
  return r
    .all<{ id: string; misses: bigint; number: bigint; kept: bigint }>(
      'SELECT id, misses, number, kept FROM scan_miss WHERE collection = ? AND part = ? ORDER BY id',
      [key.collection, key.part],
    )
    .map((row) => ({
      id: row.id,
      misses: Number(row.misses),
      number: Number(row.number),
      kept: row.kept !== 0n,
    }));
}

/** One clean scan more missed the id; counted once per scan. */
export function addMiss(w: WriteHandle, key: ScanKey, id: string, number: number): void {
  w.run(
    `INSERT INTO scan_miss (collection, part, id, misses, number) VALUES (?, ?, ?, 1, ?)
     ON CONFLICT DO UPDATE SET misses = misses + 1, number = excluded.number WHERE number <> excluded.number`,
    [key.collection, key.part, id, number],
  );
}

export function dropMiss(w: WriteHandle, key: ScanKey, id: string): void {
  w.run('DELETE FROM scan_miss WHERE collection = ? AND part = ? AND id = ?', [key.collection, key.part, id]);
}

/** A person wants these kept: they are not due again before a scan saw them again. */
export function keepMisses(w: WriteHandle, key: ScanKey): void {
  w.run('UPDATE scan_miss SET kept = 1 WHERE collection = ? AND part = ?', [key.collection, key.part]);
}

/** A position that is not a scan. */
export function loadCursor(r: ReadHandle, stream: string): Record<string, JsonValue> | null {
  const row = r.get<{ position: string }>('SELECT position FROM cursor WHERE stream = ?', [stream]);
  return row ? parseObject(row.position) : null;
}

export function saveCursor(
  w: WriteHandle,
  stream: string,
  position: Record<string, JsonValue>,
  at: number,
): void {
  w.run(
    `INSERT INTO cursor (stream, position, at) VALUES (?, ?, ?)
     ON CONFLICT DO UPDATE SET position = excluded.position, at = excluded.at WHERE position <> excluded.position`,
    [stream, JSON.stringify(position), at],
  );
}

function parseObject(text: string): Record<string, JsonValue> | null {
  const value = JSON.parse(text) as JsonValue;
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? value : null;
}
