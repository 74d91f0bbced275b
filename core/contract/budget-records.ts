import { z } from 'zod';
import { action, amount, currency, instant, query, stamp } from './define.ts';
import { budgetType, freezeMode } from './outbox.ts';

const customerId = z.string().trim().min(1).max(64);

/** One adjustment of a budget (guide 5.3): the Partner Center's record, with what this desk knows of it. */
export const budgetRecord = z.object({
  id: z.string(),
  at: instant.nullable(),
  operation: z.enum(['set', 'deleted', 'unknown']),
  /** The operator's account, masked; null where the Partner Center names none. */
  operator: z.string().nullable(),
  /** Who decided it on this desk; null for what was done elsewhere. */
  by: z.string().nullable(),
  /** The change here that made it. */
  actionId: z.string().nullable(),
  /** In the Partner Center's records; false: done from here and not in the records that were read last. */
  recorded: z.boolean(),
  type: budgetType.nullable(),
  /** The value of the adjustment before; null for the first, and where it is not known. */
  before: amount.nullable(),
  after: amount.nullable(),
  currency,
  /** Known of what was done here. */
  freezeMode: freezeMode.nullable(),
});
export type BudgetRecord = z.infer<typeof budgetRecord>;

export const budgetRecordsContract = {
  /** Newest first. `stamp` null: they were never read on this device. */
  'budgets.records': query(
    ['budget_records', 'action'],
    z.strictObject({ customerId, revealId: z.string().max(64).optional() }),
    z.object({ rows: z.array(budgetRecord), stamp: stamp.nullable() }),
  ),
  /** Reads the customer's adjustment records now. Errors: ENDPOINT_UNREACHABLE, UPSTREAM_REFUSED, … */
  'budgets.readRecords': action('local', z.strictObject({ customerId }), z.object({ at: instant })),
};
