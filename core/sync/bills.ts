import { addPeriods, periodOf, periodState, type Period } from '../base/period.ts';
import type { Collection } from '../storage/collection.ts';
import { applySingles } from './apply.ts';
import { loadCursor, saveCursor } from './bookkeeping.ts';
import { refusal } from './lists.ts';
import type { Progress, SyncPorts } from './ports.ts';

/** The partner's own monthly bill (API reference section 5): once from the 5th, and again for the last two months. */
const MONTHS = 24;
const AGAIN = 2;
const STREAM = 'partner_bills';

/** The months to ask for at an instant, oldest first. @param known months that were answered before */
export function billMonths(now: number, known: ReadonlySet<Period>): Period[] {
  let last = addPeriods(periodOf(now), -1);
  // Until 04:00 UTC on the 5th the bill of the last month does not exist.
  if (periodState(last, now) !== 'final') last = addPeriods(last, -1);
  const months = Array.from({ length: MONTHS }, (_, i) => addPeriods(last, i + 1 - MONTHS));
  return months.filter((month, i) => i >= MONTHS - AGAIN || !known.has(month));
}

/** Reads the bills that are due. A month without a bill is no error. @returns how many were new or changed */
export async function readBills(
  ports: SyncPorts,
  collection: Collection,
  signal: AbortSignal,
  progress: Progress,
): Promise<number> {
  const { mirror } = ports.workspace;
  const known = knownMonths(loadCursor(mirror.read, STREAM));
  const months = billMonths(ports.clock.now(), known);
  let changed = 0;
  for (const [i, month] of months.entries()) {
    progress(i, months.length);
    changed += await readBill(ports, collection, month, signal);
    known.add(month);
    mirror.write((w) => saveCursor(w, STREAM, { months: [...known].toSorted() }, ports.clock.now()));
  }
  progress(months.length, months.length);
  return changed;
}

async function readBill(
  ports: SyncPorts,
  collection: Collection,
  month: Period,
  signal: AbortSignal,
): Promise<number> {
  try {
    const answer = await ports.source.call(
      'ListPostpaidBillSum',
      { query: { bill_cycle: month } },
      { signal },
    );
    signal.throwIfAborted();
    // Before the partner's first month the answer names no bill.
    if (answer.body['bill_cycle'] !== month) return 0;
    return applySingles(ports.workspace, collection, [answer], { scope: '', asOf: answer.at });
  } catch (error) {
    if (refusal(error) === null) throw error;
    return 0;
  }
}

function knownMonths(cursor: ReturnType<typeof loadCursor>): Set<Period> {
  const months = cursor?.['months'];
  return new Set(Array.isArray(months) ? months.filter((month) => typeof month === 'string') : []);
}
