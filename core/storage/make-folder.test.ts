import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeFolder } from './make-folder.ts';

let dir = '';
beforeEach(() => {
  dir = fs.mkdtempSync(path.join(os.tmpdir(), 'make-folder-'));
});
afterEach(() => fs.rmSync(dir, { recursive: true }));

test('folders are made down to the last; one that is there is left alone', () => {
  const deep = path.join(dir, 'a', 'b', 'c');
  makeFolder(deep);
  fs.writeFileSync(path.join(deep, 'kept'), '');
  makeFolder(deep);
  expect(fs.readdirSync(deep)).toEqual(['kept']);
});

test('below a file there is no folder', () => {
  fs.writeFileSync(path.join(dir, 'file'), '');
  expect(() => makeFolder(path.join(dir, 'file', 'below'))).toThrow(
    expect.objectContaining({ code: 'FOLDER_READ_ONLY' }) as Error,
  );
});

test('a file system that knows no new folders refuses at once instead of never', () => {
  if (process.platform !== 'linux') {
    process.stdout.write('not run: no /proc on this system\n');
    return;
  }
  expect(() => makeFolder('/proc/partner-desk/below')).toThrow(
    expect.objectContaining({ code: 'FOLDER_READ_ONLY' }) as Error,
  );
});
