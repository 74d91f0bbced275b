import fs from 'node:fs';
import path from 'node:path';
import { syncDir } from './folder.ts';

/** What belongs to one file of the workspace: SQLite's and DuckDB's side files go where the file goes. */
const SIDE_FILES = ['', '-wal', '-shm', '-journal', '.wal'] as const;

/**
 * Sets a damaged file aside, with its side files, under `quarantine/<date>-<name>/`. Never deletes, never overwrites.
 * @param now integer ms UTC
 * @returns the new folder, or null when there was nothing to move
 */
export function setAside(file: string, quarantineDir: string, now: number): string | null {
  const present = SIDE_FILES.map((end) => file + end).filter((name) => fs.existsSync(name));
  if (present.length === 0) return null;
  const stamp = new Date(now).toISOString().replaceAll(/[-:]|\.\d+/g, '');
  const name = path.basename(file).replace(/\.\w+$/, '');
  const folder = freshFolder(path.join(quarantineDir, `${stamp}-${name}`));
  for (const source of present) fs.renameSync(source, path.join(folder, path.basename(source)));
  syncDir(folder);
  syncDir(path.dirname(file));
  return folder;
}

function freshFolder(wanted: string): string {
  for (let n = 1; ; n += 1) {
    const folder = n === 1 ? wanted : `${wanted}-${n}`;
    if (fs.existsSync(folder)) continue;
    fs.mkdirSync(folder, { recursive: true });
    return folder;
  }
}

/** A mark beside a store's file: what the next start has to do with it before anything else. */
const suspectMark = (file: string): string => `${file}.suspect`;

/** `check`: damage was met in use, the whole file must be looked at. `renew`: it was looked at, it must not be used again. */
export type Suspicion = 'check' | 'renew';

/** Leaves the mark; quiet when even that cannot be written, as the first error is already on its way. */
export function markSuspect(file: string, suspicion: Suspicion): void {
  try {
    if (readSuspicion(file) !== 'renew') fs.writeFileSync(suspectMark(file), suspicion);
  } catch {
    // Disk full or read-only: whoever met the damage learns of it anyway.
  }
}

/** The mark an earlier session left, or undefined. */
export function readSuspicion(file: string): Suspicion | undefined {
  if (!fs.existsSync(suspectMark(file))) return undefined;
  return fs.readFileSync(suspectMark(file), 'utf8') === 'renew' ? 'renew' : 'check';
}

/** Takes the mark away when it was acted upon. */
export function clearSuspicion(file: string): void {
  fs.rmSync(suspectMark(file), { force: true });
}
