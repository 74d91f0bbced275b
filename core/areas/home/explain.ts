import type { Caller } from '../../contract/handlers.ts';
import type { OutputOf, ParsedInputOf } from '../../contract/index.ts';
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

/**
 * How a figure is computed: the code of its formula, its inputs with the fields they were read from, and the calls and
 * files behind them (product-expectations section 9: formula, inputs, source, time). Codes only; screens have the words.
 */
export async function explainFigure(
  context: AreaContext,
  input: ExplainInput,
  caller: Caller,
): Promise<Explanation> {
  return { figure: input.figure, ...(await EXPLAINED[input.figure](context, input, caller)) };
}
