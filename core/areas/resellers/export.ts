import type { z } from 'zod';
import { resellersContract } from '../../contract/resellers.ts';
import {
  column,
  condition,
  defineExport,
  describeBy,
  HIDDEN,
  PAGE,
  pagesOf,
  words,
} from '../../exports/definition.ts';
import { listResellers } from './queries.ts';

/** Resellers as a file, with their customers' number and expenditure of the running month. */

const input = resellersContract['resellers.list'].input.omit({ after: true, limit: true, revealId: true });

const HELD = (held: boolean) => (held ? words('Granted', '已授予') : words('Not granted', '未授予'));

export const resellersExport = defineExport({
  name: 'resellers',
  title: words('Resellers', '云经销商'),
  permission: 'resellers.view',
  source: 'resellers',
  columns: [
    column('name', 'text', 'Reseller', '云经销商', { personal: 'reseller' }),
    column('id', 'id', 'ID', 'ID', { always: true }),
    column('account', 'text', 'Account', '账号', { personal: 'account' }),
    column('customers', 'integer', 'Customers', '客户数'),
    column('month', 'amount', 'This month', '本月'),
    column('monthCurrency', 'currency', 'Currency', '币种', { of: 'month' }),
    column('manager', 'text', 'Account manager', '客户经理', { personal: 'person' }),
    column('phone', 'text', 'Phone', '手机号', { personal: 'phone' }),
    column('email', 'text', 'E-mail', '邮箱', { personal: 'email' }),
    column('associated', 'instant', 'Associated', '关联时间'),
  ],
  input,
  rows: (context, asked: z.output<typeof input>, caller) =>
    pagesOf(
      (after) => listResellers(context, { ...asked, after, limit: PAGE }, caller),
      (row) => ({
        cells: {
          name: row.name,
          id: row.id,
          account: row.account,
          customers: row.customers,
          month: row.monthToDate?.amount ?? null,
          monthCurrency: row.monthToDate?.currency ?? null,
          manager: row.manager,
          phone: row.phone,
          email: row.email,
          associated: row.associatedOn,
        },
        about: { reseller: row.id, account: row.id, phone: row.id, email: row.id },
      }),
    ),
  describe: (asked) =>
    describeBy(asked, {
      search: () => condition(words('Search', '搜索'), HIDDEN),
      budget: (held) => condition(words('Budget and freeze permission', '预算和冻结权限'), HELD(held)),
      order: (held) => condition(words('Order and O&M permission', '代下单和代运维权限'), HELD(held)),
      managerId: (id) => condition(words('Account manager ID', '客户经理 ID'), id),
    }),
});
