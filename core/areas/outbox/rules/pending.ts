import type { JsonObject } from '../../../base/json.ts';
import type {
  CustomerSituation,
  OutboxKind,
  OutboxRow,
  OutboxState,
  PendingChange,
} from '../../../contract/outbox.ts';

/**
 * The pending view: what the mirror says with the waiting actions folded over it. Pure; nothing optimistic is ever
 * written into the mirror, so that taking an action back needs no repair.
 */

/** The part of a saved action the fold needs. */
export interface Foldable {
  readonly kind: OutboxKind;
  readonly payload: JsonObject;
  readonly state: OutboxState;
}

export type Target = OutboxRow['target'];
export type FreezeType = NonNullable<Target['freezeType']>;

const oneOf = <T extends string>(value: unknown, known: readonly T[]): T | null =>
  known.find((one) => one === value) ?? null;
const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);

const FREEZE_TYPES = ['account', 'account-and-resources'] as const;
const NO_TARGET: Target = {
  budget: null,
  budgetType: null,
  freezeMode: null,
  unfreeze: null,
  freezeType: null,
  reason: null,
  country: null,
  email: null,
  externalId: null,
};

const freezing = (payload: JsonObject): Target => ({
  ...NO_TARGET,
  freezeType: oneOf(payload['type'], FREEZE_TYPES),
  reason: textOf(payload['reason']),
});

/** What each kind wants, read from its payload. Parts a newer program added are passed over. */
const TARGETS: { readonly [K in OutboxKind]: (payload: JsonObject) => Target } = {
  'budgets.set': (payload) => ({
    ...NO_TARGET,
    budget: textOf(payload['amount']),
    budgetType: oneOf(payload['type'], ['monthly', 'one-time']),
    freezeMode: oneOf(payload['freezeMode'], ['manual', 'automatic']),
    unfreeze: payload['unfreeze'] === true,
  }),
  'customers.freeze': freezing,
  'customers.unfreeze': freezing,
  'customers.create': (payload) => ({
    ...NO_TARGET,
    country: textOf(payload['country']),
    email: textOf(payload['email']),
    externalId: textOf(payload['externalId']),
  }),
};

/** What an action wants. */
export function targetOf(action: Pick<Foldable, 'kind' | 'payload'>): Target {
  return TARGETS[action.kind](action.payload);
}

/** What each kind makes of a customer's situation. */
const EFFECTS: {
  readonly [K in OutboxKind]: (before: CustomerSituation, target: Target) => CustomerSituation;
} = {
  'budgets.set': (before, target) => ({
    budget: target.budget ?? before.budget,
    budgetType: target.budgetType ?? before.budgetType,
    currency: before.currency ?? 'USD',
    frozen: target.unfreeze === true ? false : before.frozen,
  }),
  'customers.freeze': (before) => ({ ...before, frozen: true }),
  'customers.unfreeze': (before) => ({ ...before, frozen: false }),
  'customers.create': (before) => before,
};

/** The situation once all these actions have been carried out, in their order. */
export function fold(situation: CustomerSituation, open: readonly Foldable[]): CustomerSituation {
  return open.reduce((now, action) => EFFECTS[action.kind](now, targetOf(action)), situation);
}

/** How the account will be frozen after these actions, where they say so; undefined when they leave it as it is. */
export function foldFreezeType(open: readonly Foldable[]): FreezeType | null | undefined {
  let type: FreezeType | null | undefined;
  for (const action of open) {
    const target = targetOf(action);
    if (action.kind === 'customers.freeze') type = target.freezeType;
    if (action.kind === 'customers.unfreeze' || target.unfreeze === true) type = null;
  }
  return type;
}

/** The state that needs a person most comes first; confirmed ones are pending until they have been read back. */
const URGENCY: readonly OutboxState[] = ['decision', 'held', 'unknown', 'sending', 'waiting', 'confirmed'];

/** What lists show beside a customer: the values to come and the most pressing state; null when nothing is open. */
export function pendingOf(open: readonly Foldable[]): PendingChange | null {
  const state = URGENCY.find((one) => open.some((action) => action.state === one));
  if (state === undefined) return null;
  const nothing: CustomerSituation = { budget: null, budgetType: null, currency: null, frozen: null };
  const { budget, budgetType, frozen } = fold(nothing, open);
  return {
    ...(budget === null || budgetType === null ? {} : { budget: { amount: budget, type: budgetType } }),
    ...(frozen === null ? {} : { freeze: { frozen, type: foldFreezeType(open) ?? null } }),
    state,
  };
}
