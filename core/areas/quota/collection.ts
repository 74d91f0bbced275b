import { z } from 'zod';
import { bodyAmount, bodyCurrency, bodyMeasure, readBody } from '../../storage/body.ts';
import type { Collection } from '../../storage/collection.ts';
import type { WriteHandle } from '../../storage/store.ts';

/** The answer of ShowPartnerConsumptionQuota: one record. A part may be missing; missing is not zero. */
const quotaBody = z.looseObject({
  consumption_quota: bodyAmount,
  used_consumption_quota: bodyAmount,
  due_amount: bodyAmount,
  unbilled_amount: bodyAmount,
  amount: bodyAmount,
  coupon_amount: bodyAmount,
  measure_id: bodyMeasure,
  currency: bodyCurrency,
});

/** The record's id: there is one quota per partner. */
export const QUOTA_ID = 'quota';

const COLUMNS = [
  'total_e8',
  'used_e8',
  'due_e8',
  'unbilled_e8',
  'balance_e8',
  'coupons_e8',
  'currency',
] as const;

/** Amounts in units of 1e-8. `quota_snapshot` keeps what was read before: the API gives no history. */
const TABLES = [
  `CREATE TABLE quota (
    id TEXT PRIMARY KEY,
    total_e8 INTEGER, used_e8 INTEGER, due_e8 INTEGER, unbilled_e8 INTEGER, balance_e8 INTEGER, coupons_e8 INTEGER,
    currency TEXT NOT NULL,
    as_of INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE quota_snapshot (
    as_of INTEGER PRIMARY KEY,
    total_e8 INTEGER, used_e8 INTEGER, due_e8 INTEGER, unbilled_e8 INTEGER, balance_e8 INTEGER, coupons_e8 INTEGER,
    currency TEXT NOT NULL
  ) STRICT`,
];

const create = (w: WriteHandle): void => {
  for (const sql of TABLES) w.run(sql);
};

/** The partner's consumption quota, with a snapshot each time it was read with other figures. */
export const quota: Collection = {
  name: 'quota',
  migrations: [{ version: 10, name: 'quota', up: create }],
  tables: ['quota'],
  parse(body) {
    readBody('quota', quotaBody, body);
    return { id: QUOTA_ID };
  },
  project(w, id, body, context) {
    const q = readBody('quota', quotaBody, body);
    const values = [
      q.consumption_quota,
      q.used_consumption_quota,
      q.due_amount,
      q.unbilled_amount,
      q.amount,
      q.coupon_amount,
      q.currency,
    ];
    const names = COLUMNS.join(', ');
    w.run(`INSERT OR REPLACE INTO quota (id, ${names}, as_of) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`, [
      id,
      ...values,
      context.asOf,
    ]);
    w.run(`INSERT OR REPLACE INTO quota_snapshot (as_of, ${names}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`, [
      context.asOf,
      ...values,
    ]);
  },
  // Snapshots stay: they say what was read, and when.
  remove: (w, id) => void w.run('DELETE FROM quota WHERE id = ?', [id]),
};
