import fs from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fixedClock } from '../base/clock.ts';
import { CORE_COMPONENTS } from './core-schema.ts';
import { migrate } from './migrate.ts';
import { createNotices } from './notices.ts';
import { KEPT_PAGE, rebuildMirror, reproject } from './rebuild.ts';
import {
  applyRecord,
  countRecords,
  quarantine,
  quarantineCounts,
  rawRecord,
  recordHash,
  recordIds,
  removeRecord,
} from './records.ts';
import { SqliteStore } from './sqlite-store.ts';
import { codedFrom, NOON, tempDir, thing, things } from './testing/support.ts';

let dir: string;
let mirror: SqliteStore;
let published: string[][];

beforeEach(() => {
  dir = tempDir();
  published = [];
  const notices = createNotices({ schedule: (fn) => fn() });
  notices.subscribe((names) => void published.push([...names]));
  mirror = new SqliteStore({
    name: 'mirror',
    file: path.join(dir, 'm.sqlite'),
    clock: fixedClock(NOON),
    notices,
  });
  migrate(mirror, [
    CORE_COMPONENTS.mirror,
    { component: 'collection.things', migrations: things.migrations },
  ]);
});
afterEach(() => {
  mirror.close();
  fs.rmSync(dir, { recursive: true });
});

const totalChanges = (): unknown => mirror.connection.prepare('SELECT total_changes()').pluck().get();
const head = (): bigint | undefined =>
  mirror.read.get<{ seq: bigint }>("SELECT seq FROM head WHERE stream = 'mirror'")?.seq;
const typed = () => mirror.read.all('SELECT * FROM thing ORDER BY id');
const kept = () =>
  mirror.read.all('SELECT collection, id, scope, hash, ver, deleted, as_of, raw FROM row ORDER BY id');

test('new, changed, same, gone, back again', () => {
  const apply = (input: ReturnType<typeof thing>) => mirror.write((w) => applyRecord(w, things, input));
  expect(apply(thing('a', { amount: '1.10' }))).toBe('new');
  expect(apply(thing('b'))).toBe('new');
  expect(apply(thing('a', { amount: '1.10' }))).toBe('same');
  expect(apply(thing('a', { amount: '1.1' }))).toBe('changed');
  expect(apply(thing('a', { amount: '1.1', scope: 'team' }))).toBe('changed');
  expect(typed()).toEqual([
    { id: 'a', name: 'thing a', amount: '1.1', ver: 4n },
    { id: 'b', name: 'thing b', amount: '1.10', ver: 2n },
  ]);
  expect(head()).toBe(4n);
  expect(rawRecord(mirror.read, 'things', 'a')).toBe('{"amount":1.1,"id":"a","name":"thing a"}');

  mirror.write((w) => removeRecord(w, things, 'a'));
  expect(countRecords(mirror.read, 'things')).toBe(1);
  expect(recordHash(mirror.read, 'things', 'a')).toBeUndefined();
  expect(rawRecord(mirror.read, 'things', 'a')).toBeUndefined();
  expect(typed()).toHaveLength(1);
  const tombstone = mirror.read.get("SELECT deleted, raw, ver FROM row WHERE id = 'a'");
  expect(tombstone).toEqual({ deleted: 1n, raw: '', ver: 5n });
  expect(apply(thing('a', { amount: '1.1', scope: 'team' }))).toBe('new');
  expect(countRecords(mirror.read, 'things')).toBe(2);
});

test('an unchanged record touches nothing at all: no row, no number, no notice', () => {
  mirror.write((w) => applyRecord(w, things, thing('a')));
  const [changes, seq, log] = [totalChanges(), head(), published.length];
  const commits = mirror.commits;
  for (let i = 0; i < 5; i += 1) mirror.write((w) => applyRecord(w, things, thing('a')));
  mirror.write((w) => removeRecord(w, things, 'never seen'));
  expect([totalChanges(), head(), published.length, mirror.commits]).toEqual([changes, seq, log, commits]);
});

test('ids and hashes, per scope, in id order', () => {
  mirror.write((w) => {
    for (const [id, scope] of [
      ['b', 'x'],
      ['a', 'y'],
      ['c', 'x'],
    ] as const)
      applyRecord(w, things, thing(id, { scope }));
  });
  expect([...recordIds(mirror.read, 'things')].map(({ id }) => id)).toEqual(['a', 'b', 'c']);
  expect([...recordIds(mirror.read, 'things', 'x')]).toEqual([
    { id: 'b', hash: thing('b').hash },
    { id: 'c', hash: thing('c').hash },
  ]);
  expect([...recordIds(mirror.read, 'others')]).toEqual([]);
});

test('a record that cannot be projected leaves neither body nor number', () => {
  const broken = {
    ...things,
    project: () => {
      throw new Error('bad column');
    },
  };
  expect(() => mirror.write((w) => applyRecord(w, broken, thing('a')))).toThrow('bad column');
  expect([countRecords(mirror.read, 'things'), head()]).toEqual([0, 0n]);
});

const event = fc.record({
  id: fc.constantFrom('a', 'b', 'c'),
  amount: fc.constantFrom('1', '1.0', '2'),
  gone: fc.boolean(),
});

test('property: repeating and splitting changes gives the same rows, and what is equal writes nothing', () => {
  fc.assert(
    fc.property(fc.array(event, { maxLength: 30 }), (events) => {
      mirror.write((w) => {
        w.run('DELETE FROM row');
        w.run('DELETE FROM thing');
      });
      const expected = new Map<string, string>();
      for (const { id, amount, gone } of events) {
        const input = thing(id, { amount });
        const before = totalChanges();
        const same = gone ? !expected.has(id) : expected.get(id) === input.hash;
        mirror.write((w) => (gone ? removeRecord(w, things, id) : void applyRecord(w, things, input)));
        expect(totalChanges() === before).toBe(same);
        if (gone) expected.delete(id);
        else expected.set(id, input.hash);
      }
      const found = new Map([...recordIds(mirror.read, 'things')].map(({ id, hash }) => [id, hash] as const));
      expect(found).toEqual(expected);
      expect(typed()).toHaveLength(expected.size);
      const numbers = mirror.read.all<{ ver: bigint }>('SELECT ver FROM row').map(({ ver }) => ver);
      expect(new Set(numbers).size).toBe(numbers.length);
    }),
    { numRuns: 60 },
  );
});

test('typed columns are derived again from the kept bodies, with a new epoch and the same numbers', () => {
  mirror.write((w) => {
    for (let i = 0; i < 1200; i += 1) applyRecord(w, things, thing(`t${i}`, { amount: `${i}.50` }));
    removeRecord(w, things, 't7');
  });
  const [before, rows, epoch] = [typed(), kept(), mirror.epoch()];
  mirror.write((w) => {
    w.run("UPDATE thing SET amount = 'wrong'");
    w.run("DELETE FROM thing WHERE id > 't5'");
    w.run("INSERT INTO thing VALUES ('ghost', 'ghost', NULL, 0)");
  });
  expect(rebuildMirror(mirror, [things])).toEqual({ things: 1199 });
  expect(typed()).toEqual(before);
  expect(kept()).toEqual(rows);
  expect(mirror.epoch()).not.toBe(epoch);
});

test('a rebuild walks an index: its cost per record does not grow with the collection', () => {
  const plan = mirror.read
    .all<{ detail: string }>(`EXPLAIN QUERY PLAN ${KEPT_PAGE}`, ['things', '', 500])
    .map(({ detail }) => detail);
  expect(plan).toEqual(['SEARCH row USING INDEX row_id (collection=? AND id>?)']);
});

test('a body that is no longer JSON stops the rebuild and changes nothing', () => {
  mirror.write((w) => void applyRecord(w, things, thing('a')));
  mirror.write((w) => void w.run("UPDATE row SET raw = 'x'"));
  const before = typed();
  expect(codedFrom(() => mirror.write((w) => reproject(w, things))).code).toBe('STORE_DAMAGED');
  expect(typed()).toEqual(before);
});

test('quarantine keeps a bad input once, with its reason, and counts', () => {
  const ledger = new SqliteStore({
    name: 'ledger',
    file: path.join(dir, 'l.sqlite'),
    clock: fixedClock(NOON),
  });
  migrate(ledger, [CORE_COMPONENTS.ledger]);
  const bad = {
    collection: 'things',
    id: 'a',
    raw: '{"id":"a"}',
    code: 'INPUT_INVALID',
    data: { field: 'name' },
    at: NOON,
  } as const;
  ledger.write((w) => quarantine(w, bad));
  const commits = ledger.commits;
  ledger.write((w) => quarantine(w, { ...bad, at: NOON + 5 }));
  expect(ledger.commits).toBe(commits);
  ledger.write((w) =>
    quarantine(w, { collection: 'things', raw: 'not json', code: 'INPUT_INVALID', data: {}, at: NOON }),
  );
  expect(quarantineCounts(ledger.read)).toEqual([{ collection: 'things', count: 2 }]);
  expect(ledger.read.get("SELECT id, raw, code, data, at FROM quarantine WHERE id = 'a'")).toEqual({
    id: 'a',
    raw: '{"id":"a"}',
    code: 'INPUT_INVALID',
    data: '{"field":"name"}',
    at: BigInt(NOON),
  });
  ledger.close();
});
