import { z } from 'zod';
import { action, amount, day, instant, page, pageLimit, percent, query } from './define.ts';

/** general: all categories; product: one product alone. Setting one kind makes the other void (guide 5.9). */
export const discountKind = z.enum(['general', 'product']);
export type DiscountKind = z.infer<typeof discountKind>;

/**
 * `planned`: to be set in the Partner Center's console; `scheduled`, `active`, `expired`: set there, by its days;
 * `replaced`: void since another one was set; `cancelled`: never set.
 */
export const discountState = z.enum(['planned', 'scheduled', 'active', 'expired', 'replaced', 'cancelled']);
export type DiscountState = z.infer<typeof discountState>;

export const discountRow = z.object({
  id: z.string(),
  customerId: z.string(),
  /** Masked unless revealed for view 'customers'. */
  customerName: z.string(),
  kind: discountKind,
  /** The product as the person named it; null for a general discount. */
  product: z.string().nullable(),
  percent,
  /** First and last day, GMT+08:00. */
  from: day,
  to: day,
  state: discountState,
  /** Days until it expires, today = 0; null when it is not active. */
  daysLeft: z.number().int().nullable(),
  person: z.string(),
  createdAt: instant,
  taskId: z.string().nullable(),
});
export type DiscountRow = z.infer<typeof discountRow>;

export const discountRecord = z.object({
  at: instant,
  discountId: z.string(),
  what: z.enum(['planned', 'set', 'replaced', 'cancelled', 'reopened']),
  person: z.string(),
  kind: discountKind,
  product: z.string().nullable(),
  percent,
  from: day,
  to: day,
});
export type DiscountRecord = z.infer<typeof discountRecord>;

export const discountChange = z.strictObject({
  kind: discountKind,
  /** The products, for product-specific discounts: one discount each. */
  products: z.array(z.string().trim().min(1).max(64)).max(20).default([]),
  /** Taken off the price, in percent: above 0, below 100, two decimals. */
  percent: amount,
  from: day,
  to: day,
});
export type DiscountChange = z.infer<typeof discountChange>;

/** What is decided for each customer in a preview. */
const before = z.object({ kind: discountKind, product: z.string().nullable(), percent, to: day });
const id = z.string().min(1).max(64);
const ids = z.array(id).min(1).max(1000);
const reveal = { revealId: z.string().max(64).optional() };
const reads = ['discount', 'customers', 'settings', 'resellers'];

export const discountsContract = {
  /** A customer's discounts with the records of what was done, and why none can be granted (an error code). */
  'discounts.of': query(
    reads,
    z.strictObject({ customerId: id, ...reveal }),
    z
      .object({
        rows: z.array(discountRow),
        records: z.array(discountRecord),
        refused: z.string().nullable(),
        /** The highest discount granted to the partner, in percent; null without a limit of its own. */
        most: amount.nullable(),
      })
      .nullable(),
  ),
  'discounts.list': query(
    reads,
    z.strictObject({
      /** Only those active that expire within so many days. */
      expiringWithinDays: z.number().int().min(0).max(3660).optional(),
      states: z.array(discountState).min(1).optional(),
      after: z.string().max(64).optional(),
      limit: pageLimit.default(100),
      ...reveal,
    }),
    page(discountRow),
  ),
  /** Errors: those of 'discounts.create'. */
  'discounts.preview': query(
    reads,
    z.strictObject({ customerIds: ids, change: discountChange, ...reveal }),
    z.object({
      rows: z.array(
        z.object({
          customerId: z.string(),
          customerName: z.string(),
          /** What is granted now. */
          before: z.array(before),
          /** How many of them become void. */
          replaces: z.number().int(),
          refused: z.string().nullable(),
        }),
      ),
      count: z.number().int(),
      refused: z.number().int(),
    }),
  ),
  /**
   * A console task per discount. Errors: DISCOUNT_PERMISSION_MISSING, DISCOUNT_COUNTRY_EXCLUDED, DISCOUNT_OUT_OF_RANGE,
   * DISCOUNT_DAYS, DISCOUNT_PRODUCT_MISSING; per customer CUSTOMER_UNKNOWN, RESELLER_MODEL_CUSTOMER.
   */
  'discounts.create': action(
    'console',
    z.strictObject({ customerIds: ids, change: discountChange }),
    z.object({
      batchId: z.string(),
      ids: z.array(z.string()),
      refused: z.array(z.object({ customerId: z.string(), code: z.string() })),
    }),
  ),
  /** Takes back what was not set yet. Errors: NOT_FOUND, DISCOUNT_SET. */
  'discounts.cancel': action('local', z.strictObject({ ids }), z.object({ cancelled: z.number().int() })),
};
