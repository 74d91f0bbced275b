import { z } from 'zod';
import {
  action,
  amount,
  currency,
  day,
  instant,
  money,
  nothing,
  percent,
  period,
  query,
  stamp,
} from './define.ts';

/** Guide 4.1 and product-expectations section 9. A null part means "not provided", never zero. */
export const quota = z.object({
  total: amount.nullable(),
  /** The true value; negative when balance and coupons exceed the spending. */
  used: amount.nullable(),
  /** What the card shows as used: never below zero. */
  usedShown: amount.nullable(),
  available: amount.nullable(),
  /** Negative use shown as credit: what prepaid money and coupons exceed the spending by; null when used >= 0. */
  creditAvailable: amount.nullable(),
  usagePercent: percent.nullable(),
  amountDue: amount.nullable(),
  unbilled: amount.nullable(),
  balance: amount.nullable(),
  coupons: amount.nullable(),
  currency,
  /** Whether due + unbilled - balance - coupons equals used as the Partner Center says; null when a part is missing. */
  sumHolds: z.boolean().nullable(),
  state: z.enum(['fine', 'watch', 'act', 'over', 'negative', 'unknown']),
  /** Excess over the total, when over. */
  overBy: amount.nullable(),
  /** Older than one day. */
  stale: z.boolean(),
  /** Alarm marks in percent, rising. */
  marks: z.array(z.number().min(1).max(100)),
  /** Projected use at the end of the running month and when the quota runs out at the present pace. */
  projection: z
    .object({
      usedAtPeriodEnd: amount,
      percentAtPeriodEnd: percent,
      periodEndDay: day,
      basisDays: z.number().int(),
      perDay: amount,
      runsOut: z.object({ from: day, to: day }).nullable(),
    })
    .nullable(),
  /** How many reseller-model customers cannot buy when the quota is exceeded. */
  affectedCustomers: z.number().int(),
  stamp,
});
export type Quota = z.infer<typeof quota>;

export const trendMonth = z.object({
  period,
  state: z.enum(['running', 'provisional', 'final']),
  /** The whole month, refunds included. */
  payable: amount,
  list: amount.nullable(),
  /** What was given back: zero or negative, part of `payable`. */
  refunds: amount,
  /** False for a month without any file: a gap stays a gap. */
  known: z.boolean(),
});
export const trend = z.object({
  currency,
  months: z.array(trendMonth),
  /** Comparison of the running month with the same days of the month before; null when either is unknown. */
  sameDays: z
    .object({ days: z.number().int(), now: amount, before: amount, changePercent: percent.nullable() })
    .nullable(),
  daysInRunning: z.number().int(),
  /** Last day the usage files cover. */
  through: day.nullable(),
  stamp: stamp.nullable(),
});
export type Trend = z.infer<typeof trend>;

export const topCustomers = z.object({
  period,
  currency,
  rows: z.array(
    z.object({
      customerId: z.string(),
      name: z.string(),
      payable: amount,
      sharePercent: percent,
      /** Against the same days of the month before. */
      changePercent: percent.nullable(),
    }),
  ),
  others: z.object({ count: z.number().int(), payable: amount, changePercent: percent.nullable() }),
  /** "5 customers make 58 %". */
  concentration: z.object({ count: z.number().int(), percent }).nullable(),
  stamp: stamp.nullable(),
});
export type TopCustomers = z.infer<typeof topCustomers>;

export const budgetsInDanger = z.object({
  currency,
  rows: z.array(
    z.object({
      customerId: z.string(),
      name: z.string(),
      type: z.enum(['monthly', 'one-time']),
      amount,
      used: amount,
      usedPercent: percent,
      /** Share of the month that has passed: the even-pace mark. Null for one-time budgets. */
      pacePercent: percent.nullable(),
      projectedPercent: percent.nullable(),
      runsOutOn: day.nullable(),
      frozen: z.boolean(),
    }),
  ),
  /** How many customers use 75 % or more of their budget. */
  above75: z.number().int(),
  above90: z.number().int(),
  above100: z.number().int(),
  stamp: stamp.nullable(),
});
export type BudgetsInDanger = z.infer<typeof budgetsInDanger>;

export const expiringCoupons = z.object({
  rows: z.array(
    z.object({
      couponId: z.string(),
      name: z.string(),
      balance: amount,
      currency,
      expiresAt: instant,
      daysLeft: z.number().int(),
    }),
  ),
  /** Within 30 days, per currency. */
  total: z.array(money),
  count: z.number().int(),
  stamp: stamp.nullable(),
});
export type ExpiringCoupons = z.infer<typeof expiringCoupons>;

export const amountsDue = z.object({
  currency,
  due: amount.nullable(),
  /** Monthly partner bills, newest first: expenditures - refunds ± adjustments (guide 8.2). */
  bills: z.array(
    z.object({
      period,
      state: z.enum(['running', 'provisional', 'final']),
      expenditure: amount,
      refunds: amount,
      adjustments: amount,
      tax: amount.nullable(),
      initialAmountDue: amount,
      /** Never below zero: a negative bill has an amount due of 0 (guide 8.2). */
      amountDue: amount,
    }),
  ),
  stamp: stamp.nullable(),
});
export type AmountsDue = z.infer<typeof amountsDue>;

/** What needs a person. The screen makes the sentence from kind and data and links to the place of the records. */
export const todos = z.object({
  rows: z.array(
    z.object({
      kind: z.enum([
        'quota-over',
        'quota-alarm',
        'budgets-exhausted',
        'budgets-high',
        'budgets-watched',
        'resources-deleted-soon',
        'resources-expiring',
        'customers-new-frozen',
        'customers-frozen',
        'customers-without-budget',
        'coupons-expiring',
        'orders-unpaid',
        'amount-due',
        'sync-held',
        'sync-failed',
        'imports-rejected',
        'changes-need-decision',
        'changes-held',
        'managers-without-director',
        'registrations-ending',
        'invitations-ending',
        'tasks-overdue',
        'tasks-denied',
        'disassociation-requests',
        'discounts-expiring',
        'switches-open',
        'cooperations-to-review',
      ]),
      severity: z.enum(['watch', 'act', 'over']),
      count: z.number().int(),
      money: money.nullable(),
      /** When it falls due, if it does. */
      dueAt: instant.nullable(),
    }),
  ),
  /** From how many areas the list was put together. */
  areas: z.number().int(),
});
export type Todos = z.infer<typeof todos>;

export const figure = z.enum([
  'quota',
  'trend',
  'topCustomers',
  'budgets',
  'coupons',
  'amountsDue',
  'customerMonth',
  'expenditures',
]);
export type Figure = z.infer<typeof figure>;

/** "How is this computed": formula, inputs, sources, and where the rows are. Codes; the screen has the words. */
export const explanation = z.object({
  figure,
  /** Code of the formula's sentence. */
  formula: z.string(),
  inputs: z.array(
    z.object({
      key: z.string(),
      sign: z.enum(['plus', 'minus', 'equals', 'none']),
      value: z.string().nullable(),
      currency: currency.nullable(),
      /** The field or heading it was read from. */
      origin: z.string(),
      stamp: stamp.nullable(),
    }),
  ),
  sources: z.array(
    z.object({
      kind: z.enum(['api', 'file']),
      name: z.string(),
      at: instant,
      rows: z.number().int().nullable(),
      period: period.nullable(),
      through: day.nullable(),
    }),
  ),
});
export type Explanation = z.infer<typeof explanation>;

export const homeContract = {
  'home.quota': query(['quota', 'lines', 'setting'], nothing, quota.nullable()),
  'home.trend': query(
    ['lines'],
    z.strictObject({ months: z.number().int().min(1).max(36).default(24) }),
    trend.nullable(),
  ),
  'home.topCustomers': query(
    ['lines', 'customers'],
    z.strictObject({
      period: period.optional(),
      limit: z.number().int().min(1).max(20).default(5),
      revealId: z.string().optional(),
    }),
    topCustomers.nullable(),
  ),
  'home.budgetsInDanger': query(
    ['budgets', 'customers'],
    z.strictObject({ limit: z.number().int().min(1).max(20).default(5), revealId: z.string().optional() }),
    budgetsInDanger.nullable(),
  ),
  'home.expiringCoupons': query(
    ['coupons'],
    z.strictObject({ limit: z.number().int().min(1).max(20).default(5) }),
    expiringCoupons.nullable(),
  ),
  'home.amountsDue': query(['quota', 'partner_bills'], nothing, amountsDue.nullable()),
  'home.todos': query(
    [
      'quota',
      'budgets',
      'customers',
      'coupons',
      'orders',
      'sync',
      'import',
      'setting',
      'action',
      'team',
      'task',
      'association',
      'development',
    ],
    nothing,
    todos,
  ),
  'explain.figure': query(
    ['quota', 'lines', 'budgets', 'coupons', 'partner_bills', 'customers', 'import'],
    z.strictObject({ figure, period: period.optional(), customerId: z.string().max(64).optional() }),
    explanation,
  ),
  'quota.setMarks': action(
    'local',
    z.strictObject({ marks: z.array(z.number().int().min(1).max(100)).min(1).max(5) }),
    z.object({ marks: z.array(z.number()) }),
  ),
};
