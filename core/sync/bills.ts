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

/** A month that was refused is asked again, but not before this time: a person may start the sync every minute. */
const REFUSED_MS = 24 * 3_600_000;

/** What is known of the months: those that were answered, and when others were refused last, ms UTC. */
export interface BillMemory {
  readonly answered: ReadonlySet<Period>;
  readonly refused: ReadonlyMap<Period, number>;
}

/** The months to ask for at an instant, oldest first. */
export function billMonths(now: number, { answered, refused }: BillMemory): Period[] {
  let last = addPeriods(periodOf(now), -1);
  // Until 04:00 UTC on the 5th the bill of the last month does not exist.
  if (periodState(last, now) !== 'final') last = addPeriods(last, -1);
  const months = Array.from({ length: MONTHS }, (_, i) => addPeriods(last, i + 1 - MONTHS));
  const rests = (month: Period): boolean => now - (refused.get(month) ?? -Infinity) < REFUSED_MS;
  return months.filter((month, i) => i >= MONTHS - AGAIN || !(answered.has(month) || rests(month)));
}

/** Reads the bills that are due. A month without a bill is no error. @returns how many were new or changed */
export async function readBills(
  ports: SyncPorts,
  collection: Collection,
  signal: AbortSignal,
  progress: Progress,
): Promise<number> {
  const { mirror } = ports.workspace;
  const { answered, refused } = memoryOf(loadCursor(mirror.read, STREAM));
  const months = billMonths(ports.clock.now(), { answered, refused });
  let changed = 0;
  for (const [i, month] of months.entries()) {
    progress(i, months.length);
    const read = await readBill(ports, collection, month, signal);
    const now = ports.clock.now();
    if (read === null) {
      // A bill that was answered once stays known.
      if (!answered.has(month)) refused.set(month, now);
    } else {
      answered.add(month);
      refused.delete(month);
      changed += read;
    }
    const position = { answered: [...answered].toSorted(), refused: Object.fromEntries(refused) };
    mirror.write((w) => saveCursor(w, STREAM, position, now));
  }
  progress(months.length, months.length);
  return changed;
}

/** @returns how many were new or changed; null when the Partner Center refused to say */
async function readBill(
  ports: SyncPorts,
  collection: Collection,
  month: Period,
  signal: AbortSignal,
): Promise<number | null> {
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
    return null;
  }
}

function memoryOf(cursor: ReturnType<typeof loadCursor>): {
  answered: Set<Period>;
  refused: Map<Period, number>;
} {
  const { answered, refused } = cursor ?? {};
  const instants = refused !== null && typeof refused === 'object' ? Object.entries(refused) : [];
  return {
    answered: new Set(Array.isArray(answered) ? answered.filter((month) => typeof month === 'string') : []),
    refused: new Map(instants.flatMap(([month, at]) => (typeof at === 'number' ? [[month, at]] : []))),
  };
}
