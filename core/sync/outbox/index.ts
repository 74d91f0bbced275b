/** The outbox: what people decided, kept in the ledger and carried out exactly once. `SPEC.md` says how. */
export { enqueue } from './enqueue.ts';
export { CodeBox } from './codes.ts';
export { createExecutor } from './executor.ts';
export type { Executor, ExecutorOptions, ExecutorStatus } from './executor-types.ts';
export type { Finding, KindPlan, Situation } from './kinds/kind.ts';
export { PAYLOADS, type BudgetPayload, type CreationPayload, type FreezePayload } from './payloads.ts';
export { cancelActions, decideActions, retryAction, supplyCode } from './people.ts';
export { frozenWithResources, rememberedFreezes, rememberedModes } from './memory.ts';
export {
  attemptsOf,
  countByState,
  countStatesOf,
  freezeTypeOf,
  openActionsOf,
  readAction,
  readActions,
} from './read.ts';
export { outboxMigrations } from './schema.ts';
export { isUnborn, unbornCustomer } from './unborn.ts';
export type { ActionKind, Decision, NewAction, StoredAction, StoredAttempt } from './types.ts';
