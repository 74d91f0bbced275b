import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { bindParams, statementName, Statements } from './statements.ts';

test('the cache is bounded and the least recently used leaves first', () => {
  const db = new Database(':memory:');
  const cache = new Statements(db, 3);
  const [a, b] = [cache.get('SELECT 1'), cache.get('SELECT 2')];
  cache.get('SELECT 3');
  expect(cache.get('SELECT 1')).toBe(a);
  cache.get('SELECT 4');
  expect(cache.size).toBe(3);
  expect(cache.get('SELECT 1')).toBe(a);
  expect(cache.get('SELECT 2')).not.toBe(b);
  for (let i = 0; i < 1000; i += 1) cache.get(`SELECT ${i} AS x`);
  expect(cache.size).toBe(3);
  db.close();
});

test('a statement that is being iterated is not disturbed by a second user', () => {
  const db = new Database(':memory:');
  const cache = new Statements(db);
  const sql = 'WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 3) SELECT i FROM n';
  const seen: unknown[] = [];
  for (const outer of cache.get(sql).iterate()) {
    seen.push(outer);
    expect(cache.get(sql).all()).toHaveLength(3);
  }
  expect(seen).toEqual([{ i: 1 }, { i: 2 }, { i: 3 }]);
  db.close();
});

test('parameters: whole numbers become integers, an empty list and none are the same', () => {
  expect(bindParams([1, 2.5, 'a', null, 3n])).toEqual([1n, 2.5, 'a', null, 3n]);
  expect(bindParams({ a: 1, b: 'x' })).toEqual({ a: 1n, b: 'x' });
  expect(bindParams(undefined)).toEqual([]);
});

test('names of statements', () => {
  expect(statementName('-- home.quota\nSELECT 1')).toBe('home.quota');
  expect(statementName('SELECT  1\n  FROM t')).toBe('SELECT 1 FROM t');
  expect(statementName(`SELECT ${'x'.repeat(200)}`)).toHaveLength(80);
});
