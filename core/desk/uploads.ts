import { randomBytes } from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';
import { CodedError } from '../base/errors.ts';
import { privateFolder, systemCode } from './files.ts';
import type { Uploads } from './types.ts';

export interface HandedFile {
  readonly path: string;
  readonly name: string;
  /** The host's own copy, removed when no longer needed. */
  readonly owned: boolean;
}

export interface UploadDesk extends Uploads {
  /** @throws CodedError FILE_UNREADABLE for a token that names nothing (any more) */
  get(token: string): HandedFile;
  drop(token: string): Promise<void>;
  /** Removes this desk's own copies. */
  clear(): Promise<void>;
  /** Removes what processes that are gone left behind. */
  sweep(): Promise<void>;
}

/**
 * A folder given by a person, or by the token of a dialog; null when none is given.
 * @throws CodedError FILE_UNREADABLE when it is none
 */
export async function givenFolder(
  uploads: Uploads,
  given: string | null | undefined,
): Promise<string | null> {
  if (given === undefined || given === null || given === '') return null;
  const dir = path.resolve(uploads.pathOf(given) ?? given);
  const stat = await fs.stat(dir).catch(() => null);
  if (stat?.isDirectory() !== true) throw new CodedError('FILE_UNREADABLE', { reason: 'NO_FOLDER' });
  return dir;
}

/** A copy's folder is named after the process it belongs to: several work with one data folder (window, command line). */
const OWNER = /^(\d+)-/;

/** Whether the process a left folder is named after still runs. */
function ownerLives(name: string): boolean {
  const pid = Number(OWNER.exec(name)?.[1] ?? 0);
  if (pid === 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Not allowed to ask: somebody is there.
    return systemCode(error) === 'EPERM';
  }
}

/**
 * Files handed to the host, by random token. Copies lie in `uploads/` of the data folder: this desk's own leave with it,
 * those of a process that was killed leave with the next `sweep`.
 */
export function uploadDesk(dataDir: string): UploadDesk {
  const folder = path.join(dataDir, 'uploads');
  const own = new Set<string>();
  const files = new Map<string, HandedFile>();
  const forget = async (file: HandedFile): Promise<void> => {
    if (!file.owned) return;
    const dir = path.dirname(file.path);
    own.delete(dir);
    await fs.rm(dir, { recursive: true, force: true });
  };
  return {
    register(file) {
      const token = file.token ?? randomBytes(18).toString('base64url');
      files.set(token, { path: file.path, name: file.name, owned: file.owned });
      return token;
    },
    async staging() {
      await privateFolder(folder);
      const dir = await fs.mkdtemp(path.join(folder, `${process.pid}-`));
      own.add(dir);
      return dir;
    },
    pathOf: (token) => files.get(token)?.path,
    get(token) {
      const file = files.get(token);
      if (file === undefined) throw new CodedError('FILE_UNREADABLE', { reason: 'UNKNOWN_TOKEN' });
      return file;
    },
    async drop(token) {
      const file = files.get(token);
      files.delete(token);
      if (file !== undefined) await forget(file);
    },
    async clear() {
      files.clear();
      for (const dir of own) await fs.rm(dir, { recursive: true, force: true });
      own.clear();
    },
    async sweep() {
      const names = await fs.readdir(folder).catch(() => []);
      for (const name of names.filter((one) => !ownerLives(one)))
        // What cannot be removed (a folder that became read-only) must not keep the desk from opening.
        await fs.rm(path.join(folder, name), { recursive: true, force: true }).catch(() => undefined);
    },
  };
}
