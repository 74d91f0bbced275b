import fs from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fixedClock } from '../base/clock.ts';
import { takeLock } from './lock.ts';
import { codedFrom, NOON, tempDir } from './testing/support.ts';

let dir: string;
let file: string;
beforeEach(() => {
  dir = tempDir();
  file = path.join(dir, 'workspace.lock');
});
afterEach(() => fs.rmSync(dir, { recursive: true }));

test('one holder at a time; released twice is released once', () => {
  const lock = takeLock(file, fixedClock(NOON), 42);
  expect(codedFrom(() => takeLock(file, fixedClock(NOON + 5))).data).toEqual({ pid: 42, since: NOON });
  lock.release();
  const next = takeLock(file, fixedClock(NOON));
  lock.release();
  expect(codedFrom(() => takeLock(file, fixedClock(NOON))).code).toBe('WORKSPACE_IN_USE');
  next.release();
  expect(fs.readdirSync(dir)).toEqual(['workspace.lock']);
});

test('what a dead holder left behind is no obstacle, whatever it says', () => {
  fs.writeFileSync(file, '');
  for (const left of ['{"pid":1,"since":0}', 'half a', 'null', '[]']) {
    fs.writeFileSync(`${file}.json`, left);
    takeLock(file, fixedClock(NOON)).release();
  }
  const lock = takeLock(file, fixedClock(NOON));
  fs.writeFileSync(`${file}.json`, 'half a');
  expect(codedFrom(() => takeLock(file, fixedClock(NOON))).data).toEqual({});
  lock.release();
});

test('a folder that is none, a lock that is a folder: FOLDER_READ_ONLY', () => {
  fs.mkdirSync(file);
  expect(codedFrom(() => takeLock(file, fixedClock(NOON))).code).toBe('FOLDER_READ_ONLY');
});
