import fs from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fixedClock } from '../base/clock.ts';
import type { Timers } from '../base/clock.ts';
import { CodedError } from '../base/errors.ts';
import { listBackups } from './backups.ts';
import type { Migration } from './migrate.ts';
import { applyRecord, countRecords } from './records.ts';
import { getSetting, setSetting } from './settings.ts';
import { SqliteStore } from './sqlite-store.ts';
import {
  creating,
  fingerprint,
  noLines,
  NOON,
  options,
  rejection,
  tempDir,
  thing,
  things,
} from './testing/support.ts';
import { checkWorkspace, openWorkspace, workspacePaths } from './workspace.ts';

let root: string;
let dir: string;

beforeEach(() => {
  root = tempDir();
  dir = path.join(root, 'desk');
});
afterEach(() => fs.rmSync(root, { recursive: true }));

const change = (file: 'ledger' | 'mirror', sql: string): void => {
  const store = new SqliteStore({ name: file, file: workspacePaths(dir)[file], clock: fixedClock(NOON) });
  store.write((w) => void w.run(sql));
  store.close();
};
const made = async (): Promise<void> => {
  const ws = await openWorkspace(creating(dir));
  await ws.close();
};

test('is made once, opened again as it is, and lies where the layout says', async () => {
  const first = await openWorkspace(creating(dir));
  expect([first.kind, first.name, first.report]).toEqual([
    'demo',
    'Demo',
    { created: true, rebuild: [], repairs: [], migrated: [] },
  ]);
  first.mirror.write((w) => void applyRecord(w, things, thing('a')));
  setSetting(first.ledger, 'language', 'zh-CN');
  const epochs = [first.ledger.epoch(), first.mirror.epoch()];
  expect(new Set(epochs).size).toBe(2);
  await first.close();
  await first.close();

  const second = await openWorkspace(creating(dir, { create: { kind: 'real', name: 'Other' } }));
  expect([second.id, second.kind, second.name, second.report.created]).toEqual([
    first.id,
    'demo',
    'Demo',
    false,
  ]);
  expect(countRecords(second.mirror.read, 'things')).toBe(1);
  expect(getSetting(second.ledger, 'language')).toBe('zh-CN');
  expect([second.ledger.epoch(), second.mirror.epoch()]).toEqual(epochs);
  expect((await checkWorkspace(second)).ok).toBe(true);
  await second.close();
  expect(fs.readdirSync(dir).sort()).toEqual(
    [
      'backups',
      'imports',
      'journal',
      'ledger.sqlite',
      'mirror.sqlite',
      'quarantine',
      'temp',
      'workspace.json',
      'workspace.lock',
    ].sort(),
  );
  expect(JSON.parse(fs.readFileSync(path.join(dir, 'workspace.json'), 'utf8'))).toEqual({
    id: first.id,
    kind: 'demo',
    name: 'Demo',
    format: 1,
    created: NOON,
  });
});

test('a folder without one: WORKSPACE_MISSING, and nothing appears', async () => {
  expect((await rejection(openWorkspace(options(dir)))).code).toBe('WORKSPACE_MISSING');
  expect(fs.existsSync(dir)).toBe(false);
  fs.mkdirSync(dir);
  expect((await rejection(openWorkspace(options(dir)))).code).toBe('WORKSPACE_MISSING');
  expect(fs.readdirSync(dir)).toEqual([]);
});

test('a folder with other files is left alone; what systems put there does not count', async () => {
  fs.mkdirSync(dir);
  fs.writeFileSync(path.join(dir, 'thesis.txt'), 'x');
  expect((await rejection(openWorkspace(creating(dir)))).code).toBe('FOLDER_NOT_EMPTY');
  expect(fs.readdirSync(dir)).toEqual(['thesis.txt']);
  fs.renameSync(path.join(dir, 'thesis.txt'), path.join(dir, '.DS_Store'));
  await made();
});

test('a file in the place of the folder, a shared folder: refused without a trace', async () => {
  fs.writeFileSync(path.join(root, 'file'), '');
  expect((await rejection(openWorkspace(creating(path.join(root, 'file', 'desk'))))).code).toBe(
    'FOLDER_READ_ONLY',
  );
  expect((await rejection(openWorkspace(creating(path.join(root, 'file'))))).code).toBe('FOLDER_READ_ONLY');
  expect((await rejection(openWorkspace(creating(path.join(root, 'OneDrive', 'desk'))))).code).toBe(
    'WORKSPACE_ON_SHARED_FOLDER',
  );
  expect(fs.readdirSync(root)).toEqual(['file']);
});

test('while it is open nobody else gets it; afterwards anybody', async () => {
  const ws = await openWorkspace(creating(dir));
  const error = await rejection(openWorkspace(options(dir)));
  expect([error.code, error.data]).toEqual(['WORKSPACE_IN_USE', { pid: process.pid, since: NOON }]);
  expect(countRecords(ws.mirror.read, 'things')).toBe(0);
  await ws.close();
  const again = await openWorkspace(options(dir));
  await again.close();
});

test('a creation that fails leaves the folder as it was, and the next one succeeds', async () => {
  const failing: Migration = {
    version: 10,
    name: 'no',
    up: () => {
      throw new CodedError('DISK_FULL', {});
    },
  };
  expect((await rejection(openWorkspace(creating(dir, { ledgerMigrations: [failing] })))).code).toBe(
    'DISK_FULL',
  );
  expect(fs.existsSync(dir)).toBe(false);
  fs.mkdirSync(dir);
  expect((await rejection(openWorkspace(creating(dir, { ledgerMigrations: [failing] })))).code).toBe(
    'DISK_FULL',
  );
  expect(fs.readdirSync(dir)).toEqual([]);
  await made();
});

test.each([
  [
    'ledger format',
    'ledger',
    'PRAGMA user_version = 2',
    { file: 'ledger', component: 'format', found: 2, known: 1 },
  ],
  [
    'ledger component',
    'ledger',
    "INSERT INTO schema_version VALUES ('storage', 990, 'x', 0)",
    { file: 'ledger', component: 'storage', found: 990, known: 40 },
  ],
  [
    'unknown ledger component',
    'ledger',
    "INSERT INTO schema_version VALUES ('outbox', 10, 'x', 0)",
    { file: 'ledger', component: 'outbox', found: 10, known: 0 },
  ],
  [
    'mirror collection',
    'mirror',
    "INSERT INTO schema_version VALUES ('collection.things', 20, 'x', 0)",
    { file: 'mirror', component: 'collection.things', found: 20, known: 10 },
  ],
] as const)('made by a newer program (%s): refused, every byte stays', async (_what, file, sql, data) => {
  await made();
  change(file, sql);
  const before = fingerprint(dir);
  // Pending work on the other file must not start either.
  const later: Migration = { version: 10, name: 'later', up: (w) => void w.run('CREATE TABLE later (a)') };
  const error = await rejection(
    openWorkspace(
      options(dir, { components: [{ store: 'mirror', component: 'later', migrations: [later] }] }),
    ),
  );
  expect([error.code, error.data]).toEqual(['WORKSPACE_NEWER', data]);
  expect(fingerprint(dir)).toEqual(before);
});

test('a newer layout of the folder is refused as well', async () => {
  await made();
  fs.writeFileSync(workspacePaths(dir).identity, '{"format":2,"what":"ever"}');
  const before = fingerprint(dir);
  expect((await rejection(openWorkspace(options(dir)))).data).toEqual({
    file: 'workspace',
    component: 'folder',
    found: 2,
    known: 1,
  });
  expect(fingerprint(dir)).toEqual(before);
});

test('a lost or damaged identity comes back from the ledger', async () => {
  const ws = await openWorkspace(creating(dir));
  await ws.close();
  const { identity } = workspacePaths(dir);
  const text = fs.readFileSync(identity, 'utf8');
  for (const [content, reason] of [
    [undefined, 'absent'],
    ['{"id":', 'damaged'],
    ['{"id":"x"}', 'damaged'],
  ] as const) {
    if (content === undefined) fs.rmSync(identity);
    else fs.writeFileSync(identity, content);
    const again = await openWorkspace(options(dir));
    expect(again.id).toBe(ws.id);
    expect(again.report.repairs).toMatchObject([{ file: 'identity', reason }]);
    await again.close();
    expect(fs.readFileSync(identity, 'utf8')).toBe(text);
  }
});

const second: Migration = { version: 20, name: 'second', up: (w) => void w.run('CREATE TABLE second (a)') };
const first: Migration = { version: 10, name: 'first', up: (w) => void w.run('CREATE TABLE first (a)') };

test('an existing ledger is backed up before it is brought up to date, and what ran is reported', async () => {
  const ws = await openWorkspace(creating(dir, { ledgerMigrations: [first] }));
  setSetting(ws.ledger, 'k', 'v');
  await ws.close();
  const later = await openWorkspace(options(dir, { ledgerMigrations: [first, second] }));
  expect(later.report.migrated).toEqual([
    { store: 'ledger', component: 'workspace', version: 20, name: 'second' },
  ]);
  const [backup] = listBackups(later.paths.backups).filter(({ reason }) => reason === 'before-migration');
  await later.close();
  fs.copyFileSync(backup?.file ?? '', path.join(root, 'copy.sqlite'));
  const copy = new SqliteStore({
    name: 'ledger',
    file: path.join(root, 'copy.sqlite'),
    clock: fixedClock(NOON),
  });
  expect(getSetting(copy, 'k')).toBe('v');
  expect(copy.read.get("SELECT 1 FROM sqlite_schema WHERE name = 'second'")).toBeUndefined();
  copy.close();
});

test('a migration that fails says which, keeps the file and a backup, and a corrected program goes on', async () => {
  const ws = await openWorkspace(creating(dir, { ledgerMigrations: [first] }));
  setSetting(ws.ledger, 'k', 'v');
  await ws.close();
  const { ledger } = workspacePaths(dir);
  const before = fs.readFileSync(ledger);
  const broken: Migration = {
    version: 20,
    name: 'second',
    up: (w) => void w.run('CREATE TABLE second (a); nonsense'),
  };
  const error = await rejection(openWorkspace(options(dir, { ledgerMigrations: [first, broken] })));
  expect([error.code, error.data]).toMatchObject([
    'MIGRATION_FAILED',
    { component: 'workspace', version: 20, name: 'second' },
  ]);
  expect(fs.readFileSync(ledger).equals(before)).toBe(true);
  expect(listBackups(workspacePaths(dir).backups).some(({ reason }) => reason === 'before-migration')).toBe(
    true,
  );
  const fixed = await openWorkspace(options(dir, { ledgerMigrations: [first, second] }));
  expect(getSetting(fixed.ledger, 'k')).toBe('v');
  await fixed.close();
});

test('a collection whose columns change is derived again from its kept bodies', async () => {
  const ws = await openWorkspace(creating(dir));
  ws.mirror.write((w) => {
    for (const id of ['a', 'b']) applyRecord(w, things, thing(id, { amount: '2.50' }));
  });
  await ws.close();
  const wider: typeof things = {
    ...things,
    migrations: [
      ...things.migrations,
      {
        version: 20,
        name: 'initial',
        reproject: true,
        up: (w) => void w.run('ALTER TABLE thing ADD COLUMN initial TEXT'),
      },
    ],
    project(w, id, body, context) {
      things.project(w, id, body, context);
      w.run('UPDATE thing SET initial = ? WHERE id = ?', [id.toUpperCase(), id]);
    },
  };
  const later = await openWorkspace(options(dir, { collections: [wider] }));
  expect(later.mirror.read.all('SELECT id, amount, initial FROM thing ORDER BY id')).toEqual([
    { id: 'a', amount: '2.50', initial: 'A' },
    { id: 'b', amount: '2.50', initial: 'B' },
  ]);
  await later.close();
});

test('the ledger is backed up every 15 minutes if it changed, and at the end', async () => {
  const clock = fixedClock(NOON);
  const sleeps: { ms: number; wake: () => void }[] = [];
  const timers: Timers = {
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        signal?.addEventListener('abort', () => reject(new Error('aborted')));
        sleeps.push({ ms, wake: resolve });
      }),
  };
  const next = async (): Promise<number> => {
    const asleep = sleeps.length;
    clock.advance(15 * 60_000);
    sleeps.at(-1)?.wake();
    while (sleeps.length === asleep) await new Promise((resolve) => setImmediate(resolve));
    return listBackups(ws.paths.backups).length;
  };
  const ws = await openWorkspace(creating(dir, { clock, timers }));
  // A new workspace has nothing to begin its journal from: it is backed up at once.
  while (sleeps.length === 0) await new Promise((resolve) => setImmediate(resolve));
  expect([sleeps[0]?.ms, listBackups(ws.paths.backups).length]).toEqual([15 * 60_000, 1]);
  expect(await next()).toBe(1);
  clock.advance(3_600_000);
  setSetting(ws.ledger, 'a', 1);
  expect(await next()).toBe(2);
  clock.advance(3_600_000);
  setSetting(ws.ledger, 'a', 2);
  await ws.close();
  expect(listBackups(ws.paths.backups)).toHaveLength(3);
});

test('a backup that fails is reported and keeps nothing from closing', async () => {
  const events: unknown[] = [];
  const ws = await openWorkspace(
    creating(dir, { log: (event, fields) => void events.push([event, fields]) }),
  );
  fs.rmdirSync(ws.paths.backups);
  fs.writeFileSync(ws.paths.backups, 'in the way');
  await ws.close();
  expect(events).toContainEqual(['backup-failed', { code: 'FOLDER_READ_ONLY' }]);
  fs.rmSync(ws.paths.backups);
  await (await openWorkspace(options(dir))).close();
});

test('a lines file that cannot be opened: a damaged one begins anew, any other error closes everything', async () => {
  await made();
  const { lines, imports } = workspacePaths(dir);
  fs.writeFileSync(lines, 'garbage');
  fs.writeFileSync(path.join(imports, 'usage.csv'), 'kept');
  let calls = 0;
  const openLines = (): ReturnType<typeof noLines> => {
    calls += 1;
    return fs.existsSync(lines)
      ? Promise.reject(new CodedError('STORE_DAMAGED', { file: 'lines' }))
      : noLines();
  };
  const ws = await openWorkspace(options(dir, { openLines }));
  expect([calls, ws.report.rebuild]).toEqual([2, ['lines']]);
  const [repair] = ws.report.repairs;
  expect(fs.readFileSync(path.join(repair?.quarantined ?? '', 'lines.duckdb'), 'utf8')).toBe('garbage');
  await ws.close();
  const newer = (): Promise<never> => Promise.reject(new CodedError('WORKSPACE_NEWER', { file: 'lines' }));
  expect((await rejection(openWorkspace(options(dir, { openLines: newer })))).code).toBe('WORKSPACE_NEWER');
  await (await openWorkspace(options(dir))).close();
});

test('names of components that clash are a mistake of the program', async () => {
  const twice = creating(dir, { collections: [things, things] });
  expect((await rejection(openWorkspace(twice))).data['reason']).toBe('component-twice');
});
