// The two files that the Partner Center puts into the partner's bucket, as tables of facts that the
// sandbox writes by and the importer reads by. Only the first columns of each file are documented
// (api.json, `files`); the rest are this project's own headings for the content the documentation names.
// Readers must find columns by heading, never by position, and let a person map the ones they miss.

/** What a column means, whatever it is called in a file. */
export type LineMeaning =
  | 'billingCycle'
  | 'customerId'
  | 'transactionTime'
  | 'customerName'
  | 'accountName'
  | 'resellerId'
  | 'billType'
  | 'billingMode'
  | 'serviceTypeCode'
  | 'serviceTypeName'
  | 'resourceTypeCode'
  | 'productId'
  | 'productName'
  | 'regionCode'
  | 'regionName'
  | 'resourceId'
  | 'resourceName'
  | 'orderId'
  | 'usage'
  | 'usageUnit'
  | 'listPrice'
  | 'discount'
  | 'couponDeducted'
  | 'payable'
  | 'currency';

/**
 * How the text of a column is to be read: `period` 'YYYY-MM' in GMT+08:00; `instant`
 * 'yyyy-MM-ddTHH:mm:ssZ' in UTC; `amount` plain decimal text in the line's currency, up to 8 decimals,
 * negative on refunds and deductions; `quantity` plain decimal text; `code` a code kept as it stands
 * (unknown codes will come); `text` anything.
 */
export type ColumnKind = 'period' | 'instant' | 'amount' | 'quantity' | 'code' | 'text';

export interface FileColumn {
  readonly heading: string;
  readonly meaning: LineMeaning;
  readonly kind: ColumnKind;
  /** A file without this column is not a file of this format. */
  readonly required: boolean;
  /** The column is named in the public documentation; the others are assumed. */
  readonly documented: boolean;
}

export interface LineFile {
  readonly id: 'customerUsage' | 'customerBill';
  /** The format name that an import reports. */
  readonly format: 'huawei-usage' | 'huawei-bill';
  readonly folder: string;
  /** Name of the archive; groups: 1 = YYYYMM, 2 = YYYYMMDD of the day it was produced (usage file only). */
  readonly archive: RegExp;
  /** Name of a CSV part inside; the last group is its number, from 1. */
  readonly part: RegExp;
  readonly maxRecordsPerPart: number;
  readonly columns: readonly FileColumn[];
}

const column = (
  heading: string,
  meaning: LineMeaning,
  kind: ColumnKind,
  options: { required?: boolean; documented?: boolean } = {},
): FileColumn => ({
  heading,
  meaning,
  kind,
  required: options.required ?? false,
  documented: options.documented ?? false,
});

const REQUIRED = { required: true };
const DOCUMENTED = { required: true, documented: true };

// One definition per meaning, so that both files use the same headings.
const C = {
  billingCycle: column('Billing Cycle', 'billingCycle', 'period', DOCUMENTED),
  customerId: column('Customer ID', 'customerId', 'code', DOCUMENTED),
  transactionTime: column('Transaction Time', 'transactionTime', 'instant', DOCUMENTED),
  productId: column('Product ID', 'productId', 'code', { documented: true }),
  serviceTypeCode: column('Service Type Code', 'serviceTypeCode', 'code', DOCUMENTED),
  resourceTypeCode: column('Resource Type Code', 'resourceTypeCode', 'code', { documented: true }),
  regionCode: column('Region Code', 'regionCode', 'code', { documented: true }),
  billingMode: column('Billing Mode', 'billingMode', 'code', { documented: true }),
  listPrice: column('List Price', 'listPrice', 'amount', DOCUMENTED),
  customerName: column('Customer Name', 'customerName', 'text'),
  accountName: column('Account Name', 'accountName', 'text'),
  resellerId: column('Partner ID', 'resellerId', 'code'),
  billType: column('Bill Type', 'billType', 'code'),
  serviceTypeName: column('Service Type', 'serviceTypeName', 'text'),
  productName: column('Product Name', 'productName', 'text'),
  regionName: column('Region', 'regionName', 'text'),
  resourceId: column('Resource ID', 'resourceId', 'code'),
  resourceName: column('Resource Name', 'resourceName', 'text'),
  orderId: column('Order/Transaction ID', 'orderId', 'code'),
  usage: column('Usage', 'usage', 'quantity'),
  usageUnit: column('Usage Unit', 'usageUnit', 'text'),
  discount: column('Discount Amount', 'discount', 'amount'),
  couponDeducted: column('Coupon Deducted', 'couponDeducted', 'amount'),
  payable: column('Payable Amount', 'payable', 'amount', REQUIRED),
  currency: column('Currency', 'currency', 'code', REQUIRED),
} as const;

// Payable = list price - discount - coupon deducted, exactly, on every line. Partner ID is empty for the
// partner's own customers and the reseller's ID for a customer of a reseller. Billing Mode holds a code of
// enum bill_file_charging_mode, Bill Type one of bill_type_detail.
const SHARED_TAIL = [
  C.customerName,
  C.accountName,
  C.resellerId,
  C.billType,
  C.serviceTypeName,
  C.productName,
  C.regionName,
  C.resourceId,
  C.resourceName,
  C.orderId,
  C.usage,
  C.usageUnit,
  C.discount,
  C.couponDeducted,
  C.payable,
  C.currency,
] as const;

/** Usage and cost lines of the whole month so far; the newest file of a month replaces the older ones. */
export const USAGE_FILE: LineFile = {
  id: 'customerUsage',
  format: 'huawei-usage',
  folder: 'customerUsage',
  archive: /^customerUsageV2_(\d{6})_(\d{8})\.tar\.gz$/,
  part: /^customerUsageV2_\d{6}_\d{8}_(\d{8})\.csv$/,
  maxRecordsPerPart: 100_000,
  columns: [
    C.billingCycle,
    C.customerId,
    C.transactionTime,
    C.productId,
    C.serviceTypeCode,
    C.resourceTypeCode,
    C.regionCode,
    C.billingMode,
    C.listPrice,
    ...SHARED_TAIL,
  ],
};

/** The final bill details of a closed month. */
export const BILL_FILE: LineFile = {
  id: 'customerBill',
  format: 'huawei-bill',
  folder: 'customerBill',
  archive: /^customerBill_(\d{6})\.tar\.gz$/,
  part: /^customerBill_\d{6}_(\d{4})\.csv$/,
  maxRecordsPerPart: 100_000,
  columns: [
    C.customerId,
    C.productId,
    C.serviceTypeCode,
    C.resourceTypeCode,
    C.regionCode,
    C.billingMode,
    C.listPrice,
    // The bill file names the month in its own name; the column is repeated so that a part can stand alone.
    { ...C.billingCycle, documented: false },
    { ...C.transactionTime, documented: false },
    ...SHARED_TAIL,
  ],
};

export const LINE_FILES: readonly LineFile[] = [USAGE_FILE, BILL_FILE];

/** 'YYYY-MM' -> 'YYYYMM', as the file names write it. */
const compact = (text: string): string => text.replaceAll('-', '');

/**
 * @param period 'YYYY-MM'
 * @param day 'YYYY-MM-DD', the day (GMT+08:00) it was produced; it holds data up to the end of the day before, so the
 *   file of day 1 still belongs to the previous month. Example: customerUsageV2_202611_20261123.tar.gz
 */
export function usageArchiveName(period: string, day: string): string {
  return `customerUsageV2_${compact(period)}_${compact(day)}.tar.gz`;
}

/** @param part number of the part, from 1. */
export function usagePartName(period: string, day: string, part: number): string {
  return `customerUsageV2_${compact(period)}_${compact(day)}_${String(part).padStart(8, '0')}.csv`;
}

/** @param period 'YYYY-MM'. Example: customerBill_202610.tar.gz */
export function billArchiveName(period: string): string {
  return `customerBill_${compact(period)}.tar.gz`;
}

/** @param part number of the part, from 1. */
export function billPartName(period: string, part: number): string {
  return `customerBill_${compact(period)}_${String(part).padStart(4, '0')}.csv`;
}

/**
 * Last day 'YYYY-MM-DD' whose data a usage file holds: the day before it was produced, at most the month's last day.
 * (Day 1 brings the previous month, days 2 to 4 both months; api.json, `files`.)
 * @param period 'YYYY-MM' @param day 'YYYY-MM-DD', the day in the file's name
 */
export function usageCoveredThrough(period: string, day: string): string {
  const dayBefore = new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
  if (dayBefore.slice(0, 7) <= period) return dayBefore;
  const [year, month] = period.split('-').map(Number);
  return new Date(Date.UTC(year ?? 0, month ?? 1, 0)).toISOString().slice(0, 10);
}
