import fs from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fixedClock } from '../base/clock.ts';
import { CORE_COMPONENTS } from './core-schema.ts';
import { checkComponents, migrate, readSchema, refuseNewer } from './migrate.ts';
import type { Component, Migration } from './migrate.ts';
import { SqliteStore } from './sqlite-store.ts';
import { codedFrom, fingerprint, NOON, tempDir } from './testing/support.ts';

let dir: string;
let store: SqliteStore;

const open = (): SqliteStore =>
  new SqliteStore({ name: 'ledger', file: path.join(dir, 'ledger.sqlite'), clock: fixedClock(NOON) });
const table = (version: number, name: string): Migration => ({
  version,
  name,
  up: (w) => void w.run(`CREATE TABLE ${name} (id INTEGER PRIMARY KEY)`),
});
const tables = (): string[] =>
  store.read
    .all<{ name: string }>(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name",
    )
    .map(({ name }) => name);

beforeEach(() => {
  dir = tempDir();
  store = open();
});
afterEach(() => {
  store.close();
  fs.rmSync(dir, { recursive: true });
});

test('runs what is pending, component by component, and records it with the file marked as ours', () => {
  const components = [
    CORE_COMPONENTS.ledger,
    { component: 'a', migrations: [table(10, 'a1'), table(20, 'a2')] },
  ];
  const ran = migrate(store, components);
  expect(ran.map(({ component, migration }) => `${component}:${migration.version}`)).toEqual([
    'storage:10',
    'storage:20',
    'storage:30',
    'storage:40',
    'a:10',
    'a:20',
  ]);
  const schema = readSchema(store.connection);
  expect([schema.applicationId, schema.format, Object.fromEntries(schema.marks)]).toEqual([
    0x50446c67,
    1,
    { storage: 40, a: 20 },
  ]);
  expect(migrate(store, components)).toEqual([]);
  const row = store.read.get("SELECT * FROM schema_version WHERE component = 'a' AND version = 20");
  expect(row).toEqual({ component: 'a', version: 20n, name: 'a2', applied_at: BigInt(NOON) });
});

test('a late migration that fits between two old ones still runs', () => {
  migrate(store, [{ component: 'a', migrations: [table(10, 'a1'), table(20, 'a2')] }]);
  const ran = migrate(store, [
    { component: 'a', migrations: [table(10, 'a1'), table(15, 'late'), table(20, 'a2')] },
  ]);
  expect(ran.map(({ migration }) => migration.name)).toEqual(['late']);
  expect(tables()).toEqual(['a1', 'a2', 'late', 'schema_version']);
});

test('lists that do not rise and components named twice are refused', () => {
  const list = (versions: number[]): Component => ({
    component: 'a',
    migrations: versions.map((v) => table(v, `t${v}`)),
  });
  for (const wrong of [[20, 10], [10, 10], [0], [-10], [1.5], [Number.NaN]]) {
    expect(codedFrom(() => checkComponents([list(wrong)])).data['reason']).toBe('migrations-not-rising');
  }
  expect(codedFrom(() => checkComponents([list([10]), list([10])])).data['reason']).toBe('component-twice');
  checkComponents([list([10, 20, 25, 30])]);
});

test('the whole run is one transaction: a failing step leaves the file as it was and is named', () => {
  migrate(store, [{ component: 'a', migrations: [table(10, 'a1')] }]);
  store.close();
  const before = fingerprint(dir);
  store = open();
  const broken: Component[] = [
    { component: 'a', migrations: [table(10, 'a1'), table(20, 'a2')] },
    {
      component: 'b',
      migrations: [{ version: 10, name: 'wrong', up: (w) => void w.run('CREATE TABLE oops (') }],
    },
  ];
  const error = codedFrom(() => migrate(store, broken));
  expect([error.code, error.data]).toEqual([
    'MIGRATION_FAILED',
    { file: 'ledger', component: 'b', version: 10, name: 'wrong', cause: 'SQLITE_ERROR' },
  ]);
  expect(tables()).toEqual(['a1', 'schema_version']);
  expect(Object.fromEntries(readSchema(store.connection).marks)).toEqual({ a: 10 });
  store.close();
  expect(fingerprint(dir)).toEqual(before);
  store = open();
});

test('a full disk while migrating keeps its own code', () => {
  migrate(store, [{ component: 'a', migrations: [table(10, 'a1')] }]);
  const pages = Number(store.connection.pragma('page_count', { simple: true }));
  store.connection.pragma(`max_page_count = ${pages + 1}`);
  const big: Migration = {
    version: 20,
    name: 'big',
    up: (w) => {
      w.run('CREATE TABLE big (v TEXT)');
      for (let i = 0; i < 20; i += 1) w.run('INSERT INTO big VALUES (?)', ['x'.repeat(4000)]);
    },
  };
  expect(codedFrom(() => migrate(store, [{ component: 'a', migrations: [table(10, 'a1'), big] }])).code).toBe(
    'DISK_FULL',
  );
  expect(tables()).toEqual(['a1', 'schema_version']);
});

test('a migration that takes its own mark away is noticed: it did not arrive', () => {
  const thief: Migration = {
    version: 20,
    name: 'thief',
    up: (w) =>
      void w.run(
        'CREATE TRIGGER thief AFTER INSERT ON schema_version BEGIN DELETE FROM schema_version WHERE version = 20; END',
      ),
  };
  const error = codedFrom(() => migrate(store, [{ component: 'a', migrations: [table(10, 'a1'), thief] }]));
  expect([error.code, error.data['cause']]).toEqual(['MIGRATION_FAILED', 'not-arrived']);
  expect(tables()).toEqual([]);
});

test('files of a newer program are recognised', () => {
  const known = [{ component: 'a', migrations: [table(10, 'a1')] }];
  const state = (format: number, marks: Record<string, number>) => ({
    applicationId: 0,
    format,
    marks: new Map(Object.entries(marks)),
  });
  refuseNewer('ledger', state(1, { a: 10 }), known);
  refuseNewer('ledger', state(1, {}), known);
  expect(codedFrom(() => refuseNewer('ledger', state(2, {}), known)).data).toEqual({
    file: 'ledger',
    component: 'format',
    found: 2,
    known: 1,
  });
  expect(codedFrom(() => refuseNewer('mirror', state(1, { a: 20 }), known)).data).toEqual({
    file: 'mirror',
    component: 'a',
    found: 20,
    known: 10,
  });
  // Rows of a component this program does not know: left alone in the mirror, a reason to stop in the ledger.
  refuseNewer('mirror', state(1, { other: 10 }), known);
  expect(codedFrom(() => refuseNewer('ledger', state(1, { other: 10 }), known)).code).toBe('WORKSPACE_NEWER');
});
