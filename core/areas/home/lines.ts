import type { DecimalText } from '../../base/money.ts';
import { addDecimals } from '../../base/money.ts';
import type { Period } from '../../base/period.ts';
import { addPeriods, periodOf, periodsBetween } from '../../base/period.ts';
import type { Stamp } from '../../contract/define.ts';
import type { Sight } from '../../contract/permissions.ts';
import type { LinesStore, SegmentSource } from '../../storage/lines/store.ts';
import type { Workspace } from '../../storage/workspace-types.ts';
import { DEFAULT_CURRENCY } from '../context.ts';
import { seenIds } from '../customers/shared.ts';
import { basisPeriods } from '../quota/shared.ts';

/**
 * What Home needs of the lines, read together once per version of the lines file: Home's cards are asked again after every
 * change of the mirror, while lines only change with an import. All of it comes from rollups.
 */
export interface LinesFacts {
  /** The currency Home speaks: the base currency when any line is in it. */
  readonly currency: string;
  readonly running: Period;
  readonly months: ReadonlyMap<Period, MonthFact>;
  /** Payable by day of the months a pace is taken from, in the currency above. */
  readonly days: readonly { day: string; payable: DecimalText }[];
  /** What each month is read from, newest import first. */
  readonly sources: ReadonlyMap<Period, readonly SegmentSource[]>;
  /** Whose lines they are of; undefined for all customers. */
  readonly customerIds: readonly string[] | undefined;
}

export interface MonthFact {
  /** Everything of the month, refunds included. */
  readonly payable: DecimalText;
  readonly list: DecimalText | null;
  /** Negative or zero; part of `payable`. */
  readonly refunds: DecimalText;
}

/** The kind of lines that give money back, by format: Huawei Cloud's refunds and FOCUS's credits. */
const REFUND_KINDS: Readonly<Record<string, string>> = {
  'huawei-usage': 'refund',
  'huawei-bill': 'refund',
  focus: 'credit',
};
/** How far back Home looks: the longest trend. */
export const MONTHS = 36;

interface Kept {
  readonly version: bigint;
  readonly running: Period;
  /** The customers, as text; '' for all. */
  readonly of: string;
  readonly facts: Promise<LinesFacts | null>;
}
/** For everybody's customers, and for those of the few who act at this desk. */
const kept = new WeakMap<LinesStore, Kept[]>();
const MOST_KEPT = 4;

/** The facts of the present lines of the customers somebody sees; null while there are no lines. */
export async function linesFacts(workspace: Workspace, sees: Sight): Promise<LinesFacts | null> {
  const { lines, clock, mirror } = workspace;
  const version = await versionOf(lines);
  const running = periodOf(clock.now());
  const customerIds = seenIds(mirror.read, sees);
  const of = customerIds === undefined ? '' : JSON.stringify(customerIds);
  const all = (kept.get(lines) ?? []).filter((one) => one.version === version && one.running === running);
  const known = all.find((one) => one.of === of);
  if (known) return known.facts;
  const facts = readFacts(lines, clock.now(), customerIds);
  const made = { version, running, of, facts };
  kept.set(lines, [made, ...all].slice(0, MOST_KEPT));
  // A failed reading is not kept: the next question tries again.
  facts.catch(() => {
    kept.set(
      lines,
      (kept.get(lines) ?? []).filter((one) => one !== made),
    );
  });
  return facts;
}

const asking = new WeakMap<LinesStore, Promise<bigint>>();

/** The version of the lines, asked once for all cards that want it at the same time. */
function versionOf(lines: LinesStore): Promise<bigint> {
  const known = asking.get(lines);
  if (known) return known;
  const asked = lines.version().finally(() => asking.delete(lines));
  asking.set(lines, asked);
  return asked;
}

async function readFacts(
  lines: LinesStore,
  now: number,
  customerIds: readonly string[] | undefined,
): Promise<LinesFacts | null> {
  const running = periodOf(now);
  const from = addPeriods(running, 1 - MONTHS);
  const { currencies } = await lines.span();
  if (currencies.length === 0) return null;
  const currency = currencies.includes(DEFAULT_CURRENCY)
    ? DEFAULT_CURRENCY
    : (currencies[0] ?? DEFAULT_CURRENCY);
  const range = { by: 'month', from, to: running, currency, customerIds } as const;
  const sources = await lines.sources({ from, to: running });
  const kinds = new Set(sources.flatMap((s) => REFUND_KINDS[s.format] ?? []));
  const [all, refunds, days] = await Promise.all([
    lines.groups(range),
    Promise.all([...kinds].map((kind) => lines.groups({ ...range, kind }))),
    Promise.all(basisPeriods(now).map((period) => lines.daily({ period, customerIds }))),
  ]);
  const back = new Map<Period, DecimalText[]>();
  for (const row of refunds.flatMap((g) => g.rows))
    back.set(row.key, [...(back.get(row.key) ?? []), row.amounts.payable ?? '0']);
  const months = new Map<Period, MonthFact>();
  for (const row of all.rows) {
    months.set(row.key, {
      payable: row.amounts.payable ?? row.amounts.billed ?? '0',
      list: row.amounts.list,
      refunds: addDecimals(...(back.get(row.key) ?? [])),
    });
  }
  return {
    currency,
    running,
    months,
    days: days.flat().filter((d) => d.currency === currency),
    sources: bySourcePeriod(sources, periodsBetween(from, running)),
    customerIds,
  };
}

function bySourcePeriod(
  sources: readonly SegmentSource[],
  periods: readonly Period[],
): Map<Period, SegmentSource[]> {
  const map = new Map<Period, SegmentSource[]>();
  for (const period of periods) {
    const own = sources.filter((s) => s.period === period).sort((a, b) => b.importedAt - a.importedAt);
    if (own.length > 0) map.set(period, own);
  }
  return map;
}

/** Last day the files of a month cover, 'YYYY-MM-DD'; null when they do not say, or there are none. */
export function throughOf(facts: LinesFacts, period: Period): string | null {
  const days = (facts.sources.get(period) ?? []).flatMap((s) => (s.through === null ? [] : [s.through]));
  return days.reduce<string | null>((last, day) => (last === null || day > last ? day : last), null);
}

/** Where the figures of a month came from, for a card's last line; null without a file. */
export function linesStamp(facts: LinesFacts, period?: Period): Stamp | null {
  const all = period === undefined ? [...facts.sources.values()].flat() : (facts.sources.get(period) ?? []);
  const newest = all.reduce<SegmentSource | null>(
    (a, b) => (a === null || b.importedAt > a.importedAt ? b : a),
    null,
  );
  return newest === null ? null : { source: 'file', name: newest.file, asOf: newest.importedAt };
}
