/**
 * Decides whether a target must be built again: by the content of its sources, not by dates, so that a fresh clone,
 * a branch switch and a touched file all give the right answer.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';

/** Sources that never reach a bundle. */
const IGNORED = /(\.test\.tsx?$|(^|\/)(tsconfig\.json|node_modules|\.DS_Store)$)/;

function listFiles(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .filter((name) => !IGNORED.test(name))
    .flatMap((name) => listFiles(join(path, name)));
}

/**
 * Content hash (sha256 hex) of files and folders below `root`; paths that do not exist count as absent.
 * Tests and tsconfig files do not count.
 */
export function hashInputs(root: string, inputs: readonly string[]): string {
  const hash = createHash('sha256');
  const files = inputs
    .map((input) => join(root, input))
    .filter((path) => existsSync(path))
    .flatMap((path) => listFiles(path));
  for (const file of [...new Set(files)].sort()) {
    const content = createHash('sha256').update(readFileSync(file)).digest('hex');
    hash.update(`${relative(root, file).split(sep).join('/')}\0${content}\n`);
  }
  return hash.digest('hex');
}

/** The stamp written by the last successful build of a target, or undefined. */
export function readStamp(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined;
}

export function writeStamp(file: string, stamp: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${stamp}\n`);
}

/** Forgets a target before it is built, so that a build that was cut off is not taken for a finished one. */
export function removeStamp(file: string): void {
  rmSync(file, { force: true });
}
