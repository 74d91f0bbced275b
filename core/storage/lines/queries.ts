import { CodedError } from '../../base/errors.ts';
import { formatDecimal, joinUnits } from '../../base/money.ts';
import { ATTRIBUTED_LINES, attributedRollup } from './attribution.ts';
import type { Row, Session, Value } from './engine.ts';
import { MEASURES, pair, ROLLUPS } from './schema.ts';
import { rowInPart, toSum } from './stage.ts';
import type {
  Amounts,
  Dimension,
  Groups,
  GroupsQuery,
  LineRow,
  LinesFilter,
  PageQuery,
  Sum,
} from './store.ts';

/** The column of a dimension. */
const COLUMN: Readonly<Record<Dimension, string>> = {
  month: 'period',
  customer: 'customer_id',
  service: 'service',
  region: 'region',
  reseller: 'reseller_id',
  mode: 'mode',
  kind: 'kind',
  manager: 'manager',
};
/** Conditions of a filter: the column each one reads, and how. */
const CONDITIONS: readonly (readonly [
  field: Exclude<keyof LinesFilter, 'customerIds' | 'managers'>,
  column: string,
  operator: '=' | '>=' | '<=',
])[] = [
  ['from', 'period', '>='],
  ['to', 'period', '<='],
  ['customerId', 'customer_id', '='],
  ['resellerId', 'reseller_id', '='],
  ['service', 'service', '='],
  ['region', 'region', '='],
  ['mode', 'mode', '='],
  ['kind', 'kind', '='],
  ['currency', 'currency', '='],
  ['manager', 'manager', '='],
];
/** Dimensions whose keys have names of their own. */
const LABELLED: ReadonlySet<Dimension> = new Set(['customer', 'reseller', 'service', 'region']);
const SMALLEST_FIRST = ['by_month', 'by_product', 'by_customer', 'by_all'] as const;
const DEFAULT_LIMIT = 10_000;
/** Sums of a group; `lines` comes first because the sums' names hide the columns' names. */
const SUMS = `CAST(sum(lines) AS BIGINT) AS lines, ${MEASURES.flatMap((name) =>
  pair(name).map((column) => `CAST(sum(${column}) AS HUGEINT) AS ${column}`),
).join(', ')}`;

/** Lines of the customers in a JSON list, which is bound. */
export const AMONG_CUSTOMERS = `customer_id IN (SELECT unnest(from_json(?, '["VARCHAR"]')))`;

interface Where {
  readonly sql: string;
  readonly values: Value[];
  readonly columns: string[];
}

function where(filter: LinesFilter): Where {
  const parts: string[] = [];
  const values: Value[] = [];
  const columns: string[] = [];
  for (const [field, column, operator] of CONDITIONS) {
    const value = filter[field];
    if (value === undefined) continue;
    // The key '' stands for lines without the value.
    if (value === '' && operator === '=') parts.push(`${column} IS NULL`);
    else {
      parts.push(`${column} ${operator} ?`);
      values.push(value);
    }
    columns.push(column);
  }
  if (filter.managers !== undefined) {
    parts.push(`manager IN (SELECT unnest(from_json(?, '["VARCHAR"]')))`);
    values.push(JSON.stringify(filter.managers));
    columns.push('manager');
  }
  if (filter.customerIds !== undefined) {
    parts.push(AMONG_CUSTOMERS);
    values.push(JSON.stringify(filter.customerIds));
    columns.push('customer_id');
  }
  return { sql: parts.length === 0 ? 'true' : parts.join(' AND '), values, columns };
}

/** Where sums with all these columns come from: a rollup; with `manager` among them, one that is told the managers. */
function sourceFor(columns: readonly string[]): string {
  if (!columns.includes('manager')) return rollupFor(columns);
  const others = columns.filter((column) => column !== 'manager');
  return attributedRollup(rollupFor([...others, 'customer_id']), others);
}

/** The smallest rollup that has all these columns. */
function rollupFor(columns: readonly string[]): string {
  const fits = (table: string): boolean => {
    const keys = ROLLUPS.find((rollup) => rollup.table === table)?.keys.map(({ name }) => name) ?? [];
    return columns.every((column) => keys.includes(column));
  };
  return SMALLEST_FIRST.find(fits) ?? 'by_all';
}

/** Units as decimal text per measure. */
export function amountsText(amounts: Readonly<Record<string, bigint | null>>): Amounts {
  const text = (name: string): string | null => {
    const units = amounts[name];
    return units === null || units === undefined ? null : formatDecimal(units);
  };
  return {
    payable: text('payable'),
    list: text('list'),
    billed: text('billed'),
    effective: text('effective'),
    contracted: text('contracted'),
  };
}

function sumRow(row: Row): Sum {
  const { currency, lines, amounts } = toSum(row);
  return { currency, amounts: amountsText(amounts), lines };
}

export async function groups(session: Session, query: GroupsQuery): Promise<Groups> {
  const column = COLUMN[query.by];
  const condition = where(query);
  const table = sourceFor([column, ...condition.columns]);
  const order =
    query.order === 'payable'
      ? 'CAST(payable_e8 AS HUGEINT) * 100000000 + payable_r16 DESC NULLS LAST, key'
      : 'key';
  const limit = Math.max(1, Math.trunc(query.limit ?? DEFAULT_LIMIT));
  const read = (most: string): Promise<Row[]> =>
    session.all<Row>(
      `SELECT * FROM (SELECT coalesce(${column}, '') AS key, currency, ${SUMS} FROM ${table}
      WHERE ${condition.sql} GROUP BY 1, 2) ORDER BY ${order}, currency ${most}`,
      condition.values,
    );
  if (query.by === 'manager') return ofAll(await read(''), limit);
  const rows = await read(`LIMIT ${limit}`);
  const total = await session.all<Row>(
    `SELECT currency, count(DISTINCT coalesce(${column}, '')) AS keys, ${SUMS} FROM ${table}
      WHERE ${condition.sql} GROUP BY 1 ORDER BY 1`,
    condition.values,
  );
  const keys = rows.map((row) => String(row['key']));
  const labels = LABELLED.has(query.by) ? await labelsOf(session, query.by, keys) : new Map<string, string>();
  return {
    rows: rows.map((row) => {
      const key = String(row['key']);
      return { key, label: labels.get(key) ?? null, ...sumRow(row) };
    }),
    total: total.map(sumRow),
    groups: await countKeys(session, column, table, condition, total),
  };
}

/** Few groups that cost much to read (managers): read once, and added up here. */
function ofAll(rows: readonly Row[], limit: number): Groups {
  const total = new Map<string, { lines: number; amounts: Record<string, bigint | null> }>();
  for (const row of rows) {
    const { currency, lines, amounts } = toSum(row);
    const sum = total.get(currency) ?? { lines: 0, amounts: {} };
    sum.lines += lines;
    for (const [measure, units] of Object.entries(amounts))
      if (units !== null) sum.amounts[measure] = (sum.amounts[measure] ?? 0n) + units;
    total.set(currency, sum);
  }
  return {
    rows: rows.slice(0, limit).map((row) => ({ key: String(row['key']), label: null, ...sumRow(row) })),
    total: [...total]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([currency, { lines, amounts }]) => ({ currency, amounts: amountsText(amounts), lines })),
    groups: new Set(rows.map((row) => row['key'])).size,
  };
}

/** With one currency the totals know the number of keys already. */
async function countKeys(
  session: Session,
  column: string,
  table: string,
  condition: Where,
  total: Row[],
): Promise<number> {
  if (total.length <= 1) return Number(total[0]?.['keys'] ?? 0);
  const [row] = await session.all<{ n: bigint }>(
    `SELECT count(DISTINCT coalesce(${column}, '')) AS n FROM ${table} WHERE ${condition.sql}`,
    condition.values,
  );
  return Number(row?.n ?? 0n);
}

/** The newest clear name of each key; a masked one only where no clear one was ever seen. */
async function labelsOf(
  session: Session,
  dimension: Dimension,
  keys: readonly string[],
): Promise<Map<string, string>> {
  if (keys.length === 0) return new Map();
  const rows = await session.all<{ key: string; name: string }>(
    `SELECT key, arg_max(name, CASE WHEN contains(name, '**') THEN '0' ELSE '1' END || period || name) AS name FROM label
      WHERE dimension = ? AND key IN (SELECT unnest(from_json(?, '["VARCHAR"]'))) GROUP BY key`,
    [dimension, JSON.stringify([...new Set(keys)])],
  );
  return new Map(rows.map(({ key, name }) => [key, name]));
}

const LINE_PAIRS = [...MEASURES, 'usage'].flatMap((name) => pair(name)).map((column) => `l.${column}`);

export async function page(
  session: Session,
  query: PageQuery,
): Promise<{ rows: LineRow[]; next: string | null }> {
  const condition = where(query);
  const parts = [condition.sql];
  const values = [...condition.values];
  if (query.hideZero) parts.push('(payable_e8 IS DISTINCT FROM 0 OR payable_r16 IS DISTINCT FROM 0)');
  if (query.after !== undefined) {
    const { period, segment, ordinal } = readCursor(query.after);
    parts.push('(period < ? OR (period = ? AND (segment > ? OR (segment = ? AND ordinal > ?))))');
    values.push(period, period, segment, segment, ordinal);
  }
  const limit = Math.max(1, Math.trunc(query.limit));
  const lines = condition.columns.includes('manager') ? ATTRIBUTED_LINES : 'line';
  const rows = await session.all<Row>(
    `SELECT l.segment, l.ordinal, l.period, CAST(l.day AS VARCHAR) AS day_text, customer_id, customer_name,
        coalesce(service_name, service) AS service, coalesce(product_name, product) AS product,
        coalesce(region_name, region) AS region, coalesce(resource_name, resource) AS resource, mode, kind, order_id,
        unit, currency, extra, ${LINE_PAIRS.join(', ')}, g.import_id, g.file, p.part, p.first_ordinal, p.skipped
      FROM (SELECT * FROM ${lines} WHERE ${parts.join(' AND ')} ORDER BY period DESC, segment, ordinal LIMIT ${limit + 1}) l
      JOIN segment g ON g.segment = l.segment
      ASOF LEFT JOIN part p ON p.import_no = g.import_no AND p.first_ordinal <= l.ordinal
      ORDER BY l.period DESC, l.segment, l.ordinal`,
    values,
  );
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const more = rows.length > limit && last !== undefined;
  return {
    rows: shown.map(lineRow),
    next: more ? `${String(last['period'])}|${String(last['segment'])}|${String(last['ordinal'])}` : null,
  };
}

const CURSOR = /^(\d{4}-\d{2})\|(\d{1,9})\|(\d{1,10})$/;

function readCursor(text: string): { period: string; segment: number; ordinal: number } {
  const match = CURSOR.exec(text);
  if (!match) throw new CodedError('INPUT_INVALID', { field: 'after' });
  return { period: match[1] ?? '', segment: Number(match[2]), ordinal: Number(match[3]) };
}

const textOrNull = (value: Value | undefined): string | null => (typeof value === 'string' ? value : null);

function lineRow(row: Row): LineRow {
  const units = (name: string): bigint | null => {
    const [e8, r16] = pair(name);
    const whole = row[e8];
    const rest = row[r16];
    return typeof whole === 'bigint' && typeof rest === 'bigint' ? joinUnits(whole, rest) : null;
  };
  const usage = units('usage');
  const skipped: unknown = JSON.parse(textOrNull(row['skipped']) ?? '[]');
  const part = {
    first: Number(row['first_ordinal'] ?? 1),
    skipped: Array.isArray(skipped) ? skipped.map(Number) : [],
  };
  return {
    id: `${String(row['segment'])}-${String(row['ordinal'])}`,
    period: String(row['period']),
    day: textOrNull(row['day_text']),
    customerId: String(row['customer_id']),
    customerName: textOrNull(row['customer_name']),
    service: textOrNull(row['service']),
    product: textOrNull(row['product']),
    region: textOrNull(row['region']),
    resource: textOrNull(row['resource']),
    mode: textOrNull(row['mode']),
    kind: textOrNull(row['kind']),
    order: textOrNull(row['order_id']),
    usage: usage === null ? null : formatDecimal(usage),
    unit: textOrNull(row['unit']),
    currency: String(row['currency']),
    amounts: amountsText(Object.fromEntries(MEASURES.map((name) => [name, units(name)]))),
    extra: textOrNull(row['extra']),
    origin: {
      importId: String(row['import_id']),
      file: String(row['file']),
      part: Number(row['part'] ?? 0),
      row: rowInPart(Number(row['ordinal']), part),
    },
  };
}
