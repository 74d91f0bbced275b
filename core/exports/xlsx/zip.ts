import { once } from 'node:events';
import { crc32, createDeflateRaw, type DeflateRaw } from 'node:zlib';
import { CodedError } from '../../base/errors.ts';
import type { Sink } from '../sink.ts';

/**
 * A ZIP archive written part by part, deflated as it comes. Sizes stand in each part's own head, written when the part
 * has ended: readers that go from front to back need them there. No ZIP64: a part or archive ends at 4 GiB.
 */

const MOST = 0xffff_ffff;
const HEAD = 30;
/** UTF-8 names. */
const FLAGS = 0x0800;
const DEFLATE = 8;
const VERSION = 20;

interface Part {
  readonly name: Buffer;
  readonly at: number;
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
}

export interface ZipPart {
  write(text: string): Promise<void>;
  end(): Promise<void>;
}

export interface ZipWriter {
  /** Begins a part; the one before must have ended. */
  part(name: string): Promise<ZipPart>;
  finish(): Promise<void>;
}

/** Date and time as DOS has them. The same for every part: a file's own time says when it was written. */
const DOS_TIME = 0;
const DOS_DATE = 0x0021;

function fields(part: Part): Buffer {
  const bytes = Buffer.alloc(26);
  bytes.writeUInt16LE(VERSION, 0);
  bytes.writeUInt16LE(FLAGS, 2);
  bytes.writeUInt16LE(DEFLATE, 4);
  bytes.writeUInt16LE(DOS_TIME, 6);
  bytes.writeUInt16LE(DOS_DATE, 8);
  bytes.writeUInt32LE(part.crc, 10);
  bytes.writeUInt32LE(part.packed, 14);
  bytes.writeUInt32LE(part.size, 18);
  bytes.writeUInt16LE(part.name.length, 22);
  return bytes;
}

const signature = (number: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(number);
  return bytes;
};

const localHead = (part: Part): Buffer => Buffer.concat([signature(0x0403_4b50), fields(part), part.name]);

function centralHead(part: Part): Buffer {
  const made = Buffer.alloc(2);
  made.writeUInt16LE(VERSION);
  const rest = Buffer.alloc(14);
  rest.writeUInt32LE(part.at, 10);
  return Buffer.concat([signature(0x0201_4b50), made, fields(part), rest, part.name]);
}

function endRecord(count: number, size: number, at: number): Buffer {
  const bytes = Buffer.alloc(18);
  bytes.writeUInt16LE(count, 4);
  bytes.writeUInt16LE(count, 6);
  bytes.writeUInt32LE(size, 8);
  bytes.writeUInt32LE(at, 12);
  return Buffer.concat([signature(0x0605_4b50), bytes]);
}

function fits(bytes: number): number {
  if (bytes > MOST) throw new CodedError('EXPORT_TOO_LARGE', { limit: MOST, what: 'bytes' });
  return bytes;
}

/** Packs what it is given and hands the packed bytes on, one piece at a time: memory does not grow with the part. */
class Packed implements ZipPart {
  readonly #sink: Sink;
  readonly #name: Buffer;
  readonly #at: number;
  readonly #deflate: DeflateRaw = createDeflateRaw({ level: 6 });
  readonly #pumped: Promise<void>;
  readonly #done: (part: Part) => void;
  #crc = 0;
  #size = 0;
  #packed = 0;

  constructor(sink: Sink, name: Buffer, at: number, done: (part: Part) => void) {
    this.#sink = sink;
    this.#name = name;
    this.#at = at;
    this.#done = done;
    this.#pumped = this.#pump();
    // Told to whoever writes next or ends the part.
    this.#pumped.catch((error: unknown) => void this.#deflate.destroy(error as Error));
  }

  async #pump(): Promise<void> {
    for await (const piece of this.#deflate) {
      const bytes = piece as Buffer;
      this.#packed += bytes.length;
      fits(this.#at + HEAD + this.#name.length + this.#packed);
      await this.#sink.write(bytes);
    }
  }

  async write(text: string): Promise<void> {
    const bytes = Buffer.from(text, 'utf8');
    this.#crc = crc32(bytes, this.#crc);
    this.#size = fits(this.#size + bytes.length);
    if (!this.#deflate.write(bytes)) await Promise.race([once(this.#deflate, 'drain'), this.#pumped]);
  }

  async end(): Promise<void> {
    this.#deflate.end();
    await this.#pumped;
    const part = { name: this.#name, at: this.#at, crc: this.#crc, packed: this.#packed, size: this.#size };
    await this.#sink.patch(this.#at, localHead(part));
    this.#done(part);
  }
}

/** Begins an archive. @throws CodedError EXPORT_TOO_LARGE when it gets past 4 GiB */
export function zipWriter(sink: Sink): ZipWriter {
  const parts: Part[] = [];
  return {
    async part(name) {
      const bytes = Buffer.from(name, 'utf8');
      const at = fits(sink.bytes);
      await sink.write(Buffer.alloc(HEAD + bytes.length));
      return new Packed(sink, bytes, at, (part) => parts.push(part));
    },
    async finish() {
      const at = sink.bytes;
      for (const part of parts) await sink.write(centralHead(part));
      await sink.write(endRecord(parts.length, sink.bytes - at, fits(at)));
    },
  };
}
