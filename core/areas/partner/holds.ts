import type { CustomerSituation, OutboxState } from '../../contract/outbox.ts';
import type { ReadHandle } from '../../storage/store.ts';
import { DEFAULT_CURRENCY, type AreaContext } from '../context.ts';
import { allBudgetSums, customerFacts } from '../customers/shared.ts';
import { fold } from '../outbox/rules/pending.ts';
import { openByCustomer } from '../outbox/shared.ts';
import {
  ceilingRefusal,
  givenAfter,
  type Budget,
  type CeilingRefusal,
  type GivenOut,
} from '../resellers/rules/ceiling.ts';
import { permittedResellers } from '../resellers/shared.ts';
import { holdRefusal, type HoldRefusal } from './rules/holds.ts';
import { grantsOf, partnerTypeOf } from './kind.ts';

/** What the setting of budgets and freezing asks, once per plan and in the plan's order. */
export interface Holds {
  /** Why this customer is not ours to decide about; null when it is. @param resellerId whose customer it is */
  customer(resellerId: string | null): HoldRefusal | null;
  /**
   * Why a budget would break the ceiling our distributor granted; otherwise it counts for the customers after it. Only a
   * reseller has a ceiling.
   */
  budget(before: CustomerSituation, after: Budget): CeilingRefusal | null;
}

const OPEN: readonly OutboxState[] = ['waiting', 'sending', 'unknown', 'decision', 'held'];
/** More waiting budgets than a reseller ever has; the sums would be too low beyond it, never too high. */
const MOST_WAITING = 100_000;

const budgetOf = (situation: CustomerSituation): Budget | null =>
  situation.budget === null || situation.budgetType === null
    ? null
    : { type: situation.budgetType, amount: situation.budget };

/** What is given out once everything that waits was carried out. */
function givenOutNow(context: AreaContext, ledger: ReadHandle): GivenOut {
  const mirror = context.workspace.mirror.read;
  const waiting = (context.outbox?.list(ledger, { states: OPEN, limit: MOST_WAITING }) ?? [])
    .filter(({ kind }) => kind === 'budgets.set')
    .map(({ customerId }) => customerId);
  let given: GivenOut = allBudgetSums(mirror, DEFAULT_CURRENCY);
  if (waiting.length === 0) return given;
  const open = openByCustomer(context, ledger, [...new Set(waiting)]);
  for (const [id, facts] of customerFacts(mirror, [...open.keys()], 'all')) {
    const after = budgetOf(fold(facts.situation, open.get(id) ?? []));
    if (after !== null) given = givenAfter(given, budgetOf(facts.situation), after);
  }
  return given;
}

/** Who decides, as things stand now. */
export function holdsOf(context: AreaContext, ledger: ReadHandle): Holds {
  const type = partnerTypeOf(context);
  const grants = grantsOf(ledger);
  const holders = permittedResellers(ledger, 'budget');
  const decider = { type, granted: grants.budget, resellerHolds: (id: string) => holders.has(id) };
  const quota = { monthly: grants.budgetMonthly, oneTime: grants.budgetOneTime };
  let given: GivenOut | null = null;
  return {
    customer: (resellerId) => holdRefusal(decider, resellerId),
    budget(before, after) {
      if (type !== 'reseller') return null;
      given ??= givenOutNow(context, ledger);
      const refused = ceilingRefusal(quota, given, budgetOf(before), after);
      if (refused === null) given = givenAfter(given, budgetOf(before), after);
      return refused;
    },
  };
}
