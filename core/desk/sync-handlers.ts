import type { DeskState } from './desk-state.ts';
import type { Handlers, SyncName } from './handlers.ts';

/** Answers about the sync of the open workspace. */
export function syncHandlers(state: DeskState): Handlers<SyncName> {
  return {
    'sync.status': () => state.session().status(),
    'sync.start': ({ steps }) => state.session().startSync(steps),
    'sync.cancel': () => state.session().cancelSync(),
    'sync.decideDeletion': ({ step, decision }) => state.session().decideDeletion(step, decision),
  };
}
