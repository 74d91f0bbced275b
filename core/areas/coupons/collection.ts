import { z } from 'zod';
import {
  bodyAmount,
  bodyCurrency,
  bodyInstant,
  bodyMeasure,
  bodyText,
  readBody,
} from '../../storage/body.ts';
import type { Collection } from '../../storage/collection.ts';
import type { WriteHandle } from '../../storage/store.ts';
import { normalise } from '../search-text.ts';

/** A coupon of ListSubCustomerCoupons (its `user_coupons`). */
const couponBody = z.looseObject({
  coupon_id: z.string().min(1),
  coupon_code: bodyText,
  status: bodyText,
  customer_id: bodyText,
  coupon_type: bodyText,
  coupon_version: bodyText,
  measure_id: bodyMeasure,
  face_value: bodyAmount,
  balance: bodyAmount,
  currency: bodyCurrency,
  valid_time: bodyInstant,
  expire_time: bodyInstant,
  plan_name: bodyText,
  is_frozen: bodyText,
  source_id: bodyText,
  use_limits: z.array(z.looseObject({ limit_key: bodyText, value1: bodyText, value2: bodyText })).nullish(),
});
type CouponBody = z.output<typeof couponBody>;

/** Status codes of the API in which a coupon can still be spent. */
const SPENDABLE = new Set(['2']);

/**
 * Amounts in units of 1e-8. `open` is 1 while the status alone allows spending; whether the coupon has expired depends
 * on the day and is decided when reading (guide 9.1).
 */
const TABLES = [
  `CREATE TABLE coupon (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    status TEXT NOT NULL,
    open INTEGER NOT NULL,
    version TEXT,
    face_e8 INTEGER NOT NULL,
    balance_e8 INTEGER NOT NULL,
    currency TEXT NOT NULL,
    effective_at INTEGER,
    expires_at INTEGER,
    customer_id TEXT,
    reseller_id TEXT,
    products TEXT,
    text TEXT NOT NULL,
    as_of INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID`,
  'CREATE INDEX coupon_by_expiry ON coupon (expires_at, id)',
  'CREATE INDEX coupon_by_open ON coupon (open, expires_at)',
  'CREATE INDEX coupon_by_customer ON coupon (customer_id) WHERE customer_id IS NOT NULL',
];

/**
 * What is left of a coupon: its balance; a single-use coupon has no balance and keeps its whole face value until it is
 * used.
 */
function balanceOf(b: CouponBody): bigint {
  if (b.balance !== null && b.coupon_version !== '1') return b.balance;
  return SPENDABLE.has(b.status ?? '') || b.status === '1' ? (b.face_value ?? 0n) : 0n;
}

/** Restrictions as short texts 'key: value', as the API words them; null without any. */
function productsOf(b: CouponBody): string | null {
  const limits = b.use_limits ?? [];
  const texts = limits.map((l) =>
    [l.limit_key, [l.value1, l.value2].filter((v) => v !== null).join('–')].join(': '),
  );
  return texts.length === 0 ? null : texts.join('; ').slice(0, 500);
}

/** The partner's own coupons and, where seen, its customers' ones. */
export const coupons: Collection = {
  name: 'coupons',
  migrations: [
    {
      version: 10,
      name: 'coupon',
      up(w: WriteHandle) {
        for (const sql of TABLES) w.run(sql);
      },
    },
  ],
  tables: ['coupon'],
  parse: (body) => ({ id: readBody('coupons', couponBody, body).coupon_id }),
  project(w, id, body, context) {
    const b = readBody('coupons', couponBody, body);
    const name = b.plan_name ?? b.coupon_code ?? id;
    w.run(
      `INSERT OR REPLACE INTO coupon (id, name, status, open, version, face_e8, balance_e8, currency, effective_at,
         expires_at, customer_id, reseller_id, products, text, as_of)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      [
        id,
        name,
        b.status ?? '',
        SPENDABLE.has(b.status ?? '') && b.is_frozen !== '1' ? 1 : 0,
        b.coupon_version,
        b.face_value ?? 0n,
        balanceOf(b),
        b.currency,
        b.valid_time,
        b.expire_time,
        b.customer_id,
        context.scope === '' ? null : context.scope,
        productsOf(b),
        normalise([name, id, b.coupon_code ?? ''].join(' ')),
        context.asOf,
      ],
    );
  },
  remove: (w, id) => void w.run('DELETE FROM coupon WHERE id = ?', [id]),
};
