import { z } from 'zod';
import { amount, currency, instant, money, page, pageLimit, period, query, stamp } from './define.ts';

const list = {
  search: z.string().trim().max(64).optional(),
  after: z.string().max(512).optional(),
  limit: pageLimit.default(100),
  revealId: z.string().max(64).optional(),
};

/** Orders (guide 7): yearly/monthly only. Codes are the API's; unknown ones are shown as they came. */
export const orderRow = z.object({
  id: z.string(),
  customerId: z.string(),
  customerName: z.string(),
  serviceType: z.string().nullable(),
  serviceName: z.string().nullable(),
  type: z.string(),
  status: z.string(),
  amount: amount.nullable(),
  discounted: amount.nullable(),
  currency,
  createdAt: instant.nullable(),
  paidAt: instant.nullable(),
  stamp,
});
export type OrderRow = z.infer<typeof orderRow>;

/** Coupons (guide 9.1). `state` also counts the expiry: past it a coupon is void whatever its status says. */
export const couponRow = z.object({
  id: z.string(),
  name: z.string(),
  status: z.string(),
  state: z.enum(['available', 'used', 'expired', 'withdrawn', 'inactive', 'unknown']),
  faceValue: amount,
  balance: amount,
  currency,
  effectiveAt: instant.nullable(),
  expiresAt: instant.nullable(),
  daysLeft: z.number().int().nullable(),
  reusable: z.boolean().nullable(),
  customerId: z.string().nullable(),
  resellerId: z.string().nullable(),
  products: z.string().nullable(),
  stamp,
});
export type CouponRow = z.infer<typeof couponRow>;

export const billRow = z.object({
  period,
  state: z.enum(['running', 'provisional', 'final']),
  expenditure: amount,
  refunds: amount,
  adjustments: amount,
  tax: amount.nullable(),
  initialAmountDue: amount,
  amountDue: amount,
  currency,
  stamp,
});
export type BillRow = z.infer<typeof billRow>;

export const recordsContract = {
  'orders.list': query(
    ['orders', 'customers'],
    z.strictObject({
      ...list,
      status: z.string().max(4).optional(),
      customerId: z.string().max(64).optional(),
      sort: z.enum(['createdAt', 'amount']).default('createdAt'),
      direction: z.enum(['asc', 'desc']).default('desc'),
    }),
    page(orderRow),
  ),
  'orders.summary': query(
    ['orders'],
    z.strictObject({}),
    z.object({
      total: z.number().int(),
      byStatus: z.array(z.object({ status: z.string(), count: z.number().int(), sum: z.array(money) })),
      stamp: stamp.nullable(),
    }),
  ),
  'coupons.list': query(
    ['coupons'],
    z.strictObject({
      ...list,
      state: z.enum(['available', 'used', 'expired', 'withdrawn', 'inactive']).optional(),
      expiringWithinDays: z.number().int().min(1).max(3660).optional(),
      customerId: z.string().max(64).optional(),
    }),
    page(couponRow),
  ),
  'coupons.summary': query(
    ['coupons'],
    z.strictObject({}),
    z.object({
      total: z.number().int(),
      available: z.array(money),
      byState: z.array(z.object({ state: z.string(), count: z.number().int() })),
      stamp: stamp.nullable(),
    }),
  ),
  'bills.list': query(['partner_bills'], z.strictObject({}), z.object({ rows: z.array(billRow) })),
};
