import { z } from 'zod';
import { customerFilter, customerSort, type CustomerRow } from '../../contract/customers.ts';
import type { Caller } from '../../contract/handlers.ts';
import {
  column,
  condition,
  defineExport,
  describeBy,
  HIDDEN,
  PAGE,
  pagesOf,
  words,
  type ExportRow,
  type Pages,
} from '../../exports/definition.ts';
import type { AreaContext } from '../context.ts';
import { listCustomers } from './list.ts';
import { totalCustomers } from './totals.ts';

/** Customers as a file (guide 5.1, 2.2: the administrator alone): the whole filter, or those that were selected. */

const COLUMNS = [
  column('name', 'text', 'Customer', '客户', { personal: 'customer' }),
  column('id', 'id', 'Customer ID', '客户 ID', { always: true }),
  column('account', 'text', 'Account name', '账号名称', { personal: 'account' }),
  column('manager', 'text', 'Account manager', '客户经理', { personal: 'person' }),
  column('monthToDate', 'amount', 'This month', '本月'),
  column('monthCurrency', 'currency', 'Currency of this month', '本月币种', { of: 'monthToDate' }),
  column('budget', 'amount', 'Budget', '预算'),
  column('budgetUsed', 'amount', 'Budget used', '已用预算', { of: 'use' }),
  column('use', 'percent', 'Budget used %', '预算使用率 %'),
  column('budgetCurrency', 'currency', 'Currency of the budget', '预算币种', { of: 'budget' }),
  column('budgetType', 'text', 'Budget type', '预算类型', {
    words: {
      monthly: words('Monthly', '按月'),
      'one-time': words('One-time', '一次性'),
      unknown: words('Type not provided', '类型未提供'),
    },
  }),
  column('state', 'text', 'State', '状态', {
    words: { frozen: words('Account frozen', '账号已冻结'), normal: words('Normal', '正常') },
  }),
  column('association', 'text', 'Model', '模式', {
    words: {
      reseller: words('Reseller model', '转售模式'),
      referral: words('Referral model', '推荐模式'),
    },
  }),
  column('associatedOn', 'instant', 'Associated on', '关联时间'),
  column('reseller', 'text', 'Reseller', '云经销商', { personal: 'reseller' }),
  column('resellerId', 'id', 'Reseller ID', '云经销商 ID', { of: 'reseller' }),
  column('permitted', 'text', 'Budget permission', '预算权限', {
    words: {
      yes: words('Reseller decides', '云经销商管理'),
      no: words('Distributor decides', '总经销商管理'),
    },
  }),
  column('authorization', 'text', 'Authorization', '授权', {
    words: {
      none: words('Not requested', '未申请'),
      requested: words('Requested', '已申请'),
      authorized: words('Authorized', '已授权'),
      rejected: words('Rejected', '已拒绝'),
      revoked: words('Revoked', '已撤销'),
    },
  }),
  column('phone', 'text', 'Mobile number', '手机号码', { personal: 'phone' }),
  column('email', 'text', 'E-mail', '邮箱', { personal: 'email' }),
  column('tag', 'text', 'Tag', '标签'),
  column('country', 'text', 'Country or region', '国家或地区'),
  column('type', 'text', 'Type', '类型', {
    words: {
      individual: words('Individual', '个人'),
      enterprise: words('Enterprise', '企业'),
      unknown: words('Not provided', '未提供'),
    },
  }),
  column('level', 'text', 'Level', '级别'),
  column('verified', 'text', 'Real-name status', '实名状态', {
    words: {
      '-1': words('Not authenticated', '未实名认证'),
      '0': words('In review', '审核中'),
      '1': words('Rejected', '已拒绝'),
      '2': words('Authenticated', '已实名认证'),
      '3': words('Failed', '认证失败'),
    },
  }),
] as const;

const input = z.strictObject({
  filter: customerFilter.default({ scope: 'all' }),
  sort: customerSort.default({ by: 'name', direction: 'asc' }),
  /** Those selected; the filter counts no more then. */
  ids: z.array(z.string().min(1).max(64)).min(1).max(5000).optional(),
});

export const customersExport = defineExport({
  name: 'customers',
  title: words('Customers', '客户'),
  permission: 'customers.export',
  source: 'customers',
  columns: COLUMNS,
  input,
  rows: (context, { filter, sort, ids }, caller) =>
    ids === undefined
      ? pagesOf((after) => listCustomers(context, { filter, sort, after, limit: PAGE }, caller), rowOf)
      : selected(context, ids, caller),
  count: (context, { filter, ids }, caller) =>
    ids === undefined ? totalCustomers(context, { filter }, caller).count : ids.length,
  describe: ({ filter, ids }) =>
    ids === undefined
      ? describeFilter(filter)
      : [condition(words('Selected', '已选'), words(`${ids.length} customers`, `${ids.length} 个客户`))],
});

/** Each selected one by the list's own question, so that what a member may not see stays unseen here too. */
async function* selected(context: AreaContext, ids: readonly string[], caller: Caller): Pages {
  for (let at = 0; at < ids.length; at += PAGE) {
    const page: ExportRow[] = [];
    for (const id of ids.slice(at, at + PAGE)) {
      const found = listCustomers(
        context,
        { filter: { customerId: id, scope: 'all' }, sort: { by: 'id', direction: 'asc' }, limit: 1 },
        caller,
      );
      page.push(...found.rows.map(rowOf));
    }
    yield page;
  }
}

function rowOf(row: CustomerRow): ExportRow {
  const { budget, monthToDate, reseller, association, frozen } = row;
  return {
    cells: {
      name: row.name,
      id: row.id,
      account: row.account,
      manager: row.manager,
      monthToDate: monthToDate?.amount ?? null,
      monthCurrency: monthToDate?.currency ?? null,
      budget: budget?.amount ?? null,
      budgetUsed: budget?.used ?? null,
      use: budget?.usedPercent ?? null,
      budgetCurrency: budget?.currency ?? null,
      budgetType: budget?.type ?? null,
      state: frozen === null ? null : frozen ? 'frozen' : 'normal',
      association:
        association === null ? null : association.model === 'unknown' ? association.code : association.model,
      associatedOn: row.associatedOn,
      reseller: reseller?.name ?? null,
      resellerId: reseller?.id ?? null,
      permitted: reseller === null ? null : reseller.holdsBudget ? 'yes' : 'no',
      authorization: row.authorization,
      phone: row.phone,
      email: row.email,
      tag: row.tag,
      country: row.country,
      type: row.type,
      level: row.level,
      verified: row.verified,
    },
    about: {
      customer: row.id,
      account: row.id,
      phone: row.id,
      email: row.id,
      ...(reseller === null ? {} : { reseller: reseller.id }),
    },
  };
}

/** What was typed of a name or a number is not said: the words stand in files and in the history. */
const typed = () => HIDDEN;
const range = ({ min, max }: { min?: string | undefined; max?: string | undefined }): string =>
  `${min ?? ''} – ${max ?? ''}`;
const day = (ms: number | undefined): string =>
  ms === undefined ? '' : new Date(ms).toISOString().slice(0, 10);

const describeFilter = (filter: z.output<typeof customerFilter>) =>
  describeBy(filter, {
    search: () => condition(words('Search', '搜索'), typed()),
    customerId: (id) => condition(words('Customer ID', '客户 ID'), id),
    name: () => condition(words('Customer name', '客户名称'), typed()),
    account: () => condition(words('Account name', '账号名称'), typed()),
    manager: () => condition(words('Account manager', '客户经理'), typed()),
    mobile: () => condition(words('Mobile number', '手机号码'), typed()),
    tag: (tag) => condition(words('Tag', '标签'), tag),
    associationType: (code) =>
      condition(
        words('Model', '模式'),
        code === '3'
          ? words('Reseller model', '转售模式')
          : code === '1'
            ? words('Referral model', '推荐模式')
            : code,
      ),
    associated: ({ from, to }) => condition(words('Associated', '关联时间'), `${day(from)} – ${day(to)}`),
    frozen: (frozen) =>
      condition(
        words('State', '状态'),
        frozen ? words('Account frozen', '账号已冻结') : words('Normal', '正常'),
      ),
    monthToDate: (value) => condition(words('This month', '本月'), range(value)),
    budgetUse: (value) => condition(words('Budget use %', '预算使用率 %'), range(value)),
    budget: (kind) =>
      condition(
        words('Budget', '预算'),
        {
          none: words('No budget', '无预算'),
          monthly: words('Monthly', '按月'),
          'one-time': words('One-time', '一次性'),
        }[kind],
      ),
    scope: (scope) =>
      scope === 'all'
        ? null
        : condition(
            words('Belongs to', '归属'),
            scope === 'own'
              ? words('Own customers', '自有客户')
              : words('Resellers’ customers', '云经销商客户'),
          ),
    resellerId: (id) => condition(words('Reseller ID', '云经销商 ID'), id),
    resellerName: () => condition(words('Reseller', '云经销商'), HIDDEN),
    resellerPermission: (held) =>
      condition(
        words('Reseller holds the budget and freeze permission', '云经销商持有预算和冻结权限'),
        held ? words('Yes', '是') : words('No', '否'),
      ),
  });
