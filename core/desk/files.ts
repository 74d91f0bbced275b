import { constants } from 'node:fs';
import fs from 'node:fs/promises';
import path from 'node:path';
import { CodedError } from '../base/errors.ts';
import type { ErrorCode } from '../base/error-codes.ts';

/** What the system's refusals mean to a person. */
const REFUSALS: Readonly<Record<string, ErrorCode>> = {
  EACCES: 'FOLDER_READ_ONLY',
  EPERM: 'FOLDER_READ_ONLY',
  EROFS: 'FOLDER_READ_ONLY',
  ENOTDIR: 'FOLDER_READ_ONLY',
  ENOSPC: 'DISK_FULL',
  EDQUOT: 'DISK_FULL',
};

/** The system's code of an error, '' when it has none. */
export function systemCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/** The coded form of a refusal by the file system; anything else is given back as it is. */
export function fileError(error: unknown, folder: string): unknown {
  const code = REFUSALS[systemCode(error)];
  return code === undefined ? error : new CodedError(code, { folder }, { cause: error });
}

/** Makes a folder only its owner can look into. @throws CodedError FOLDER_READ_ONLY, DISK_FULL */
export async function privateFolder(dir: string): Promise<void> {
  try {
    await fs.mkdir(dir, { recursive: true, mode: 0o700 });
    await fs.access(dir, constants.W_OK);
  } catch (error) {
    throw fileError(error, dir);
  }
}

/**
 * Replaces a small file as a whole: a reader sees the old text or the new one, and a failure leaves the old one.
 * @throws CodedError FOLDER_READ_ONLY, DISK_FULL {folder}
 */
export async function writeWhole(file: string, text: string, mode = 0o600): Promise<void> {
  const aside = `${file}.${process.pid}.new`;
  try {
    const handle = await fs.open(aside, 'w', mode);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await fs.rename(aside, file);
  } catch (error) {
    await fs.rm(aside, { force: true }).catch(() => undefined);
    throw fileError(error, path.dirname(file));
  }
}

/** The text of a file, or undefined when there is none. */
export async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await fs.readFile(file, 'utf8');
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined;
    throw fileError(error, path.dirname(file));
  }
}
