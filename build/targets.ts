/**
 * What the build makes: a table of targets, entries and the sources each one depends on.
 * A new way to start the core is one line here.
 */
import { join } from 'node:path';

/** The checkout's top folder. */
export const ROOT: string = join(import.meta.dirname, '..');

/** Where built files go; nothing else writes there. */
export const DIST: string = join(ROOT, 'dist');

/** Built core programs: output name (dist/core/NAME.js) to source. */
export const CORE_ENTRIES: Readonly<Record<string, string>> = {
  'main-core': 'core/main-core.ts',
  'main-web': 'core/main-web.ts',
  'main-cli': 'core/main-cli.ts',
  'sandbox-worker': 'core/sandbox/worker.ts',
};

/** Packages that stay outside of every bundle because they carry native code; they ship beside it. */
export const NATIVE_PACKAGES: readonly RegExp[] = [/^better-sqlite3($|\/)/, /^@duckdb\//];

export type TargetName = 'core' | 'electron' | 'renderer';

export interface Target {
  readonly name: TargetName;
  /** Sources (relative to ROOT) without which the target cannot be built. */
  readonly entries: readonly string[];
  /** Folders and files whose content decides whether the target must be built again. */
  readonly inputs: readonly string[];
}

const ALWAYS = [
  'build/build.ts',
  'build/targets.ts',
  'build/vite.config.ts',
  'build/relative-urls.ts',
  'package-lock.json',
];

export const TARGETS: readonly Target[] = [
  { name: 'core', entries: Object.values(CORE_ENTRIES), inputs: ['core', ...ALWAYS] },
  {
    name: 'electron',
    entries: ['electron/main.ts', 'electron/preload.ts'],
    inputs: ['electron', 'core/contract', 'core/base', ...ALWAYS],
  },
  {
    name: 'renderer',
    entries: ['renderer/index.html'],
    inputs: ['renderer', 'core/contract', 'core/base', ...ALWAYS],
  },
];
