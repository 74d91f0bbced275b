import fs from 'node:fs';
import path from 'node:path';
import { CodedError } from '../base/errors.ts';
import { mapStorageError, rawCode } from './sqlite-errors.ts';

/**
 * Makes a folder and those above it, one by one: Node's own recursive way never ends where a file system refuses with
 * "there is no such folder", as /proc does.
 * @throws CodedError FOLDER_READ_ONLY, DISK_FULL {file}
 */
export function makeFolder(dir: string): void {
  const missing: string[] = [];
  for (let at = path.resolve(dir); !fs.existsSync(at) && path.dirname(at) !== at; at = path.dirname(at))
    missing.unshift(at);
  for (const one of missing) {
    try {
      fs.mkdirSync(one);
    } catch (error) {
      if (rawCode(error) === 'EEXIST') continue; // somebody else made it meanwhile
      if (rawCode(error) === 'ENOENT')
        throw new CodedError('FOLDER_READ_ONLY', { file: 'workspace', cause: 'ENOENT' }, { cause: error });
      throw mapStorageError(error, 'workspace');
    }
  }
}
