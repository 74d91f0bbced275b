import { isUtf8 } from 'node:buffer';
import { open, rename, rm } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { CodedError } from '../base/errors.ts';

const NEWLINE = 10;
const BOM_UTF8 = Buffer.from([0xef, 0xbb, 0xbf]);
export const BOM_UTF16LE = Buffer.from([0xff, 0xfe]);
export const BOM_UTF16BE = Buffer.from([0xfe, 0xff]);
const TRANSCODE_CHUNK = 1024 * 1024;
/** A line may have 8 MiB (sync-and-safety section 10, row 19); this guards the disk before the parser sees it. */
const MAX_LINE_BYTES = 8 * 1024 * 1024;

/** A budget of bytes that all parts of a file share. */
export interface Budget {
  left: number;
}

export interface StagedPart {
  /** Path inside the staging folder; plain UTF-8 text. */
  readonly file: string;
  readonly bytes: number;
  readonly encoding: 'utf-8' | 'gb18030' | 'utf-16le' | 'utf-16be';
  /** False when the text stops without an end of line: perhaps it was cut. */
  readonly endsWithNewline: boolean;
}

/** How many bytes at the end of `chunk` may be the beginning of a UTF-8 sequence that goes on in the next one. */
function openTail(chunk: Buffer): number {
  for (let back = 1; back <= Math.min(3, chunk.length); back += 1) {
    const byte = chunk[chunk.length - back] ?? 0;
    if ((byte & 0b1100_0000) === 0b1000_0000) continue;
    const needs = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    return needs > back ? back : 0;
  }
  return 0;
}

/**
 * Writes one part to a plain file while it is inflated: checks limits and encoding on the way, never holds more than a
 * chunk. Text that is not strict UTF-8 is decoded as GB18030 afterwards (byte mark first, then UTF-8, then GB18030).
 */
export class PartWriter {
  readonly #file: string;
  readonly #budget: Budget;
  readonly #handle: FileHandle;
  #bytes = 0;
  #line = 0;
  #last = NEWLINE;
  #carry: Buffer = Buffer.alloc(0);
  #utf8 = true;
  #utf16: 'utf-16le' | 'utf-16be' | null = null;

  private constructor(file: string, budget: Budget, handle: FileHandle) {
    this.#file = file;
    this.#budget = budget;
    this.#handle = handle;
  }

  static async create(file: string, budget: Budget): Promise<PartWriter> {
    return new PartWriter(file, budget, await open(file, 'wx', 0o600));
  }

  /** @throws CodedError IMPORT_TOO_LARGE {limit}, IMPORT_NOT_RECOGNISED {reason: 'binary'} */
  async write(chunk: Buffer): Promise<void> {
    if (chunk.length === 0) return;
    this.#budget.left -= chunk.length;
    if (this.#budget.left < 0) throw new CodedError('IMPORT_TOO_LARGE', { limit: 'size' });
    let data = chunk;
    if (this.#bytes === 0) {
      const mark = data.subarray(0, 2);
      this.#utf16 = mark.equals(BOM_UTF16LE) ? 'utf-16le' : mark.equals(BOM_UTF16BE) ? 'utf-16be' : null;
      if (data.subarray(0, 3).equals(BOM_UTF8)) data = data.subarray(3);
    }
    this.#bytes += chunk.length;
    if (this.#utf16 === null) this.#inspect(data);
    this.#last = chunk[chunk.length - 1] ?? NEWLINE;
    await this.#handle.write(data);
  }

  #inspect(data: Buffer): void {
    if (data.includes(0)) throw new CodedError('IMPORT_NOT_RECOGNISED', { reason: 'binary' });
    let start = 0;
    for (let at = data.indexOf(NEWLINE); at >= 0; at = data.indexOf(NEWLINE, start)) {
      this.#line += at - start;
      if (this.#line > MAX_LINE_BYTES) throw new CodedError('IMPORT_TOO_LARGE', { limit: 'line' });
      this.#line = 0;
      start = at + 1;
    }
    this.#line += data.length - start;
    if (this.#line > MAX_LINE_BYTES) throw new CodedError('IMPORT_TOO_LARGE', { limit: 'line' });
    if (!this.#utf8) return;
    const text = this.#carry.length > 0 ? Buffer.concat([this.#carry, data]) : data;
    const tail = openTail(text);
    this.#utf8 = isUtf8(text.subarray(0, text.length - tail));
    this.#carry = Buffer.from(text.subarray(text.length - tail));
  }

  /** Ends the part. @throws CodedError IMPORT_ENCODING */
  async finish(): Promise<StagedPart> {
    await this.#handle.close();
    const endsWithNewline = this.#last === NEWLINE || (this.#utf16 === 'utf-16le' && this.#last === 0);
    const strict = this.#utf8 && this.#carry.length === 0;
    const encoding = this.#utf16 ?? (strict ? 'utf-8' : 'gb18030');
    if (encoding !== 'utf-8') await transcode(this.#file, encoding);
    return { file: this.#file, bytes: this.#bytes, encoding, endsWithNewline };
  }

  /** Gives up: closes and removes the file. */
  async abandon(): Promise<void> {
    await this.#handle.close().catch(() => undefined);
    await rm(this.#file, { force: true });
  }
}

/** Rewrites a file as UTF-8, in pieces. @throws CodedError IMPORT_ENCODING, IMPORT_NOT_RECOGNISED */
async function transcode(file: string, encoding: Exclude<StagedPart['encoding'], 'utf-8'>): Promise<void> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  const target = `${file}.utf8`;
  const input = await open(file, 'r');
  const output = await open(target, 'wx', 0o600);
  try {
    const buffer = Buffer.alloc(TRANSCODE_CHUNK);
    for (;;) {
      const { bytesRead } = await input.read(buffer, 0, buffer.length);
      const text = decode(decoder, buffer.subarray(0, bytesRead), bytesRead > 0);
      if (text.includes('\0')) throw new CodedError('IMPORT_NOT_RECOGNISED', { reason: 'binary' });
      if (text !== '') await output.write(text);
      if (bytesRead === 0) break;
    }
  } finally {
    await input.close();
    await output.close();
  }
  await rename(target, file);
}

function decode(decoder: InstanceType<typeof TextDecoder>, bytes: Buffer, stream: boolean): string {
  try {
    return decoder.decode(bytes, { stream });
  } catch (error) {
    throw new CodedError('IMPORT_ENCODING', {}, { cause: error });
  }
}
