import { z } from 'zod';
import { bodyAmount, bodyCurrency, bodyMeasure, bodyText, readBody } from '../../storage/body.ts';
import type { Collection } from '../../storage/collection.ts';
import type { Migration } from '../../storage/migrate.ts';
import { setBudgetFigures } from '../customers/shared.ts';
import { budgetFigures } from './shared.ts';

/**
 * One entry of ListSubCustomerBudget's `budget_infos`. Unit and currency stand beside the list in the answer; a source
 * copies them into each entry.
 */
const budgetBody = z.looseObject({
  customer_id: z.string().min(1),
  budget_amount: bodyAmount,
  used_amount: bodyAmount,
  budget_type: bodyText,
  measure_id: bodyMeasure,
  currency: bodyCurrency,
});

/** Amounts in units of 1e-8. */
const BUDGET = `CREATE TABLE budget (
  id TEXT PRIMARY KEY,
  type TEXT,
  amount_e8 INTEGER,
  used_e8 INTEGER NOT NULL,
  currency TEXT NOT NULL,
  as_of INTEGER NOT NULL
) STRICT, WITHOUT ROWID`;

const migrations: readonly Migration[] = [
  {
    version: 10,
    name: 'budget',
    up(w) {
      w.run(BUDGET);
      w.run('CREATE INDEX budget_by_age ON budget (currency, as_of)');
    },
  },
];

/** Budgets of reseller-model customers; the id is the customer's. Amounts are list prices (guide 5.3). */
export const budgets: Collection = {
  name: 'budgets',
  migrations,
  tables: ['budget'],
  parse: (body) => ({ id: readBody('budgets', budgetBody, body).customer_id }),
  project(w, id, body, context) {
    const b = readBody('budgets', budgetBody, body);
    w.run(
      `INSERT INTO budget (id, type, amount_e8, used_e8, currency, as_of) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET type = excluded.type, amount_e8 = excluded.amount_e8,
         used_e8 = excluded.used_e8, currency = excluded.currency, as_of = excluded.as_of`,
      [id, b.budget_type, b.budget_amount, b.used_amount ?? 0n, b.currency, context.asOf],
    );
    setBudgetFigures(w, id, budgetFigures(w, id));
  },
  remove(w, id) {
    w.run('DELETE FROM budget WHERE id = ?', [id]);
    setBudgetFigures(w, id, budgetFigures(w, id));
  },
};
