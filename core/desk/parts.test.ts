import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fixedClock, type Timers } from '../base/clock.ts';
import { CodedError } from '../base/errors.ts';
import { countedCalls } from './calls.ts';
import { openCatalog } from './catalog.ts';
import { changeFeed } from './feed.ts';
import { fileLogger, frames, logLine, loggerTo } from './log.ts';
import { openPreferences } from './preferences.ts';
import { revealSessions } from './reveals.ts';
import { uploadDesk } from './uploads.ts';
import { VERSION } from './version.ts';

let dir = '';
beforeEach(async () => {
  dir = await fs.mkdtemp(path.join(os.tmpdir(), 'desk-parts-'));
});
afterEach(async () => {
  await fs.rm(dir, { recursive: true });
});

const atOnce: Timers = { sleep: () => Promise.resolve() };

describe('the log', () => {
  test('a line holds allowed fields only, and no value can forge a second line', () => {
    const line = logLine(0, 'info', 'sync', {
      code: 'A\nB\u2028C\u202eD',
      ...({ sk: 'secret', customer: 'Acme' } as object),
    });
    expect(line.trimEnd().split('\n')).toHaveLength(1);
    expect(JSON.parse(line)).toEqual({
      at: '1970-01-01T00:00:00.000Z',
      level: 'info',
      event: 'sync',
      code: 'A\\u{a}B\\u{2028}C\\u{202e}D',
    });
  });

  test('whatever a value is, a line is one line of JSON', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const line = logLine(0, 'warn', 'x', { reason: text });
        expect(line.indexOf('\n')).toBe(line.length - 1);
        expect(JSON.parse(line)).toHaveProperty('reason');
      }),
    );
  });

  test('an unexpected error keeps where it came from, not its text', () => {
    const error = new Error('customer 深圳 owes 12.50', { cause: new CodedError('DISK_FULL', { a: 'b' }) });
    expect(frames(error)).toMatch(/^Error \| at .*parts\.test\.ts/);
    expect(frames(error)).toContain('CodedError DISK_FULL');
    expect(frames(error)).not.toContain('深圳');
    expect(frames(error)).not.toContain('12.50');
  });

  test('a log that cannot be written stops nothing, and one that grew is turned over', async () => {
    await fs.writeFile(path.join(dir, 'taken'), '');
    fileLogger(path.join(dir, 'taken'), fixedClock(0)).write('info', 'start');
    const file = path.join(dir, 'partner-desk.log');
    await fs.writeFile(file, 'x'.repeat(6 * 1024 * 1024));
    fileLogger(dir, fixedClock(0)).write('info', 'start');
    expect((await fs.stat(file)).size).toBeLessThan(1000);
    expect((await fs.stat(`${file}.old`)).size).toBe(6 * 1024 * 1024);
  });

  test('a log is turned over also while its program runs', async () => {
    const log = fileLogger(dir, fixedClock(0));
    for (let i = 0; i < 2000; i += 1) log.write('info', 'x'.repeat(4000));
    const [size = 0, old = 0] = await Promise.all(
      ['', '.old'].map(async (end) => (await fs.stat(path.join(dir, `partner-desk.log${end}`))).size),
    );
    expect(Math.max(size, old)).toBeLessThan(6 * 1024 * 1024);
  });

  test('the reference of an unexpected error finds its line', () => {
    const lines: string[] = [];
    const ref = loggerTo((line) => lines.push(line), fixedClock(1_795_442_326_407)).unexpected(
      new Error('x'),
    );
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ level: 'error', ref });
  });
});

describe('running calls', () => {
  test('closing waits for the last one and refuses new ones', async () => {
    const calls = countedCalls();
    const gate = Promise.withResolvers<string>();
    const running = calls.run(() => gate.promise);
    let closed = false;
    const closing = calls.close().then(() => (closed = true));
    await expect(calls.run(() => Promise.resolve(1))).rejects.toMatchObject({ code: 'CORE_RESTARTED' });
    expect(closed).toBe(false);
    gate.resolve('answer');
    await expect(running).resolves.toBe('answer');
    await closing;
    expect(calls.running).toBe(0);
  });
});

describe('the change stream', () => {
  test('what happens while a reader is busy arrives joined, and nothing is lost', async () => {
    const feed = changeFeed(fixedClock(7), atOnce);
    const stop = new AbortController();
    const reading = feed.read(stop.signal)[Symbol.asyncIterator]();
    feed.publish(['customers']);
    feed.publish(['customers', 'quota']);
    await expect(reading.next()).resolves.toEqual({
      done: false,
      value: { collections: ['customers', 'quota'], at: 7 },
    });
    const next = reading.next();
    feed.publish([]);
    feed.publish(['lines']);
    await expect(next).resolves.toMatchObject({ value: { collections: ['lines'] } });
    const last = reading.next();
    stop.abort();
    await expect(last).resolves.toMatchObject({ done: true });
  });

  test('closing ends every reader', async () => {
    const feed = changeFeed(fixedClock(0), atOnce);
    const ends = [feed.read(), feed.read()].map((reader) => reader[Symbol.asyncIterator]().next());
    feed.close();
    await expect(Promise.all(ends)).resolves.toMatchObject([{ done: true }, { done: true }]);
  });
});

describe('preferences', () => {
  test('are kept, one by one', async () => {
    const store = await openPreferences(dir);
    expect(store.get()).toEqual({ language: null, theme: 'system', density: 'compact' });
    await store.set({ language: 'zh-CN' });
    await store.set({ theme: 'dark' });
    expect((await openPreferences(dir)).get()).toEqual({
      language: 'zh-CN',
      theme: 'dark',
      density: 'compact',
    });
  });

  test.each(['{', '[]', '{"theme":"purple"}', 'null'])('a damaged file counts as none: %s', async (text) => {
    await fs.writeFile(path.join(dir, 'preferences.json'), text);
    expect((await openPreferences(dir)).get().theme).toBe('system');
  });
});

describe('reveal sessions', () => {
  test('open what was asked for, for one view, until hidden', () => {
    const reveals = revealSessions();
    const id = reveals.open('customers', ['name']);
    expect([...reveals.columns('customers', id)]).toEqual(['name']);
    expect(reveals.columns('orders', id).size).toBe(0);
    expect(reveals.columns('customers', undefined).size).toBe(0);
    expect(reveals.columns('customers', 'constructor').size).toBe(0);
    reveals.close(id);
    expect(reveals.columns('customers', id).size).toBe(0);
  });

  test('are forgotten when there are too many, the oldest first', () => {
    const reveals = revealSessions();
    const first = reveals.open('customers', ['name']);
    const later = Array.from({ length: 256 }, () => reveals.open('customers', ['name']));
    expect(reveals.columns('customers', first).size).toBe(0);
    expect(reveals.columns('customers', later.at(-1)).size).toBe(1);
  });
});

describe('the list of workspaces', () => {
  test('new folders are named plainly and never twice, and never as the demo', async () => {
    const catalog = openCatalog(dir);
    const names: string[] = [];
    for (const name of ['../../Ünï Co.', '深圳', 'demo', '../../Ünï Co.']) {
      const made = await catalog.freshDir(name);
      names.push(path.relative(catalog.root, made));
      await fs.mkdir(made);
    }
    expect(names).toEqual(['u-ni-co', 'partner', 'partner-2', 'u-ni-co-2']);
    expect((await fs.stat(catalog.root)).mode & 0o777).toBe(0o700);
  });

  test('a folder that is no workspace is not listed; one of a newer program is', async () => {
    const catalog = openCatalog(dir);
    const write = async (name: string, text: string): Promise<void> => {
      await fs.mkdir(path.join(catalog.root, name), { recursive: true });
      if (text !== '') await fs.writeFile(path.join(catalog.root, name, 'workspace.json'), text);
    };
    await write('empty', '');
    await write('good', JSON.stringify({ id: 'a', kind: 'real', name: 'Good', format: 1, created: 0 }));
    await write('newer', JSON.stringify({ format: 99 }));
    expect((await catalog.list()).map(({ name }) => name)).toEqual(['Good', 'newer']);
  });
});

describe('uploads', () => {
  test('an owned copy goes with its token; a file of the person stays', async () => {
    const uploads = uploadDesk(dir);
    const staging = await uploads.staging();
    await fs.writeFile(path.join(staging, 'upload'), 'x');
    await fs.writeFile(path.join(dir, 'own.csv'), 'x');
    const owned = uploads.register({ path: path.join(staging, 'upload'), name: 'a.csv', owned: true });
    const own = uploads.register({ path: path.join(dir, 'own.csv'), name: 'own.csv', owned: false });
    await uploads.drop(owned);
    await uploads.drop(own);
    expect(() => uploads.get(owned)).toThrow(CodedError);
    await expect(fs.readdir(path.join(dir, 'uploads'))).resolves.toEqual([]);
    await expect(fs.readFile(path.join(dir, 'own.csv'), 'utf8')).resolves.toBe('x');
  });

  test('another desk over the same data folder neither clears nor sweeps what waits here', async () => {
    const window = uploadDesk(dir);
    const file = path.join(await window.staging(), 'upload');
    await fs.writeFile(file, 'waits for its decision');
    const commandLine = uploadDesk(dir);
    await commandLine.sweep();
    await commandLine.staging();
    await commandLine.clear();
    await expect(fs.readFile(file, 'utf8')).resolves.toBe('waits for its decision');
    await window.clear();
    await expect(fs.readdir(path.join(dir, 'uploads'))).resolves.toEqual([]);
  });

  test('copies of a process that was killed are swept away', async () => {
    // No system gives so high a number.
    const left = path.join(dir, 'uploads', '999999999-abc');
    await fs.mkdir(left, { recursive: true });
    await fs.writeFile(path.join(left, 'upload'), 'names of customers');
    await uploadDesk(dir).sweep();
    await expect(fs.readdir(path.join(dir, 'uploads'))).resolves.toEqual([]);
  });
});

test('the version is package.json’s', async () => {
  const manifest = await fs.readFile(path.join(import.meta.dirname, '../../package.json'), 'utf8');
  expect(JSON.parse(manifest)).toMatchObject({ version: VERSION });
});
