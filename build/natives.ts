/**
 * The binaries of a packaging run's target, laid out in `.cache/natives/<os>-<arch>`, from where electron-builder.yml
 * takes them. better-sqlite3 carries those of every platform. DuckDB's are a package of their own per platform, and npm
 * installs only the one of the machine it runs on: for another target it is fetched through the lock file (same version,
 * same integrity).
 */
import { spawnSync } from 'node:child_process';
import { copyFileSync, cpSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { BUILDER_OS, duckdbPackage, installedFolder } from './packed-app.ts';
import type { PackTarget } from './packed-app.ts';
import { ROOT } from './targets.ts';

/** Names the folder (relative to the top folder) for electron-builder.yml; a packaging test sets its own. */
const NATIVES = 'PARTNER_DESK_NATIVES';

/** Where the native packages of a target are laid out. */
export function nativesFolder(target: PackTarget, root: string = ROOT): string {
  const natives = (process.env[NATIVES] ??= '.cache/natives');
  return join(root, natives, `${BUILDER_OS[target.platform]}-${target.arch}`);
}

function fetchFromRegistry(target: PackTarget, folder: string, root: string): void {
  for (const file of ['package.json', 'package-lock.json', '.npmrc']) {
    copyFileSync(join(root, file), join(folder, file));
  }
  const args = ['ci', '--omit=dev', '--ignore-scripts', '--loglevel=error'];
  const where = [`--os=${target.platform}`, `--cpu=${target.arch}`];
  const result = spawnSync('npm', [...args, ...where], {
    cwd: folder,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (result.status !== 0) throw new Error(`npm ci for ${target.platform}-${target.arch} failed`);
}

/** Lays out the target's binaries. */
export function provideNatives(target: PackTarget, root: string = ROOT): void {
  const folder = nativesFolder(target, root);
  const duckdb = duckdbPackage(target);
  const place = join(folder, 'node_modules', duckdb);
  if (!existsSync(join(place, 'duckdb.node'))) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    const own = installedFolder(root, duckdb);
    if (own !== undefined) cpSync(own, place, { recursive: true });
    else fetchFromRegistry(target, folder, root);
  }
  if (!existsSync(join(place, 'duckdb.node')))
    throw new Error(`${duckdb} is not there after the installation`);
  const prebuilds = join(folder, 'node_modules', 'better-sqlite3', 'prebuilds');
  rmSync(prebuilds, { recursive: true, force: true });
  mkdirSync(prebuilds, { recursive: true });
  const file = `${target.platform}-${target.arch}.node`;
  copyFileSync(join(root, 'node_modules', 'better-sqlite3', 'prebuilds', file), join(prebuilds, file));
}
