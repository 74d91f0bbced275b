import { CodedError } from '../../base/errors.ts';
import { maskAccount } from '../../base/masking.ts';
import { fromE8 } from '../../base/money.ts';
import type { BudgetRecord } from '../../contract/budget-records.ts';
import type { Caller } from '../../contract/handlers.ts';
import type { OutputOf, ParsedInputOf } from '../../contract/index.ts';
import type { ReadHandle } from '../../storage/store.ts';
import type { AreaContext } from '../context.ts';
import { seenCustomer } from '../customers/shared.ts';
import { targetOf } from '../outbox/rules/pending.ts';
import { adjustments, type Ours, type Recorded } from './rules/records.ts';
import { budgetType } from './shared.ts';

/** Adjustment records of one customer's budget (guide 5.3), read when somebody opens them. */

const OPERATIONS: Readonly<Record<string, 'set' | 'deleted'>> = { SETTING: 'set', DELETE: 'deleted' };
/** Changes of one customer's budget that are looked for among the records. */
const OURS = 500;

type Stored = {
  id: string;
  at: bigint | null;
  operation: string | null;
  operator: string | null;
  type: string | null;
  amount_e8: bigint | null;
  currency: string;
};

function recordedOf(r: ReadHandle, customerId: string): Recorded[] {
  return r
    .all<Stored>(
      `SELECT id, at, operation, operator, type, amount_e8, currency FROM budget_record
       WHERE customer_id = ? ORDER BY at, id`,
      [customerId],
    )
    .map((row) => {
      const type = budgetType(row.type);
      return {
        id: row.id,
        at: row.at === null ? null : Number(row.at),
        operation: OPERATIONS[row.operation ?? ''] ?? 'unknown',
        operator: row.operator,
        type: type === 'unknown' ? null : type,
        amount: row.amount_e8 === null ? null : fromE8(row.amount_e8),
        currency: row.currency,
      };
    });
}

function oursOf(context: AreaContext, customerId: string): Ours[] {
  const actions =
    context.outbox?.list(context.workspace.ledger.read, {
      states: ['confirmed'],
      kinds: ['budgets.set'],
      customerId,
      limit: OURS,
    }) ?? [];
  return actions.map((action) => {
    const target = targetOf(action);
    return {
      id: action.id,
      at: action.since,
      person: action.person,
      type: target.budgetType,
      amount: target.budget,
      currency: 'USD',
      freezeMode: target.freezeMode,
    };
  });
}

/** The records that were read, ours marked, the newest first. Nothing for a customer the caller does not see. */
export function listBudgetRecords(
  context: AreaContext,
  { customerId, revealId }: ParsedInputOf<'budgets.records'>,
  caller: Caller,
): OutputOf<'budgets.records'> {
  const { read } = context.workspace.mirror;
  if (seenCustomer(read, customerId, caller) === null) return { rows: [], stamp: null };
  const clear = caller.revealed('customers', revealId).has('name');
  const rows = adjustments(recordedOf(read, customerId), oursOf(context, customerId)).map(
    ({ recorded, ours, before }): BudgetRecord => ({
      id: recorded?.id ?? ours?.id ?? '',
      at: recorded?.at ?? ours?.at ?? null,
      operation: recorded?.operation ?? 'set',
      operator:
        recorded?.operator == null ? null : clear ? recorded.operator : maskAccount(recorded.operator),
      by: ours?.person ?? null,
      actionId: ours?.id ?? null,
      recorded: recorded !== null,
      type: recorded?.type ?? ours?.type ?? null,
      before,
      after: recorded === null ? (ours?.amount ?? null) : recorded.amount,
      currency: recorded?.currency ?? ours?.currency ?? '',
      freezeMode: ours?.freezeMode ?? null,
    }),
  );
  const at = context.readings?.readAt('budget_records', customerId) ?? null;
  return {
    rows,
    stamp: at === null ? null : { source: 'api', name: 'ListSubCustomerBudgetRecords', asOf: at },
  };
}

/** Reads the records from the Partner Center. @throws CodedError CUSTOMER_UNKNOWN; those of a reading */
export async function readBudgetRecords(
  context: AreaContext,
  { customerId }: ParsedInputOf<'budgets.readRecords'>,
  caller: Caller,
): Promise<OutputOf<'budgets.readRecords'>> {
  const customer = seenCustomer(context.workspace.mirror.read, customerId, caller);
  if (customer === null) throw new CodedError('CUSTOMER_UNKNOWN', { customer: customerId });
  if (context.readings === undefined) throw new CodedError('CREDENTIALS_MISSING');
  return { at: await context.readings.read('budget_records', customer) };
}
