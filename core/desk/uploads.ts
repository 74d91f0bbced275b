import { randomBytes } from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';
import { CodedError } from '../base/errors.ts';
import { privateFolder } from './files.ts';
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
  clear(): Promise<void>;
}

/** Files handed to the host, by random token. Copies lie in `uploads/` of the data folder, which is emptied at start and end. */
export function uploadDesk(dataDir: string): UploadDesk {
  const folder = path.join(dataDir, 'uploads');
  const files = new Map<string, HandedFile>();
  const forget = async (file: HandedFile): Promise<void> => {
    if (file.owned) await fs.rm(path.dirname(file.path), { recursive: true, force: true });
  };
  return {
    register(file) {
      const token = file.token ?? randomBytes(18).toString('base64url');
      files.set(token, { path: file.path, name: file.name, owned: file.owned });
      return token;
    },
    async staging() {
      await privateFolder(folder);
      return await fs.mkdtemp(path.join(folder, 'u-'));
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
      await fs.rm(folder, { recursive: true, force: true });
    },
  };
}
