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

/** An order of ListCustomerOrders (its `order_infos`): yearly/monthly only (guide 7). */
const orderBody = z.looseObject({
  order_id: z.string().min(1),
  customer_id: bodyText,
  service_type_code: bodyText,
  service_type_name: bodyText,
  status: bodyText,
  order_type: bodyText,
  amount_after_discount: bodyAmount,
  official_amount: bodyAmount,
  measure_id: bodyMeasure,
  currency: bodyCurrency,
  create_time: bodyInstant,
  payment_time: bodyInstant,
});

/** Amounts in units of 1e-8. */
const TABLES = [
  `CREATE TABLE customer_order (
    id TEXT PRIMARY KEY,
    customer_id TEXT NOT NULL,
    service_type TEXT,
    service_name TEXT,
    type TEXT NOT NULL,
    status TEXT NOT NULL,
    amount_e8 INTEGER,
    discounted_e8 INTEGER,
    currency TEXT NOT NULL,
    created_at INTEGER,
    paid_at INTEGER,
    as_of INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID`,
  'CREATE INDEX order_by_created ON customer_order (created_at, id)',
  'CREATE INDEX order_by_amount ON customer_order (discounted_e8, id)',
  'CREATE INDEX order_by_customer ON customer_order (customer_id, created_at, id)',
  'CREATE INDEX order_by_status ON customer_order (status, currency, discounted_e8)',
];

/** Yearly/monthly orders of the partner's customers. */
export const orders: Collection = {
  name: 'orders',
  migrations: [
    {
      version: 10,
      name: 'customer-order',
      up(w: WriteHandle) {
        for (const sql of TABLES) w.run(sql);
      },
    },
  ],
  tables: ['customer_order'],
  parse: (body) => ({ id: readBody('orders', orderBody, body).order_id }),
  project(w, id, body, context) {
    const b = readBody('orders', orderBody, body);
    w.run(
      `INSERT OR REPLACE INTO customer_order (id, customer_id, service_type, service_name, type, status, amount_e8,
         discounted_e8, currency, created_at, paid_at, as_of)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      [
        id,
        b.customer_id ?? '',
        b.service_type_code,
        b.service_type_name,
        b.order_type ?? '',
        b.status ?? '',
        b.official_amount,
        b.amount_after_discount,
        b.currency,
        b.create_time,
        b.payment_time,
        context.asOf,
      ],
    );
  },
  remove: (w, id) => void w.run('DELETE FROM customer_order WHERE id = ?', [id]),
};
