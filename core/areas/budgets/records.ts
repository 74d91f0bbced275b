import { z } from 'zod';
import {
  bodyAmount,
  bodyCurrency,
  bodyInstant,
  bodyMeasure,
  bodyText,
  readBody,
} from '../../storage/body.ts';
import type { JsonObject } from '../../base/json.ts';
import type { Collection } from '../../storage/collection.ts';
import type { Migration } from '../../storage/migrate.ts';

/** One entry of ListSubCustomerBudgetRecords; the reading adds the customer it was asked for. */
const recordBody = z.looseObject({
  customer_id: z.string().min(1),
  budget_amount: bodyAmount,
  operation_type: bodyText,
  operation_time: bodyInstant,
  operator: bodyText,
  budget_type: bodyText,
  measure_id: bodyMeasure,
  currency: bodyCurrency,
});

/** Amounts in units of 1e-8, instants in ms UTC. */
const RECORD = `CREATE TABLE budget_record (
  id TEXT PRIMARY KEY,
  customer_id TEXT NOT NULL,
  at INTEGER,
  operation TEXT,
  operator TEXT,
  type TEXT,
  amount_e8 INTEGER,
  currency TEXT NOT NULL,
  as_of INTEGER NOT NULL
) STRICT, WITHOUT ROWID`;

const migrations: readonly Migration[] = [
  {
    version: 10,
    name: 'budget-record',
    up(w) {
      w.run(RECORD);
      w.run('CREATE INDEX budget_record_by_time ON budget_record (customer_id, at, id)');
    },
  },
];

/** Records have no id: time, operator, type and amount name one (API reference section 5). */
function idOf(body: JsonObject): string {
  const b = readBody('budget_records', recordBody, body);
  const parts = [
    b.customer_id,
    b.operation_time,
    b.operation_type,
    b.budget_type,
    b.budget_amount,
    b.operator,
  ];
  return parts.map((part) => (part === null ? '' : String(part))).join('|');
}

/** Adjustment records of budgets (guide 5.3), read for the customers somebody opens; they are only ever added. */
export const budgetRecords: Collection = {
  name: 'budget_records',
  migrations,
  tables: ['budget_record'],
  parse: (body) => ({ id: idOf(body) }),
  project(w, id, body, context) {
    const b = readBody('budget_records', recordBody, body);
    w.run(
      `INSERT OR REPLACE INTO budget_record (id, customer_id, at, operation, operator, type, amount_e8, currency, as_of)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      [
        id,
        b.customer_id,
        b.operation_time,
        b.operation_type,
        b.operator,
        b.budget_type,
        b.budget_amount,
        b.currency,
        context.asOf,
      ],
    );
  },
  remove(w, id) {
    w.run('DELETE FROM budget_record WHERE id = ?', [id]);
  },
};
