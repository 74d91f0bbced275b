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
import { listOrders } from './queries.ts';

/** Orders as a file (guide 7: export). */

export const ORDER_STATUS = {
  '1': words('Pending approval', '待审核'),
  '2': words('Pending refund', '待退款'),
  '3': words('Processing', '处理中'),
  '4': words('Cancelled', '已取消'),
  '5': words('Completed', '已完成'),
  '6': words('Pending payment', '待支付'),
  '9': words('Pending confirmation', '待确认'),
  '10': words('Pending shipment', '待发货'),
  '11': words('Pending receipt', '待收货'),
  '12': words('Pending pick-up', '待上门取货'),
  '13': words('Being replaced', '换货中'),
} as const;

const TYPE = {
  '1': words('New', '新购'),
  '2': words('Renewal', '续订'),
  '3': words('Change', '变更'),
  '4': words('Unsubscription', '退订'),
  '10': words('To pay-per-use', '包年/包月转按需'),
  '11': words('To yearly/monthly', '按需转包年/包月'),
  '13': words('Trial', '试用'),
  '14': words('Trial to commercial', '试用转商用'),
  '15': words('Price adjustment', '调价'),
} as const;

const input = recordsContract['orders.list'].input.omit({ after: true, limit: true, revealId: true });
const statusWords: Readonly<Record<string, (typeof ORDER_STATUS)['1'] | undefined>> = ORDER_STATUS;

export const ordersExport = defineExport({
  name: 'orders',
  title: words('Orders', '订单'),
  permission: 'orders.view',
  source: 'orders',
  columns: [
    column('id', 'id', 'Order no.', '订单号', { always: true }),
    column('name', 'text', 'Customer', '客户', { personal: 'customer' }),
    column('customerId', 'id', 'Customer ID', '客户 ID', { of: 'name', always: true }),
    column('product', 'text', 'Product', '产品'),
    column('serviceType', 'text', 'Service type', '服务类型', { of: 'product' }),
    column('type', 'text', 'Type', '类型', { words: TYPE }),
    column('status', 'text', 'Status', '状态', { words: ORDER_STATUS }),
    column('amount', 'amount', 'Amount', '金额'),
    column('discounted', 'amount', 'Discounted', '优惠后金额'),
    column('currency', 'currency', 'Currency', '币种', { always: true }),
    column('created', 'instant', 'Ordered', '下单时间'),
    column('paidAt', 'instant', 'Paid', '支付时间'),
  ],
  input,
  rows: (context, asked: z.output<typeof input>, caller) =>
    pagesOf(
      (after) => listOrders(context, { ...asked, after, limit: PAGE }, caller),
      (row) => ({
        cells: {
          id: row.id,
          name: row.customerName,
          customerId: row.customerId,
          product: row.serviceName ?? row.serviceType,
          serviceType: row.serviceType,
          type: row.type,
          status: row.status,
          amount: row.amount,
          discounted: row.discounted,
          currency: row.currency,
          created: row.createdAt,
          paidAt: row.paidAt,
        },
        about: { customer: row.customerId },
      }),
    ),
  describe: (asked) =>
    describeBy(asked, {
      search: () => condition(words('Search', '搜索'), HIDDEN),
      status: (status) => condition(words('Status', '状态'), statusWords[status] ?? status),
      customerId: (id) => condition(words('Customer ID', '客户 ID'), id),
    }),
});
