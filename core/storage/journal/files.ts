import fs from 'node:fs';
import path from 'node:path';
import { decodeRecord, type JournalRecord } from './record.ts';

/** The journal's files: `ledger-<first number>.log`, read in the order of their numbers. */
const NAME = /^ledger-(\d{15})\.log$/;

export interface JournalFile {
  readonly file: string;
  /** Number of its first record. */
  readonly first: number;
}

export function journalFile(dir: string, first: number): string {
  return path.join(dir, `ledger-${String(first).padStart(15, '0')}.log`);
}

/** The files of a folder, oldest first; none when there is no folder. */
export function journalFiles(dir: string): JournalFile[] {
  if (!fs.existsSync(dir)) return [];
  return fs
    .readdirSync(dir)
    .flatMap((name) => {
      const first = NAME.exec(name)?.[1];
      return first === undefined ? [] : [{ file: path.join(dir, name), first: Number(first) }];
    })
    .toSorted((a, b) => a.first - b.first);
}

/** A record with the place where it ends in its file, bytes. */
export interface PlacedRecord {
  readonly record: JournalRecord;
  readonly end: number;
}

export interface JournalContent {
  readonly records: PlacedRecord[];
  /** Something follows them that is no whole record. */
  readonly torn: boolean;
  /** And more follows that: not the unfinished line of a killed program. */
  readonly broken: boolean;
}

/** The whole records of a file from its beginning on; what follows a broken one cannot be trusted. */
export function readJournalFile(file: string): JournalContent {
  const bytes = fs.readFileSync(file);
  const records: PlacedRecord[] = [];
  let start = 0;
  for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10, start)) {
    const record = decodeRecord(bytes.toString('utf8', start, end));
    if (record === null) return { records, torn: true, broken: end + 1 < bytes.length };
    start = end + 1;
    records.push({ record, end: start });
  }
  return { records, torn: start < bytes.length, broken: false };
}
