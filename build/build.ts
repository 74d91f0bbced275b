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

const stampOf = (target: Target): string => join(DIST, '.stamps', target.name);

function isFresh(target: Target, stamp = hashInputs(ROOT, target.inputs)): boolean {
  return existsSync(join(DIST, target.name)) && readStamp(stampOf(target)) === stamp;
}

async function buildTarget(target: Target, options: BuildOptions): Promise<boolean> {
  const stampFile = stampOf(target);
  const stamp = hashInputs(ROOT, target.inputs);
  // Looked at again under the lock: another process may have built it meanwhile.
  if (options.force !== true && isFresh(target, stamp)) return false;
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
  const work = async (): Promise<void> => {
    for (const target of targets) {
      if (await buildTarget(target, options)) built.push(target.name);
    }
  };
  const fresh = options.force !== true && targets.every((target) => isFresh(target));
  // Nothing to do needs no lock, so that a read-only installation opens.
  if (!fresh) await withLock(join(DIST, '.stamps', 'lock'), work);
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
