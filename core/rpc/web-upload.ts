import { createWriteStream } from 'node:fs';
import fs from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import path from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { CodedError } from '../base/errors.ts';
import type { Uploads } from '../desk/types.ts';

/** Kept free on the disk whatever is uploaded, bytes. */
const RESERVE = 256 * 1024 * 1024;
const LONGEST_NAME = 255;

/** Bytes that an upload into this folder may have. */
export async function freeFor(dir: string): Promise<number> {
  const { bavail, bsize } = await fs.statfs(dir);
  return Math.max(0, bavail * bsize - RESERVE);
}

/** The file's name as the page gives it (percent-encoded header), reduced to a bare name: it is shown, never used as a path. */
function nameOf(request: IncomingMessage): string {
  const header = request.headers['x-file-name'];
  let name = '';
  try {
    name = decodeURIComponent(typeof header === 'string' ? header : '');
  } catch {
    name = '';
  }
  const bare =
    name
      .replaceAll(/[\p{Cc}\p{Cf}]/gu, '')
      .split(/[\\/]/)
      .at(-1) ?? '';
  if (bare === '' || bare.length > LONGEST_NAME) throw new CodedError('INPUT_INVALID', { paths: ['name'] });
  return bare;
}

/** Lets at most `limit` bytes through. */
function counted(limit: number): Transform {
  let bytes = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      if (bytes > limit) done(new CodedError('IMPORT_TOO_LARGE', { limit, what: 'bytes' }));
      else done(null, chunk);
    },
  });
}

/**
 * Streams a request's body into a file of the host's own and gives the token for `imports.check`.
 * @param limit bytes that may come; by default what the disk has free
 * @throws CodedError INPUT_INVALID, IMPORT_TOO_LARGE {limit}, DISK_FULL, FOLDER_READ_ONLY; nothing stays behind then
 */
export async function receiveUpload(
  request: IncomingMessage,
  uploads: Uploads,
  limit: (dir: string) => Promise<number> = freeFor,
): Promise<string> {
  const name = nameOf(request);
  const dir = await uploads.staging();
  try {
    const most = await limit(dir);
    if (Number(request.headers['content-length'] ?? 0) > most)
      throw new CodedError('IMPORT_TOO_LARGE', { limit: most, what: 'bytes' });
    const file = path.join(dir, 'upload');
    await pipeline(request, counted(most), createWriteStream(file, { mode: 0o600 }));
    return uploads.register({ path: file, name, owned: true });
  } catch (error) {
    await fs.rm(dir, { recursive: true, force: true });
    if (error instanceof Error && 'code' in error && error.code === 'ENOSPC')
      throw new CodedError('DISK_FULL', {}, { cause: error });
    throw error;
  }
}
