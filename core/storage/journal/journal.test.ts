import fc from 'fast-check';
import fs from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { fixedClock } from '../../base/clock.ts';
import { appendAudit, verifyAudit } from '../audit.ts';
import { listBackups } from '../backups.ts';
import { getSetting, setSetting } from '../settings.ts';
import type { SqlValue } from '../store.ts';
import { codedFrom, creating, NOON, options, tempDir } from '../testing/support.ts';
import { checkWorkspace, openWorkspace, workspacePaths } from '../workspace.ts';
import type { Workspace, WorkspacePaths } from '../workspace-types.ts';
import { journalFiles, readJournalFile } from './files.ts';
import { Journal } from './journal.ts';
import { decodeRecord, encodeRecord } from './record.ts';

let root: string;
let dir: string;
let paths: WorkspacePaths;

beforeEach(() => {
  root = tempDir();
  dir = path.join(root, 'desk');
  paths = workspacePaths(dir);
});
afterEach(() => fs.rmSync(root, { recursive: true }));

/** Saves the n-th thing with its audit row. */
function save(ws: Workspace, n: number): void {
  ws.ledger.write((w) => {
    setSetting(w, `saved.${n}`, n);
    appendAudit(w, { who: 'me', what: 'save', target: String(n), outcome: 'ok' });
  });
}

const saved = (ws: Workspace, upTo: number): number =>
  Array.from({ length: upTo }, (_, n) => n).filter((n) => getSetting(ws.ledger, `saved.${n}`) === n).length;

/** Leaves a workspace the way a killed program does: nothing is backed up at the end. */
async function leave(ws: Workspace): Promise<void> {
  const kept = { ledger: fs.readFileSync(paths.ledger), names: fs.readdirSync(paths.backups) };
  const journal = journalFiles(paths.journal).map(({ file }) => [file, fs.readFileSync(file)] as const);
  await ws.close();
  for (const name of fs.readdirSync(paths.backups))
    if (!kept.names.includes(name)) fs.rmSync(path.join(paths.backups, name));
  fs.rmSync(paths.journal, { recursive: true });
  fs.mkdirSync(paths.journal);
  for (const [file, bytes] of journal) fs.writeFileSync(file, bytes);
}

/** One backup, then `count` things saved after it; the ledger is gone. */
async function lost(count: number): Promise<void> {
  const ws = await openWorkspace(creating(dir));
  await ws.backup();
  for (let n = 0; n < count; n += 1) save(ws, n);
  await leave(ws);
  fs.truncateSync(paths.ledger, 0);
}

const value: fc.Arbitrary<SqlValue> = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => (Object.is(n, -0) ? 0 : n)),
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  fc.constant(null),
);
const step = fc.record({
  sql: fc.constantFrom('INSERT INTO a VALUES (?)', 'UPDATE b SET c = :c', '-- name\nDELETE FROM d'),
  params: fc.oneof(
    fc.constant(undefined),
    fc.array(value),
    fc.dictionary(fc.string({ minLength: 1 }), value, { noNullPrototype: true }),
  ),
});

test('a record comes back as it was written; a cut or changed line is none', () => {
  fc.assert(
    fc.property(fc.nat(), fc.array(step), fc.nat(), (n, steps, at) => {
      const line = encodeRecord({ n, steps }).slice(0, -1);
      expect(decodeRecord(line)).toEqual({ n, steps });
      const place = at % line.length;
      expect(decodeRecord(line.slice(0, place))).toBeNull();
      expect(decodeRecord(`${line.slice(0, place)}\u0001${line.slice(place + 1)}`)).toBeNull();
    }),
  );
  const bytes = { n: 1, steps: [{ sql: 'x', params: [new Uint8Array([0, 255])] }] };
  expect(decodeRecord(encodeRecord(bytes).slice(0, -1))?.steps[0]?.params).toEqual([Buffer.from([0, 255])]);
});

test('a lost ledger: what was saved after the last backup comes back, with its audit, in a new life', async () => {
  await lost(25);
  const ws = await openWorkspace(options(dir));
  expect(ws.report.repairs[0]).toMatchObject({ file: 'ledger', replayed: 25 });
  expect(saved(ws, 25)).toBe(25);
  expect(verifyAudit(ws.ledger.read)).toMatchObject({ ok: true, entries: 26 });
  expect((await checkWorkspace(ws)).checks.filter(({ ok }) => !ok)).toEqual([]);
  save(ws, 25);
  await leave(ws);
  // Lost again before anything was backed up: backup and journal still give all of it.
  fs.rmSync(paths.ledger);
  const again = await openWorkspace(options(dir));
  expect(saved(again, 26)).toBe(26);
  await again.close();
});

test('a lost ledger and no backup at all: the journal since the creation is enough', async () => {
  const ws = await openWorkspace(creating(dir));
  for (let n = 0; n < 5; n += 1) save(ws, n);
  await leave(ws);
  expect(listBackups(paths.backups)).toEqual([]);
  fs.truncateSync(paths.ledger, 0);
  const again = await openWorkspace(options(dir));
  expect([saved(again, 5), again.id]).toEqual([5, ws.id]);
  await again.close();
});

test('the torn end of a killed program: cut anywhere, all before it comes back', async () => {
  await lost(3);
  const [{ file } = { file: '' }] = journalFiles(paths.journal).slice(-1);
  const whole = fs.readFileSync(file);
  const { records } = readJournalFile(file);
  const before = records.at(-2)?.end ?? 0;
  for (const cut of [before, before + 1, before + 17, whole.length - 1]) {
    const copy = path.join(root, `cut-${cut}`);
    fs.cpSync(dir, copy, { recursive: true });
    fs.truncateSync(path.join(copy, 'journal', path.basename(file)), cut);
    const ws = await openWorkspace(options(copy));
    expect([cut, saved(ws, 3), ws.report.repairs[0]?.replayed]).toEqual([cut, 2, 2]);
    save(ws, 2);
    expect(saved(ws, 3)).toBe(3);
    await ws.close();
  }
});

test('damage inside the journal: what is before it comes back, the rest is set aside and never deleted', async () => {
  await lost(6);
  const [{ file } = { file: '' }] = journalFiles(paths.journal).slice(-1);
  const { records } = readJournalFile(file);
  const fd = fs.openSync(file, 'r+');
  fs.writeSync(fd, Buffer.from('?'), 0, 1, (records[2]?.end ?? 0) + 30);
  fs.closeSync(fd);
  const ws = await openWorkspace(options(dir));
  expect([saved(ws, 6), ws.report.repairs[0]?.replayed]).toEqual([3, 3]);
  const kept = fs.readdirSync(paths.quarantine).find((name) => name.includes('journal'));
  expect(fs.readdirSync(path.join(paths.quarantine, kept ?? '', 'journal'))).toEqual([path.basename(file)]);
  for (let n = 3; n < 6; n += 1) save(ws, n);
  // The journal begins anew with a backup.
  await ws.close();
  fs.truncateSync(paths.ledger, 0);
  const again = await openWorkspace(options(dir));
  expect(saved(again, 6)).toBe(6);
  await again.close();
});

test('an older backup and the journal: when the newest backup is bad nothing is lost', async () => {
  const ws = await openWorkspace(creating(dir));
  await ws.backup();
  save(ws, 0);
  const newest = await ws.backup();
  save(ws, 1);
  await leave(ws);
  fs.truncateSync(newest, 100);
  fs.rmSync(paths.ledger);
  const again = await openWorkspace(options(dir));
  expect(saved(again, 2)).toBe(2);
  await again.close();
});

test('it is cut at each good backup: as far back as the one before', async () => {
  const clock = fixedClock(NOON);
  const ws = await openWorkspace(creating(dir, { clock }));
  for (let n = 0; n < 6; n += 1) {
    clock.advance(3_600_000);
    save(ws, n);
    await ws.backup();
  }
  expect(journalFiles(paths.journal).length).toBeLessThanOrEqual(2);
  expect((await checkWorkspace(ws)).ok).toBe(true);
  await ws.close();
});

test('what is rolled back leaves nothing; what cannot be written is not saved', async () => {
  const ws = await openWorkspace(creating(dir));
  save(ws, 0);
  const count = (): number =>
    journalFiles(paths.journal).reduce((sum, { file }) => sum + readJournalFile(file).records.length, 0);
  const before = count();
  expect(() =>
    ws.ledger.write((w) => {
      setSetting(w, 'saved.1', 1);
      throw new Error('no');
    }),
  ).toThrow('no');
  ws.ledger.write((w) => void w.get('SELECT 1'));
  expect(count()).toBe(before);
  // The next file cannot be made: its folder is no folder any more.
  await ws.backup();
  fs.renameSync(paths.journal, `${paths.journal}.away`);
  fs.writeFileSync(paths.journal, 'in the way');
  expect(codedFrom(() => save(ws, 1)).code).toBe('FOLDER_READ_ONLY');
  expect(getSetting(ws.ledger, 'saved.1')).toBeUndefined();
  fs.rmSync(paths.journal);
  fs.renameSync(`${paths.journal}.away`, paths.journal);
  save(ws, 1);
  expect(saved(ws, 2)).toBe(2);
  await ws.close();
});

test('what was written and never committed is cut off when the ledger is good', async () => {
  const ws = await openWorkspace(creating(dir));
  save(ws, 0);
  await leave(ws);
  const [{ file } = { file: '' }] = journalFiles(paths.journal).slice(-1);
  const last = readJournalFile(file).records.at(-1)?.record.n ?? 0;
  const steps = [{ sql: "INSERT INTO setting VALUES ('ghost', '1', 0)", params: undefined }];
  fs.appendFileSync(file, encodeRecord({ n: last + 1, steps }));
  const again = await openWorkspace(options(dir));
  save(again, 1);
  await leave(again);
  fs.truncateSync(paths.ledger, 0);
  const third = await openWorkspace(options(dir));
  expect([saved(third, 2), getSetting(third.ledger, 'ghost')]).toEqual([2, undefined]);
  await third.close();
});

test('what the file system takes in parts is written whole', () => {
  const folder = tempDir();
  const journal = Journal.open(folder, 0);
  const real = fs.writeSync.bind(fs);
  const short = (fd: number, bytes: NodeJS.ArrayBufferView, at?: number | null): number =>
    real(fd, bytes, at ?? 0, Math.min(7, bytes.byteLength - (at ?? 0)));
  const spy = vi.spyOn(fs, 'writeSync').mockImplementation(short as typeof fs.writeSync);
  try {
    journal.append(1, [{ sql: 'SELECT 1', params: undefined }]);
    journal.append(2, [{ sql: 'SELECT 2', params: undefined }]);
  } finally {
    spy.mockRestore();
    journal.close();
  }
  const [file] = journalFiles(folder);
  const { records, torn } = readJournalFile(file?.file ?? '');
  expect(torn).toBe(false);
  expect(records.map(({ record }) => record.n)).toEqual([1, 2]);
});
