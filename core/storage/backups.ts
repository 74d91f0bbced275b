import fs from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { CodedError, isCoded } from '../base/errors.ts';
import { syncDir, syncFile } from './folder.ts';
import { inspectStore, quickCheck } from './inspect.ts';
import { refuseNewer } from './migrate.ts';
import type { Component } from './migrate.ts';
import { mapStorageError } from './sqlite-errors.ts';
import type { SqliteStore } from './sqlite-store.ts';

/** How many are kept (sync-and-safety 9): the newest of each of the last hours and days that have one. */
export const KEEP = { hourly: 24, daily: 14, beforeMigration: 5 } as const;

/** Pages of 4 KiB copied per step: a step stays far below what a person would notice. */
const PAGES_PER_STEP = 1000;

export interface Backup {
  readonly file: string;
  /** When it was made, integer ms UTC. */
  readonly at: number;
  readonly reason: 'regular' | 'before-migration';
}

const NAME = /^ledger-(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z(?:-(\d+))?(-before-migration)?\.sqlite$/;

/** All backups of the folder, newest first. A name that is not ours is none. */
export function listBackups(dir: string): Backup[] {
  if (!fs.existsSync(dir)) return [];
  const found: (Backup & { n: number })[] = [];
  for (const name of fs.readdirSync(dir)) {
    const parts = NAME.exec(name);
    if (!parts) continue;
    const [, y, mo, d, h, mi, s, ms, n, before] = parts;
    const at = Date.parse(`${y}-${mo}-${d}T${h}:${mi}:${s}.${ms}Z`);
    if (!Number.isFinite(at)) continue;
    found.push({
      file: path.join(dir, name),
      at,
      n: Number(n ?? 1),
      reason: before ? 'before-migration' : 'regular',
    });
  }
  found.sort((a, b) => b.at - a.at || b.n - a.n);
  return found.map(({ file, at, reason }) => ({ file, at, reason }));
}

/** Which backups may go: all that are not the newest of a kept hour or day. The newest of all always stays. */
export function expiredBackups(newestFirst: readonly Backup[]): Backup[] {
  const regular = newestFirst.filter(({ reason }) => reason === 'regular');
  const kept = new Set<Backup>([
    ...newestPer(regular, 3_600_000, KEEP.hourly),
    ...newestPer(regular, 86_400_000, KEEP.daily),
    ...newestFirst.filter(({ reason }) => reason === 'before-migration').slice(0, KEEP.beforeMigration),
  ]);
  return newestFirst.filter((backup) => !kept.has(backup));
}

function newestPer(newestFirst: readonly Backup[], span: number, count: number): Backup[] {
  const slots = new Map<number, Backup>();
  for (const backup of newestFirst) {
    const slot = Math.floor(backup.at / span);
    if (!slots.has(slot)) slots.set(slot, backup);
  }
  return [...slots.values()].slice(0, count);
}

/**
 * Copies the ledger while it is in use. The copy counts only after it was opened and checked: until then it has another
 * name. Afterwards older ones leave by the rule above.
 * @param now integer ms UTC
 * @throws CodedError DISK_FULL, FOLDER_READ_ONLY, STORE_DAMAGED (then no old backup was removed)
 */
export async function backupLedger(
  ledger: SqliteStore,
  dir: string,
  now: number,
  reason: Backup['reason'] = 'regular',
): Promise<Backup> {
  const aside = path.join(dir, 'unchecked.tmp');
  try {
    fs.mkdirSync(dir, { recursive: true });
    removeWithSides(aside);
    await ledger.connection.backup(aside, { progress: () => PAGES_PER_STEP });
    makeSingleFile(aside);
    verifyBackup(aside);
    syncFile(aside);
    const file = freeName(dir, now, reason);
    fs.renameSync(aside, file);
    syncDir(dir);
    for (const old of expiredBackups(listBackups(dir))) fs.rmSync(old.file, { force: true });
    return { file, at: now, reason };
  } catch (error) {
    // Asked first: removing a file below something that is no folder throws, and would hide the error that matters.
    if (fs.existsSync(aside)) removeWithSides(aside);
    throw mapStorageError(error, 'backup');
  }
}

/**
 * Removes an unfinished copy of ours. A log left beside it by a killed process would be taken for the log of the next file
 * of this name.
 */
function removeWithSides(file: string): void {
  for (const end of ['', '-wal', '-shm', '-journal']) fs.rmSync(file + end, { force: true });
}

/** A copied file says "I have a log beside me"; a backup shall be whole in one file. */
function makeSingleFile(file: string): void {
  const db = new Database(file);
  try {
    db.pragma('journal_mode = DELETE');
  } finally {
    db.close();
  }
}

/** @throws CodedError STORE_DAMAGED when the copy is not a good ledger */
export function verifyBackup(file: string): void {
  const finding = inspectStore(file, 'ledger');
  if (finding.state !== 'good')
    throw new CodedError('STORE_DAMAGED', { file: 'backup', cause: finding.state });
  const check = quickCheck(file, 'ledger');
  if (check !== 'ok') throw new CodedError('STORE_DAMAGED', { file: 'backup', cause: 'quick-check' });
}

/** How far a backup reaches: the number of the last transaction in it; 0 for one from before the journal. */
export function seqOfBackup(file: string): number {
  const db = new Database(file, { readonly: true });
  try {
    const row = db.prepare("SELECT seq FROM head WHERE stream = 'ledger'").get() as
      | { seq: number }
      | undefined;
    return row?.seq ?? 0;
  } finally {
    db.close();
  }
}

function freeName(dir: string, now: number, reason: Backup['reason']): string {
  const stamp = new Date(now).toISOString().replaceAll(/[-:.]/g, '');
  const end = reason === 'regular' ? '' : '-before-migration';
  for (let n = 1; ; n += 1) {
    const file = path.join(dir, `ledger-${stamp}${n === 1 ? '' : `-${n}`}${end}.sqlite`);
    if (!fs.existsSync(file)) return file;
  }
}

/**
 * Puts the newest good backup in the place of a ledger that is gone or set aside: copied beside it, checked, renamed.
 * Backups of a newer program and damaged ones are passed over and stay where they are.
 * @returns the backup used, or null when there is no good one
 */
export function restoreNewest(
  ledgerFile: string,
  dir: string,
  components: readonly Component[],
): Backup | null {
  for (const backup of listBackups(dir)) {
    if (!isUsable(backup.file, components)) continue;
    const aside = `${ledgerFile}.restoring`;
    removeWithSides(aside);
    fs.copyFileSync(backup.file, aside);
    syncFile(aside);
    if (!isUsable(aside, components)) continue;
    fs.renameSync(aside, ledgerFile);
    syncDir(path.dirname(ledgerFile));
    return backup;
  }
  return null;
}

function isUsable(file: string, components: readonly Component[]): boolean {
  const finding = inspectStore(file, 'ledger');
  if (finding.state !== 'good' || quickCheck(file, 'ledger') !== 'ok') return false;
  try {
    refuseNewer('ledger', finding.schema, components);
    return true;
  } catch (error) {
    if (isCoded(error, 'WORKSPACE_NEWER')) return false;
    throw error;
  }
}
