import { CodedError } from '../../../base/errors.ts';
import type { JsonObject } from '../../../base/json.ts';
import { compareDecimals } from '../../../base/money.ts';
import type { PartnerCenter } from '../../../sources/source.ts';
import { budgetPayload, type BudgetPayload } from '../payloads.ts';
import type { StoredAction } from '../types.ts';
import { resellerOf, situationFrom, type Finding, type KindPlan, type Situation } from './kind.ts';

/**
 * A customer's budget (guide 5.3). Proof: the budget read back, and its record. The record tells a send that was made
 * from one that was not even when the amount was the same before, and when somebody changed it to and fro.
 */
const TYPES = { monthly: 'MONTHLY', 'one-time': 'PACKAGE' } as const;
const PAGE = 100;

const wanted = (action: StoredAction): BudgetPayload => budgetPayload.parse(action.payload);
const text = (body: JsonObject, name: string): string => {
  const value = body[name];
  if (typeof value === 'string') return value;
  throw new CodedError('UPSTREAM_UNREADABLE', { operation: 'ShowSubCustomerBudget', field: name });
};

async function read(source: PartnerCenter, action: StoredAction, signal: AbortSignal): Promise<Situation> {
  const query = { customer_id: action.customerId, ...resellerOf(action) };
  // The record first: one that is written between the two readings is then seen as a changed amount.
  const matching = await countRecords(source, action, query, signal);
  const { body } = await source.call('ShowSubCustomerBudget', { query }, { signal, priority: 'person' });
  const type = body['budget_type'];
  return {
    budget: text(body, 'budget_amount'),
    budgetType: type === 'PACKAGE' ? 'one-time' : 'monthly',
    currency: typeof body['currency'] === 'string' ? body['currency'] : null,
    frozen: null,
    matching,
  };
}

/** How many records say exactly what the action wants. Records carry no id, so they are counted. */
async function countRecords(
  source: PartnerCenter,
  action: StoredAction,
  query: Record<string, string>,
  signal: AbortSignal,
): Promise<number> {
  const { amount, type } = wanted(action);
  let matching = 0;
  for (let offset = 0; ; offset += PAGE) {
    const page = await source.call(
      'ListSubCustomerBudgetRecords',
      { query: { ...query, offset, limit: PAGE } },
      { signal, priority: 'person' },
    );
    for (const { body } of page.items) {
      const of = body['budget_amount'];
      if (body['operation_type'] === 'DELETE' || body['budget_type'] !== TYPES[type]) continue;
      if (typeof of === 'string' && compareDecimals(of, amount) === 0) matching += 1;
    }
    if (page.items.length === 0 || offset + PAGE >= (page.total ?? 0)) return matching;
  }
}

const sameAmount = (a: string | null, b: string | null): boolean =>
  a !== null && b !== null && compareDecimals(a, b) === 0;

/** Pure: what two readings say about the request between them. */
export function judgeBudget(pre: Situation, now: Situation, target: BudgetPayload): Finding {
  const isTarget = sameAmount(now.budget, target.amount) && now.budgetType === target.type;
  const wasTarget = sameAmount(pre.budget, target.amount) && pre.budgetType === target.type;
  // Without a count from before, the state alone must tell.
  const records = pre.matching === null ? 0 : (now.matching ?? 0) - pre.matching;
  // More than one: the other side did it twice, or somebody did the same; a person must look.
  if (records > 1) return 'blurred';
  if (records === 1) return isTarget ? 'reached' : 'third';
  if (isTarget && !wasTarget) return 'reached';
  return sameAmount(now.budget, pre.budget) && now.budgetType === pre.budgetType ? 'base' : 'third';
}

export const budgetsSet: KindPlan = {
  kind: 'budgets.set',
  spends: false,
  repeatable: true,
  doneInPart: new Set(),
  understands: (action) => budgetPayload.safeParse(action.payload).success,
  readPreImage: read,
  sameAsBase(pre, action) {
    const base = situationFrom(action.base);
    if (base.budget !== null && !sameAmount(base.budget, pre.budget)) return false;
    return base.budgetType === null || base.budgetType === pre.budgetType;
  },
  request(action) {
    const { amount, type, freezeMode, unfreeze } = wanted(action);
    return {
      operation: 'UpdateSubCustomerBudget',
      input: {
        body: {
          customer_id: action.customerId,
          // At most twelve digits: such a number is written exactly as it was read.
          budget_amount: Number(amount),
          budget_type: TYPES[type],
          cancel_partner_frozen: unfreeze ? '1' : '0',
          ...(freezeMode ? { frozen_operate_type: freezeMode === 'automatic' ? 1 : 0 } : {}),
          ...resellerOf(action),
        },
      },
    };
  },
  async verify(source, action, preImage, signal) {
    const now = await read(source, action, signal);
    return { finding: judgeBudget(preImage, now, wanted(action)), now };
  },
};
