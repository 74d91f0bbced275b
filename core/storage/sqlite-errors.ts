import { CodedError, isCoded } from '../base/errors.ts';
import type { ErrorCode } from '../base/errors.ts';

/** The engine's and the system's codes that mean something to a person. The longest matching beginning decides. */
const CODES: readonly (readonly [prefix: string, code: ErrorCode])[] = [
  ['SQLITE_FULL', 'DISK_FULL'],
  // Growing the file of locks beside the log fails when there is no room for it.
  ['SQLITE_IOERR_SHMSIZE', 'DISK_FULL'],
  ['SQLITE_READONLY', 'FOLDER_READ_ONLY'],
  ['SQLITE_CANTOPEN', 'FOLDER_READ_ONLY'],
  ['SQLITE_PERM', 'FOLDER_READ_ONLY'],
  ['SQLITE_CORRUPT', 'STORE_DAMAGED'],
  ['SQLITE_NOTADB', 'STORE_DAMAGED'],
  ['SQLITE_IOERR_SHORT_READ', 'STORE_DAMAGED'],
  ['SQLITE_IOERR_CORRUPTFS', 'STORE_DAMAGED'],
  ['SQLITE_BUSY', 'WORKSPACE_IN_USE'],
  ['SQLITE_LOCKED', 'WORKSPACE_IN_USE'],
  ['ENOSPC', 'DISK_FULL'],
  ['EDQUOT', 'DISK_FULL'],
  ['EACCES', 'FOLDER_READ_ONLY'],
  ['EPERM', 'FOLDER_READ_ONLY'],
  ['EROFS', 'FOLDER_READ_ONLY'],
  // A file stands where a folder should be.
  ['ENOTDIR', 'FOLDER_READ_ONLY'],
  ['EEXIST', 'FOLDER_READ_ONLY'],
  ['EBUSY', 'WORKSPACE_IN_USE'],
];

/** The code an error of SQLite, of Node or of ours carries, or undefined. */
export function rawCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/**
 * Translates an error of the engine or of the file system; a coded error stays as it is, an error thrown by a caller's
 * own function (no known code) stays as it is too.
 * @param file the file's short name ('ledger', 'mirror', 'backup', …), never its path
 */
export function mapStorageError(error: unknown, file: string): unknown {
  if (isCoded(error)) return error;
  const raw = rawCode(error);
  if (raw === undefined) return error;
  const hit = CODES.find(([prefix]) => raw === prefix || raw.startsWith(`${prefix}_`));
  if (hit) return new CodedError(hit[1], { file, cause: raw }, { cause: error });
  if (raw.startsWith('SQLITE_')) return new CodedError('INTERNAL', { file, sqlite: raw }, { cause: error });
  return error;
}

/** Runs `fn`, translating what it throws. */
export function mapped<T>(file: string, fn: () => T): T {
  try {
    return fn();
  } catch (error) {
    throw mapStorageError(error, file);
  }
}

/** A text of an error's data, for reports; '' when it carries none under this key. */
export function dataText(error: CodedError, key: string): string {
  const value = error.data[key];
  return typeof value === 'string' ? value : '';
}
