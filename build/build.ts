/**
 * `npm run build`: bundles the core's programs, Electron's main and preload, and the screens into dist/.
 * Unchanged targets are left alone. Options: `--force` builds everything; target names build only those.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { withLock } from './lock.ts';
import { hashInputs, readStamp, removeStamp, writeStamp } from './stamp.ts';
import { CORE_ENTRIES, DIST, ROOT, TARGETS } from './targets.ts';
import type { Target, TargetName } from './targets.ts';
import { coreConfig, electronMainConfig, preloadConfig, rendererConfig } from './vite.config.ts';

const BUILDERS: Readonly<Record<TargetName, () => Promise<void>>> = {
  async core() {
    const present = Object.entries(CORE_ENTRIES).filter(([, source]) => existsSync(join(ROOT, source)));
    if (present.length > 0) await build(coreConfig(Object.fromEntries(present)));
  },
  async electron() {
    if (!existsSync(join(ROOT, 'electron/main.ts'))) return;
    await build(electronMainConfig());
    await build(preloadConfig());
  },
  async renderer() {
    if (existsSync(join(ROOT, 'renderer/index.html'))) await build(rendererConfig());
  },
};

export interface BuildOptions {
  readonly force?: boolean;
  readonly only?: readonly TargetName[];
  /** Receives one line per target. */
  readonly log?: (line: string) => void;
}

export interface BuildResult {
  readonly built: readonly TargetName[];
  /** Entries of the table that do not exist: the build is then not complete. */
  readonly missing: readonly string[];
}

async function buildTarget(target: Target, options: BuildOptions): Promise<boolean> {
  const stampFile = join(DIST, '.stamps', target.name);
  const stamp = hashInputs(ROOT, target.inputs);
  const complete = existsSync(join(DIST, target.name));
  if (options.force !== true && complete && readStamp(stampFile) === stamp) return false;
  removeStamp(stampFile);
  const start = performance.now();
  // The bundler looks here; a test run, for one, has set it to something else.
  process.env['NODE_ENV'] = 'production';
  await BUILDERS[target.name]();
  writeStamp(stampFile, stamp);
  options.log?.(`built ${target.name} in ${((performance.now() - start) / 1000).toFixed(1)} s`);
  return true;
}

/** Builds what changed. Rejects with the bundler's error when a source does not compile. */
export async function buildAll(options: BuildOptions = {}): Promise<BuildResult> {
  const targets = TARGETS.filter((target) => options.only?.includes(target.name) ?? true);
  const built: TargetName[] = [];
  await withLock(join(DIST, '.stamps', 'lock'), async () => {
    for (const target of targets) {
      if (await buildTarget(target, options)) built.push(target.name);
    }
  });
  const missing = targets
    .flatMap((target) => target.entries)
    .filter((entry) => !existsSync(join(ROOT, entry)));
  return { built, missing };
}

function isTarget(name: string): name is TargetName {
  return TARGETS.some((target) => target.name === name);
}

async function main(args: readonly string[]): Promise<number> {
  const names = args.filter((arg) => !arg.startsWith('--'));
  const unknown = names.find((name) => !isTarget(name));
  if (unknown !== undefined) {
    process.stderr.write(`unknown target ${unknown}: one of ${TARGETS.map((t) => t.name).join(', ')}\n`);
    return 2;
  }
  try {
    const result = await buildAll({
      force: args.includes('--force'),
      ...(names.length > 0 ? { only: names.filter(isTarget) } : {}),
      log: (line) => process.stdout.write(`${line}\n`),
    });
    if (result.built.length === 0) process.stdout.write('dist is up to date\n');
    if (result.missing.length === 0) return 0;
    process.stderr.write(`not built, sources missing: ${result.missing.join(', ')}\n`);
  } catch (error) {
    process.stderr.write(`build failed: ${error instanceof Error ? error.message : String(error)}\n`);
  }
  return 1;
}

if (import.meta.main) process.exitCode = await main(process.argv.slice(2));
