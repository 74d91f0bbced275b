import { z } from 'zod';
import { isPeriod } from '../../base/period.ts';
import { bodyAmount, bodyCurrency, readBody } from '../../storage/body.ts';
import type { Collection } from '../../storage/collection.ts';

/** The answer of ListPostpaidBillSum for one month. Totals only: no due date, no paid amount. */
const billBody = z.looseObject({
  bill_cycle: z.string().refine(isPeriod, 'bill_cycle is not YYYY-MM'),
  consume_amount: bodyAmount,
  refunds: bodyAmount,
  adjustments: bodyAmount,
  tax_amount: bodyAmount,
  initial_amount_due: bodyAmount,
  currency: bodyCurrency,
});

/** Amounts in units of 1e-8; the id is the month YYYY-MM in GMT+08:00. Refunds are negative as the API sends them. */
const BILL = `CREATE TABLE partner_bill (
  id TEXT PRIMARY KEY,
  expenditure_e8 INTEGER NOT NULL,
  refunds_e8 INTEGER NOT NULL,
  adjustments_e8 INTEGER NOT NULL,
  tax_e8 INTEGER,
  initial_e8 INTEGER,
  currency TEXT NOT NULL,
  as_of INTEGER NOT NULL
) STRICT, WITHOUT ROWID`;

/** The partner's own monthly bills (guide 8.2). */
export const partnerBills: Collection = {
  name: 'partner_bills',
  migrations: [{ version: 10, name: 'partner-bill', up: (w) => void w.run(BILL) }],
  tables: ['partner_bill'],
  parse: (body) => ({ id: readBody('partner_bills', billBody, body).bill_cycle }),
  project(w, id, body, context) {
    const b = readBody('partner_bills', billBody, body);
    w.run(
      `INSERT OR REPLACE INTO partner_bill (id, expenditure_e8, refunds_e8, adjustments_e8, tax_e8, initial_e8, currency,
         as_of) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
      [
        id,
        b.consume_amount ?? 0n,
        b.refunds ?? 0n,
        b.adjustments ?? 0n,
        b.tax_amount,
        b.initial_amount_due,
        b.currency,
        context.asOf,
      ],
    );
  },
  remove: (w, id) => void w.run('DELETE FROM partner_bill WHERE id = ?', [id]),
};
