import fs from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isCoded } from '../base/errors.ts';
import { seededRandom } from '../base/random.ts';
import { verifyAudit } from './audit.ts';
import { setAside } from './damage.ts';
import { applyRecord, countRecords } from './records.ts';
import { getSetting, setSetting } from './settings.ts';
import { creating, NOON, options, tempDir, thing, things } from './testing/support.ts';
import { checkWorkspace, openWorkspace, workspacePaths } from './workspace.ts';
import type { Repair, Workspace, WorkspacePaths } from './workspace-types.ts';

let root: string;
let dir: string;
let paths: WorkspacePaths;
let epochs: { ledger: string; mirror: string };

beforeEach(async () => {
  root = tempDir();
  dir = path.join(root, 'desk');
  paths = workspacePaths(dir);
  const ws = await openWorkspace(creating(dir));
  setSetting(ws.ledger, 'k', 'backed up');
  ws.ledger.write((w) => {
    for (let i = 0; i < 300; i += 1) setSetting(w, `filler.${i}`, 'x'.repeat(300));
  });
  ws.mirror.write((w) => {
    for (let i = 0; i < 500; i += 1) applyRecord(w, things, thing(`t${i}`, { name: 'n'.repeat(200) }));
  });
  epochs = { ledger: ws.ledger.epoch(), mirror: ws.mirror.epoch() };
  await ws.close();
});
afterEach(() => fs.rmSync(root, { recursive: true }));

/** Ways a file gets damaged that opening must notice. */
const damages: readonly (readonly [name: string, harm: (file: string) => void])[] = [
  ['emptied', (file) => fs.truncateSync(file, 0)],
  ['cut after its first page', (file) => fs.truncateSync(file, 4096)],
  ['cut inside its first page', (file) => fs.truncateSync(file, 1000)],
  ['gone', (file) => fs.rmSync(file)],
  ['zeroed', (file) => fs.writeFileSync(file, Buffer.alloc(fs.statSync(file).size))],
  ['header overwritten', (file) => patch(file, 0, Buffer.from('not a database'))],
  ['first page flipped', (file) => patch(file, 100, Buffer.alloc(400, 0xff))],
  ['replaced by another file', (file) => fs.writeFileSync(file, 'PK\u0003\u0004 a spreadsheet')],
];

function patch(file: string, at: number, bytes: Buffer): void {
  const fd = fs.openSync(file, 'r+');
  fs.writeSync(fd, bytes, 0, bytes.length, at);
  fs.closeSync(fd);
}

/** What quarantine keeps of the file; undefined when nothing was there to be kept. */
const setAsideBytes = (repair: Repair | undefined, name: string): Buffer | undefined =>
  repair?.quarantined ? fs.readFileSync(path.join(repair.quarantined, name)) : undefined;

test.each(damages)(
  'ledger %s: set aside as it was, the newest backup in its place, a new epoch, said in the report',
  async (name, harm) => {
    harm(paths.ledger);
    const remains = name === 'gone' ? undefined : fs.readFileSync(paths.ledger);
    const ws = await openWorkspace(options(dir));
    const [repair] = ws.report.repairs;
    expect(ws.report.repairs).toHaveLength(1);
    expect([repair?.file, repair?.restored?.at]).toEqual(['ledger', NOON]);
    expect(setAsideBytes(repair, 'ledger.sqlite')).toEqual(remains);
    expect(getSetting(ws.ledger, 'k')).toBe('backed up');
    expect(ws.ledger.epoch()).not.toBe(epochs.ledger);
    expect(ws.mirror.epoch()).toBe(epochs.mirror);
    expect(ws.ledger.read.get('SELECT what, outcome FROM audit')).toEqual({
      what: 'ledger.repaired',
      outcome: 'restored',
    });
    expect((await checkWorkspace(ws)).ok).toBe(true);
    const { epoch } = { epoch: ws.ledger.epoch() };
    await ws.close();
    const again = await openWorkspace(options(dir));
    expect([again.report.repairs, again.ledger.epoch()]).toEqual([[], epoch]);
    await again.close();
  },
);

test.each(damages)(
  'mirror %s: set aside as it was, an empty one with a new epoch, to be synced again',
  async (name, harm) => {
    harm(paths.mirror);
    const remains = name === 'gone' ? undefined : fs.readFileSync(paths.mirror);
    const ws = await openWorkspace(options(dir));
    expect(ws.report.rebuild).toEqual(['mirror']);
    const [repair] = ws.report.repairs;
    expect([repair?.file, repair?.restored]).toEqual(['mirror', null]);
    expect(setAsideBytes(repair, 'mirror.sqlite')).toEqual(remains);
    expect(countRecords(ws.mirror.read, 'things')).toBe(0);
    expect(ws.mirror.epoch()).not.toBe(epochs.mirror);
    expect([ws.ledger.epoch(), getSetting(ws.ledger, 'k')]).toEqual([epochs.ledger, 'backed up']);
    ws.mirror.write((w) => void applyRecord(w, things, thing('new')));
    expect((await checkWorkspace(ws)).ok).toBe(true);
    await ws.close();
  },
);

test('both at once, and a ledger without any backup: an empty one, said plainly', async () => {
  fs.truncateSync(paths.ledger, 0);
  fs.truncateSync(paths.mirror, 0);
  for (const name of fs.readdirSync(paths.backups)) fs.rmSync(path.join(paths.backups, name));
  const ws = await openWorkspace(options(dir));
  expect(ws.report.repairs.map(({ file, restored }) => [file, restored])).toEqual([
    ['ledger', null],
    ['mirror', null],
  ]);
  expect(ws.ledger.read.get('SELECT what, outcome FROM audit')).toEqual({
    what: 'ledger.repaired',
    outcome: 'empty',
  });
  expect(ws.name).toBe('Demo');
  expect((await checkWorkspace(ws)).ok).toBe(true);
  await ws.close();
});

test('damage deep inside the mirror: met while reading, marked, and repaired at the next start', async () => {
  const size = fs.statSync(paths.mirror).size;
  patch(paths.mirror, 4096 * 8, Buffer.alloc(size - 4096 * 8, 0xee));
  const ws = await openWorkspace(options(dir));
  expect(ws.report.repairs).toEqual([]);
  let code = '';
  try {
    ws.mirror.read.all('SELECT * FROM row');
  } catch (error) {
    code = isCoded(error) ? error.code : 'uncoded';
  }
  expect(code).toBe('STORE_DAMAGED');
  await ws.close();
  const again = await openWorkspace(options(dir));
  expect(again.report.repairs).toMatchObject([{ file: 'mirror', reason: 'quick-check' }]);
  expect((await checkWorkspace(again)).ok).toBe(true);
  await again.close();
});

test('damage deep inside the ledger is found at the very next start, not when somebody reads it', async () => {
  const pages = fs.statSync(paths.ledger).size / 4096;
  expect(pages).toBeGreaterThan(20);
  patch(paths.ledger, 4096 * (pages - 6), Buffer.alloc(4096 * 4, 0xee));
  const ws = await openWorkspace(options(dir));
  expect(ws.report.repairs).toMatchObject([
    { file: 'ledger', reason: 'quick-check', restored: { at: NOON } },
  ]);
  expect(getSetting(ws.ledger, 'k')).toBe('backed up');
  await ws.close();
});

test('a suspicion that proves wrong costs nothing', async () => {
  fs.writeFileSync(`${paths.mirror}.suspect`, '');
  const ws = await openWorkspace(options(dir));
  expect([ws.report.repairs, countRecords(ws.mirror.read, 'things')]).toEqual([[], 500]);
  await ws.close();
  expect(fs.existsSync(`${paths.mirror}.suspect`)).toBe(false);
});

test('a byte changed inside a kept body, a typed row too few, a tampered audit: the check names each', async () => {
  const ws = await openWorkspace(options(dir));
  const failed = async (): Promise<string[]> =>
    (await checkWorkspace(ws)).checks.filter(({ ok }) => !ok).map(({ name }) => name);
  expect(await failed()).toEqual([]);
  ws.mirror.write((w) => void w.run("UPDATE row SET raw = replace(raw, '1.10', '9.10') WHERE id = 't3'"));
  expect(await failed()).toEqual(['mirror.bodies']);
  ws.mirror.write((w) => void w.run("DELETE FROM thing WHERE id = 't4'"));
  expect(await failed()).toEqual(['mirror.bodies', 'mirror.things']);
  ws.ledger.write((w) => {
    w.run('DROP TRIGGER audit_no_delete');
    w.run("INSERT INTO audit VALUES (1, 0, 'x', 'x', NULL, NULL, NULL, 'ok', '', 'wrong')");
  });
  expect(await failed()).toEqual(['ledger.audit', 'mirror.bodies', 'mirror.things']);
  expect(verifyAudit(ws.ledger.read)).toMatchObject({ ok: false, firstBad: 1 });
  await ws.close();
  // To a scan the changed body would look unchanged for ever: its hash is the upstream's.
  const again = await openWorkspace(options(dir));
  expect(again.report.repairs).toMatchObject([{ file: 'mirror', reason: 'check-failed' }]);
  expect(again.report.rebuild).toEqual(['mirror']);
  await again.close();
  expect((await openAndClose()).report.repairs).toEqual([]);
});

async function openAndClose(): Promise<Workspace> {
  const ws = await openWorkspace(options(dir));
  await ws.close();
  return ws;
}

test('import originals: orphans and missing ones are named when somebody knows them', async () => {
  fs.writeFileSync(path.join(paths.imports, 'a.csv'), '');
  fs.writeFileSync(path.join(paths.imports, 'b.csv'), '');
  const ws = await openWorkspace(options(dir, { importFiles: () => ['a.csv', 'c.csv'] }));
  const check = (await checkWorkspace(ws)).checks.find(({ name }) => name === 'imports');
  expect(check).toEqual({ name: 'imports', ok: false, detail: '2 files, 1 orphans, 1 missing' });
  await ws.close();
});

test('setting aside never overwrites: the same instant gets a folder of its own', () => {
  const file = path.join(root, 'ledger.sqlite');
  const folders = ['one', 'two'].map((text) => {
    fs.writeFileSync(file, text);
    fs.writeFileSync(`${file}-wal`, `${text} log`);
    return setAside(file, path.join(root, 'q'), NOON) ?? '';
  });
  expect(folders.map((folder) => path.basename(folder))).toEqual([
    '20261123T120000Z-ledger',
    '20261123T120000Z-ledger-2',
  ]);
  expect(fs.readFileSync(path.join(folders[1] ?? '', 'ledger.sqlite-wal'), 'utf8')).toBe('two log');
  expect(setAside(file, path.join(root, 'q'), NOON)).toBeNull();
});

test('copies of file and log with the log cut, zeroed or flipped: always openable, never a half transaction', async () => {
  const ws = await openWorkspace(options(dir));
  for (let i = 0; i < 20; i += 1) {
    ws.ledger.write((w) => {
      setSetting(w, 'left', i);
      setSetting(w, 'right', i);
    });
  }
  const copies = path.join(root, 'copies');
  fs.mkdirSync(copies);
  for (const end of ['', '-wal'])
    fs.copyFileSync(paths.ledger + end, path.join(copies, `ledger.sqlite${end}`));
  await ws.close();
  const random = seededRandom(11);
  for (let i = 0; i < 40; i += 1) {
    for (const end of ['-wal', '-shm', '']) fs.rmSync(paths.ledger + end, { force: true });
    fs.copyFileSync(path.join(copies, 'ledger.sqlite'), paths.ledger);
    const log = fs.readFileSync(path.join(copies, 'ledger.sqlite-wal'));
    const at = Math.floor(random.next() * log.length);
    const harms = [() => log.subarray(0, at), () => log.fill(0, at), () => log.fill(0xff, at, at + 64)];
    fs.writeFileSync(`${paths.ledger}-wal`, harms[i % 3]?.() ?? log);
    const again = await openWorkspace(options(dir));
    expect(again.report.repairs).toEqual([]);
    expect(getSetting(again.ledger, 'left')).toEqual(getSetting(again.ledger, 'right'));
    expect(getSetting(again.ledger, 'k')).toBe('backed up');
    await again.close();
  }
});
