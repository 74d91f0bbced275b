import type { Store } from '../store.ts';
import { journalFiles, readJournalFile } from './files.ts';
import { runRecord, type JournalRecord } from './record.ts';

/** The number of the ledger's last transaction that was written into the journal. */
export function ledgerSeq(ledger: Pick<Store, 'read'>): number {
  return Number(ledger.read.get<{ seq: bigint }>("SELECT seq FROM head WHERE stream = 'ledger'")?.seq ?? 0n);
}

export interface Replayed {
  /** Transactions run again. */
  readonly count: number;
  /** It went to the journal's end. Otherwise something was missing or did not fit, and what follows was left out. */
  readonly whole: boolean;
}

/**
 * Runs on a ledger that came out of a backup whatever the journal has since, each transaction as one, in order and without
 * a gap; the torn end of a program that was killed is passed over.
 */
export function replayJournal(ledger: Store, dir: string): Replayed {
  const { records, damaged } = readJournal(dir);
  let seq = ledgerSeq(ledger);
  let count = 0;
  for (let record = records.get(seq + 1); record; record = records.get(seq + 1)) {
    const next = record;
    try {
      ledger.write((w) => {
        runRecord(w, next);
        w.run("UPDATE head SET seq = ? WHERE stream = 'ledger'", [next.n]);
      });
    } catch {
      return { count, whole: false };
    }
    seq = next.n;
    count += 1;
  }
  const beyond = [...records.keys()].some((n) => n > seq);
  return { count, whole: !beyond && !damaged };
}

/** The records by number; of two with one number the later one was committed. */
export function readJournal(dir: string): { records: Map<number, JournalRecord>; damaged: boolean } {
  const records = new Map<number, JournalRecord>();
  const files = journalFiles(dir);
  let damaged = false;
  files.forEach(({ file }, i) => {
    const read = readJournalFile(file);
    for (const { record } of read.records) records.set(record.n, record);
    // Only the very last line can be the torn one of a killed program.
    if (read.broken || (read.torn && i < files.length - 1)) damaged = true;
  });
  return { records, damaged };
}
