import type { ActionKind } from '../types.ts';
import { budgetsSet } from './budgets-set.ts';
import { customersCreate } from './customers-create.ts';
import { customersFreeze, customersUnfreeze } from './freeze.ts';
import type { KindPlan } from './kind.ts';

export type Kinds = { readonly [K in ActionKind]: KindPlan };

/** Every kind the outbox can carry out. */
export const KINDS: Kinds = {
  'budgets.set': budgetsSet,
  'customers.freeze': customersFreeze,
  'customers.unfreeze': customersUnfreeze,
  'customers.create': customersCreate,
};
