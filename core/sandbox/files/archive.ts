import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { pack } from 'tar-stream';

const CHUNK = 128 * 1024;
// Errors of an entry also end the whole stream, where they are handled.
const noted = (): void => undefined;

/**
 * Writes a .tar.gz of CSV parts with at most `maxRecords` records each. A tar entry names its size before its content,
 * so one part is held (compactly) in memory; never more. The archive appears under its name only when it is whole.
 */
export class ArchiveWriter {
  readonly #path: string;
  readonly #heading: string;
  readonly #partName: (part: number) => string;
  readonly #maxRecords: number;
  readonly #pack = pack();
  readonly #done: Promise<void>;
  #chunks: Buffer[] = [];
  #text = '';
  #records = 0;
  #part = 0;
  lines = 0;

  constructor(options: {
    path: string;
    heading: string;
    partName: (part: number) => string;
    maxRecords: number;
  }) {
    this.#path = options.path;
    this.#heading = options.heading;
    this.#partName = options.partName;
    this.#maxRecords = options.maxRecords;
    const file = createWriteStream(`${options.path}.tmp`);
    // Level 1: these files are made to be read back soon, on the same machine.
    const gzip = createGzip({ level: 1 });
    this.#pack.pipe(gzip).pipe(file);
    this.#done = finished(file);
    this.#done.catch(() => undefined);
    this.#text = this.#heading;
  }

  /** Adds a line; true when the part is full and `flush` should be awaited. */
  add(line: string): boolean {
    this.#text += line;
    this.#records += 1;
    this.lines += 1;
    if (this.#text.length >= CHUNK) this.#keep();
    return this.#records >= this.#maxRecords;
  }

  #keep(): void {
    if (this.#text.length > 0) this.#chunks.push(Buffer.from(this.#text, 'utf8'));
    this.#text = '';
  }

  /** Writes the part begun and waits until it has gone to the compressor. */
  async flush(): Promise<void> {
    this.#keep();
    const chunks = this.#chunks;
    this.#part += 1;
    const size = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
    const entry = this.#pack.entry({ name: this.#partName(this.#part), size, mtime: new Date(0) }, noted);
    for (const chunk of chunks) if (!entry.write(chunk)) await once(entry, 'drain');
    entry.end(null);
    this.#chunks = [];
    this.#records = 0;
    this.#text = this.#heading;
  }

  /** Ends the archive and gives it its name. An archive without lines holds one part with the heading alone. */
  async close(): Promise<void> {
    if (this.#records > 0 || this.#part === 0) await this.flush();
    this.#pack.finalize();
    await this.#done;
    await rename(`${this.#path}.tmp`, this.#path);
  }

  /** Gives up and removes what was written. */
  async abort(): Promise<void> {
    this.#pack.destroy();
    await rm(`${this.#path}.tmp`, { force: true });
  }
}
