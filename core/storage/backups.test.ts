import fs from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fixedClock } from '../base/clock.ts';
import { backupLedger, expiredBackups, listBackups, restoreNewest, verifyBackup } from './backups.ts';
import type { Backup } from './backups.ts';
import { CORE_COMPONENTS } from './core-schema.ts';
import { migrate } from './migrate.ts';
import { getSetting, setSetting } from './settings.ts';
import { SqliteStore } from './sqlite-store.ts';
import { codedFrom, NOON, rejection, tempDir } from './testing/support.ts';

const MINUTE = 60_000;
let dir: string;
let backups: string;
let file: string;
let ledger: SqliteStore;

const open = (): SqliteStore => new SqliteStore({ name: 'ledger', file, clock: fixedClock(NOON) });

beforeEach(() => {
  dir = tempDir();
  backups = path.join(dir, 'backups');
  file = path.join(dir, 'ledger.sqlite');
  ledger = open();
  migrate(ledger, [CORE_COMPONENTS.ledger]);
});
afterEach(() => {
  ledger.close();
  fs.rmSync(dir, { recursive: true });
});

test('a backup is one whole checked file with everything committed, made while writing goes on', async () => {
  ledger.write((w) => {
    for (let i = 0; i < 3000; i += 1) setSetting(w, `k${i}`, 'x'.repeat(500));
  });
  const making = backupLedger(ledger, backups, NOON);
  setSetting(ledger, 'late', 'while copying');
  const backup = await making;
  expect(fs.readdirSync(backups)).toEqual([path.basename(backup.file)]);
  verifyBackup(backup.file);
  fs.copyFileSync(backup.file, path.join(dir, 'copy.sqlite'));
  const copy = new SqliteStore({
    name: 'ledger',
    file: path.join(dir, 'copy.sqlite'),
    clock: fixedClock(NOON),
  });
  expect(getSetting(copy, 'k2999')).toBe('x'.repeat(500));
  copy.close();
});

test('two at the same instant have names of their own; the newest comes first', async () => {
  const first = await backupLedger(ledger, backups, NOON, 'before-migration');
  const second = await backupLedger(ledger, backups, NOON, 'before-migration');
  const third = await backupLedger(ledger, backups, NOON + 1);
  expect(listBackups(backups)).toEqual([third, second, first]);
});

test('a copy that is not good never counts, and costs no old one', async () => {
  await backupLedger(ledger, backups, NOON);
  ledger.connection.pragma('application_id = 1');
  expect((await rejection(backupLedger(ledger, backups, NOON + 1))).code).toBe('STORE_DAMAGED');
  expect(listBackups(backups)).toHaveLength(1);
  expect(fs.readdirSync(backups)).toHaveLength(1);
});

test('what a killed backup or restore left behind never mixes with the next one', async () => {
  const foreign = new SqliteStore({
    name: 'ledger',
    file: path.join(dir, 'foreign.sqlite'),
    clock: fixedClock(NOON),
  });
  foreign.write((w) => void w.run('CREATE TABLE foreign_table (a)'));
  const stale = fs.readFileSync(path.join(dir, 'foreign.sqlite-wal'));
  foreign.close();
  setSetting(ledger, 'n', 2);
  fs.mkdirSync(backups);
  fs.writeFileSync(path.join(backups, 'unchecked.tmp-wal'), stale);
  const backup = await backupLedger(ledger, backups, NOON);
  expect(fs.readdirSync(backups)).toEqual([path.basename(backup.file)]);
  const other = path.join(dir, 'other.sqlite');
  fs.writeFileSync(`${other}.restoring-wal`, stale);
  expect(restoreNewest(other, backups, [CORE_COMPONENTS.ledger])).toEqual(backup);
  const restored = new SqliteStore({ name: 'ledger', file: other, clock: fixedClock(NOON) });
  expect(getSetting(restored, 'n')).toBe(2);
  restored.close();
});

test('a folder that cannot be made says so', async () => {
  fs.writeFileSync(backups, 'a file');
  expect((await rejection(backupLedger(ledger, path.join(backups, 'x'), NOON))).code).toBe(
    'FOLDER_READ_ONLY',
  );
});

test('kept: the newest of each of 24 hours and 14 days, five from before migrations', () => {
  const every15min: Backup[] = Array.from({ length: 30 * 24 * 4 }, (_, i) => ({
    file: `b${i}`,
    at: NOON - i * 15 * MINUTE,
    reason: 'regular',
  }));
  const before: Backup[] = Array.from({ length: 9 }, (_, i) => ({
    file: `m${i}`,
    at: NOON - i * MINUTE - 1,
    reason: 'before-migration',
  }));
  const all = [...every15min, ...before].sort((a, b) => b.at - a.at);
  const gone = new Set(expiredBackups(all));
  const kept = all.filter((backup) => !gone.has(backup));
  const regular = kept.filter(({ reason }) => reason === 'regular');
  // 24 hours reach over two days, whose newest ones are among them.
  expect(regular).toHaveLength(24 + 12);
  expect(regular[0]).toEqual(every15min[0]);
  expect(kept.filter(({ reason }) => reason === 'before-migration')).toEqual(before.slice(0, 5));
  const days = new Set(regular.map(({ at }) => Math.floor(at / 86_400_000)));
  expect(days.size).toBe(14);
  // Coming back after a year off, nothing is thrown away for its age alone.
  expect(expiredBackups([{ file: 'old', at: NOON - 400 * 86_400_000, reason: 'regular' }])).toEqual([]);
});

test('rotation removes the files themselves', async () => {
  for (let i = 0; i < 8; i += 1) await backupLedger(ledger, backups, NOON + i * 15 * MINUTE);
  const left = listBackups(backups).map(({ at }) => (at - NOON) / MINUTE);
  expect(left).toEqual([105, 45]);
});

test('restoring takes the newest good one and passes over damaged and newer ones without touching them', async () => {
  setSetting(ledger, 'n', 1);
  await backupLedger(ledger, backups, NOON);
  setSetting(ledger, 'n', 2);
  const good = await backupLedger(ledger, backups, NOON + 60 * MINUTE);
  setSetting(ledger, 'n', 3);
  const flipped = await backupLedger(ledger, backups, NOON + 120 * MINUTE);
  const bytes = fs.readFileSync(flipped.file);
  bytes.fill(0xff, 4096, 8192);
  fs.writeFileSync(flipped.file, bytes);
  fs.writeFileSync(path.join(backups, 'ledger-20261123T160000000Z.sqlite'), '');
  ledger.write((w) => void w.run("INSERT INTO schema_version VALUES ('later', 10, 'x', 0)"));
  await backupLedger(ledger, backups, NOON + 180 * MINUTE);
  const present = fs.readdirSync(backups).sort();

  ledger.close();
  for (const end of ['', '-wal', '-shm']) fs.rmSync(file + end, { force: true });
  expect(restoreNewest(file, backups, [CORE_COMPONENTS.ledger])).toEqual(good);
  ledger = open();
  expect(getSetting(ledger, 'n')).toBe(2);
  expect(fs.readdirSync(backups).sort()).toEqual(present);
});

test('nothing good to restore from is said', () => {
  fs.mkdirSync(backups);
  expect(restoreNewest(path.join(dir, 'other.sqlite'), backups, [CORE_COMPONENTS.ledger])).toBeNull();
  expect(fs.existsSync(path.join(dir, 'other.sqlite'))).toBe(false);
  expect(codedFrom(() => verifyBackup(path.join(dir, 'absent.sqlite'))).code).toBe('STORE_DAMAGED');
});
