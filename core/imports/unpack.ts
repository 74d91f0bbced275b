import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rm, statfs } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { PassThrough } from 'node:stream';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import tar from 'tar-stream';
import { CodedError, isCoded } from '../base/errors.ts';
import { MAX_ENTRIES } from './limits.ts';
import { BOM_UTF16BE, BOM_UTF16LE, PartWriter } from './part-writer.ts';
import type { Budget, StagedPart } from './part-writer.ts';
import { readZip } from './unpack-zip.ts';

/** Space that is left free whatever a file asks for. */
const RESERVE_BYTES = 512 * 1024 * 1024;
const CHUNK_BYTES = 256 * 1024;
const TAR_BLOCK = 512;
/** Most bytes between two entries of an archive (headers, padding), or after the last. */
const MAX_BETWEEN = 16 * 1024 * 1024;

export interface Part extends StagedPart {
  /** Name inside the archive, or the file's own: shown and matched, never used as a path. */
  readonly name: string;
}

export interface UnpackOptions {
  /** Folder for the plain parts; each is removed when `onPart` has ended. */
  readonly stagingDir: string;
  readonly signal?: AbortSignal | undefined;
  /** Most bytes to inflate; default: the free disk space less a reserve. */
  readonly budget?: number | undefined;
  /** Whether a row of a sheet is its headings: titles and notes may stand above them. */
  readonly isHeading: (cells: readonly string[], name: string) => boolean;
  /** Called per part, in order, one at a time; the next part inflates meanwhile. */
  onPart(part: Part): Promise<void>;
}

/** Takes the tables that are found in an archive, one at a time. */
export interface PartSink {
  readonly signal?: AbortSignal | undefined;
  /** Bytes that may still be inflated. */
  readonly left: number;
  readonly isHeading: UnpackOptions['isHeading'];
  /** `name`: shown and matched, never used as a path. */
  part(source: AsyncIterable<unknown>, name: string): Promise<void>;
}

/** The content hash of a file (sha256, hex) and its size, streamed. @throws CodedError FILE_UNREADABLE */
export async function hashFile(file: string, signal?: AbortSignal): Promise<{ hash: string; bytes: number }> {
  const hash = createHash('sha256');
  let bytes = 0;
  try {
    for await (const chunk of createReadStream(file, { highWaterMark: 1024 * 1024 })) {
      signal?.throwIfAborted();
      hash.update(chunk as Buffer);
      bytes += (chunk as Buffer).length;
    }
  } catch (error) {
    signal?.throwIfAborted();
    throw fileError(error);
  }
  return { hash: hash.digest('hex'), bytes };
}

/** What a file is, by its first bytes. */
export async function sniff(file: string): Promise<'gzip' | 'tar' | 'zip' | 'text' | 'other'> {
  let head = Buffer.alloc(TAR_BLOCK);
  try {
    const handle = await open(file, 'r');
    try {
      const { bytesRead } = await handle.read(head, 0, head.length, 0);
      head = head.subarray(0, bytesRead);
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw fileError(error);
  }
  if (head[0] === 0x1f && head[1] === 0x8b) return 'gzip';
  if (isTarHeader(head)) return 'tar';
  if (head.subarray(0, 4).equals(ZIP_ENTRY)) return 'zip';
  // Text has no NUL unless it is UTF-16.
  const utf16 = head.subarray(0, 2).equals(BOM_UTF16LE) || head.subarray(0, 2).equals(BOM_UTF16BE);
  if (head.length === 0 || (head.includes(0) && !utf16)) return 'other';
  return 'text';
}

const ZIP_ENTRY = Buffer.from('PK\u0003\u0004', 'latin1');

const isTarHeader = (head: Buffer): boolean =>
  head.length >= 262 && head.subarray(257, 262).toString('latin1') === 'ustar';

/**
 * Unpacks a CSV, CSV.gz, tar, tar.gz or zip file, or a workbook, into plain UTF-8 parts, streamed. Entries that are no text tables are passed
 * over; names in the archive never become paths.
 * @returns the number of parts
 * @throws CodedError FILE_UNREADABLE, IMPORT_NOT_RECOGNISED, IMPORT_TRUNCATED, IMPORT_TOO_LARGE, IMPORT_ENCODING,
 *   DISK_FULL; the signal's reason
 */
export async function unpack(file: string, name: string, options: UnpackOptions): Promise<number> {
  const kind = await sniff(file);
  if (kind === 'other') throw new CodedError('IMPORT_NOT_RECOGNISED', { reason: 'binary' });
  const folder = path.join(options.stagingDir, randomUUID());
  await mkdir(folder, { recursive: true });
  const run = new Unpacking(folder, { left: options.budget ?? (await freeBytes(folder)) }, options);
  if (kind === 'zip') {
    try {
      await run.readZip(file, name);
      return run.count;
    } catch (error) {
      throw fileError(error);
    } finally {
      await run.settle();
      await rm(folder, { recursive: true, force: true });
    }
  }
  const source = createReadStream(file, { highWaterMark: CHUNK_BYTES });
  try {
    const plain = kind === 'gzip' ? createGunzip({ chunkSize: CHUNK_BYTES }) : new PassThrough();
    // The reader below sees the failure too, through the destroyed stream; this keeps it from being unhandled.
    const feeding = pipeline(source, plain).catch((error: unknown) => error);
    try {
      await run.read(plain, name);
    } catch (error) {
      plain.destroy();
      throw fileError((await feeding) ?? error, error);
    }
    return run.count;
  } finally {
    source.destroy();
    await run.settle();
    await rm(folder, { recursive: true, force: true });
  }
}

async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return Math.max(0, bavail * bsize - RESERVE_BYTES);
}

class Unpacking {
  count = 0;
  readonly #folder: string;
  readonly #budget: Budget;
  readonly #options: UnpackOptions;
  #loading: Promise<void> = Promise.resolve();

  constructor(folder: string, budget: Budget, options: UnpackOptions) {
    this.#folder = folder;
    this.#budget = budget;
    this.#options = options;
  }

  async read(plain: Readable, name: string): Promise<void> {
    const { first, rest } = await withFirstBlock(plain);
    if (isTarHeader(first)) await this.#readTar(rest);
    else await this.#readPart(rest, name.replace(/\.gz$/i, ''));
    await this.#end();
  }

  async readZip(file: string, name: string): Promise<void> {
    const budget = this.#budget;
    await readZip(file, name, {
      signal: this.#options.signal,
      isHeading: this.#options.isHeading,
      get left() {
        return budget.left;
      },
      part: (source, part) => this.#readPart(source, part),
    });
    await this.#end();
  }

  async #end(): Promise<void> {
    await this.#loading;
    if (this.count === 0) throw new CodedError('IMPORT_NOT_RECOGNISED', { reason: 'empty' });
  }

  /** Waits for what is still running, without its result. */
  async settle(): Promise<void> {
    await this.#loading.catch(() => undefined);
  }

  async #readTar(source: AsyncIterable<Buffer>): Promise<void> {
    const extract = tar.extract();
    const { signal } = this.#options;
    let end: Buffer = Buffer.alloc(0);
    let inEntry = false;
    let between = 0;
    const feeding = pipeline(async function* () {
      for await (const chunk of source) {
        signal?.throwIfAborted();
        between = inEntry ? 0 : between + chunk.length;
        if (between > MAX_BETWEEN) throw new CodedError('IMPORT_TOO_LARGE', { limit: 'size' });
        end =
          chunk.length >= TAR_BLOCK
            ? chunk.subarray(-TAR_BLOCK)
            : Buffer.concat([end, chunk]).subarray(-TAR_BLOCK);
        yield chunk;
      }
    }, extract).catch((error: unknown) => error);
    let entries = 0;
    try {
      for await (const entry of extract) {
        inEntry = true;
        entries += 1;
        if (entries > MAX_ENTRIES) throw new CodedError('IMPORT_TOO_LARGE', { limit: 'entries' });
        const { name, type } = entry.header;
        if (type === 'file' && /\.(csv|tsv|txt)$/i.test(name)) await this.#readPart(entry, baseName(name));
        else await this.#passOver(entry);
        inEntry = false;
      }
    } catch (error) {
      extract.destroy();
      throw fileError((await feeding) ?? error, error);
    }
    const failure = await feeding;
    if (failure !== undefined) throw fileError(failure);
    // A complete archive ends with blocks of zeros; one that was cut between two entries does not.
    if (!end.every((byte) => byte === 0)) throw new CodedError('IMPORT_TRUNCATED', { reason: 'end' });
  }

  /** What is passed over counts as well: nothing but zeros inflates for hours. */
  async #passOver(entry: AsyncIterable<unknown>): Promise<void> {
    for await (const chunk of entry) {
      this.#options.signal?.throwIfAborted();
      this.#budget.left -= (chunk as Buffer).length;
      if (this.#budget.left < 0) throw new CodedError('IMPORT_TOO_LARGE', { limit: 'size' });
    }
  }

  async #load(part: Part): Promise<void> {
    try {
      await this.#options.onPart(part);
    } finally {
      await rm(part.file, { force: true });
    }
  }

  async #readPart(source: AsyncIterable<unknown>, name: string): Promise<void> {
    const options = this.#options;
    const writer = await PartWriter.create(path.join(this.#folder, `${this.count}.csv`), this.#budget);
    let staged: StagedPart;
    try {
      for await (const chunk of source) {
        options.signal?.throwIfAborted();
        // Without an encoding set, streams of bytes give Buffers.
        await writer.write(chunk as Buffer);
      }
      staged = await writer.finish();
    } catch (error) {
      await writer.abandon();
      throw error;
    }
    this.count += 1;
    await this.#loading;
    const loading = this.#load({ ...staged, name });
    // Awaited before the next part is handed over and at the end; until then a failure is not unhandled.
    loading.catch(() => undefined);
    this.#loading = loading;
  }
}

/** The first block of a stream, for recognising, and the whole stream again. */
async function withFirstBlock(stream: Readable): Promise<{ first: Buffer; rest: AsyncIterable<Buffer> }> {
  const source: AsyncIterator<Buffer> = stream[Symbol.asyncIterator]();
  const chunks: Buffer[] = [];
  let size = 0;
  while (size < TAR_BLOCK) {
    const next = await source.next();
    if (next.done) break;
    chunks.push(next.value);
    size += next.value.length;
  }
  const first = Buffer.concat(chunks);
  async function* rest(): AsyncGenerator<Buffer> {
    if (first.length > 0) yield first;
    for (;;) {
      const next = await source.next();
      if (next.done) return;
      yield next.value;
    }
  }
  return { first, rest: rest() };
}

const baseName = (name: string): string => name.split(/[/\\]/).at(-1) ?? name;

/** What Node and its libraries call a cut file, and what the file system says. */
const FILE_ERRORS: Readonly<Record<string, () => CodedError>> = {
  ENOENT: () => new CodedError('FILE_UNREADABLE', { reason: 'missing' }),
  EACCES: () => new CodedError('FILE_UNREADABLE', { reason: 'permission' }),
  EPERM: () => new CodedError('FILE_UNREADABLE', { reason: 'permission' }),
  EISDIR: () => new CodedError('FILE_UNREADABLE', { reason: 'folder' }),
  ENOSPC: () => new CodedError('DISK_FULL', { file: 'staging' }),
  EDQUOT: () => new CodedError('DISK_FULL', { file: 'staging' }),
  Z_BUF_ERROR: () => new CodedError('IMPORT_TRUNCATED', { reason: 'end' }),
  Z_DATA_ERROR: () => new CodedError('IMPORT_TRUNCATED', { reason: 'damaged' }),
};

/** tar-stream on a header that is none, or that claims an impossible size. */
const TAR_DAMAGE = /^(Invalid (tar )?header|Header exceeds max size)/;

/** Coded form of a failure; `own` is what the reader threw itself, which says more than the stream it destroyed. */
function fileError(error: unknown, own: unknown = error): unknown {
  if (isCoded(own)) return own;
  for (const failure of [error, own]) {
    if (!(failure instanceof Error)) continue;
    const code = 'code' in failure && typeof failure.code === 'string' ? failure.code : '';
    const coded = FILE_ERRORS[code]?.();
    if (coded) return coded;
    // tar-stream has no codes.
    if (failure.message === 'Unexpected end of data')
      return new CodedError('IMPORT_TRUNCATED', { reason: 'end' });
    if (TAR_DAMAGE.test(failure.message)) return new CodedError('IMPORT_TRUNCATED', { reason: 'damaged' });
  }
  return own;
}
