/**
 * The tables of the lines file, as facts. A *segment* is what one import gives for one scope and month (scope: the
 * partner's own Huawei Cloud files, or a provider and billing account of a FOCUS file); lines and rollups carry its
 * number, so replacing a month is deleting one segment and adding another, in one transaction.
 */
export const LINES_SCHEMA = 20;

export const MEASURES = ['payable', 'list', 'billed', 'effective', 'contracted'] as const;
/** Amounts that lines keep besides the measures; no rollup needs them. */
export const LINE_AMOUNTS = [...MEASURES, 'discount', 'coupon'] as const;
export type LineAmount = (typeof LINE_AMOUNTS)[number];

/** Every amount and quantity is two BIGINT columns: units of 1e-8, and the remainder in units of 1e-16 (same sign). */
export const pair = (name: string): readonly [string, string] => [`${name}_e8`, `${name}_r16`];

/** Text columns of a line, in the order of the table. */
export const LINE_TEXTS = [
  'customer_id',
  'customer_name',
  'account_name',
  'reseller_id',
  'reseller_name',
  'service',
  'service_name',
  'region',
  'region_name',
  'product',
  'product_name',
  'resource',
  'resource_name',
  'resource_type',
  'mode',
  'kind',
  'bill_type',
  'order_id',
  'unit',
  'currency',
] as const;
export type LineText = (typeof LINE_TEXTS)[number];

/** All columns of a line except its segment and their types; the stage has the same but the ordinal. */
export const LINE_COLUMNS: readonly (readonly [name: string, type: string])[] = [
  // Place among the readable rows of its import, from 1; table `part` leads from there to file part and row.
  ['ordinal', 'INTEGER'],
  ['period', 'VARCHAR'],
  ['day', 'DATE'],
  ['charged_at', 'BIGINT'],
  ...LINE_TEXTS.map((name) => [name, 'VARCHAR'] as const),
  ...LINE_AMOUNTS.flatMap((name) => pair(name).map((column) => [column, 'BIGINT'] as const)),
  ...pair('usage').map((column) => [column, 'BIGINT'] as const),
  ['extra', 'VARCHAR'],
];

export interface Rollup {
  readonly table: string;
  /** Columns it is grouped by, besides the segment; `expression` when it is no column of the line. */
  readonly keys: readonly { readonly name: string; readonly expression?: string; readonly type?: string }[];
  /** 'line', or the rollup it can be added up from. */
  readonly from: string;
}

/** Day of the month a line counts on: see LinesStore.daily. */
export const CLAMPED_DAY = `CASE
  WHEN day IS NULL OR left(CAST(day AS VARCHAR), 7) > period THEN day(last_day(CAST(period || '-01' AS DATE)))
  WHEN left(CAST(day AS VARCHAR), 7) < period THEN 1
  ELSE day(day) END`;

/** Month first in each, because segments arrive by month and every question names its months. */
export const ROLLUPS: readonly Rollup[] = [
  {
    table: 'by_all',
    from: 'line',
    keys: [
      { name: 'period' },
      { name: 'customer_id' },
      { name: 'service' },
      { name: 'region' },
      { name: 'reseller_id' },
      { name: 'mode' },
      { name: 'kind' },
      { name: 'currency' },
    ],
  },
  {
    table: 'by_product',
    from: 'by_all',
    keys: [
      { name: 'period' },
      { name: 'service' },
      { name: 'region' },
      { name: 'mode' },
      { name: 'kind' },
      { name: 'currency' },
    ],
  },
  {
    table: 'by_customer',
    from: 'by_all',
    keys: [{ name: 'period' }, { name: 'customer_id' }, { name: 'reseller_id' }, { name: 'currency' }],
  },
  {
    table: 'by_month',
    from: 'by_product',
    keys: [{ name: 'period' }, { name: 'kind' }, { name: 'currency' }],
  },
];

/** Payable per day and customer: for daily curves and for comparing the same days of two months. */
export const DAY_ROLLUP = {
  table: 'by_day',
  keys: ['period', 'dom', 'customer_id', 'currency'],
  dayExpression: CLAMPED_DAY,
} as const;

/** Payable per day, of all customers: a month's curve costs the same however many customers and lines there are. */
export const DAY_TOTALS = {
  table: 'by_date',
  keys: ['period', 'dom', 'currency'],
} as const;

const DAY_TOTALS_TABLE = `CREATE TABLE ${DAY_TOTALS.table} (segment INTEGER NOT NULL, period VARCHAR, dom TINYINT,
  currency VARCHAR, payable_e8 HUGEINT, payable_r16 BIGINT)`;

/** Adds the days up, for the segments of `where`. */
export const dayTotalsSelect = (where: string): string =>
  `SELECT segment, ${DAY_TOTALS.keys.join(', ')}, CAST(sum(payable_e8) AS HUGEINT) AS payable_e8,
    CAST(sum(payable_r16) AS BIGINT) AS payable_r16 FROM ${DAY_ROLLUP.table} WHERE ${where} GROUP BY ALL`;

/** How the tables of an older file become those of the next version, by the version found; lines stay as they are. */
export const UPGRADES: ReadonlyMap<number, readonly string[]> = new Map([
  [10, [DAY_TOTALS_TABLE, `INSERT INTO ${DAY_TOTALS.table} ${dayTotalsSelect('true')}`]],
]);

/** Names seen for keys; clear ones win over masked ones when read. */
export const LABELS: readonly { readonly dimension: string; readonly key: string; readonly name: string }[] =
  [
    { dimension: 'customer', key: 'customer_id', name: 'customer_name' },
    { dimension: 'reseller', key: 'reseller_id', name: 'reseller_name' },
    { dimension: 'service', key: 'service', name: 'service_name' },
    { dimension: 'region', key: 'region', name: 'region_name' },
  ];

/** Type of a sum: whole units outgrow 64 bits at 92 thousand million of a currency; remainders of 1e11 lines do not. */
export const sumType = (column: string): string => (column.endsWith('_e8') ? 'HUGEINT' : 'BIGINT');

const sums = MEASURES.flatMap((name) => pair(name).map((column) => `${column} ${sumType(column)}`)).join(
  ', ',
);

/** Statements that make an empty lines file. */
export function createStatements(): string[] {
  const line = LINE_COLUMNS.map(([name, type]) => `"${name}" ${type}`).join(', ');
  return [
    'CREATE TABLE lines_meta (key VARCHAR PRIMARY KEY, value VARCHAR NOT NULL)',
    `CREATE TABLE segment (segment INTEGER PRIMARY KEY, import_no INTEGER NOT NULL, import_id VARCHAR NOT NULL,
      file VARCHAR NOT NULL, format VARCHAR NOT NULL, scope VARCHAR NOT NULL, period VARCHAR NOT NULL,
      imported_at BIGINT NOT NULL, through VARCHAR, lines BIGINT NOT NULL)`,
    // Parts of an archive in their order; 'skipped' lists (JSON) the row numbers that could not be read as rows at all.
    `CREATE TABLE part (import_no INTEGER NOT NULL, part SMALLINT NOT NULL, name VARCHAR NOT NULL,
      first_ordinal INTEGER NOT NULL, skipped VARCHAR NOT NULL)`,
    `CREATE TABLE line (segment INTEGER NOT NULL, ${line})`,
    ...ROLLUPS.map(({ table, keys }) => {
      const columns = keys.map(({ name, type }) => `${name} ${type ?? 'VARCHAR'}`).join(', ');
      return `CREATE TABLE ${table} (segment INTEGER NOT NULL, ${columns}, lines BIGINT NOT NULL, ${sums})`;
    }),
    `CREATE TABLE ${DAY_ROLLUP.table} (segment INTEGER NOT NULL, period VARCHAR, dom TINYINT, customer_id VARCHAR,
      currency VARCHAR, payable_e8 ${sumType('payable_e8')}, payable_r16 ${sumType('payable_r16')})`,
    DAY_TOTALS_TABLE,
    'CREATE TABLE label (segment INTEGER NOT NULL, dimension VARCHAR, key VARCHAR, name VARCHAR, period VARCHAR)',
  ];
}

/** Tables whose rows belong to a segment. */
export const SEGMENT_TABLES: readonly string[] = [
  'line',
  ...ROLLUPS.map(({ table }) => table),
  DAY_ROLLUP.table,
  DAY_TOTALS.table,
  'label',
];
