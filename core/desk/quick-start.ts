import { mkdirSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import path from 'node:path';
import { dataFolder } from './data-folder.ts';

/**
 * Keeps compiled code between starts: a third of a second of processor time less at each. The cache lies in the user's own
 * folder, where nobody else can plant code; when that cannot be written, the start is only slower.
 */
export function quickStart(): void {
  const dir = dataFolder();
  try {
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    enableCompileCache(path.join(dir, 'code-cache'));
  } catch {
    // read-only home: no cache
  }
}
