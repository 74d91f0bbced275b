import { addDecimals, compareDecimals, percentOf, subtractDecimals } from '../../base/money.ts';
import { beijingDay, periodOf } from '../../base/period.ts';
import type { QuotaSituation } from '../../contract/forecast.ts';
import type { OutputOf, ParsedInputOf } from '../../contract/index.ts';
import type { AreaContext } from '../context.ts';
import { basisOf, basisPeriods, projectQuota, quotaFigures, quotaMarks, readQuota } from '../quota/shared.ts';

interface Supposed {
  readonly total: string;
  readonly used: string;
  readonly basis: readonly string[];
}

function situationOf({ total, used, basis }: Supposed, now: number): QuotaSituation {
  const projection = projectQuota({ total, used, basis, now });
  return {
    total,
    used,
    available: subtractDecimals(total, used),
    usagePercent: compareDecimals(total, '0') > 0 ? percentOf(used, total) : null,
    perDay: projection?.perDay ?? null,
    usedAtPeriodEnd: projection?.usedAtPeriodEnd ?? null,
    runsOut: projection?.runsOut ?? null,
  };
}

/** The daily expenditure the pace is taken from, in the quota's currency. */
async function paceOf({ workspace }: AreaContext, currency: string): Promise<string[]> {
  const { lines, clock } = workspace;
  const now = clock.now();
  const periods = basisPeriods(now);
  const running = periodOf(now);
  const days: { day: string; payable: string }[] = [];
  for (const period of periods)
    for (const row of await lines.daily({ period })) if (row.currency === currency) days.push(row);
  const sources = await lines.sources({ from: periods[0], to: running });
  const through = sources.map((source) => source.through ?? '').reduce((a, b) => (a > b ? a : b), '') || null;
  return basisOf(days, beijingDay(now), through);
}

/**
 * The consumption quota as it is and as it would be: a payment lowers what is used, a raise lifts the total, a new customer
 * quickens the pace, a lapsed coupon is used credit again (guide 4.1: used = due + unbilled - balance - coupons).
 * Null before the quota was read, or while its total or use is unknown.
 */
export async function whatIf(
  context: AreaContext,
  input: ParsedInputOf<'forecast.whatIf'>,
): Promise<OutputOf<'forecast.whatIf'>> {
  const { workspace } = context;
  const record = readQuota(workspace.mirror.read);
  if (record === null || record.total === null) return null;
  const { used } = quotaFigures(record, quotaMarks(workspace));
  if (used === null) return null;
  const basis = await paceOf(context, record.currency);
  const now = workspace.clock.now();
  const more = input.perDay;
  const supposed: Supposed = {
    total: addDecimals(record.total, input.raise ?? '0'),
    used: subtractDecimals(addDecimals(used, input.lapse ?? '0'), input.pay ?? '0'),
    basis: more === undefined ? basis : basis.map((day) => addDecimals(day, more)),
  };
  return {
    currency: record.currency,
    basisDays: basis.length,
    present: situationOf({ total: record.total, used, basis }, now),
    supposed: situationOf(supposed, now),
  };
}
