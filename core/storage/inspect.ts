import fs from 'node:fs';
import { isCoded } from '../base/errors.ts';
import { openReader } from './connection.ts';
import type { Connection } from './connection.ts';
import { sizeOf } from './folder.ts';
import { APPLICATION_IDS, readSchema, STORE_FORMAT } from './migrate.ts';
import type { SchemaState } from './migrate.ts';
import { dataText, mapStorageError } from './sqlite-errors.ts';

/** What a look at a store's file found. A `damaged` one is never opened for writing. */
export type Finding =
  | { readonly state: 'absent' }
  | { readonly state: 'damaged'; readonly reason: string }
  | { readonly state: 'good'; readonly schema: SchemaState };

const MAGIC = 'SQLite format 3\0';

/** Looks at a store's file through a read-only connection and leaves everything as it was. */
export function inspectStore(file: string, store: 'ledger' | 'mirror'): Finding {
  const size = sizeOf(file);
  if (size === undefined)
    return (sizeOf(`${file}-wal`) ?? 0) > 0 ? damaged('log-without-file') : { state: 'absent' };
  // To SQLite an empty file is a fine empty database; to us it is one whose content is gone.
  if (size === 0) return damaged('empty');
  if (readStart(file, MAGIC.length) !== MAGIC) return damaged('not-a-database');
  return withReader(file, store, (db) => {
    const schema = readSchema(db);
    if (schema.applicationId !== APPLICATION_IDS[store]) return damaged('not-ours');
    // A newer program may keep other tables: its format is judged by the caller before anything else is.
    if (schema.format <= STORE_FORMAT && !db.prepare('SELECT epoch FROM head WHERE stream = ?').get(store))
      return damaged('no-head');
    return { state: 'good', schema };
  });
}

/** SQLite's own check of structure and indexes: 'ok', or the first thing that is wrong. */
export function quickCheck(file: string, store: 'ledger' | 'mirror'): Finding | 'ok' {
  return withReader(file, store, (db) => {
    const [first] = db.pragma('quick_check(1)') as { quick_check: string }[];
    return first?.quick_check === 'ok' ? 'ok' : damaged('quick-check');
  });
}

const damaged = (reason: string): Finding => ({ state: 'damaged', reason });

function withReader<T>(file: string, store: 'ledger' | 'mirror', fn: (db: Connection) => T): T | Finding {
  const before = new Set(['-wal', '-shm'].filter((end) => fs.existsSync(file + end)));
  let db: Connection | undefined;
  try {
    db = openReader(file, store);
    return fn(db);
  } catch (error) {
    const coded = mapStorageError(error, store);
    if (isCoded(coded, 'STORE_DAMAGED')) return damaged(dataText(coded, 'cause'));
    // A missing table is damage too: the file carries our mark but not our schema.
    if (isCoded(coded, 'INTERNAL') && coded.data['sqlite'] === 'SQLITE_ERROR') return damaged('schema');
    throw coded;
  } finally {
    db?.close();
    // A read-only connection leaves the empty side files behind that it had to make; looking must not change the folder.
    if (!before.has('-wal') && (sizeOf(`${file}-wal`) ?? 1) === 0) {
      fs.rmSync(`${file}-wal`, { force: true });
      if (!before.has('-shm')) fs.rmSync(`${file}-shm`, { force: true });
    }
  }
}

function readStart(file: string, length: number): string {
  const fd = fs.openSync(file, 'r');
  try {
    const buffer = Buffer.alloc(length);
    const read = fs.readSync(fd, buffer, 0, length, 0);
    return buffer.subarray(0, read).toString('latin1');
  } finally {
    fs.closeSync(fd);
  }
}
