import type { DecimalText } from '../../../base/money.ts';
import { compareDecimals } from '../../../base/money.ts';

/** The Partner Center's adjustment records beside what was done from this desk (guide 5.3). Pure; instants in ms UTC. */

export interface Recorded {
  readonly id: string;
  readonly at: number | null;
  readonly operation: 'set' | 'deleted' | 'unknown';
  readonly operator: string | null;
  readonly type: 'monthly' | 'one-time' | null;
  readonly amount: DecimalText | null;
  readonly currency: string;
}

/** A budget this desk set, as the Partner Center confirmed it. */
export interface Ours {
  readonly id: string;
  readonly at: number;
  readonly person: string;
  readonly type: 'monthly' | 'one-time' | null;
  readonly amount: DecimalText | null;
  readonly currency: string;
  readonly freezeMode: 'manual' | 'automatic' | null;
}

export interface Adjustment {
  readonly recorded: Recorded | null;
  readonly ours: Ours | null;
  /** The value that held before; null when none is known. */
  readonly before: DecimalText | null;
}

/** Clocks differ and a change may be confirmed late: a record this near to a confirmation, with its values, is its own. */
const NEAR_MS = 15 * 60_000;

const sameValues = (record: Recorded, ours: Ours): boolean =>
  record.operation === 'set' &&
  record.type === ours.type &&
  record.amount !== null &&
  ours.amount !== null &&
  compareDecimals(record.amount, ours.amount) === 0;

const distance = (record: Recorded, ours: Ours): number =>
  record.at === null ? Number.POSITIVE_INFINITY : Math.abs(record.at - ours.at);

/** Each of ours with the nearest record that has its values, each record once. Ours are taken in their order of time. */
function pairs(recorded: readonly Recorded[], ours: readonly Ours[]): ReadonlyMap<string, Ours> {
  const taken = new Map<string, Ours>();
  for (const one of ours.toSorted((a, b) => a.at - b.at)) {
    const [nearest] = recorded
      .filter(
        (record) => !taken.has(record.id) && sameValues(record, one) && distance(record, one) <= NEAR_MS,
      )
      .toSorted((a, b) => distance(a, one) - distance(b, one));
    if (nearest !== undefined) taken.set(nearest.id, one);
  }
  return taken;
}

const timeOf = ({ recorded, ours }: Pick<Adjustment, 'recorded' | 'ours'>): number =>
  recorded?.at ?? ours?.at ?? 0;

/** All adjustments, the newest first. What was done here and is in no record yet stands in its place. */
export function adjustments(recorded: readonly Recorded[], ours: readonly Ours[]): Adjustment[] {
  const owner = pairs(recorded, ours);
  const paired = new Set([...owner.values()].map(({ id }) => id));
  const all: Pick<Adjustment, 'recorded' | 'ours'>[] = [
    ...recorded.map((record) => ({ recorded: record, ours: owner.get(record.id) ?? null })),
    ...ours.filter(({ id }) => !paired.has(id)).map((one) => ({ recorded: null, ours: one })),
  ];
  all.sort((a, b) => timeOf(a) - timeOf(b));
  let value: DecimalText | null = null;
  const list = all.map((one): Adjustment => {
    const before = value;
    value = one.recorded?.operation === 'deleted' ? null : (one.recorded?.amount ?? one.ours?.amount ?? null);
    return { ...one, before };
  });
  return list.toReversed();
}
