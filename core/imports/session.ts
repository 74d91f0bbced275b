import type { Workspace } from '../storage/workspace-types.ts';
import type { ImportCheck } from './types.ts';
import type { StagedFile } from './stage-file.ts';

/** Stages that wait for a person's decision; an older one is dropped and read again when it is applied after all. */
const KEPT_STAGES = 3;

/**
 * What the import road remembers of an open workspace: one operation at a time, and the stages of recent checks, so that
 * applying a file just checked does not read it twice.
 */
class ImportSession {
  #last: Promise<unknown> = Promise.resolve();
  readonly #stages = new Map<ImportCheck, StagedFile>();

  /** Runs `fn` when every earlier operation has ended. */
  exclusive<T>(fn: () => Promise<T>): Promise<T> {
    const result = this.#last.then(fn);
    this.#last = result.catch(() => undefined);
    return result;
  }

  async keep(check: ImportCheck, staged: StagedFile): Promise<void> {
    this.#stages.set(check, staged);
    for (const [oldest, old] of this.#stages) {
      if (this.#stages.size <= KEPT_STAGES) break;
      this.#stages.delete(oldest);
      await old.stage.drop();
    }
  }

  take(check: ImportCheck): StagedFile | undefined {
    const staged = this.#stages.get(check);
    this.#stages.delete(check);
    return staged;
  }
}

const sessions = new WeakMap<Workspace, ImportSession>();

export function sessionOf(ws: Workspace): ImportSession {
  let session = sessions.get(ws);
  if (!session) {
    session = new ImportSession();
    sessions.set(ws, session);
  }
  return session;
}

/** Lets go of what a check holds, when it will not be applied. */
export async function discardCheck(ws: Workspace, check: ImportCheck): Promise<void> {
  await sessionOf(ws).take(check)?.stage.drop();
}
