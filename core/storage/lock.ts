import fs from 'node:fs';
import Database from 'better-sqlite3';
import type { Clock } from '../base/clock.ts';
import { CodedError, isCoded } from '../base/errors.ts';
import { mapStorageError } from './sqlite-errors.ts';

/** Held as long as a workspace is open. */
export interface WorkspaceLock {
  release(): void;
}

/**
 * Takes a workspace for this process. The lock is one of the operating system, held through an empty SQLite file: it ends
 * with its process however that ends, so there is no stale lock to judge and no race in taking one over (decision 0006).
 * Beside it stands who holds it, for the message only.
 * @throws CodedError WORKSPACE_IN_USE {pid, since}, FOLDER_READ_ONLY
 */
export function takeLock(file: string, clock: Clock, pid: number = process.pid): WorkspaceLock {
  const holder = `${file}.json`;
  let db: Database.Database | undefined;
  try {
    db = new Database(file, { timeout: 0 });
    db.pragma('journal_mode = MEMORY');
    db.exec('BEGIN EXCLUSIVE');
    fs.writeFileSync(holder, JSON.stringify({ pid, since: clock.now() }));
  } catch (error) {
    db?.close();
    const coded = mapStorageError(error, 'lock');
    if (isCoded(coded, 'WORKSPACE_IN_USE'))
      throw new CodedError('WORKSPACE_IN_USE', readHolder(holder), { cause: error });
    throw coded;
  }
  const held = db;
  let open = true;
  return {
    release() {
      if (!open) return;
      open = false;
      fs.rmSync(holder, { force: true });
      held.close();
    },
  };
}

/** Who holds the lock, as far as it can be read: the other process may be just writing it. */
function readHolder(file: string): { pid?: number; since?: number } {
  try {
    const value: unknown = JSON.parse(fs.readFileSync(file, 'utf8'));
    if (typeof value !== 'object' || value === null) return {};
    return {
      ...('pid' in value && typeof value.pid === 'number' ? { pid: value.pid } : {}),
      ...('since' in value && typeof value.since === 'number' ? { since: value.since } : {}),
    };
  } catch {
    return {};
  }
}
