import { fromE8 } from '../../base/money.ts';
import { dayOfPeriod, daysInPeriod, periodOf } from '../../base/period.ts';
import type { Stamp } from '../../contract/define.ts';
import { readBills } from '../bills/shared.ts';
import { budgetsReadAt } from '../budgets/shared.ts';
import type { AreaContext, CollectionName } from '../context.ts';
import { apiStamp, OPERATIONS } from '../context.ts';
import { couponsReadAt, expiringCoupons } from '../coupons/shared.ts';
import { countBudgetsFrom, seenIn } from '../customers/shared.ts';
import { countRecords } from '../../storage/records.ts';
import { quotaFigures, quotaMarks, readQuota } from '../quota/shared.ts';
import { BUDGET_ALERTS } from './budgets.ts';
import { EXPIRING_DAYS } from './coupons.ts';
import type { Explain, Explanation } from './explain.ts';

type Input = Explanation['inputs'][number];

/** Formula codes: each has a sentence under home.explain.formula in the words. */
const apiSource = (
  context: AreaContext,
  collection: CollectionName,
  asOf: number,
): Explanation['sources'][number] => ({
  kind: 'api',
  name: OPERATIONS[collection],
  at: apiStamp(context, collection, OPERATIONS[collection], asOf).asOf,
  rows: countRecords(context.workspace.mirror.read, collection),
  period: null,
  through: null,
});

const input = (
  key: string,
  sign: Input['sign'],
  value: string | null,
  more: { currency?: string | null; origin: string; stamp?: Stamp | null },
): Input => ({
  key,
  sign,
  value,
  currency: more.currency ?? null,
  origin: more.origin,
  stamp: more.stamp ?? null,
});

/** used = due + unbilled − balance − coupons; available = total − used (guide 4.1). */
export const explainQuota: Explain = (context) => {
  const { workspace } = context;
  const quota = readQuota(workspace.mirror.read);
  if (quota === null) return { formula: 'quota', inputs: [], sources: [] };
  const { currency } = quota;
  const figures = quotaFigures(quota, quotaMarks(workspace));
  const stamp = apiStamp(context, 'quota', OPERATIONS.quota, quota.asOf);
  const part = (key: string, sign: Input['sign'], value: string | null, origin: string): Input =>
    input(key, sign, value, { currency, origin, stamp });
  return {
    formula: 'quota',
    inputs: [
      part('amountDue', 'plus', quota.amountDue, 'due_amount'),
      part('unbilled', 'plus', quota.unbilled, 'unbilled_amount'),
      part('balance', 'minus', quota.balance, 'amount'),
      part('coupons', 'minus', quota.coupons, 'coupon_amount'),
      part('used', 'equals', figures.used, 'used_consumption_quota'),
      part('total', 'none', quota.total, 'consumption_quota'),
      part('available', 'equals', figures.available, 'consumption_quota \u2212 used_consumption_quota'),
    ],
    sources: [apiSource(context, 'quota', quota.asOf)],
  };
};

/** Projected use = used × days of the month ÷ days passed; overrun = projected − budget (guide 5.3). */
export const explainBudgets: Explain = (context, _asked, { sees }) => {
  const { mirror, clock } = context.workspace;
  const read = budgetsReadAt(mirror.read);
  if (read === null) return { formula: 'budgets', inputs: [], sources: [] };
  const now = clock.now();
  const counts = countBudgetsFrom(mirror.read, BUDGET_ALERTS, sees);
  const stamp = apiStamp(context, 'budgets', OPERATIONS.budgets, read.asOf);
  return {
    formula: 'budgets',
    inputs: [
      input('dayOfMonth', 'none', String(dayOfPeriod(now)), { origin: 'GMT+08:00' }),
      input('daysInMonth', 'none', String(daysInPeriod(periodOf(now))), { origin: 'GMT+08:00' }),
      ...BUDGET_ALERTS.map((alert, i) =>
        input(`above${alert}`, 'none', String(counts[i] ?? 0), {
          origin: 'used_amount \u00f7 budget_amount',
          stamp,
        }),
      ),
    ],
    sources: [apiSource(context, 'budgets', read.asOf), apiSource(context, 'customers', read.asOf)],
  };
};

/** The balances of usable coupons whose expiry lies within 30 days, added per currency (guide 9.1). */
export const explainCoupons: Explain = (context, _asked, { sees }) => {
  const { mirror, clock } = context.workspace;
  const asOf = couponsReadAt(mirror.read);
  if (asOf === null) return { formula: 'coupons', inputs: [], sources: [] };
  const found = expiringCoupons(mirror.read, clock.now(), EXPIRING_DAYS, 1, seenIn(sees, 'customer_id'));
  const stamp = apiStamp(context, 'coupons', OPERATIONS.coupons, asOf);
  return {
    formula: 'coupons',
    inputs: [
      input('expiringCount', 'none', String(found.count), { origin: 'expire_time, status', stamp }),
      ...found.sums.map(({ currency, e8 }) =>
        input('expiringBalance', 'equals', fromE8(e8), { currency, origin: 'balance, face_value', stamp }),
      ),
    ],
    sources: [apiSource(context, 'coupons', asOf)],
  };
};

/** Amount due of a month = expenditures + refunds (negative) ± adjustments, never below zero (guide 8.2). */
export const explainDue: Explain = (context, { period }) => {
  const { mirror, clock } = context.workspace;
  const quota = readQuota(mirror.read);
  const bills = readBills(mirror.read, clock.now(), 120);
  const bill = period === undefined ? bills[0] : bills.find((b) => b.period === period);
  const due =
    quota === null || period !== undefined
      ? []
      : [
          input('amountDueNow', 'none', quota.amountDue, {
            currency: quota.currency,
            origin: 'due_amount',
            stamp: apiStamp(context, 'quota', OPERATIONS.quota, quota.asOf),
          }),
        ];
  const sources = quota === null ? [] : [apiSource(context, 'quota', quota.asOf)];
  if (bill === undefined) return { formula: 'amountsDue', inputs: due, sources };
  const stamp = apiStamp(context, 'partner_bills', OPERATIONS.partner_bills, bill.asOf);
  const part = (key: string, sign: Input['sign'], value: string | null, origin: string): Input =>
    input(key, sign, value, { currency: bill.currency, origin, stamp });
  return {
    formula: 'amountsDue',
    inputs: [
      ...due,
      input('month', 'none', bill.period, { origin: 'bill_cycle', stamp }),
      part('expenditure', 'plus', bill.expenditure, 'consume_amount'),
      part('refunds', 'plus', bill.refunds, 'refunds'),
      part('adjustments', 'plus', bill.adjustments, 'adjustments'),
      part('initialAmountDue', 'equals', bill.initialAmountDue, 'initial_amount_due'),
      part('amountDue', 'equals', bill.amountDue, 'initial_amount_due, not below 0'),
      part('tax', 'none', bill.tax, 'tax_amount'),
    ],
    sources: [...sources, { ...apiSource(context, 'partner_bills', bill.asOf), period: bill.period }],
  };
};
