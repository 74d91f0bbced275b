import fs from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { fixedClock } from '../base/clock.ts';
import { appendAudit, verifyAudit } from './audit.ts';
import { CORE_COMPONENTS } from './core-schema.ts';
import { migrate } from './migrate.ts';
import { clearSetting, getSetting, setSetting } from './settings.ts';
import type { Setting } from './settings.ts';
import { queryBuilder, runQuery, runStatement } from './sql.ts';
import { SqliteStore } from './sqlite-store.ts';
import { codedFrom, NOON, tempDir } from './testing/support.ts';

let dir: string;
let ledger: SqliteStore;

beforeEach(() => {
  dir = tempDir();
  ledger = new SqliteStore({ name: 'ledger', file: path.join(dir, 'l.sqlite'), clock: fixedClock(NOON) });
  migrate(ledger, [CORE_COMPONENTS.ledger]);
});
afterEach(() => {
  ledger.close();
  fs.rmSync(dir, { recursive: true });
});

const appendThree = (): void =>
  ledger.write((w) => {
    appendAudit(w, { who: 'me', what: 'connect', outcome: 'ok' });
    appendAudit(w, {
      who: 'me',
      what: 'import',
      target: 'file-1',
      before: null,
      after: { rows: '3' },
      outcome: 'ok',
    });
    appendAudit(w, { who: 'me', what: 'undo', target: 'file-1', outcome: 'ok' });
  });

test('the audit is a chain in order, readable as it was written', () => {
  expect(verifyAudit(ledger.read)).toEqual({ ok: true, entries: 0 });
  appendThree();
  expect(verifyAudit(ledger.read)).toEqual({ ok: true, entries: 3 });
  const row = ledger.read.get('SELECT seq, at, target, before, after FROM audit WHERE seq = 2');
  expect(row).toEqual({ seq: 2n, at: BigInt(NOON), target: 'file-1', before: 'null', after: '{"rows":"3"}' });
});

test('the file itself refuses to change or delete an entry', () => {
  appendThree();
  for (const sql of [
    "UPDATE audit SET who = 'x' WHERE seq = 1",
    'DELETE FROM audit WHERE seq = 3',
    'DELETE FROM audit',
  ]) {
    expect(codedFrom(() => ledger.write((w) => w.run(sql))).data['sqlite']).toBe('SQLITE_CONSTRAINT_TRIGGER');
  }
  expect(verifyAudit(ledger.read)).toEqual({ ok: true, entries: 3 });
});

test.each([
  ['a changed field', "UPDATE audit SET outcome = 'no' WHERE seq = 2", 2],
  ['a changed time', 'UPDATE audit SET at = at + 1 WHERE seq = 1', 1],
  ['an entry taken out of the middle', 'DELETE FROM audit WHERE seq = 2', 2],
  ['a cut-off end', 'DELETE FROM audit WHERE seq = 3', 3],
  ['everything gone', 'DELETE FROM audit', 1],
  [
    'two entries exchanged',
    'UPDATE audit SET seq = CASE seq WHEN 1 THEN -2 ELSE -1 END WHERE seq < 3; UPDATE audit SET seq = -seq WHERE seq < 0',
    1,
  ],
])('tampering behind the triggers shows: %s', (_what, sql, firstBad) => {
  appendThree();
  ledger.connection.exec(`DROP TRIGGER audit_no_update; DROP TRIGGER audit_no_delete; ${sql}`);
  expect(verifyAudit(ledger.read)).toMatchObject({ ok: false, firstBad });
});

const marks: Setting<number[]> = {
  key: 'quota.marks',
  schema: z.array(z.number().min(0).max(100)),
  fallback: [80, 90],
};

test('settings are typed both ways and writing the same value writes nothing', () => {
  expect(getSetting(ledger, marks)).toEqual([80, 90]);
  setSetting(ledger, marks, [50]);
  expect(getSetting(ledger, marks)).toEqual([50]);
  expect(getSetting(ledger, 'quota.marks')).toEqual([50]);
  expect(getSetting(ledger, 'unknown')).toBeUndefined();
  const commits = ledger.commits;
  setSetting(ledger, marks, [50]);
  expect(ledger.commits).toBe(commits);
  expect(codedFrom(() => setSetting(ledger, marks, [101])).code).toBe('INPUT_INVALID');
  expect(getSetting(ledger, marks)).toEqual([50]);
  clearSetting(ledger, 'quota.marks');
  expect(getSetting(ledger, marks)).toEqual([80, 90]);
});

test('a stored value that no longer fits its schema gives the fallback and is kept', () => {
  setSetting(ledger, 'quota.marks', 'eighty');
  expect(getSetting(ledger, marks)).toEqual([80, 90]);
  expect(getSetting(ledger, 'quota.marks')).toBe('eighty');
});

test('settings inside a larger transaction share its fate', () => {
  expect(() =>
    ledger.write((w) => {
      setSetting(w, 'a', { b: 1 });
      expect(getSetting(w, 'a')).toEqual({ b: 1 });
      throw new Error('no');
    }),
  ).toThrow('no');
  expect(getSetting(ledger, 'a')).toBeUndefined();
});

interface Tables {
  setting: { key: string; value: string; changed_at: bigint };
}

test('Kysely builds, our handles run; values go as parameters', () => {
  const db = queryBuilder<Tables>();
  const hostile = "'; DROP TABLE setting; --";
  ledger.write((w) => {
    runStatement(w, db.insertInto('setting').values({ key: hostile, value: '1', changed_at: 5n }).compile());
  });
  const query = db
    .selectFrom('setting')
    .select(['key', 'changed_at'])
    .where('key', '=', hostile)
    .limit(1)
    .compile();
  expect(runQuery(ledger.read, query)).toEqual([{ key: hostile, changed_at: 5n }]);
  const wrong = db
    .selectFrom('setting')
    .selectAll()
    .where('key', '=', new Date(0) as unknown as string)
    .compile();
  expect(codedFrom(() => runQuery(ledger.read, wrong)).data['reason']).toBe('not-an-sql-value');
});
