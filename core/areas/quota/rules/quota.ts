import type { DecimalText } from '../../../base/money.ts';
import {
  addDecimals,
  compareDecimals,
  negateDecimal,
  percentOf,
  subtractDecimals,
} from '../../../base/money.ts';
import { DAY_MS } from '../../../base/period.ts';

/**
 * The consumption quota (guide 4.1, product-expectations sections 2 and 9): a credit limit, not money. A part the Partner
 * Center did not send is null: "not provided", never zero.
 */

/** What ShowPartnerConsumptionQuota said, as decimal text. */
export interface QuotaParts {
  readonly total: DecimalText | null;
  readonly used: DecimalText | null;
  readonly amountDue: DecimalText | null;
  readonly unbilled: DecimalText | null;
  readonly balance: DecimalText | null;
  readonly coupons: DecimalText | null;
}

export type QuotaState = 'fine' | 'watch' | 'act' | 'over' | 'negative' | 'unknown';

export interface QuotaFigures {
  readonly used: DecimalText | null;
  readonly usedShown: DecimalText | null;
  readonly available: DecimalText | null;
  readonly creditAvailable: DecimalText | null;
  readonly usagePercent: DecimalText | null;
  readonly sumHolds: boolean | null;
  readonly state: QuotaState;
  readonly overBy: DecimalText | null;
}

/** Alarm marks in percent while the partner has not set any (product-expectations section 9). */
export const DEFAULT_MARKS: readonly number[] = [70, 85, 95];

/** due + unbilled − balance − coupons, or null when a part is missing. */
export function formulaOf(parts: QuotaParts): DecimalText | null {
  const { amountDue, unbilled, balance, coupons } = parts;
  if (amountDue === null || unbilled === null || balance === null || coupons === null) return null;
  return subtractDecimals(addDecimals(amountDue, unbilled), addDecimals(balance, coupons));
}

/**
 * Where a usage stands among the marks: below the first fine, from the first watch, from the last but one act — so with
 * the default marks 70 watches, 85 and 95 act — and over beyond 100 %.
 * @param percent usage as exact decimal text
 */
export function stateAt(percent: DecimalText, marks: readonly number[]): 'fine' | 'watch' | 'act' | 'over' {
  if (compareDecimals(percent, '100') > 0) return 'over';
  const rising = [...marks].sort((a, b) => a - b);
  const watch = rising[0];
  const act = rising.length > 1 ? rising[1] : undefined;
  if (act !== undefined && compareDecimals(percent, String(act)) >= 0) return 'act';
  if (watch !== undefined && compareDecimals(percent, String(watch)) >= 0) return 'watch';
  return 'fine';
}

/**
 * Everything the card derives. `used` is the Partner Center's own figure, or the formula's when it is not provided;
 * `sumHolds` compares both and is null when one is missing. A total of 0 gives 0 % (guide 4.1), yet any use exceeds it.
 */
export function quotaFigures(parts: QuotaParts, marks: readonly number[]): QuotaFigures {
  const formula = formulaOf(parts);
  const used = parts.used ?? formula;
  const sumHolds =
    formula === null || parts.used === null ? null : compareDecimals(formula, parts.used) === 0;
  const negative = used !== null && compareDecimals(used, '0') < 0;
  const usedShown = used === null ? null : negative ? '0' : used;
  const credit = used !== null && negative ? negateDecimal(used) : null;
  const { total } = parts;
  const common = { used, usedShown, creditAvailable: credit, sumHolds };
  if (total === null || used === null || usedShown === null)
    return { ...common, available: null, usagePercent: null, state: 'unknown', overBy: null };
  const excess = subtractDecimals(usedShown, total);
  const over = compareDecimals(excess, '0') > 0;
  const exact = percentOf(usedShown, total, 12);
  return {
    ...common,
    // Guide 4.1: total − used with the true value, so prepaid money beyond the spending comes on top of the total.
    available: subtractDecimals(total, used),
    usagePercent: percentOf(usedShown, total),
    state: over ? 'over' : negative ? 'negative' : stateAt(exact, marks),
    overBy: over ? excess : null,
  };
}

/** Older than one day (product-expectations section 9: "stale beyond one day"). Instants in ms UTC. */
export function isStale(asOf: number, now: number): boolean {
  return now - asOf > DAY_MS;
}
