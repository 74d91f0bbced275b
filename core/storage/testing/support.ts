import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fixedClock } from '../../base/clock.ts';
import { isCoded } from '../../base/errors.ts';
import type { CodedError } from '../../base/errors.ts';
import type { JsonObject, JsonValue } from '../../base/json.ts';
import { seededRandom } from '../../base/random.ts';
import type { Collection } from '../collection.ts';
import type { LinesStore } from '../lines/store.ts';
import type { RecordInput } from '../records.ts';
import type { OpenWorkspaceOptions } from '../workspace-types.ts';

/** 2026-11-23T12:00:00Z */
export const NOON = 1_795_435_200_000;

/** A folder of its own for one test. */
export function tempDir(): string {
  return fs.mkdtempSync(path.join(os.tmpdir(), 'desk-storage-'));
}

const text = (value: JsonValue | undefined): string => (typeof value === 'string' ? value : '');

/** A collection as areas write them: one typed table, an upsert. */
export const things: Collection = {
  name: 'things',
  tables: ['thing'],
  migrations: [
    {
      version: 10,
      name: 'thing',
      up: (w) =>
        void w.run(
          'CREATE TABLE thing (id TEXT PRIMARY KEY, name TEXT NOT NULL, amount TEXT, ver INTEGER NOT NULL) STRICT, WITHOUT ROWID',
        ),
    },
  ],
  parse: (body) => ({ id: text(body['id']) }),
  project(w, id, body, { ver }) {
    w.run(
      `INSERT INTO thing (id, name, amount, ver) VALUES (?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET name = excluded.name, amount = excluded.amount, ver = excluded.ver`,
      [id, text(body['name']), typeof body['amount'] === 'string' ? body['amount'] : null, ver],
    );
  },
  remove: (w, id) => void w.run('DELETE FROM thing WHERE id = ?', [id]),
};

/** A record of `things` as a source would hand it over. */
export function thing(
  id: string,
  fields: { name?: string; amount?: string; scope?: string } = {},
): RecordInput {
  const name = fields.name ?? `thing ${id}`;
  const amount = fields.amount ?? '1.10';
  const raw = `{"amount":${amount},"id":${JSON.stringify(id)},"name":${JSON.stringify(name)}}`;
  const body: JsonObject = { id, name, amount };
  return {
    id,
    raw,
    hash: createHash('sha256').update(raw).digest('hex'),
    body,
    scope: fields.scope ?? '',
    asOf: NOON,
  };
}

/** Stands in for the lines file where a test is not about it. */
export function noLines(): Promise<LinesStore> {
  const lines: Pick<LinesStore, 'close' | 'check'> = {
    close: () => Promise.resolve(),
    check: () => Promise.resolve({ ok: true, detail: 'none' }),
  };
  return Promise.resolve(lines as LinesStore);
}

/** Options to open a workspace in a folder, with `things` and without a lines file. */
export function options(dir: string, more: Partial<OpenWorkspaceOptions> = {}): OpenWorkspaceOptions {
  return {
    dir,
    clock: fixedClock(NOON),
    random: seededRandom(1),
    collections: [things],
    openLines: noLines,
    ...more,
  };
}

/** Also creates. */
export function creating(dir: string, more: Partial<OpenWorkspaceOptions> = {}): OpenWorkspaceOptions {
  return options(dir, { create: { kind: 'demo', name: 'Demo' }, ...more });
}

/** The coded error `fn` throws; fails when it throws none. */
export function codedFrom(fn: () => unknown): CodedError {
  try {
    fn();
  } catch (error) {
    if (isCoded(error)) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

/** The coded error a promise rejects with. */
export async function rejection(promise: Promise<unknown>): Promise<CodedError> {
  try {
    await promise;
  } catch (error) {
    if (isCoded(error)) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

/** Path → content hash of every file below a folder, the (empty) lock file aside. */
export function fingerprint(dir: string): Record<string, string> {
  const out: Record<string, string> = {};
  for (const entry of fs.readdirSync(dir, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || entry.name.startsWith('workspace.lock')) continue;
    const file = path.join(entry.parentPath, entry.name);
    out[path.relative(dir, file)] = createHash('sha256').update(fs.readFileSync(file)).digest('hex');
  }
  return out;
}
