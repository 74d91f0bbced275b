import { createHash } from 'node:crypto';
import { CodedError } from '../base/errors.ts';
import { importMapping, type ImportMapping, type MappedField } from '../contract/imports.ts';
import type { LineMeaning } from '../contract/partner-center/files.ts';
import type { StagePlan, TextField } from '../storage/lines/plan.ts';
import type { ReadHandle, WriteHandle } from '../storage/store.ts';
import { FILE_BILLING_MODES } from './codes.ts';
import { headingCurrency, MEANINGS, normaliseHeading } from './headings.ts';

/** Files of no known format: a person says which column is what, once for each set of headings. */

/** Beijing time, as billing periods are. */
const ZONE = 8;

const TEXTS: readonly (readonly [TextField['target'], MappedField, Partial<TextField>?])[] = [
  ['customer_id', 'customerId', { required: true }],
  ['customer_name', 'customerName'],
  ['service', 'service'],
  ['region', 'region'],
  ['product_name', 'product'],
  ['resource', 'resource'],
  ['mode', 'mode', { codes: FILE_BILLING_MODES }],
  ['order_id', 'order'],
  ['unit', 'unit'],
  ['currency', 'currency', { required: true }],
];

/** Which of our fields a known heading proposes, the better ones first. */
const PROPOSED: Readonly<Record<MappedField, readonly LineMeaning[]>> = {
  period: ['billingCycle'],
  day: ['transactionTime'],
  customerId: ['customerId', 'accountName', 'customerName'],
  customerName: ['customerName', 'accountName'],
  service: ['serviceTypeName', 'serviceTypeCode'],
  region: ['regionName', 'regionCode'],
  product: ['productName', 'productId'],
  resource: ['resourceId', 'resourceName'],
  mode: ['billingMode'],
  order: ['orderId'],
  usage: ['usage'],
  unit: ['usageUnit'],
  currency: ['currency'],
  payable: ['payable'],
  list: ['listPrice'],
};

/** What stands for a set of headings, whatever their order, case and spaces. */
export function headingsKey(headings: readonly string[]): string {
  return createHash('sha256').update(headings.map(normaliseHeading).sort().join('\n')).digest('hex');
}

/**
 * The plan of a file by a person's mapping.
 * @throws CodedError IMPORT_COLUMN_MISSING {columns} when the mapping lacks a needed field or the file a named heading
 */
export function planMapped(
  headings: readonly string[],
  delimiter: string,
  mapping: ImportMapping,
): StagePlan {
  const places = new Map(headings.map((heading, index) => [normaliseHeading(heading), index]));
  const fields = new Map<MappedField, number>();
  const missing: string[] = [];
  for (const [field, heading] of Object.entries(mapping.columns)) {
    const index = places.get(normaliseHeading(heading));
    if (index === undefined) missing.push(heading);
    // The keys are those of the schema; Object.entries widens them.
    else fields.set(field as MappedField, index);
  }
  for (const needed of ['payable', 'customerId'] as const) if (!fields.has(needed)) missing.push(needed);
  const period = fields.get('period');
  const day = fields.get('day');
  if (period === undefined && day === undefined) missing.push('period');
  if (!fields.has('currency') && mapping.currency === null) missing.push('currency');
  if (missing.length > 0)
    throw new CodedError('IMPORT_COLUMN_MISSING', { format: 'mapped', columns: missing });
  const used = new Set(fields.values());
  const amounts = (['payable', 'list'] as const).flatMap((target) => {
    const column = fields.get(target);
    return column === undefined ? [] : [{ target, column, required: target === 'payable' }];
  });
  const usage = fields.get('usage') ?? null;
  return {
    delimiter,
    width: headings.length,
    headings,
    scope: { prefix: `mapped|${mapping.source.toLowerCase()}`, columns: [] },
    period: { column: period ?? day ?? 0, kind: period === undefined ? 'instant' : 'month', zone: ZONE },
    instant: day === undefined ? null : { column: day, zone: ZONE, dayZone: ZONE },
    written: {
      decimal: mapping.decimal,
      dates: mapping.dates,
      dateColumns: [period, day].filter((index) => index !== undefined),
      amountColumns: [...amounts.map(({ column }) => column), ...(usage === null ? [] : [usage])],
    },
    texts: TEXTS.flatMap(([target, field, more]) => {
      const index = fields.get(field);
      return index === undefined ? [] : [{ target, columns: [index], ...more }];
    }),
    amounts,
    usage,
    kindBySign: true,
    extra: headings.flatMap((heading, column) => (used.has(column) ? [] : [{ heading, column }])),
    currency: fields.has('currency') ? null : mapping.currency,
  };
}

/** A number in either way of writing; a date with dots is none. */
const NUMBER = /^[(+-]?(\d{1,3}([., ]\d{3})+|\d+)([.,]\d+)?[)]?$/;

/** 1.234,50 and no 1,234.50 anywhere: a decimal comma. */
function decimalOf(cells: readonly string[]): '.' | ',' {
  const numbers = cells.map((cell) => cell.trim()).filter((cell) => NUMBER.test(cell));
  const comma = numbers.some((cell) => /,\d{1,2}[)]?$/.test(cell) || /,\d{4,}[)]?$/.test(cell));
  const point = numbers.some((cell) => /\.\d{1,2}[)]?$/.test(cell) || /\.\d{4,}[)]?$/.test(cell));
  return comma && !point ? ',' : '.';
}

function datesOf(cells: readonly string[]): ImportMapping['dates'] {
  const parts = cells.flatMap((cell) => {
    const match = /^\s*(\d{1,2})[./-](\d{1,2})[./-]\d{4}/.exec(cell);
    return match ? [[Number(match[1]), Number(match[2])] as const] : [];
  });
  if (parts.length === 0) return 'ymd';
  // A second number above 12 can only be a day; otherwise day first, as most of the world writes.
  return parts.some(([, second]) => second > 12) ? 'mdy' : 'dmy';
}

/** What the headings and the first rows suggest. Nothing is needed from it: a person looks at it before it is used. */
export function proposeMapping(
  headings: readonly string[],
  sample: readonly (readonly string[])[],
  source: string,
): ImportMapping {
  const byMeaning = new Map<LineMeaning, string>();
  for (const heading of headings) {
    const meaning = MEANINGS.get(normaliseHeading(heading));
    if (meaning !== undefined && !byMeaning.has(meaning)) byMeaning.set(meaning, heading);
  }
  const columns: Partial<Record<MappedField, string>> = {};
  for (const [field, meanings] of Object.entries(PROPOSED)) {
    const heading = meanings.map((meaning) => byMeaning.get(meaning)).find((one) => one !== undefined);
    if (heading !== undefined) columns[field as MappedField] = heading;
  }
  const cells = sample.flat();
  return {
    columns,
    currency: headings.map(headingCurrency).find((code) => code !== null) ?? null,
    decimal: decimalOf(cells),
    dates: datesOf(cells),
    source: source.trim().slice(0, 64) || 'file',
  };
}

/** The mapping used last for these headings; undefined when there is none, or it is of another version. */
export function rememberedMapping(r: ReadHandle, headings: readonly string[]): ImportMapping | undefined {
  const row = r.get<{ mapping: string }>('SELECT mapping FROM import_mapping WHERE headings = ?', [
    headingsKey(headings),
  ]);
  return row === undefined ? undefined : readMapping(row.mapping);
}

/** A mapping as it lies in the ledger. */
export function readMapping(text: string): ImportMapping | undefined {
  const parsed = importMapping.safeParse(JSON.parse(text));
  return parsed.success ? parsed.data : undefined;
}

export function rememberMapping(
  w: WriteHandle,
  headings: readonly string[],
  mapping: ImportMapping,
  by: { readonly who: string; readonly at: number },
): void {
  w.run(
    `INSERT INTO import_mapping (headings, mapping, who, at) VALUES (?, ?, ?, ?)
     ON CONFLICT (headings) DO UPDATE SET mapping = excluded.mapping, who = excluded.who, at = excluded.at`,
    [headingsKey(headings), JSON.stringify(mapping), by.who, by.at],
  );
}
