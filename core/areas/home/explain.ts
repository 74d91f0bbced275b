import { CodedError } from '../../base/errors.ts';
import type { Caller } from '../../contract/handlers.ts';
import type { OutputOf, ParsedInputOf } from '../../contract/index.ts';
import type { Permission } from '../../contract/permissions.ts';
import type { AreaContext } from '../context.ts';
import { explainBudgets, explainCoupons, explainDue, explainQuota } from './explain-api.ts';
import { explainCustomerMonth, explainLines, explainTop, explainTrend } from './explain-lines.ts';

export type Explanation = OutputOf<'explain.figure'>;
export type ExplainInput = ParsedInputOf<'explain.figure'>;
export type Explain = (
  context: AreaContext,
  input: ExplainInput,
  caller: Caller,
) => Omit<Explanation, 'figure'> | Promise<Omit<Explanation, 'figure'>>;

/** Who explains each figure. */
const EXPLAINED: Readonly<Record<ExplainInput['figure'], Explain>> = {
  quota: explainQuota,
  trend: explainTrend,
  topCustomers: explainTop,
  budgets: explainBudgets,
  coupons: explainCoupons,
  amountsDue: explainDue,
  customerMonth: explainCustomerMonth,
  expenditures: explainLines,
};

/** What an explanation tells is what the figure itself tells: it needs the same right. */
const NEEDS: Readonly<Record<ExplainInput['figure'], Permission | 'everyone'>> = {
  quota: 'everyone',
  trend: 'expenditures.view',
  topCustomers: 'expenditures.view',
  budgets: 'customers.view',
  coupons: 'coupons.view',
  amountsDue: 'bills.view',
  customerMonth: 'expenditures.view',
  expenditures: 'expenditures.view',
};

/**
 * How a figure is computed: the code of its formula, its inputs with the fields they were read from, and the calls and
 * files behind them (product-expectations section 9: formula, inputs, source, time). Codes only; screens have the words.
 * @throws CodedError PERMISSION_DENIED {permission} for a figure the caller may not look at
 */
export async function explainFigure(
  context: AreaContext,
  input: ExplainInput,
  caller: Caller,
): Promise<Explanation> {
  const permission = NEEDS[input.figure];
  if (permission !== 'everyone' && !caller.may(permission))
    throw new CodedError('PERMISSION_DENIED', { name: 'explain.figure', permission });
  return { figure: input.figure, ...(await EXPLAINED[input.figure](context, input, caller)) };
}
