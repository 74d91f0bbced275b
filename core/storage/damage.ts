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

/** A mark that a store met damage while it was in use: the next start checks the whole file. */
export const suspectMark = (file: string): string => `${file}.suspect`;

/** Marks a store's file as suspect; quiet when even that cannot be written, as the first error is already on its way. */
export function markSuspect(file: string): void {
  try {
    fs.writeFileSync(suspectMark(file), '');
  } catch {
    // Disk full or read-only: the reader of the first error learns of the damage anyway.
  }
}
