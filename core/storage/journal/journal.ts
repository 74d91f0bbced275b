import fs from 'node:fs';
import { syncDir } from '../folder.ts';
import { journalFile, journalFiles, readJournalFile } from './files.ts';
import { encodeRecord, type JournalStep } from './record.ts';

/**
 * The ledger's journal (sync-and-safety 2 and 9, decision 0012): every committed transaction since the last backups, in
 * files of their own, flushed before it is committed and thus before anybody is told "saved". A ledger that is lost
 * comes back from a backup and this.
 */
export class Journal {
  readonly #dir: string;
  #fd: number | null = null;
  #size = 0;
  /** Size before the last record: where an undone one begins. */
  #before = 0;
  /** Whether it reaches the ledger's present state without a gap; else the next backup is its beginning. */
  readonly complete: boolean;

  private constructor(dir: string, complete: boolean) {
    this.#dir = dir;
    this.complete = complete;
  }

  /**
   * Opens the journal of a good ledger. What it holds beyond that ledger's number was never committed: it is cut off.
   * @param seq the ledger's number now
   */
  static open(dir: string, seq: number): Journal {
    fs.mkdirSync(dir, { recursive: true });
    for (const { file } of journalFiles(dir).toReversed()) {
      const { records, torn } = readJournalFile(file);
      const last = records.findLast(({ record }) => record.n <= seq);
      if (torn || last !== records.at(-1)) fs.truncateSync(file, last?.end ?? 0);
      if (last === undefined) {
        fs.rmSync(file);
        continue;
      }
      const journal = new Journal(dir, last.record.n === seq);
      // A gap stays a gap: what follows it is in another file.
      if (journal.complete) journal.#continue(file, last.end);
      return journal;
    }
    // Nothing was ever written, or not by this program: what was changed since the last backup is not known.
    return new Journal(dir, false);
  }

  #continue(file: string, size: number): void {
    this.#fd = fs.openSync(file, 'a');
    this.#size = this.#before = size;
  }

  /**
   * Writes a transaction and flushes it.
   * @throws what the file system says; then nothing of it counts
   */
  append(n: number, steps: readonly JournalStep[]): void {
    const bytes = Buffer.from(encodeRecord({ n, steps }));
    this.#before = this.#size;
    try {
      this.#fd ??= this.#begin(n);
      // A file system that is nearly full may take a part and say nothing.
      for (let at = 0; at < bytes.length;) at += fs.writeSync(this.#fd, bytes, at);
      fs.fdatasyncSync(this.#fd);
      this.#size += bytes.length;
    } catch (error) {
      this.undo();
      throw error;
    }
  }

  /** The last transaction was not committed after all. */
  undo(): void {
    if (this.#fd === null) return;
    try {
      fs.ftruncateSync(this.#fd, this.#before);
      this.#size = this.#before;
    } catch {
      // Cannot be cut now: the next one begins a file of its own, and of two with one number the later one counts.
      this.rotate();
    }
  }

  #begin(n: number): number {
    const file = journalFile(this.#dir, n);
    // One of this number that could not be cut off.
    fs.rmSync(file, { force: true });
    const fd = fs.openSync(file, 'a');
    syncDir(this.#dir);
    this.#size = this.#before = 0;
    return fd;
  }

  /** What follows goes into a new file. */
  rotate(): void {
    if (this.#fd !== null) fs.closeSync(this.#fd);
    this.#fd = null;
    this.#size = this.#before = 0;
  }

  /** Removes files in which everything is in a backup already. @param upTo that backup's number */
  cut(upTo: number): void {
    const files = journalFiles(this.#dir);
    files.forEach(({ file }, i) => {
      const next = files[i + 1];
      if (next !== undefined && next.first <= upTo + 1) fs.rmSync(file, { force: true });
    });
  }

  close(): void {
    this.rotate();
  }
}
