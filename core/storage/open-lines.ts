import fs from 'node:fs';
import { isCoded } from '../base/errors.ts';
import { setAside } from './damage.ts';
import { dataText } from './sqlite-errors.ts';
import type { LinesStore } from './lines/store.ts';
import type { Progress } from './open-stores.ts';
import type { OpenLinesOptions, OpenWorkspaceOptions, WorkspacePaths } from './workspace-types.ts';

/**
 * Opens the lines file. A damaged one is set aside and a new one begins; it is filled again from the kept import files
 * (`rebuild` says so), as it is when the file is gone while import files are there.
 */
export async function openLinesOrNew(
  options: OpenWorkspaceOptions,
  paths: WorkspacePaths,
  progress: Progress,
): Promise<LinesStore> {
  const open = options.openLines ?? openDefault;
  const { lines: file, imports: importsDir, temp: tempDir } = paths;
  const missing = !fs.existsSync(file) && fs.readdirSync(importsDir).length > 0;
  if (missing) progress.rebuild.add('lines');
  const where = { file, importsDir, tempDir, clock: options.clock };
  try {
    return await open(where);
  } catch (error) {
    if (!isCoded(error, 'STORE_DAMAGED')) throw error;
    const quarantined = setAside(file, paths.quarantine, options.clock.now());
    const reason = dataText(error, 'cause') || 'unreadable';
    progress.repairs.push({ file: 'lines', reason, quarantined, restored: null });
    progress.rebuild.add('lines');
    options.log?.('repair', { file: 'lines', reason });
    return open(where);
  }
}

/** The column store's engine is loaded only when a workspace opens: starting the program does not wait for it. */
async function openDefault(where: OpenLinesOptions): Promise<LinesStore> {
  const { openLines } = await import('./lines/open.ts');
  return openLines(where);
}
