/**
 * Makes sure that dist/ is there and fresh for tests that use built files. The build runs as its own process, with its
 * own lock and stamps: test files that ask at the same time wait for one build.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { DIST, ROOT } from '../../build/targets.ts';
import type { TargetName } from '../../build/targets.ts';

/** Builds the named targets when their sources changed; returns the folder dist. Throws with the build's output. */
export function ensureBuilt(...targets: TargetName[]): string {
  const result = spawnSync(process.execPath, [join(ROOT, 'build', 'build.ts'), ...targets], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  if (result.status !== 0) throw new Error(`build failed:\n${result.stdout}${result.stderr}`);
  return DIST;
}
