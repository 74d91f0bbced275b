import type { z } from 'zod';
import { recordsContract } from '../../contract/records.ts';
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
import { listCoupons } from './queries.ts';

/** Coupons as a file (guide 9.1). They name nobody; a customer is an ID. */

const STATE = {
  available: words('Available', '可用'),
  used: words('Used up', '已用完'),
  expired: words('Expired', '已过期'),
  withdrawn: words('Withdrawn', '已回收'),
  inactive: words('Not active yet', '未生效'),
  unknown: words('Unknown', '未知'),
} as const;

const input = recordsContract['coupons.list'].input.omit({ after: true, limit: true, revealId: true });

export const couponsExport = defineExport({
  name: 'coupons',
  title: words('Coupons', '代金券'),
  permission: 'coupons.view',
  source: 'coupons',
  columns: [
    column('name', 'text', 'Coupon', '代金券'),
    column('id', 'id', 'ID', 'ID', { always: true }),
    column('state', 'text', 'State', '状态', { words: STATE }),
    column('balance', 'amount', 'Balance', '余额'),
    column('face', 'amount', 'Face value', '面值'),
    column('currency', 'currency', 'Currency', '币种', { always: true }),
    column('effective', 'instant', 'Valid from', '生效时间'),
    column('expires', 'instant', 'Valid until', '失效时间'),
    column('left', 'integer', 'Days left', '剩余天数'),
    column('products', 'text', 'Products', '适用产品'),
    column('customer', 'id', 'Customer ID', '客户 ID'),
    column('resellerId', 'id', 'Reseller ID', '云经销商 ID', { of: 'customer' }),
  ],
  input,
  rows: (context, asked: z.output<typeof input>, caller) =>
    pagesOf(
      (after) => listCoupons(context, { ...asked, after, limit: PAGE }, caller),
      (row) => ({
        cells: {
          name: row.name,
          id: row.id,
          state: row.state,
          balance: row.balance,
          face: row.faceValue,
          currency: row.currency,
          effective: row.effectiveAt,
          expires: row.expiresAt,
          left: row.daysLeft,
          products: row.products,
          customer: row.customerId,
          resellerId: row.resellerId,
        },
      }),
    ),
  describe: (asked) =>
    describeBy(asked, {
      search: () => condition(words('Search', '搜索'), HIDDEN),
      state: (state) => condition(words('State', '状态'), STATE[state]),
      expiringWithinDays: (days) =>
        condition(words('Expiring', '到期'), words(`Within ${days} days`, `${days} 天内`)),
      customerId: (id) => condition(words('Customer ID', '客户 ID'), id),
    }),
});
