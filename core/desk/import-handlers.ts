import { randomUUID } from 'node:crypto';
import { CodedError } from '../base/errors.ts';
import type { ImportPreview } from '../contract/imports.ts';
import type { ImportCheck } from '../imports/types.ts';
import type { Workspace } from '../storage/workspace.ts';
import type { DeskState } from './desk-state.ts';
import type { Handlers, ImportName } from './handlers.ts';
import { givenFolder, type UploadDesk } from './uploads.ts';

/** The import road is loaded with the first file, not at the start. */
const road = (): Promise<typeof import('../imports/index.ts')> => import('../imports/index.ts');

/** Checks waiting for a person's decision. Applying needs the file: it goes when the check is decided or pushed out. */
interface Waiting {
  readonly workspace: Workspace;
  readonly check: ImportCheck;
  readonly upload: string;
}
const MOST_WAITING = 50;

/** A check as the screens see it: without the path. */
export function previewOf(checkId: string, check: ImportCheck): ImportPreview {
  return {
    checkId,
    name: check.name,
    format: check.format,
    version: check.version,
    rows: check.rows,
    rejected: check.rejected,
    skipped: check.skipped,
    verdict: check.verdict,
    periods: check.periods.map(({ period, currency, before, after, newLines, replacedLines }) => ({
      period,
      currency,
      before,
      after,
      newLines,
      replacedLines,
    })),
    totals: check.totals as ImportPreview['totals'],
    rejects: check.rejects.map(({ line, code, data }) => ({ line, code, data })),
  };
}

/** Answers about files: their source, checking, applying, undoing. */
export function importHandlers(state: DeskState, uploads: UploadDesk): Handlers<ImportName> {
  const waiting = new Map<string, Waiting>();

  const forget = async (checkId: string): Promise<void> => {
    const one = waiting.get(checkId);
    waiting.delete(checkId);
    if (!one) return;
    const { discardCheck } = await road();
    // What a closed workspace had staged went with it.
    if (state.current?.workspace === one.workspace) await discardCheck(one.workspace, one.check);
    await uploads.drop(one.upload);
  };

  const history = async (workspace: Workspace) => (await road()).importHistory(workspace);

  return {
    'imports.history': async () => (await history(state.session().workspace)).map(entryOf),
    'imports.source': () => ({ filesDir: state.session().filesDir() }),
    async 'imports.setSource'({ filesDir }) {
      const dir = await givenFolder(uploads, filesDir);
      await state.session().setFilesDir(dir);
      return { filesDir: dir };
    },
    async 'imports.check'({ upload, mapping }) {
      const { workspace } = state.session();
      const { path: file, name } = uploads.get(upload);
      const { checkFile } = await road();
      const check = await checkFile(
        workspace,
        { path: file, name },
        {
          mappings: { given: mapping },
        },
      );
      const checkId = randomUUID();
      waiting.set(checkId, { workspace, check, upload });
      const [oldest] = waiting.keys();
      if (waiting.size > MOST_WAITING && oldest !== undefined) await forget(oldest);
      return previewOf(checkId, check);
    },
    async 'imports.inspect'({ upload }) {
      const { path: file, name } = uploads.get(upload);
      const { inspectFile } = await road();
      return await inspectFile(state.session().workspace, { path: file, name });
    },
    async 'imports.apply'({ checkId, force }, caller) {
      const { workspace } = state.session();
      const one = waiting.get(checkId);
      if (one?.workspace !== workspace) throw new CodedError('IMPORT_UNKNOWN', { reason: 'CHECK' });
      const { applyImport } = await road();
      const result = await applyImport(workspace, one.check, { who: caller.person, force });
      await forget(checkId);
      if (result.outcome === 'older') throw new CodedError('IMPORT_OLDER', { name: one.check.name });
      const entry = (await history(workspace)).find(({ id }) => id === result.id);
      if (!entry) throw new CodedError('IMPORT_UNKNOWN', { reason: 'RESULT' });
      return entryOf(entry);
    },
    async 'imports.undo'({ id }) {
      const { undoImport } = await road();
      return await undoImport(state.session().workspace, id);
    },
  };
}

/** An entry of the history as the contract shows it. */
function entryOf(entry: ReturnType<(typeof import('../imports/index.ts'))['importHistory']>[number]) {
  const { id, name, format, version, hash, rows, rejected, skipped, periods, state, at, who } = entry;
  return {
    id,
    name,
    format,
    version,
    hash,
    rows,
    rejected,
    skipped,
    periods: [...periods],
    totals: entry.totals as ImportPreview['totals'],
    state,
    at,
    who,
    rejects: entry.rejects.map(({ line, code, data }) => ({ line, code, data })),
  };
}
