import { CodedError } from '../../base/errors.ts';
import { maskName } from '../../base/masking.ts';
import type { DecimalText } from '../../base/money.ts';
import type { Caller } from '../../contract/handlers.ts';
import type { OutputOf, ParsedInputOf } from '../../contract/index.ts';
import type { BudgetChange, CustomerSituation } from '../../contract/outbox.ts';
import type { ReadHandle } from '../../storage/store.ts';
import type { AreaContext } from '../context.ts';
import { customerFacts, shownName, type CustomerFacts } from '../customers/shared.ts';
import type { NewOutboxAction } from '../outbox-port.ts';
import { fold } from '../outbox/rules/pending.ts';
import { customerAction, openByCustomer, outboxOf } from '../outbox/shared.ts';
import { holdsOf, type Holds } from '../partner/shared.ts';
import {
  amountRefusal,
  BUDGET_DECIMALS,
  customerRefusal,
  estimateAfter,
  LARGEST_BUDGET,
  plainAmount,
  sameBudget,
  type CustomerRefusal,
} from './rules/change.ts';

type BudgetRefusal =
  | CustomerRefusal
  | NonNullable<ReturnType<Holds['customer']>>
  | NonNullable<ReturnType<Holds['budget']>>;

/** What would happen to one customer. */
interface Planned {
  readonly customerId: string;
  readonly customer: CustomerFacts | undefined;
  /** As the person sees it: the mirror with what already waits. */
  readonly before: CustomerSituation;
  readonly after: CustomerSituation;
  readonly refused: BudgetRefusal | null;
  readonly same: boolean;
  readonly estimate: DecimalText | null;
}

const UNKNOWN: CustomerSituation = { budget: null, budgetType: null, currency: null, frozen: null };

/** @throws CodedError BUDGET_OUT_OF_RANGE, BUDGET_TOO_PRECISE, AMOUNT_INVALID */
function checkedChange(change: BudgetChange): BudgetChange {
  const refused = amountRefusal(change.amount);
  if (refused !== null) throw new CodedError(refused, { largest: LARGEST_BUDGET, decimals: BUDGET_DECIMALS });
  return { ...change, amount: plainAmount(change.amount) };
}

const payloadOf = (change: BudgetChange, resellerId: string | null): NewOutboxAction['payload'] => ({
  v: 1,
  resellerId,
  amount: change.amount,
  type: change.type,
  ...(change.freezeMode === undefined ? {} : { freezeMode: change.freezeMode }),
  unfreeze: change.unfreeze,
});

/** One read of the customers with their budgets and one of what is open, whatever their number. */
function planChange(
  context: AreaContext,
  ledger: ReadHandle,
  ids: readonly string[],
  change: BudgetChange,
  caller: Caller,
): Planned[] {
  const unique = [...new Set(ids)];
  const facts = customerFacts(context.workspace.mirror.read, unique, caller.sees);
  const open = openByCustomer(context, ledger, unique);
  const holds = holdsOf(context, ledger);
  return unique.map((customerId) => {
    const customer = facts.get(customerId);
    const before = fold(customer?.situation ?? UNKNOWN, open.get(customerId) ?? []);
    const refused =
      customerRefusal(customer) ??
      holds.customer(customer?.resellerId ?? null) ??
      holds.budget(before, { type: change.type, amount: change.amount });
    const action = { kind: 'budgets.set', payload: payloadOf(change, null), state: 'waiting' } as const;
    return {
      customerId,
      customer,
      before,
      after: refused === null ? fold(before, [action]) : before,
      refused,
      same: refused === null && sameBudget(before, change),
      estimate:
        customer === undefined || refused !== null
          ? null
          : estimateAfter(before.budgetType, change.type, customer),
    };
  });
}

const saved = (planned: Planned, change: BudgetChange, person: string, batchId?: string): NewOutboxAction =>
  customerAction({
    kind: 'budgets.set',
    customerId: planned.customerId,
    person,
    base: planned.before,
    payload: payloadOf(change, planned.customer?.resellerId ?? null),
    ...(batchId === undefined ? {} : { batchId }),
  });

/**
 * Saves a budget to be set. Action and audit row are on the disk when this returns; it is sent when the Partner Center
 * can be reached.
 * @throws CodedError BUDGET_OUT_OF_RANGE, BUDGET_TOO_PRECISE, REFERRAL_CUSTOMER, CUSTOMER_UNKNOWN,
 *   RESELLER_HOLDS_PERMISSION, DISTRIBUTOR_DECIDES, CEILING_EXCEEDED, BUDGET_TYPE_NOT_GRANTED
 */
export function setBudget(
  context: AreaContext,
  input: ParsedInputOf<'budgets.set'>,
  caller: Caller,
): OutputOf<'budgets.set'> {
  const outbox = outboxOf(context);
  const change = checkedChange(input.change);
  const id = context.workspace.ledger.write((w) => {
    const [planned] = planChange(context, w, [input.customerId], change, caller);
    if (planned === undefined || planned.refused !== null)
      throw new CodedError(planned?.refused ?? 'CUSTOMER_UNKNOWN', { customer: input.customerId });
    return outbox.save(w, [saved(planned, change, caller.person)])[0] ?? '';
  });
  outbox.wake();
  return { id };
}

/**
 * Before and after of each customer, in the given order, each once. Names are masked unless revealed for view
 * 'customers'. @throws CodedError BUDGET_OUT_OF_RANGE, BUDGET_TOO_PRECISE
 */
export function previewBudgets(
  context: AreaContext,
  input: ParsedInputOf<'budgets.previewBatch'>,
  caller: Caller,
): OutputOf<'budgets.previewBatch'> {
  const clear = caller.revealed('customers', input.revealId).has('name');
  const change = checkedChange(input.change);
  const planned = planChange(context, context.workspace.ledger.read, input.customerIds, change, caller);
  return {
    rows: planned.map(({ customer, ...row }) => {
      const name = shownName(customer);
      return {
        customerId: row.customerId,
        customerName: clear ? name : maskName(name),
        before: row.before,
        after: row.after,
        refused: row.refused,
        same: row.same,
        estimate: row.estimate,
      };
    }),
    count: planned.length,
    refused: planned.filter(({ refused }) => refused !== null).length,
    same: planned.filter(({ same }) => same).length,
  };
}

/**
 * Saves one action per customer that may have a budget, all in one transaction; the others are named with their reason.
 * The whole batch is taken back with outbox.cancel of its ids as long as nothing of it was sent.
 * @throws CodedError BUDGET_OUT_OF_RANGE, BUDGET_TOO_PRECISE
 */
export function setBudgets(
  context: AreaContext,
  input: ParsedInputOf<'budgets.setBatch'>,
  caller: Caller,
): OutputOf<'budgets.setBatch'> {
  const outbox = outboxOf(context);
  const change = checkedChange(input.change);
  const batchId = outbox.newId();
  const result = context.workspace.ledger.write((w) => {
    const planned = planChange(context, w, input.customerIds, change, caller);
    const actions = planned
      .filter(({ refused }) => refused === null)
      .map((one) => saved(one, change, caller.person, batchId));
    return {
      batchId,
      ids: outbox.save(w, actions),
      refused: planned.flatMap(({ customerId, refused }) =>
        refused === null ? [] : [{ customerId, code: refused }],
      ),
    };
  });
  outbox.wake();
  return result;
}
