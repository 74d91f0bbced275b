import { z } from 'zod';
import { amount, currency, day, instant, page, pageLimit, percent, period, query } from './define.ts';
import { importFormat } from './imports.ts';

/**
 * `manager`: whom the day's expenditure belongs to (guide 5.8): the account manager from the day after the assignment, for
 * ever; a line without a day counts on the last day of its month. Keys: a member's id, '@' and a digest for an account of
 * the Partner Center that is no member's, '' for nobody.
 */
export const dimension = z.enum([
  'month',
  'customer',
  'service',
  'region',
  'reseller',
  'manager',
  'mode',
  'kind',
]);
export type Dimension = z.infer<typeof dimension>;
export const measure = z.enum(['payable', 'list', 'billed', 'effective', 'contracted']);
export type Measure = z.infer<typeof measure>;

const measures = z.object({
  payable: amount.nullable(),
  list: amount.nullable(),
  billed: amount.nullable(),
  effective: amount.nullable(),
  contracted: amount.nullable(),
});
export const sum = z.object({ currency, amounts: measures, lines: z.number().int() });
export type Sum = z.infer<typeof sum>;

/** Conditions on the lines; all optional. `service`, `region`, `mode`, `kind` are the keys of the group rows. */
export const linesFilter = z.strictObject({
  from: period.optional(),
  to: period.optional(),
  customerId: z.string().max(160).optional(),
  resellerId: z.string().max(64).optional(),
  service: z.string().max(256).optional(),
  region: z.string().max(128).optional(),
  mode: z.string().max(64).optional(),
  kind: z.string().max(64).optional(),
  currency: currency.optional(),
  manager: z.string().max(160).optional(),
});
export type LinesFilter = z.infer<typeof linesFilter>;

export const groupRow = sum.extend({
  key: z.string(),
  label: z.string().nullable(),
  sharePercent: percent.nullable(),
});
export type GroupRow = z.infer<typeof groupRow>;

export const lineRow = z.object({
  id: z.string(),
  period,
  day: day.nullable(),
  customerId: z.string(),
  customerName: z.string().nullable(),
  service: z.string().nullable(),
  product: z.string().nullable(),
  region: z.string().nullable(),
  resource: z.string().nullable(),
  mode: z.string().nullable(),
  kind: z.string().nullable(),
  order: z.string().nullable(),
  usage: z.string().nullable(),
  unit: z.string().nullable(),
  currency,
  amounts: measures,
  /** File, part and row the line was read from. */
  origin: z.object({ importId: z.string(), file: z.string(), row: z.number().int() }),
});
export type LineRow = z.infer<typeof lineRow>;

export const lineSource = z.object({
  period,
  importId: z.string(),
  file: z.string(),
  format: importFormat,
  importedAt: instant,
  /** Last day covered. */
  through: day.nullable(),
  lines: z.number().int(),
});

export const expendituresContract = {
  'expenditures.groups': query(
    ['lines', 'customers', 'assignment', 'team'],
    z.strictObject({
      by: dimension,
      filter: linesFilter.default({}),
      order: z.enum(['key', 'payable']).default('payable'),
      limit: z.number().int().min(1).max(200_000).default(100),
      revealId: z.string().max(64).optional(),
    }),
    z.object({ rows: z.array(groupRow), total: z.array(sum), groups: z.number().int() }),
  ),
  'expenditures.lines': query(
    ['lines', 'assignment'],
    z.strictObject({
      filter: linesFilter.default({}),
      hideZero: z.boolean().default(true),
      after: z.string().max(256).optional(),
      limit: pageLimit.default(100),
      revealId: z.string().max(64).optional(),
    }),
    page(lineRow),
  ),
  'expenditures.sources': query(
    ['lines', 'import'],
    z.strictObject({ from: period.optional(), to: period.optional() }),
    z.array(lineSource),
  ),
  'expenditures.span': query(
    ['lines'],
    z.strictObject({}),
    z.object({
      first: period.nullable(),
      last: period.nullable(),
      running: period,
      currencies: z.array(currency),
    }),
  ),
};
