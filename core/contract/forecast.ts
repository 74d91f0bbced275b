import { z } from 'zod';
import { amount, currency, day, nothing, percent, period, query, stamp } from './define.ts';

/** What the running month will come to (product-expectations section 9). Estimates, written as decimal text. */
export const monthForecast = z.object({
  amount,
  /** The band: what the months before would make of the same days, lowest and highest. */
  low: amount,
  high: amount,
  /** Single days far above the others: counted once, not carried on. */
  oneOff: amount,
  /** How many closed months it rests on. */
  months: z.number().int(),
  /** Of those past months that can be judged: how many ended inside their own band at this day. */
  inside: z.object({ hits: z.number().int(), of: z.number().int() }),
});
export type MonthForecast = z.infer<typeof monthForecast>;

export const forecastAnswer = z.object({
  currency,
  period,
  /** Last day the files cover; null before the month's first file. */
  through: day.nullable(),
  /** Days that count as complete: the last two covered ones may still grow. */
  completeDays: z.number().int(),
  days: z.number().int(),
  toDate: amount,
  forecast: monthForecast.nullable(),
  /** Why there is none. */
  reason: z.enum(['few-months', 'few-days']).nullable(),
  /** The month before: what would have been forecast on the same day, and what it came to. */
  before: z
    .object({ period, forecast: amount, low: amount, high: amount, actual: amount, errorPercent: percent })
    .nullable(),
  /** Cumulated by day: what was spent, and the way to the forecast. */
  curve: z.array(z.object({ day, actual: amount.nullable(), expected: amount.nullable() })),
  stamp: stamp.nullable(),
});
export type ForecastAnswer = z.infer<typeof forecastAnswer>;

const situation = z.object({
  total: amount,
  used: amount,
  available: amount,
  usagePercent: percent.nullable(),
  perDay: amount.nullable(),
  usedAtPeriodEnd: amount.nullable(),
  runsOut: z.object({ from: day, to: day }).nullable(),
});
export type QuotaSituation = z.infer<typeof situation>;

export const forecastContract = {
  /** Null before the first import. */
  'forecast.month': query(['lines', 'customers'], nothing, forecastAnswer.nullable()),
  /**
   * The consumption quota if something happened; amounts in the quota's currency, left out = 0. Null before the quota was
   * read. Errors: AMOUNT_INVALID.
   */
  'forecast.whatIf': query(
    ['lines', 'quota'],
    z.strictObject({
      /** Paid of the amount due. */
      pay: amount.optional(),
      /** The total is raised by this. */
      raise: amount.optional(),
      /** A new customer spends this much a day. */
      perDay: amount.optional(),
      /** Coupons of this value lapse unused. */
      lapse: amount.optional(),
    }),
    z.object({ currency, basisDays: z.number().int(), present: situation, supposed: situation }).nullable(),
  ),
};
