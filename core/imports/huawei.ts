import { CodedError } from '../base/errors.ts';
import { BILL_FILE, LINE_FILES, USAGE_FILE } from '../contract/partner-center/files.ts';
import type { LineFile, LineMeaning } from '../contract/partner-center/files.ts';
import type { AmountField, StagePlan, TextField } from '../storage/lines/plan.ts';
import { FILE_BILL_TYPES, FILE_BILLING_MODES } from './codes.ts';
import { headingCurrency, MEANINGS, normaliseHeading } from './headings.ts';

export type HuaweiFormat = LineFile['format'];

/** Huawei Cloud's own files of one partner: one scope. */
export const HUAWEI_SCOPE = 'huawei';

/** Without these a set of headings is not a file of ours at all; with them it is, and what is missing can be named. */
const RECOGNISED_BY: readonly LineMeaning[] = ['customerId', 'listPrice'];
const RECOGNISED_WITH: readonly LineMeaning[] = [
  'payable',
  'billingCycle',
  'serviceTypeCode',
  'billingMode',
  'transactionTime',
];
const REQUIRED: readonly LineMeaning[] = [
  'billingCycle',
  'customerId',
  'serviceTypeCode',
  'payable',
  'listPrice',
];

const TEXTS: readonly (readonly [
  target: TextField['target'],
  meaning: LineMeaning,
  more?: Partial<TextField>,
])[] = [
  ['customer_id', 'customerId', { required: true }],
  ['customer_name', 'customerName'],
  ['account_name', 'accountName'],
  ['reseller_id', 'resellerId'],
  ['service', 'serviceTypeCode'],
  ['service_name', 'serviceTypeName'],
  ['region', 'regionCode'],
  ['region_name', 'regionName'],
  ['product', 'productId'],
  ['product_name', 'productName'],
  ['resource', 'resourceId'],
  ['resource_name', 'resourceName'],
  ['resource_type', 'resourceTypeCode'],
  ['mode', 'billingMode', { codes: FILE_BILLING_MODES }],
  ['kind', 'billType', { codes: FILE_BILL_TYPES }],
  ['bill_type', 'billType'],
  ['order_id', 'orderId'],
  ['unit', 'usageUnit'],
  ['currency', 'currency', { required: true }],
];
const AMOUNTS: readonly (readonly [
  target: AmountField['target'],
  meaning: LineMeaning,
  required: boolean,
])[] = [
  ['payable', 'payable', true],
  ['list', 'listPrice', false],
  ['discount', 'discount', false],
  ['coupon', 'couponDeducted', false],
];

export interface HuaweiPlan {
  readonly format: HuaweiFormat;
  readonly version: string | null;
  readonly plan: StagePlan;
}

/**
 * The plan of a usage or bill file, or null when the headings are not one.
 * @param names the names of the part and of the file: both formats have the same headings, so what a file is follows
 *   from the documented name of its parts, and without one from its documented first column (decision 0007)
 * @throws CodedError IMPORT_COLUMN_MISSING {columns}
 */
export function planHuawei(
  headings: readonly string[],
  delimiter: string,
  names: readonly string[],
): HuaweiPlan | null {
  const places = new Map<LineMeaning, number>();
  for (const [index, heading] of headings.entries()) {
    const meaning = MEANINGS.get(normaliseHeading(heading));
    if (meaning !== undefined && !places.has(meaning)) places.set(meaning, index);
  }
  const matched = RECOGNISED_WITH.filter((meaning) => places.has(meaning)).length;
  if (!RECOGNISED_BY.some((meaning) => places.has(meaning)) || matched < 2) return null;

  const currency = headings.map(headingCurrency).find((code) => code !== null) ?? null;
  const missing: LineMeaning[] = REQUIRED.filter((meaning) => !places.has(meaning));
  if (!places.has('currency') && currency === null) missing.push('currency');
  const file = kindOf(headings, names);
  if (missing.length > 0) {
    const columns = missing.map((meaning) => headingOf(file, meaning));
    throw new CodedError('IMPORT_COLUMN_MISSING', { format: file.format, columns });
  }
  return {
    format: file.format,
    version: file === USAGE_FILE ? 'V2' : null,
    plan: planOf(headings, delimiter, places, currency),
  };
}

function planOf(
  headings: readonly string[],
  delimiter: string,
  places: ReadonlyMap<LineMeaning, number>,
  currency: string | null,
): StagePlan {
  const at = (meaning: LineMeaning): number | undefined => places.get(meaning);
  const texts = TEXTS.flatMap(([target, meaning, more]) => {
    const index = at(meaning);
    return index === undefined ? [] : [{ target, columns: [index], ...more }];
  });
  const amounts = AMOUNTS.flatMap(([target, meaning, required]) => {
    const column = at(meaning);
    return column === undefined ? [] : [{ target, column, required }];
  });
  const time = at('transactionTime');
  const known = new Set(places.values());
  return {
    delimiter,
    width: headings.length,
    headings,
    scope: { prefix: HUAWEI_SCOPE, columns: [] },
    period: { column: at('billingCycle') ?? 0, kind: 'month' },
    // Times that name no zone are Beijing time; days are Beijing days, as the months are.
    instant: time === undefined ? null : { column: time, zone: 8, dayZone: 8 },
    texts,
    amounts,
    usage: at('usage') ?? null,
    kindBySign: at('billType') === undefined,
    extra: headings.flatMap((heading, column) => (known.has(column) ? [] : [{ heading, column }])),
    currency: at('currency') === undefined ? currency : null,
  };
}

function kindOf(headings: readonly string[], names: readonly string[]): LineFile {
  const named = LINE_FILES.find((file) =>
    names.some((name) => file.part.test(name) || file.archive.test(name)),
  );
  if (named) return named;
  return MEANINGS.get(normaliseHeading(headings[0] ?? '')) === 'customerId' ? BILL_FILE : USAGE_FILE;
}

function headingOf(file: LineFile, meaning: LineMeaning): string {
  return file.columns.find((column) => column.meaning === meaning)?.heading ?? meaning;
}

const PRODUCED = /(\d{4})(\d{2})_(\d{4})(\d{2})(\d{2})/;

/**
 * The day 'YYYY-MM-DD' a usage file was produced, from the names of its parts or its own; null when none says it.
 * Newer files of a month replace older ones, and the last days of a month are corrected without new days in the data.
 */
export function producedDay(names: readonly string[]): string | null {
  for (const name of names) {
    const match = PRODUCED.exec(name);
    if (match) return `${match[3]}-${match[4]}-${match[5]}`;
  }
  return null;
}
