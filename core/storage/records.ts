import { createHash } from 'node:crypto';
import type { ErrorCode, ErrorData } from '../base/errors.ts';
import { CodedError } from '../base/errors.ts';
import type { JsonObject } from '../base/json.ts';
import type { Collection } from './collection.ts';
import type { ReadHandle, WriteHandle } from './store.ts';

/** A record as a source gave it. */
export interface RecordInput {
  readonly id: string;
  /** Canonical JSON text (sorted keys, numbers as written). */
  readonly raw: string;
  /** SHA-256 of `raw`, lower-case hex. */
  readonly hash: string;
  /** The body with every JSON number as its text. */
  readonly body: JsonObject;
  /** Scope group; '' when the collection has none. */
  readonly scope: string;
  /** When it was read from its source, integer ms UTC. */
  readonly asOf: number;
}

type Known = { key: bigint; hash: string; scope: string; deleted: bigint };

/**
 * Puts a record of a source into the mirror: keeps the raw body, derives the typed columns, gives it the next sequence
 * number. An unchanged one (same hash, same scope, alive) touches nothing at all: no write, no notice, no number.
 */
export function applyRecord(
  w: WriteHandle,
  collection: Collection,
  input: RecordInput,
): 'new' | 'changed' | 'same' {
  const known = w.get<Known>('SELECT key, hash, scope, deleted FROM row WHERE collection = ? AND id = ?', [
    collection.name,
    input.id,
  ]);
  const alive = known !== undefined && known.deleted === 0n;
  if (alive && known.hash === input.hash && known.scope === input.scope) return 'same';
  const ver = nextSequence(w);
  if (known) {
    w.run('UPDATE row SET scope = ?, hash = ?, ver = ?, deleted = 0, as_of = ?, raw = ? WHERE key = ?', [
      input.scope,
      input.hash,
      ver,
      input.asOf,
      input.raw,
      known.key,
    ]);
  } else {
    w.run(
      'INSERT INTO row (collection, id, scope, hash, ver, deleted, as_of, raw) VALUES (?, ?, ?, ?, ?, 0, ?, ?)',
      [collection.name, input.id, input.scope, input.hash, ver, input.asOf, input.raw],
    );
  }
  collection.project(w, input.id, input.body, { ver, scope: input.scope, asOf: input.asOf });
  w.touch(collection.name);
  return alive ? 'changed' : 'new';
}

/**
 * Marks a record as gone (its typed columns leave, a tombstone without body stays) and gives the change its number.
 * A record that is not there, or already gone, touches nothing.
 */
export function removeRecord(w: WriteHandle, collection: Collection, id: string): void {
  const known = w.get<Known>('SELECT key, hash, scope, deleted FROM row WHERE collection = ? AND id = ?', [
    collection.name,
    id,
  ]);
  if (!known || known.deleted !== 0n) return;
  w.run("UPDATE row SET deleted = 1, hash = '', raw = '', ver = ? WHERE key = ?", [
    nextSequence(w),
    known.key,
  ]);
  collection.remove(w, id);
  w.touch(collection.name);
}

/** Living records of a collection. */
export function countRecords(r: ReadHandle, collectionName: string): number {
  const row = r.get<{ n: bigint }>('SELECT count(*) AS n FROM row WHERE collection = ? AND deleted = 0', [
    collectionName,
  ]);
  return Number(row?.n ?? 0n);
}

/** Ids and hashes of the living records, in id order; with `scope`, only those of that group. */
export function* recordIds(
  r: ReadHandle,
  collectionName: string,
  scope?: string,
): Iterable<{ id: string; hash: string }> {
  const rows =
    scope === undefined
      ? r.iterate<{ id: string; hash: string }>(
          'SELECT id, hash FROM row WHERE collection = ? AND deleted = 0 ORDER BY id',
          [collectionName],
        )
      : r.iterate<{ id: string; hash: string }>(
          'SELECT id, hash FROM row WHERE collection = ? AND deleted = 0 AND scope = ? ORDER BY id',
          [collectionName, scope],
        );
  for (const { id, hash } of rows) yield { id, hash };
}

/** The hash of one living record, or undefined. */
export function recordHash(r: ReadHandle, collectionName: string, id: string): string | undefined {
  return r.get<{ hash: string }>('SELECT hash FROM row WHERE collection = ? AND id = ? AND deleted = 0', [
    collectionName,
    id,
  ])?.hash;
}

/** The kept raw body of one living record (canonical JSON text), or undefined. */
export function rawRecord(r: ReadHandle, collectionName: string, id: string): string | undefined {
  return r.get<{ raw: string }>('SELECT raw FROM row WHERE collection = ? AND id = ? AND deleted = 0', [
    collectionName,
    id,
  ])?.raw;
}

export interface QuarantineInput {
  readonly collection: string;
  /** The record's id when it could be read. */
  readonly id?: string;
  readonly raw: string;
  readonly code: ErrorCode;
  readonly data: ErrorData;
  /** Integer ms UTC. */
  readonly at: number;
}

/** Keeps input that failed validation, with the reason, in the **ledger**. The same bad row seen again writes nothing. */
export function quarantine(w: WriteHandle, input: QuarantineInput): void {
  const digest = createHash('sha256').update(input.code).update('\0').update(input.raw).digest('hex');
  const { changes } = w.run(
    'INSERT INTO quarantine (collection, id, digest, raw, code, data, at) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
    [input.collection, input.id ?? '', digest, input.raw, input.code, JSON.stringify(input.data), input.at],
  );
  if (changes > 0) w.touch('quarantine');
}

/** How many inputs wait in quarantine, per collection. */
export function quarantineCounts(r: ReadHandle): { collection: string; count: number }[] {
  return r
    .all<{ collection: string; n: bigint }>(
      'SELECT collection, count(*) AS n FROM quarantine GROUP BY collection ORDER BY collection',
    )
    .map(({ collection, n }) => ({ collection, count: Number(n) }));
}

/** The number last taken in a transaction that is under way; `head` gets it at the end, once for all its changes. */
const taken = new WeakMap<WriteHandle, { seq: bigint }>();

/** Takes the next number of the mirror's log, inside the transaction that writes the change. */
export function nextSequence(w: WriteHandle): bigint {
  let state = taken.get(w);
  if (!state) {
    const head = w.get<{ seq: bigint }>("SELECT seq FROM head WHERE stream = 'mirror'");
    if (!head) throw new CodedError('STORE_DAMAGED', { file: 'mirror', cause: 'no-head' });
    const fresh = { seq: head.seq };
    w.beforeCommit(() => void w.run("UPDATE head SET seq = ? WHERE stream = 'mirror'", [fresh.seq]));
    taken.set(w, fresh);
    state = fresh;
  }
  state.seq += 1n;
  return state.seq;
}
