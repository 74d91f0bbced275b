import Database from 'better-sqlite3';
import { CodedError } from '../base/errors.ts';
import { mapped } from './sqlite-errors.ts';

export type Connection = Database.Database;

/** Earlier versions can lose committed data when two connections write and checkpoint (sync-and-safety 9). */
const OLDEST_SQLITE = [3, 51, 3] as const;

/**
 * Settings of a writing connection. The ledger is flushed at every commit. The mirror is not: after a power cut it may
 * lack its last commits but is never damaged, and what it holds can be pulled again (decision 0005).
 */
export const WRITER_PRAGMAS = {
  ledger: ['journal_mode = WAL', 'synchronous = FULL'],
  mirror: ['journal_mode = WAL', 'synchronous = NORMAL', 'wal_autocheckpoint = 4000'],
} as const;

const COMMON_PRAGMAS = [
  'foreign_keys = ON',
  'busy_timeout = 5000',
  'trusted_schema = OFF',
  'temp_store = MEMORY',
  'cache_size = -32000',
] as const;

/** macOS answers an ordinary fsync before the drive has written. */
const MAC_PRAGMAS = ['fullfsync = ON', 'checkpoint_fullfsync = ON'] as const;

/** Opens the file for writing (made when absent) with every setting that safety rests on. */
export function openWriter(
  file: string,
  store: 'ledger' | 'mirror',
  platform: string = process.platform,
): Connection {
  return mapped(store, () => {
    const db = new Database(file, { timeout: 5000 });
    try {
      checkVersion(db);
      db.defaultSafeIntegers(true);
      for (const pragma of WRITER_PRAGMAS[store]) db.pragma(pragma);
      for (const pragma of COMMON_PRAGMAS) db.pragma(pragma);
      if (platform === 'darwin') for (const pragma of MAC_PRAGMAS) db.pragma(pragma);
      // journal_mode answers with the old mode instead of failing when it could not be changed.
      const mode = String(db.pragma('journal_mode', { simple: true }));
      if (mode !== 'wal') throw new CodedError('INTERNAL', { file: store, journal: mode });
      return db;
    } catch (error) {
      db.close();
      throw error;
    }
  });
}

/** Opens the file for reading only. */
export function openReader(file: string, label: string): Connection {
  return mapped(label, () => {
    const db = new Database(file, { readonly: true, fileMustExist: true, timeout: 5000 });
    db.defaultSafeIntegers(true);
    for (const pragma of COMMON_PRAGMAS) db.pragma(pragma);
    return db;
  });
}

function checkVersion(db: Connection): void {
  const version = String(db.prepare('SELECT sqlite_version()').pluck().get());
  if (!isRecentSqlite(version))
    throw new CodedError('INTERNAL', { sqlite: version, needs: OLDEST_SQLITE.join('.') });
}

/** Whether this engine is new enough to be trusted with two connections. */
export function isRecentSqlite(version: string): boolean {
  const parts = version.split('.').map(Number);
  for (const [index, least] of OLDEST_SQLITE.entries()) {
    const part = parts[index] ?? 0;
    if (part !== least) return part > least;
  }
  return true;
}
