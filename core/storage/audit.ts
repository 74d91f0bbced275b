import { createHash } from 'node:crypto';
import type { JsonValue } from '../base/json.ts';
import type { ReadHandle, WriteHandle } from './store.ts';

/** What is written down about something that was done: ids, never names or secrets. */
export interface AuditEntry {
  readonly who: string;
  readonly what: string;
  readonly target?: string;
  readonly before?: JsonValue;
  readonly after?: JsonValue;
  readonly outcome: string;
}

type AuditRow = {
  seq: bigint;
  at: bigint;
  who: string;
  what: string;
  target: string | null;
  before: string | null;
  after: string | null;
  outcome: string;
  prev: string;
  hash: string;
};

const hashOf = (row: Omit<AuditRow, 'hash'>): string =>
  createHash('sha256')
    .update(
      JSON.stringify([
        String(row.seq),
        String(row.at),
        row.who,
        row.what,
        row.target,
        row.before,
        row.after,
        row.outcome,
        row.prev,
      ]),
    )
    .digest('hex');

const text = (value: JsonValue | undefined): string | null =>
  value === undefined ? null : JSON.stringify(value);

/**
 * Appends an entry to the ledger's audit, in the transaction of what it reports. Each entry carries the hash of the one
 * before; the time is the store's clock.
 */
export function appendAudit(w: WriteHandle, entry: AuditEntry): void {
  const last = w.get<{ seq: bigint; hash: string }>('SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1');
  const given = w.get<{ seq: bigint }>("SELECT seq FROM sqlite_sequence WHERE name = 'audit'");
  const row = {
    seq: (given?.seq ?? last?.seq ?? 0n) + 1n,
    at: BigInt(w.now()),
    who: entry.who,
    what: entry.what,
    target: entry.target ?? null,
    before: text(entry.before),
    after: text(entry.after),
    outcome: entry.outcome,
    prev: last?.hash ?? '',
  };
  w.run(
    'INSERT INTO audit (seq, at, who, what, target, before, after, outcome, prev, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
    [
      row.seq,
      row.at,
      row.who,
      row.what,
      row.target,
      row.before,
      row.after,
      row.outcome,
      row.prev,
      hashOf(row),
    ],
  );
  w.touch('audit');
}

/**
 * Walks the whole chain: every number without a gap, every hash right, every link to the entry before, no cut-off end.
 * @returns the number of entries, and the first bad one when there is one
 */
export function verifyAudit(r: ReadHandle): { ok: boolean; entries: number; firstBad?: number } {
  let prev = '';
  let expected = 1n;
  for (const row of r.iterate<AuditRow>('SELECT * FROM audit ORDER BY seq')) {
    if (row.seq !== expected || row.prev !== prev || row.hash !== hashOf(row)) {
      return { ok: false, entries: Number(expected) - 1, firstBad: Number(expected) };
    }
    prev = row.hash;
    expected += 1n;
  }
  const given = r.get<{ seq: bigint }>("SELECT seq FROM sqlite_sequence WHERE name = 'audit'");
  const entries = Number(expected) - 1;
  if ((given?.seq ?? 0n) !== expected - 1n) return { ok: false, entries, firstBad: Number(expected) };
  return { ok: true, entries };
}
