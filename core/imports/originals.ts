import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { CodedError } from '../base/errors.ts';
import type { ErrorCode } from '../base/errors.ts';
import type { Workspace } from '../storage/workspace-types.ts';
import { hashFile, sniff } from './unpack.ts';

const ENDINGS = { gzip: '.gz', tar: '.tar', zip: '.zip', text: '.csv', other: '.bin' } as const;

/** Ends the name of a copy that is being made: it stands for nothing yet. */
const UNFINISHED = '.part';

/** Removes copies that a crash cut off. Only while no other is being made. */
export async function dropUnfinished(ws: Workspace): Promise<void> {
  const names = await readdir(ws.paths.imports).catch(() => []);
  for (const name of names.filter((one) => one.endsWith(UNFINISHED)))
    await rm(path.join(ws.paths.imports, name), { force: true });
}

/** The kept copy of an original: named by its content, as it came (compressed files stay compressed). */
export async function originalPath(ws: Workspace, hash: string): Promise<string> {
  const names = await readdir(ws.paths.imports).catch(() => []);
  const name = names.find((one) => one.startsWith(`${hash}.`) && !one.endsWith(UNFINISHED));
  if (name === undefined) throw new CodedError('IMPORT_ORIGINAL_MISSING', { hash });
  return path.join(ws.paths.imports, name);
}

/**
 * Copies a file to `imports/<hash>…`, flushed before it counts, so that the lines can always be rebuilt.
 * @returns whether it was not there before; a copy with another content than its name says was not
 * @throws CodedError IMPORT_FILE_CHANGED when the content is not the one that was checked
 */
export async function keepOriginal(ws: Workspace, file: string, hash: string): Promise<boolean> {
  await mkdir(ws.paths.imports, { recursive: true });
  const target = path.join(ws.paths.imports, `${hash}${ENDINGS[await sniff(file)]}`);
  if (existsSync(target) && (await hashFile(target)).hash === hash) return false;
  const temporary = `${target}${UNFINISHED}`;
  const output = await open(temporary, 'w', 0o600).catch((error: unknown) => {
    throw copyError(error);
  });
  const digest = createHash('sha256');
  try {
    for await (const chunk of createReadStream(file, { highWaterMark: 1024 * 1024 })) {
      digest.update(chunk as Buffer);
      await output.write(chunk as Buffer);
    }
    if (digest.digest('hex') !== hash) throw new CodedError('IMPORT_FILE_CHANGED', {});
    await output.sync();
    await output.close();
    await rename(temporary, target);
    return true;
  } catch (error) {
    await output.close().catch(() => undefined);
    await rm(temporary, { force: true });
    throw copyError(error);
  }
}

const REFUSALS: Readonly<Record<string, ErrorCode>> = {
  ENOSPC: 'DISK_FULL',
  EDQUOT: 'DISK_FULL',
  EACCES: 'FOLDER_READ_ONLY',
  EPERM: 'FOLDER_READ_ONLY',
  EROFS: 'FOLDER_READ_ONLY',
};

function copyError(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? REFUSALS[String(error.code)] : undefined;
  return code === undefined ? error : new CodedError(code, { file: 'imports' }, { cause: error });
}

/** Removes a copy that no import refers to. */
export async function dropOriginal(ws: Workspace, hash: string): Promise<void> {
  await rm(await originalPath(ws, hash), { force: true });
}
