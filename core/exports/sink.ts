import type { FileHandle } from 'node:fs/promises';

/** A file that is being written: at its end, in big pieces, with what was written counted. */
export interface Sink {
  readonly bytes: number;
  write(piece: Uint8Array): Promise<void>;
  /** Writes over what is there already (the head of a part whose size is known only at its end). */
  patch(at: number, piece: Uint8Array): Promise<void>;
}

/** Writes all of it: a single call may write less. */
async function writeAll(handle: FileHandle, piece: Uint8Array, at: number): Promise<void> {
  let done = 0;
  while (done < piece.length) {
    const { bytesWritten } = await handle.write(piece, done, piece.length - done, at + done);
    done += bytesWritten;
  }
}

export function fileSink(handle: FileHandle): Sink {
  let bytes = 0;
  return {
    get bytes() {
      return bytes;
    },
    async write(piece) {
      await writeAll(handle, piece, bytes);
      bytes += piece.length;
    },
    patch: (at, piece) => writeAll(handle, piece, at),
  };
}

/** What a file says about itself, beside its rows. */
export interface About {
  readonly title: string;
  readonly rows: number;
  /** Pairs of label and value, in the order they are shown. */
  readonly facts: readonly (readonly [label: string, value: string])[];
}

/** Writes one table, page by page. */
export interface TableWriter {
  page(rows: readonly (readonly (string | number | null)[])[]): Promise<void>;
  /** Ends the file; nothing may be written after it. */
  finish(about: (notes: WriterNotes) => About): Promise<void>;
}

/** What the writer had to do to cells. */
export interface WriterNotes {
  /** Amounts with more digits than a spreadsheet's number keeps: written as text. */
  readonly textAmounts: number;
  /** Texts longer than a cell may be: cut. */
  readonly cutTexts: number;
}
