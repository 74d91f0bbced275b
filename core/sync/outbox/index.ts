/** The outbox: what people decided, kept in the ledger and carried out exactly once. `SPEC.md` says how. */
export { enqueue } from './enqueue.ts';
export { createExecutor, type Executor, type ExecutorOptions, type ExecutorStatus } from './executor.ts';
export type { Finding, KindPlan, Situation } from './kinds/kind.ts';
export { PAYLOADS, type BudgetPayload, type FreezePayload } from './payloads.ts';
export { cancelActions, decideActions, retryAction } from './people.ts';
export { attemptsOf, countByState, freezeTypeOf, openActionsOf, readAction, readActions } from './read.ts';
export { outboxMigrations } from './schema.ts';
export type { ActionKind, Decision, NewAction, StoredAction, StoredAttempt } from './types.ts';
