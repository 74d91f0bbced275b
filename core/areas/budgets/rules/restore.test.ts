import { expect, test } from 'vitest';
import { isBeforeRestore, restoresAt, staleBefore } from './restore.ts';

/** 2026-12-01 00:00 in GMT+08:00. */
const RESTORE = Date.UTC(2026, 10, 30, 16);
const SECOND = 1_000;

test('a monthly budget restores on the 1st at 00:00:00 GMT+08:00; a one-time one never does', () => {
  expect(restoresAt('monthly', RESTORE - SECOND)).toBe(RESTORE);
  expect(restoresAt('monthly', RESTORE)).toBe(Date.UTC(2026, 11, 31, 16));
  expect([restoresAt('one-time', RESTORE), restoresAt('unknown', RESTORE)]).toEqual([null, null]);
});

test('a reading before the restore says nothing of the new month', () => {
  expect(isBeforeRestore('monthly', RESTORE - SECOND, RESTORE - SECOND)).toBe(false);
  expect(isBeforeRestore('monthly', RESTORE - SECOND, RESTORE)).toBe(true);
  expect(isBeforeRestore('monthly', RESTORE, RESTORE + SECOND)).toBe(false);
  expect(isBeforeRestore('one-time', RESTORE - SECOND, RESTORE)).toBe(false);
});

test('once all budgets were read in the new month, none is stale', () => {
  expect(staleBefore(null, RESTORE)).toBe(RESTORE);
  expect(staleBefore(RESTORE - SECOND, RESTORE)).toBe(RESTORE);
  expect(staleBefore(RESTORE, RESTORE + SECOND)).toBeNull();
});
