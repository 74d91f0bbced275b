import { maskName } from '../../base/masking.ts';
import { addDecimals, percentOf, subtractDecimals } from '../../base/money.ts';
import type { Period } from '../../base/period.ts';
import { addPeriods, daysInPeriod } from '../../base/period.ts';
import type { Caller } from '../../contract/handlers.ts';
import type { OutputOf, ParsedInputOf } from '../../contract/index.ts';
import type { Groups, LinesStore } from '../../storage/lines/store.ts';
import type { AreaContext } from '../context.ts';
import { customerNames, shownName } from '../customers/shared.ts';
import type { LinesFacts } from './lines.ts';
import { linesFacts, linesStamp } from './lines.ts';
import { changePercent, sumFirstDays } from './rules/trend.ts';
import { coveredDays } from './trend.ts';

interface Read {
  readonly groups: Groups;
  /** Payable over the compared days: of the top customers by id, now and a month before. */
  readonly now: ReadonlyMap<string, string>;
  readonly before: ReadonlyMap<string, string>;
  readonly allNow: string;
  readonly allBefore: string;
  readonly days: number;
}

/** Kept per version of the lines, like the facts they belong to. */
const kept = new WeakMap<LinesFacts, Map<string, Promise<Read>>>();

function readTop(lines: LinesStore, facts: LinesFacts, period: Period, limit: number): Promise<Read> {
  const reads = kept.get(facts) ?? new Map<string, Promise<Read>>();
  kept.set(facts, reads);
  const key = `${period} ${limit}`;
  const known = reads.get(key);
  if (known) return known;
  const reading = read(lines, facts, period, limit);
  reads.set(key, reading);
  reading.catch(() => reads.delete(key));
  return reading;
}

async function read(lines: LinesStore, facts: LinesFacts, period: Period, limit: number): Promise<Read> {
  const { currency, customerIds: seen } = facts;
  const earlier = addPeriods(period, -1);
  const known = facts.sources.has(earlier);
  const days = !known ? 0 : period === facts.running ? coveredDays(facts) : daysInPeriod(period);
  const groups = await lines.groups({
    by: 'customer',
    from: period,
    to: period,
    currency,
    customerIds: seen,
    order: 'payable',
    limit,
  });
  const customerIds = groups.rows.map((row) => row.key);
  const total = groups.total[0]?.amounts.payable ?? '0';
  if (days === 0) return { groups, now: new Map(), before: new Map(), allNow: total, allBefore: '0', days };
  const sums = async (p: Period): Promise<Map<string, string>> => {
    const rows = await lines.sameDays({ period: p, days, customerIds });
    return new Map(rows.filter((r) => r.currency === currency).map((r) => [r.customerId, r.payable]));
  };
  const all = async (p: Period): Promise<string> => {
    // Home's facts hold the days of the newest months already.
    const held = facts.days.filter(({ day }) => day.startsWith(`${p}-`));
    if (held.length > 0) return sumFirstDays(held, p, days);
    const amounts = (await lines.daily({ period: p, customerIds: seen })).filter(
      (d) => d.currency === currency,
    );
    return sumFirstDays(amounts, p, days);
  };
  const [now, before, allNow, allBefore] = await Promise.all([
    sums(period),
    sums(earlier),
    all(period),
    all(earlier),
  ]);
  return { groups, now, before, allNow, allBefore, days };
}

/**
 * The customers with the highest payable expenditure of a month, their share and their change against the same days of
 * the month before, and all others together. Names masked unless revealed for view 'home', column 'name'.
 * Null without lines of that month.
 */
export async function homeTopCustomers(
  context: AreaContext,
  input: ParsedInputOf<'home.topCustomers'>,
  caller: Caller,
): Promise<OutputOf<'home.topCustomers'>> {
  const { workspace } = context;
  const facts = await linesFacts(workspace, caller.sees);
  if (facts === null) return null;
  const period = input.period ?? newestPeriod(facts);
  if (period === null || !facts.sources.has(period)) return null;
  const { groups, now, before, allNow, allBefore, days } = await readTop(
    workspace.lines,
    facts,
    period,
    input.limit,
  );
  const clear = caller.revealed('home', input.revealId).has('name');
  const total = groups.total[0]?.amounts.payable ?? '0';
  const names = customerNames(
    workspace.mirror.read,
    groups.rows.map((row) => row.key),
  );
  const rows = groups.rows.map((row) => {
    const payable = row.amounts.payable ?? '0';
    const known = shownName(names.get(row.key));
    const name = known === '' ? (row.label ?? '') : known;
    return {
      customerId: row.key,
      name: clear ? name : maskName(name),
      payable,
      sharePercent: percentOf(payable, total),
      changePercent: days === 0 ? null : changePercent(now.get(row.key) ?? '0', before.get(row.key) ?? '0'),
    };
  });
  const top = addDecimals(...rows.map((row) => row.payable));
  return {
    period,
    currency: facts.currency,
    rows,
    others: {
      count: groups.groups - rows.length,
      payable: subtractDecimals(total, top),
      changePercent:
        days === 0
          ? null
          : changePercent(
              subtractDecimals(allNow, addDecimals(...now.values())),
              subtractDecimals(allBefore, addDecimals(...before.values())),
            ),
    },
    concentration: rows.length === 0 ? null : { count: rows.length, percent: percentOf(top, total) },
    stamp: linesStamp(facts, period),
  };
}

/** The running month, or the newest one before it that any file is about. */
function newestPeriod(facts: LinesFacts): Period | null {
  return [...facts.sources.keys()].sort().at(-1) ?? null;
}
