import { z } from 'zod';
import { dimension, linesFilter, type Dimension } from '../../contract/expenditures.ts';
import type { BothLanguages } from '../../contract/exports.ts';
import type { Caller } from '../../contract/handlers.ts';
import {
  column,
  condition,
  defineExport,
  describeBy,
  PAGE,
  pagesOf,
  words,
  type ExportRow,
  type Pages,
} from '../../exports/definition.ts';
import type { AreaContext } from '../context.ts';
import { expenditureGroups, expenditureLines } from './queries.ts';

/** Expenditures as files: sums by a dimension, and the lines themselves with the place they were read from. */

const DIMENSION: Readonly<Record<Dimension, BothLanguages>> = {
  month: words('Month', '月份'),
  customer: words('Customer', '客户'),
  service: words('Service', '云服务'),
  region: words('Region', '区域'),
  reseller: words('Reseller', '云经销商'),
  manager: words('Account manager', '客户经理'),
  mode: words('Billing mode', '计费模式'),
  kind: words('Bill type', '账单类型'),
};

const describeLines = (filter: z.output<typeof linesFilter>) =>
  describeBy(filter, {
    from: (from) => condition(words('From', '起始月份'), from),
    to: (to) => condition(words('To', '截止月份'), to),
    customerId: (id) => condition(words('Customer ID', '客户 ID'), id),
    resellerId: (id) => condition(words('Reseller ID', '云经销商 ID'), id),
    service: (key) => condition(DIMENSION.service, key),
    region: (key) => condition(DIMENSION.region, key),
    manager: (key) => condition(DIMENSION.manager, key),
    mode: (key) => condition(DIMENSION.mode, key),
    kind: (key) => condition(DIMENSION.kind, key),
    currency: (code) => condition(words('Currency', '币种'), code),
  });

const AMOUNTS = [
  column('payable', 'amount', 'Payable', '应付金额', { of: 'amount' }),
  column('list', 'amount', 'List price', '官网价', { of: 'amount' }),
  column('billed', 'amount', 'Billed', '账单金额', { of: 'amount' }),
  column('effective', 'amount', 'Effective', '摊销金额', { of: 'amount' }),
  column('contracted', 'amount', 'Contracted', '合同价', { of: 'amount' }),
] as const;

/** The contract's own bound on groups. */
const MOST_GROUPS = 200_000;

async function* groups(
  context: AreaContext,
  { by, filter, order }: z.output<typeof groupsInput>,
  caller: Caller,
): Pages {
  // Groups come from rollups, as one bounded answer; they are many only where there are as many customers.
  const answer = await expenditureGroups(context, { by, filter, order, limit: MOST_GROUPS }, caller);
  for (let at = 0; at < answer.rows.length; at += PAGE)
    yield answer.rows.slice(at, at + PAGE).map((row): ExportRow => ({
      cells: {
        dimension: by,
        key: row.key,
        customer: by === 'customer' ? row.label : null,
        reseller: by === 'reseller' ? row.label : null,
        manager: by === 'manager' ? row.label : null,
        label: by === 'customer' || by === 'reseller' || by === 'manager' ? null : row.label,
        share: row.sharePercent,
        lines: row.lines,
        ...row.amounts,
        currency: row.currency,
      },
      about: { customer: row.key, reseller: row.key, person: row.key },
    }));
}

const groupsInput = z.strictObject({
  by: dimension.default('service'),
  filter: linesFilter.default({}),
  order: z.enum(['key', 'payable']).default('payable'),
});

export const expenditureGroupsExport = defineExport({
  name: 'expenditures.groups',
  title: words('Expenditures by group', '消费汇总'),
  permission: 'expenditures.view',
  source: 'files',
  columns: [
    column('dimension', 'text', 'Grouped by', '分组维度', { words: DIMENSION }),
    column('key', 'id', 'Key', '标识', { always: true }),
    column('customer', 'text', 'Customer', '客户', { personal: 'customer' }),
    column('reseller', 'text', 'Reseller', '云经销商', { personal: 'reseller' }),
    column('manager', 'text', 'Account manager', '客户经理', { personal: 'person' }),
    column('label', 'text', 'Name', '名称'),
    column('share', 'percent', 'Share %', '占比 %'),
    column('lines', 'integer', 'Lines', '明细行数'),
    ...AMOUNTS,
    column('currency', 'currency', 'Currency', '币种', { always: true }),
  ],
  input: groupsInput,
  rows: groups,
  describe: ({ by, filter }) => [
    condition(words('Grouped by', '分组维度'), DIMENSION[by]),
    ...describeLines(filter),
  ],
});

/** Lines are many and small: bigger pages, still few of them in memory. */
const LINES_AT_ONCE = 5_000;

const linesInput = z.strictObject({
  filter: linesFilter.default({}),
  hideZero: z.boolean().default(true),
});

export const expenditureLinesExport = defineExport({
  name: 'expenditures.lines',
  title: words('Expenditure details', '消费明细'),
  permission: 'expenditures.view',
  source: 'files',
  columns: [
    column('period', 'period', 'Month', '账期', { always: true }),
    column('day', 'day', 'Day', '日期'),
    column('customerId', 'id', 'Customer ID', '客户 ID', { always: true }),
    column('customer', 'text', 'Customer', '客户', { personal: 'customer', of: 'name' }),
    column('service', 'text', 'Service', '服务'),
    column('product', 'text', 'Product', '产品'),
    column('region', 'text', 'Region', '区域'),
    column('resource', 'text', 'Resource', '资源'),
    column('mode', 'text', 'Billing mode', '计费模式'),
    column('kind', 'text', 'Bill type', '账单类型'),
    column('order', 'id', 'Order no.', '订单号'),
    column('usage', 'amount', 'Usage', '用量'),
    column('unit', 'text', 'Unit', '单位', { of: 'usage' }),
    ...AMOUNTS,
    column('currency', 'currency', 'Currency', '币种', { always: true }),
    column('file', 'text', 'File', '来源文件', { personal: 'file', of: 'origin' }),
    column('row', 'integer', 'Row of the file', '文件行号', { of: 'origin' }),
    column('import', 'id', 'Import', '导入批次', { of: 'origin' }),
  ],
  input: linesInput,
  rows: (context, { filter, hideZero }, caller) =>
    pagesOf(
      (after) => expenditureLines(context, { filter, hideZero, after, limit: LINES_AT_ONCE }, caller),
      ({ amounts, origin, customerName, id: _id, ...row }) => ({
        cells: {
          ...row,
          ...amounts,
          customer: customerName,
          file: origin.file,
          row: origin.row,
          import: origin.importId,
        },
        about: { customer: row.customerId },
      }),
    ),
  describe: ({ filter, hideZero }) => [
    ...describeLines(filter),
    ...(hideZero ? [condition(words('Zero amounts', '零金额'), words('Left out', '已隐藏'))] : []),
  ],
});
