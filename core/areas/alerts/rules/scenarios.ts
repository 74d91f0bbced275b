import type { FreezeState } from '../../customers/rules/origin.ts';

/** Which alerts hold for a customer (guide 5.3, 5.4, 5.11). Pure. */

export const SCENARIOS = [
  'budget-75',
  'budget-90',
  'budget-100',
  'frozen-default',
  'frozen-elsewhere',
  'frozen-resources',
] as const;
export type Scenario = (typeof SCENARIOS)[number];

/** Used shares at which the Partner Center warns, in millionths of a percent, the highest first (guide 5.3). */
const LEVELS: readonly (readonly [from: bigint, scenario: Scenario])[] = [
  [100_000_000n, 'budget-100'],
  [90_000_000n, 'budget-90'],
  [75_000_000n, 'budget-75'],
];

export interface AlertFacts {
  /** Millionths of a percent; null without a budget. */
  readonly budgetUse: bigint | null;
  /** The used amount was read before the budget restored: what it says is of last month. */
  readonly beforeRestore: boolean;
  /** Null: not frozen. */
  readonly freeze: FreezeState | null;
}

/** The alert of a used share: only the highest mark it has reached. */
export function budgetScenario(budgetUse: bigint | null): Scenario | null {
  if (budgetUse === null) return null;
  return LEVELS.find(([from]) => budgetUse >= from)?.[1] ?? null;
}

const FROZEN: Readonly<Record<FreezeState['origin'], Scenario | null>> = {
  // Whoever froze an account here knows of it; only frozen resources run out.
  manual: null,
  automatic: 'frozen-elsewhere',
  unknown: 'frozen-elsewhere',
  default: 'frozen-default',
};

/** The alerts that hold. `keep`: budget alerts stay as they are, because nothing new is known of the budget. */
export function scenariosOf(facts: AlertFacts): {
  readonly hold: readonly Scenario[];
  readonly keep: boolean;
} {
  const hold: Scenario[] = [];
  const budget = facts.beforeRestore ? null : budgetScenario(facts.budgetUse);
  if (budget !== null) hold.push(budget);
  if (facts.freeze !== null) {
    const { origin, type } = facts.freeze;
    const frozen = type === 'account-and-resources' ? 'frozen-resources' : FROZEN[origin];
    if (frozen !== null) hold.push(frozen);
  }
  return { hold, keep: facts.beforeRestore };
}

/** Whether a scenario follows from the used share of the budget. */
export const isBudgetScenario = (scenario: string): boolean => scenario.startsWith('budget-');
