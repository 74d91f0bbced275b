import { hash } from 'node:crypto';
import { CodedError, isCoded, type ErrorCode, type ErrorData } from '../base/errors.ts';
import type { UpstreamItem } from '../sources/source.ts';
import type { Collection } from '../storage/collection.ts';
import { applyRecord, quarantine } from '../storage/records.ts';
import type { Store, WriteHandle } from '../storage/store.ts';

/** A record ready for the mirror. */
export interface ReadyRecord {
  readonly id: string;
  readonly scope: string | undefined;
  readonly item: UpstreamItem;
}

/** A record that did not pass; it goes to quarantine and the others go on. */
export interface BadRecord {
  readonly id: string | null;
  readonly item: UpstreamItem;
  readonly code: ErrorCode;
  readonly data: ErrorData;
}

/** Lower-case hex SHA-256 of a canonical text. */
export function hashOf(raw: string): string {
  return hash('sha256', raw, 'hex');
}

/** The hash of a page: of its records in their order, and of the schema that understood them. */
export function pageHash(collection: Collection, items: readonly UpstreamItem[]): string {
  return hashOf(`${collection.migrations.at(-1)?.version ?? 0}\n${items.map((item) => item.raw).join('\n')}`);
}

/** Lets the collection read each record. What it refuses for a reason it can name is bad; anything else is a bug and thrown. */
export function sortRecords(
  collection: Collection,
  items: readonly UpstreamItem[],
  idOf: (item: UpstreamItem) => string | null,
): { ready: ReadyRecord[]; bad: BadRecord[] } {
  const ready: ReadyRecord[] = [];
  const bad: BadRecord[] = [];
  for (const item of items) {
    try {
      const { id, scope } = collection.parse(item.body);
      ready.push({ id, scope, item });
    } catch (error) {
      if (!isCoded(error) || !DATA_CODES.has(error.code)) throw error;
      bad.push({ id: idOf(item), item, code: error.code, data: error.data });
    }
  }
  return { ready, bad };
}

/** Puts records into the mirror; equal ones touch nothing. @returns how many were new or changed */
function applyAll(
  w: WriteHandle,
  collection: Collection,
  records: readonly ReadyRecord[],
  context: ApplyContext,
): number {
  let changed = 0;
  for (const record of records) {
    const { id, scope, item } = record;
    const input = {
      id,
      raw: item.raw,
      hash: hashOf(item.raw),
      get body() {
        return item.body;
      },
      scope: scope ?? context.scope,
      asOf: context.asOf,
    };
    try {
      if (applyRecord(w, collection, input) !== 'same') changed += 1;
    } catch (error) {
      if (isCoded(error) && DATA_CODES.has(error.code)) throw new BadRecordFound(record, error);
      throw error;
    }
  }
  return changed;
}

/** Where and when records were read. */
export interface ApplyContext {
  readonly scope: string;
  readonly asOf: number;
}

/** Codes that blame the record; every other one blames the machine (a full disk) and must not put records aside. */
const DATA_CODES: ReadonlySet<ErrorCode> = new Set([
  'UPSTREAM_UNREADABLE',
  'AMOUNT_INVALID',
  'AMOUNT_TOO_PRECISE',
  'INSTANT_INVALID',
  'PERIOD_INVALID',
  'INPUT_INVALID',
]);

/** A record passed the first look and failed while its columns were derived: the transaction is begun again without it. */
class BadRecordFound extends Error {
  readonly record: ReadyRecord;
  readonly reason: CodedError;
  constructor(record: ReadyRecord, reason: CodedError) {
    super('bad record');
    this.record = record;
    this.reason = reason;
  }
}

/**
 * Puts records into the mirror together with whatever `also` writes, in one transaction. A record that cannot be
 * understood goes to quarantine; the others go on.
 */
export function applyTogether<T>(
  stores: Stores,
  collection: Collection,
  records: readonly ReadyRecord[],
  context: ApplyContext,
  also: (w: WriteHandle, apply: () => number) => T,
): T {
  let ready = records;
  for (;;) {
    try {
      const now = ready;
      return stores.mirror.write((w) => also(w, () => applyAll(w, collection, now, context)));
    } catch (error) {
      if (!(error instanceof BadRecordFound)) throw error;
      const { record, reason } = error;
      keepBad(
        stores.ledger,
        collection,
        [{ id: record.id, item: record.item, code: reason.code, data: reason.data }],
        context.asOf,
      );
      ready = ready.filter((other) => other !== record);
    }
  }
}

/** The two files. */
export interface Stores {
  readonly ledger: Store;
  readonly mirror: Store;
}

/** Keeps what could not be read, in the ledger, with its reason. The same again writes nothing. */
export function keepBad(ledger: Store, collection: Collection, bad: readonly BadRecord[], at: number): void {
  if (bad.length === 0) return;
  ledger.write((w) => {
    for (const { id, item, code, data } of bad) {
      quarantine(w, {
        collection: collection.name,
        ...(id === null ? {} : { id }),
        raw: item.raw,
        code,
        data,
        at,
      });
    }
  });
}

/**
 * Applies single records outside a scan (a snapshot, an order read again).
 * @returns how many were new or changed @throws CodedError UPSTREAM_UNREADABLE when none could be read
 */
export function applySingles(
  stores: Stores,
  collection: Collection,
  items: readonly UpstreamItem[],
  context: ApplyContext,
  also: (w: WriteHandle, changed: number) => void = () => {},
): number {
  const { ready, bad } = sortRecords(collection, items, () => null);
  keepBad(stores.ledger, collection, bad, context.asOf);
  const first = bad[0];
  if (ready.length === 0 && first) {
    throw new CodedError('UPSTREAM_UNREADABLE', {
      ...first.data,
      collection: collection.name,
      cause: first.code,
    });
  }
  return applyTogether(stores, collection, ready, context, (w, apply) => {
    const changed = apply();
    also(w, changed);
    return changed;
  });
}
