import fs from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fixedClock } from '../base/clock.ts';
import { isRecentSqlite, openWriter } from './connection.ts';
import { createNotices } from './notices.ts';
import { SqliteStore } from './sqlite-store.ts';
import type { WriteHandle } from './store.ts';
import { codedFrom, NOON, tempDir } from './testing/support.ts';

let dir: string;
let store: SqliteStore;
let slow: { statement: string; ms: number }[];
let damage: string[];
let ticks: number;
let published: string[][];

beforeEach(() => {
  dir = tempDir();
  slow = [];
  damage = [];
  published = [];
  ticks = 0;
  const notices = createNotices({ schedule: (fn) => fn() });
  notices.subscribe((names) => void published.push([...names]));
  store = new SqliteStore({
    name: 'ledger',
    file: path.join(dir, 'ledger.sqlite'),
    clock: fixedClock(NOON),
    notices,
    onDamage: (error) => void damage.push(error.code),
    slow: {
      limitMs: 40,
      now: () => (ticks += 10),
      report: (statement, ms) => void slow.push({ statement, ms }),
    },
  });
  store.write((w) => void w.run('CREATE TABLE t (id INTEGER PRIMARY KEY, v ANY) STRICT'));
});

afterEach(() => {
  store.close();
  fs.rmSync(dir, { recursive: true });
});

const count = (): number => Number(store.read.get<{ n: bigint }>('SELECT count(*) AS n FROM t')?.n);

test('every setting that safety rests on is set on the writing connection', () => {
  const facts = (name: 'ledger' | 'mirror', platform: string) => {
    const db = openWriter(path.join(dir, `${name}-${platform}.sqlite`), name, platform);
    const of = (pragma: string): unknown => db.pragma(pragma, { simple: true });
    const found = {
      journal: of('journal_mode'),
      synchronous: of('synchronous'),
      foreignKeys: of('foreign_keys'),
      busy: of('busy_timeout'),
      trusted: of('trusted_schema'),
      full: of('fullfsync'),
      checkpointFull: of('checkpoint_fullfsync'),
    };
    db.close();
    return found;
  };
  const common = { journal: 'wal', foreignKeys: 1n, busy: 5000n, trusted: 0n };
  expect(facts('ledger', 'linux')).toEqual({ ...common, synchronous: 2n, full: 0n, checkpointFull: 0n });
  expect(facts('ledger', 'darwin')).toEqual({ ...common, synchronous: 2n, full: 1n, checkpointFull: 1n });
  expect(facts('mirror', 'linux')).toEqual({ ...common, synchronous: 1n, full: 0n, checkpointFull: 0n });
});

test('the engine must be new enough for two connections', () => {
  const cases = {
    '3.51.3': true,
    '3.51.2': false,
    '3.50.9': false,
    '3.52.0': true,
    '3.54.1': true,
    '4.0': true,
    '2.99.99': false,
  };
  for (const [version, recent] of Object.entries(cases))
    expect([version, isRecentSqlite(version)]).toEqual([version, recent]);
});

test('integers come as bigint, whole numbers go in as integers, others as they are', () => {
  store.write((w) => {
    w.run('INSERT INTO t (v) VALUES (?), (?), (?), (?)', [1, 2n ** 62n, 1.5, 'x']);
    w.run('INSERT INTO t (v) VALUES (:v)', { v: 7 });
  });
  const rows = store.read.all<{ v: bigint | number | string; type: string }>(
    'SELECT v, typeof(v) AS type FROM t ORDER BY id',
  );
  expect(rows).toEqual([
    { v: 1n, type: 'integer' },
    { v: 2n ** 62n, type: 'integer' },
    { v: 1.5, type: 'real' },
    { v: 'x', type: 'text' },
    { v: 7n, type: 'integer' },
  ]);
});

test('a transaction that throws leaves nothing and its error comes out', () => {
  const mine = new Error('mine');
  expect(() =>
    store.write((w) => {
      w.run('INSERT INTO t (v) VALUES (1)');
      w.touch('t');
      throw mine;
    }),
  ).toThrow(mine);
  expect(count()).toBe(0);
  expect(published).toEqual([]);
  store.write((w) => void w.run('INSERT INTO t (v) VALUES (1)'));
  expect(count()).toBe(1);
});

test('notices name the touched collections once, after the commit', () => {
  const seen: number[] = [];
  const notices = createNotices({ schedule: (fn) => fn() });
  const other = new SqliteStore({
    name: 'mirror',
    file: path.join(dir, 'm.sqlite'),
    clock: fixedClock(NOON),
    notices,
  });
  other.write((w) => void w.run('CREATE TABLE t (id INTEGER PRIMARY KEY)'));
  notices.subscribe(
    () => void seen.push(Number(other.read.get<{ n: bigint }>('SELECT count(*) AS n FROM t')?.n)),
  );
  other.write((w) => {
    w.run('INSERT INTO t DEFAULT VALUES');
    w.touch('a');
    w.touch('a');
    expect(seen).toEqual([]);
  });
  other.close();
  expect(seen).toEqual([1]);
});

test('what was asked for as the last thing runs inside the transaction, and its failure undoes it', () => {
  store.write((w) => {
    w.beforeCommit(() => void w.run("INSERT INTO t (v) VALUES ('last')"));
    w.run("INSERT INTO t (v) VALUES ('first')");
  });
  expect(store.read.all('SELECT v FROM t ORDER BY id')).toEqual([{ v: 'first' }, { v: 'last' }]);
  const failing = (w: WriteHandle): void => {
    w.run('INSERT INTO t (v) VALUES (1)');
    w.beforeCommit(() => {
      throw new Error('no');
    });
  };
  expect(() => store.write(failing)).toThrow('no');
  expect(count()).toBe(2);
});

test('asynchronous and nested transactions are refused before anything is written', () => {
  // oxlint-disable-next-line typescript/require-await -- that it is async is the point
  const asyncFn = async (w: WriteHandle): Promise<void> => void w.run('INSERT INTO t (v) VALUES (1)');
  expect(codedFrom(() => store.write(asyncFn)).data).toEqual({ reason: 'async-transaction' });
  const promising = (w: WriteHandle): Promise<number> => {
    w.run('INSERT INTO t (v) VALUES (1)');
    return Promise.resolve(1);
  };
  expect(codedFrom(() => store.write(promising)).data).toEqual({ reason: 'async-transaction' });
  const nested = codedFrom(() =>
    store.write(() => store.write((w) => w.run('INSERT INTO t (v) VALUES (1)'))),
  );
  expect(nested.data).toEqual({ reason: 'nested-transaction' });
  expect(count()).toBe(0);
});

test('a write handle is of no use after its transaction', () => {
  const kept = store.write((w) => w);
  expect(codedFrom(() => kept.run('INSERT INTO t (v) VALUES (1)')).data).toEqual({
    reason: 'transaction-ended',
  });
  expect(codedFrom(() => kept.touch('t')).data).toEqual({ reason: 'transaction-ended' });
  expect(count()).toBe(0);
});

test('a full disk: DISK_FULL, nothing changed, and it works again when there is space', () => {
  const pages = BigInt(String(store.connection.pragma('page_count', { simple: true })));
  store.connection.pragma(`max_page_count = ${pages + 2n}`);
  const fill = (w: WriteHandle): void => {
    for (let i = 0; i < 50; i += 1) w.run('INSERT INTO t (v) VALUES (?)', ['x'.repeat(3000)]);
  };
  expect(codedFrom(() => store.write(fill)).code).toBe('DISK_FULL');
  expect(count()).toBe(0);
  store.connection.pragma('max_page_count = 100000');
  store.write(fill);
  expect(count()).toBe(50);
});

test('an error that ended the transaction cannot be swallowed into half a result', () => {
  const lost = codedFrom(() =>
    store.write((w) => {
      w.run('INSERT INTO t (v) VALUES (1)');
      // What a full disk does inside the engine.
      store.connection.exec('ROLLBACK');
    }),
  );
  expect(lost.data).toEqual({ reason: 'transaction-lost' });
  const goesOn = codedFrom(() =>
    store.write((w) => {
      store.connection.exec('ROLLBACK');
      w.run('INSERT INTO t (v) VALUES (1)');
    }),
  );
  expect(goesOn.data).toEqual({ reason: 'transaction-lost' });
  expect(count()).toBe(0);
});

test('writing through a read-only connection and a folder that is a file say FOLDER_READ_ONLY', () => {
  const write = codedFrom(() => store.read.get('INSERT INTO t (v) VALUES (1) RETURNING id'));
  expect([write.code, write.data]).toEqual([
    'FOLDER_READ_ONLY',
    { file: 'ledger', cause: 'SQLITE_READONLY' },
  ]);
  fs.mkdirSync(path.join(dir, 'folder.sqlite'));
  expect(codedFrom(() => openWriter(path.join(dir, 'folder.sqlite'), 'ledger')).code).toBe(
    'FOLDER_READ_ONLY',
  );
});

test('another writer: WORKSPACE_IN_USE after the busy time', () => {
  const other = new Database(store.file);
  other.exec('BEGIN IMMEDIATE');
  store.connection.pragma('busy_timeout = 10');
  expect(codedFrom(() => store.write((w) => w.run('INSERT INTO t (v) VALUES (1)'))).code).toBe(
    'WORKSPACE_IN_USE',
  );
  other.exec('ROLLBACK');
  other.close();
});

test('other errors of the engine keep its code, for those who expect a constraint', () => {
  store.write((w) => void w.run('INSERT INTO t (id) VALUES (1)'));
  const error = codedFrom(() => store.write((w) => w.run('INSERT INTO t (id) VALUES (1)')));
  expect([error.code, error.data]).toEqual([
    'INTERNAL',
    { file: 'ledger', sqlite: 'SQLITE_CONSTRAINT_PRIMARYKEY' },
  ]);
});

test('damage met while reading is reported', () => {
  store.write((w) => {
    for (let i = 0; i < 2000; i += 1) w.run('INSERT INTO t (v) VALUES (?)', ['x'.repeat(200)]);
  });
  const file = path.join(dir, 'ledger.sqlite');
  store.close();
  const bytes = fs.readFileSync(file);
  bytes.fill(0xff, 4096 * 4, 4096 * 20);
  fs.writeFileSync(file, bytes);
  store = new SqliteStore({
    name: 'ledger',
    file,
    clock: fixedClock(NOON),
    onDamage: (e) => void damage.push(e.code),
  });
  expect(codedFrom(() => store.read.all('SELECT * FROM t')).code).toBe('STORE_DAMAGED');
  expect(damage).toEqual(['STORE_DAMAGED']);
});

test('slow statements are reported by name, without values', () => {
  ticks = 0;
  store.read.all('SELECT 1');
  expect(slow).toEqual([]);
  const slowStore = new SqliteStore({
    name: 'mirror',
    file: path.join(dir, 'slow.sqlite'),
    clock: fixedClock(NOON),
    slow: {
      limitMs: 40,
      now: () => (ticks += 41),
      report: (statement, ms) => void slow.push({ statement, ms }),
    },
  });
  slowStore.write((w) => w.all('-- things.page\nSELECT ?', ['secret']));
  slowStore.close();
  expect(slow).toContainEqual({ statement: 'things.page', ms: 41 });
  expect(JSON.stringify(slow)).not.toContain('secret');
});

test('a snapshot sees one instant while others commit', () => {
  const counts = store.snapshot((r) => {
    const read = (): number => Number(r.get<{ n: bigint }>('SELECT count(*) AS n FROM t')?.n);
    const before = read();
    store.write((w) => void w.run('INSERT INTO t (v) VALUES (1)'));
    return [before, read()];
  });
  expect(counts).toEqual([0, 0]);
  expect(count()).toBe(1);
});
