/**
 * What may be inside the packaged app, as a list: our built files, and the native packages of the one target. Checked
 * after every packing; the packaging test uses the same list.
 */
import { closeSync, existsSync, openSync, readdirSync, readSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative, sep } from 'node:path';
import { nativeTarget } from './native-file.ts';

export interface PackTarget {
  /** Node's name of the platform. */
  readonly platform: 'linux' | 'darwin' | 'win32';
  readonly arch: 'x64' | 'arm64';
}

/** electron-builder's word for a platform, in folder names and macros. */
export const BUILDER_OS: Readonly<Record<PackTarget['platform'], string>> = {
  linux: 'linux',
  darwin: 'mac',
  win32: 'win',
};

const PACKAGES: readonly string[] = [
  'better-sqlite3',
  '@duckdb/node-api',
  '@duckdb/node-bindings',
  'detect-libc',
];

/** The DuckDB package that carries the target's binary. */
export function duckdbPackage({ platform, arch }: PackTarget): string {
  return `@duckdb/node-bindings-${platform}-${arch}`;
}

function isAllowed(path: string, target: PackTarget): boolean {
  if (path === 'package.json') return true;
  if (/^dist\/(core|electron|renderer)\//.test(path)) return !/\.(map|ts|tsx)$/.test(path);
  return [...PACKAGES, duckdbPackage(target)].some((name) => path.startsWith(`node_modules/${name}/`));
}

/** Native files must be these and no others. */
function nativeFiles(target: PackTarget): string[] {
  const { platform, arch } = target;
  return [
    `node_modules/${duckdbPackage(target)}/duckdb.node`,
    `node_modules/better-sqlite3/prebuilds/${platform}-${arch}.node`,
  ];
}

interface AsarEntry {
  readonly unpacked?: boolean;
}

interface AsarModule {
  listPackage(archive: string, options: { isPack: boolean }): string[];
  statFile(archive: string, file: string): AsarEntry;
}

/** Files of an archive with forward slashes, folders left out, and whether each lies outside of it. */
async function listArchive(archive: string): Promise<Map<string, boolean>> {
  const asar: AsarModule = await import('@electron/asar');
  const files = new Map<string, boolean>();
  for (const path of asar.listPackage(archive, { isPack: false })) {
    const name = path.replace(/^[\\/]/, '');
    const entry = asar.statFile(archive, name);
    if (!('files' in entry)) files.set(name.split(sep).join('/'), entry.unpacked === true);
  }
  return files;
}

/** Is the file on disk made for the target? */
function isMadeFor(file: string, target: PackTarget): boolean {
  const head = Buffer.alloc(1024);
  const handle = openSync(file, 'r');
  const length = readSync(handle, head);
  closeSync(handle);
  const found = nativeTarget(head.subarray(0, length));
  return found?.platform === target.platform && found.arch === target.arch;
}

function listUnpacked(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'));
}

/**
 * Everything that is wrong with a packed app; empty when it is as it should be.
 * `resources` is the folder that holds app.asar.
 */
export async function inspectApp(resources: string, target: PackTarget): Promise<string[]> {
  const files = await listArchive(join(resources, 'app.asar'));
  const problems = [...files.keys()]
    .filter((path) => !isAllowed(path, target))
    .map((path) => `does not belong into the app: ${path}`);
  for (const needed of ['package.json', 'dist/electron/main.js', 'dist/electron/preload.cjs']) {
    if (!files.has(needed)) problems.push(`missing: ${needed}`);
  }
  for (const needed of ['dist/core/main-core.js', 'dist/renderer/index.html']) {
    if (!files.has(needed)) problems.push(`missing: ${needed}`);
  }
  const natives = [...files.keys()].filter((path) => path.endsWith('.node')).sort();
  const expected = nativeFiles(target);
  for (const path of expected.filter((each) => !natives.includes(each))) problems.push(`missing: ${path}`);
  for (const path of natives.filter((each) => !expected.includes(each))) {
    problems.push(`native file of another target: ${path}`);
  }
  const outside = listUnpacked(join(resources, 'app.asar.unpacked'));
  for (const path of natives.filter((each) => !outside.includes(each)))
    problems.push(`not unpacked: ${path}`);
  // DuckDB's own library lies beside its binding and is opened by the system: it must be a real file too.
  const library = [...files.keys()].filter((path) => /\.(so|dylib|dll)$/.test(path));
  for (const path of library.filter((each) => !outside.includes(each)))
    problems.push(`not unpacked: ${path}`);
  for (const path of outside) {
    const isMade = isMadeFor(join(resources, 'app.asar.unpacked', path), target);
    if (!isMade) problems.push(`not made for ${target.platform}-${target.arch}: ${path}`);
  }
  return problems;
}

/** Is a package installed for the machine we run on? */
export function installedFolder(root: string, name: string): string | undefined {
  try {
    return join(createRequire(join(root, 'package.json')).resolve(`${name}/package.json`), '..');
  } catch {
    return undefined;
  }
}
