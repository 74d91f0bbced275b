import { createCipheriv, createDecipheriv, createHash } from 'node:crypto';
import { z } from 'zod';
import { CodedError } from '../base/errors.ts';
import type { ReadHandle, Row, SqlValue } from './store.ts';

/**
 * Keyset paging: a page is asked for by the key of the last row seen. Sort values may be masked for the person who pages
 * (names), so keys cross the border sealed. A key is only good for the list, sort and mirror it was made for.
 */

/** Place of a row in a sorted list: its sort value (null: among the rows without one, which come last) and its id. */
export interface Place {
  readonly value: string | bigint | null;
  readonly id: string;
}

const plain = z.tuple([
  z.union([z.string(), z.null(), z.object({ n: z.string().regex(/^-?\d{1,20}$/) })]),
  z.string(),
]);

const keyOf = (secret: string, list: string): Buffer =>
  createHash('sha256').update(`${secret}\n${list}`).digest();
const TAG = 16;
const IV = 12;

/**
 * Writes the key of a row.
 * @param secret the store's epoch @param list names the list and its sort, e.g. 'customers name asc'
 */
export function sealPlace(secret: string, list: string, place: Place): string {
  const value = typeof place.value === 'bigint' ? { n: place.value.toString() } : place.value;
  const text = JSON.stringify([value, place.id]);
  const key = keyOf(secret, list);
  // The same place gives the same key, so that a live list is not shaken by new keys for old rows.
  const iv = createHash('sha256').update(key).update(text).digest().subarray(0, IV);
  const cipher = createCipheriv('aes-256-gcm', key, iv);
  return Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString(
    'base64url',
  );
}

/** Reads a key back. @throws CodedError INPUT_INVALID {field: 'after'} when it was not made for this list and store */
export function openPlace(secret: string, list: string, sealed: string): Place {
  try {
    const bytes = Buffer.from(sealed, 'base64url');
    const decipher = createDecipheriv('aes-256-gcm', keyOf(secret, list), bytes.subarray(0, IV), {
      authTagLength: TAG,
    });
    decipher.setAuthTag(bytes.subarray(-TAG));
    const text = Buffer.concat([decipher.update(bytes.subarray(IV, -TAG)), decipher.final()]).toString(
      'utf8',
    );
    const [value, id] = plain.parse(JSON.parse(text));
    return { value: value !== null && typeof value === 'object' ? BigInt(value.n) : value, id };
  } catch (error) {
    throw new CodedError('INPUT_INVALID', { field: 'after' }, { cause: error });
  }
}

export type Direction = 'asc' | 'desc';

/** One stretch of a sorted walk. Values come first, rows without a value last, in both directions. */
export interface Stretch {
  readonly where: string;
  readonly params: readonly SqlValue[];
  readonly orderBy: string;
}

/**
 * The stretches to read, in order, until the page is full. `column` and `id` are SQL expressions from a fixed table,
 * never from input. An index on (column, id) serves both stretches in both directions.
 * @param sorted false keeps the planner from walking the sort index (when few rows were found another way)
 */
export function stretches(
  column: string,
  id: string,
  direction: Direction,
  after: Place | null,
  sorted = true,
): Stretch[] {
  const compare = direction === 'asc' ? '>' : '<';
  const plus = sorted ? '' : '+';
  const valued = (extra: string, params: readonly SqlValue[]): Stretch => ({
    where: `${plus}${column} IS NOT NULL${extra}`,
    params,
    orderBy: `${plus}${column} ${direction}, ${plus}${id} ${direction}`,
  });
  const empty = (extra: string, params: readonly SqlValue[]): Stretch => ({
    where: `${plus}${column} IS NULL${extra}`,
    params,
    orderBy: `${plus}${id} ${direction}`,
  });
  if (after === null) return [valued('', []), empty('', [])];
  if (after.value === null) return [empty(` AND ${plus}${id} ${compare} ?`, [after.id])];
  const beyond = sorted ? `(${column}, ${id})` : `(+${column}, +${id})`;
  return [valued(` AND ${beyond} ${compare} (?, ?)`, [after.value, after.id]), empty('', [])];
}

export interface StretchedRead {
  /** `SELECT … FROM …` without conditions. */
  readonly select: string;
  /** Fixed conditions; their values in `params`, in order. */
  readonly where: readonly string[];
  readonly params: readonly SqlValue[];
  readonly column: string;
  readonly id: string;
  readonly direction: Direction;
  readonly after: Place | null;
  readonly limit: number;
  readonly sorted?: boolean;
}

/** Reads up to `limit` rows of a sorted list beyond `after`, stretch by stretch. */
export function readStretches<T extends Row>(r: ReadHandle, read: StretchedRead): T[] {
  const found: T[] = [];
  for (const stretch of stretches(read.column, read.id, read.direction, read.after, read.sorted ?? true)) {
    const missing = read.limit - found.length;
    if (missing <= 0) break;
    const where = [...read.where, stretch.where].join(' AND ');
    found.push(
      ...r.all<T>(`${read.select} WHERE ${where} ORDER BY ${stretch.orderBy} LIMIT ?`, [
        ...read.params,
        ...stretch.params,
        missing,
      ]),
    );
  }
  return found;
}

/** The key of the page's last row when more rows follow, else null. `found` holds one row more than the page, if there is one. */
export function nextKey(
  secret: string,
  list: string,
  found: readonly { readonly id: string; readonly place: SqlValue }[],
  limit: number,
): string | null {
  const last = found[limit - 1];
  if (found.length <= limit || last === undefined) return null;
  const value = typeof last.place === 'string' || typeof last.place === 'bigint' ? last.place : null;
  return sealPlace(secret, list, { value, id: last.id });
}
