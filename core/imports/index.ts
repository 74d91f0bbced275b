/** The import road: recognise, check, apply, undo; and what keeps the lines and the history in agreement. */
export { applyImport, undoImport } from './apply.ts';
export type { ApplyOptions } from './apply.ts';
export { createImporter } from './importer.ts';
export { checkFile, checkFiles } from './check.ts';
export { importHistory } from './history.ts';
export { inspectFile } from './inspect.ts';
export { importMigrations } from './migrations.ts';
export { discardCheck } from './session.ts';
export { rebuildLines, settleImports } from './settle.ts';
export type { Settled } from './settle.ts';
export type * from './types.ts';
