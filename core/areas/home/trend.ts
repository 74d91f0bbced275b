import { addPeriods, dayOfPeriod, periodsBetween, periodState } from '../../base/period.ts';
import type { Caller } from '../../contract/handlers.ts';
import type { OutputOf, ParsedInputOf } from '../../contract/index.ts';
import type { AreaContext } from '../context.ts';
import type { LinesFacts } from './lines.ts';
import { linesFacts, linesStamp, throughOf } from './lines.ts';
import { changePercent, sumFirstDays } from './rules/trend.ts';

/** Days of the running month the files cover; 0 when they do not say or there is none. */
export function coveredDays(facts: LinesFacts): number {
  const through = throughOf(facts, facts.running);
  return through?.startsWith(facts.running) ? Number(through.slice(8, 10)) : 0;
}

/**
 * The expenditure trend: the last months up to the running one, oldest first. A month without any file is a gap
 * (`known` false), never zero. `payable` is the month as a whole, refunds included; `refunds` is their (negative) share.
 * Null before the first import.
 */
export async function homeTrend(
  context: AreaContext,
  input: ParsedInputOf<'home.trend'>,
  caller: Caller,
): Promise<OutputOf<'home.trend'>> {
  const { workspace } = context;
  const facts = await linesFacts(workspace, caller.sees);
  if (facts === null) return null;
  const now = workspace.clock.now();
  const first = addPeriods(facts.running, 1 - input.months);
  return {
    currency: facts.currency,
    months: periodsBetween(first, facts.running).map((period) => {
      const month = facts.months.get(period);
      return {
        period,
        state: periodState(period, now),
        payable: month?.payable ?? '0',
        list: month?.list ?? null,
        refunds: month?.refunds ?? '0',
        known: facts.sources.has(period),
      };
    }),
    sameDays: sameDays(facts),
    daysInRunning: dayOfPeriod(now),
    through: throughOf(facts, facts.running),
    stamp: linesStamp(facts, facts.running) ?? linesStamp(facts),
  };
}

/** The running month against the same days of the month before; null when either is unknown. */
function sameDays(facts: LinesFacts): NonNullable<OutputOf<'home.trend'>>['sameDays'] {
  const days = coveredDays(facts);
  const before = addPeriods(facts.running, -1);
  if (days === 0 || !facts.sources.has(before)) return null;
  const nowSum = sumFirstDays(facts.days, facts.running, days);
  const beforeSum = sumFirstDays(facts.days, before, days);
  return { days, now: nowSum, before: beforeSum, changePercent: changePercent(nowSum, beforeSum) };
}
