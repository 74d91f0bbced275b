import { randomUUID } from 'node:crypto';
import { CodedError } from '../base/errors.ts';
import type { Workspace } from '../storage/workspace-types.ts';
import { decide } from './check.ts';
import type { Decision } from './check.ts';
import { importWithHash, insertImport, readImport, removeImport, setImportState } from './history.ts';
import { rememberMapping } from './mapping.ts';
import { dropOriginal, keepOriginal } from './originals.ts';
import { sessionOf } from './session.ts';
import { settleInside } from './settle.ts';
import { stageFile } from './stage-file.ts';
import type { StagedFile, StageOptions } from './stage-file.ts';
import type { ImportCheck, ImportResult } from './types.ts';
import { hashFile } from './unpack.ts';
import { segmentKey } from './winners.ts';

export interface ApplyOptions extends StageOptions {
  /** Who decided it, for the history. */
  readonly who: string;
  /** Import a file that is much smaller than its predecessor. */
  readonly force?: boolean | undefined;
}

/**
 * Imports a checked file as one undoable action. Decided again on the books as they are now: another import may have
 * come in between. Order of writing: kept original, ledger ('applying'), lines in one transaction, ledger ('applied');
 * a crash between them is settled at the next opening.
 * @throws CodedError IMPORT_SHRUNK (unless forced), IMPORT_NO_ROWS, IMPORT_FILE_CHANGED, DISK_FULL, and the codes of reading
 */
export function applyImport(ws: Workspace, check: ImportCheck, options: ApplyOptions): Promise<ImportResult> {
  const session = sessionOf(ws);
  return session.exclusive(async () => {
    let staged = session.take(check);
    try {
      const known = importWithHash(ws.ledger.read, check.hash);
      if (known) {
        await mend(ws, check);
        return { outcome: 'same', id: known.id, check };
      }
      staged ??= await stageAgain(ws, check, options);
      const decision = await decide(ws, staged);
      if (check.rows === 0)
        throw new CodedError('IMPORT_NO_ROWS', { name: check.name, rejected: check.rejected });
      if (decision.verdict === 'older') return { outcome: 'older', id: null, check };
      if (decision.verdict === 'shrunk' && options.force !== true) {
        throw new CodedError('IMPORT_SHRUNK', {
          name: check.name,
          hash: check.hash,
          periods: decision.wins.map(({ period }) => period),
        });
      }
      const id = await write(ws, check, staged, decision, options);
      ws.notices.publish(['lines', 'import']);
      await ws.lines.announce();
      return { outcome: 'applied', id, check };
    } finally {
      await staged?.stage.drop();
    }
  });
}

/** The same file again gives back a kept original that was lost or damaged, and the lines that waited for it. */
async function mend(ws: Workspace, check: ImportCheck): Promise<void> {
  if (!(await keepOriginal(ws, check.path, check.hash))) return;
  const { reread } = await settleInside(ws);
  if (reread.length === 0) return;
  ws.notices.publish(['lines', 'import']);
  await ws.lines.announce();
}

async function stageAgain(ws: Workspace, check: ImportCheck, options: StageOptions): Promise<StagedFile> {
  const { hash } = await hashFile(check.path, options.signal);
  if (hash !== check.hash) throw new CodedError('IMPORT_FILE_CHANGED', { name: check.name });
  return stageFile(ws.lines.writer, check, { ...options, mappings: { given: check.mapping ?? undefined } });
}

async function write(
  ws: Workspace,
  check: ImportCheck,
  staged: StagedFile,
  decision: Decision,
  options: ApplyOptions,
): Promise<string> {
  options.signal?.throwIfAborted();
  const fresh = await keepOriginal(ws, check.path, check.hash);
  const id = randomUUID();
  const at = ws.clock.now();
  const record = { ...check, id, asOf: staged.asOf, at, who: options.who };
  const no = ws.ledger.write((w) => {
    if (check.mapping !== null && staged.headings !== null)
      rememberMapping(w, staged.headings, check.mapping, { who: options.who, at });
    return insertImport(w, record, decision.claims);
  });
  const replaced = decision.wins.flatMap(
    (claim) => decision.present.get(segmentKey(claim))?.segment.segment ?? [],
  );
  try {
    await ws.lines.writer.commit({
      remove: replaced,
      put: [
        {
          stage: staged.stage,
          import: { no, id, file: check.name, format: check.format, at },
          segments: decision.wins,
        },
      ],
    });
  } catch (error) {
    // Nothing reached the lines: the import never happened.
    ws.ledger.write((w) => removeImport(w, id));
    if (fresh) await dropOriginal(ws, check.hash);
    throw error;
  }
  ws.ledger.write((w) => setImportState(w, id, 'applied'));
  return id;
}

/**
 * Takes an import back: what it had replaced is read again from its kept original, in one transaction per file.
 * @returns how many lines left
 * @throws CodedError IMPORT_UNKNOWN when there is no such import in force
 */
export function undoImport(ws: Workspace, id: string): Promise<{ id: string; lines: number }> {
  return sessionOf(ws).exclusive(async () => {
    const record = readImport(ws.ledger.read, id);
    if (record.state === 'undone') throw new CodedError('IMPORT_UNKNOWN', { id });
    ws.ledger.write((w) => setImportState(w, id, 'undone'));
    const lines = await followUndo(ws, id);
    ws.notices.publish(['lines', 'import']);
    await ws.lines.announce();
    return { id, lines };
  });
}

/** Makes the lines what they are without the import; when that fails it stays in force, with every month it had. */
async function followUndo(ws: Workspace, id: string): Promise<number> {
  try {
    const { removedLines, failed } = await settleInside(ws);
    if (failed[0]) throw failed[0].error;
    return removedLines;
  } catch (error) {
    ws.ledger.write((w) => setImportState(w, id, 'applied'));
    await settleInside(ws);
    throw error;
  }
}
