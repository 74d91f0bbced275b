import type { Store } from '../../core/storage/store.ts';
import { MemoryStore } from '../../core/storage/testing/memory-store.ts';
import { outboxMigrations } from '../../core/sync/outbox/schema.ts';

/** Where the ledger lies; `reopen` is what a restart does to it. */
export interface Ground {
  store(): Store;
  reopen(): void;
  close(): void;
  /** Commits so far that changed something. */
  commits(): number;
  /** Keeps a copy; `restore` goes back to it, with or without the journal since. Left out where that is not tried. */
  backup?(): void;
  restore?(journal: boolean): void;
}

export function memoryGround(clock: { now(): number }, journaled: boolean): Ground {
  const store = new MemoryStore(clock, outboxMigrations, journaled);
  let kept = store.backup();
  return {
    backup: () => void (kept = store.backup()),
    restore: (journal) => store.restore(kept, journal),
    store: () => store,
    reopen: () => {},
    close: () => store.close(),
    commits: () => store.commits,
  };
}
