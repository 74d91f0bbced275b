import fs from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { billArchive, huaweiLine, usageArchive } from '../../../test/support/files/huawei.ts';
import { importDesk } from '../../../test/support/files/import-desk.ts';
import type { ImportDesk } from '../../../test/support/files/import-desk.ts';
import { createImporter, importHistory, undoImport } from '../../imports/index.ts';
import { folderSource } from './folder.ts';
import { pickFiles } from './pick.ts';

let desk: ImportDesk;
let dir: string;
beforeEach(async () => {
  desk = await importDesk();
  dir = path.join(desk.dir, 'bucket');
});
afterEach(() => desk.close());

const put = (folder: string, name: string, content: Uint8Array): void => {
  fs.mkdirSync(path.join(dir, folder), { recursive: true });
  fs.writeFileSync(path.join(dir, folder, name), content);
};
const lines = (period: string, count: number) =>
  Array.from({ length: count }, (_, index) => huaweiLine({ billingCycle: period, resourceId: `r${index}` }));
const usage = async (period: string, day: string, count: number): Promise<void> =>
  put(
    'customerUsage',
    `customerUsageV2_${period.replace('-', '')}_${day.replaceAll('-', '')}.tar.gz`,
    await usageArchive(period, day, lines(period, count)),
  );
const bill = async (period: string, count: number): Promise<void> =>
  put(
    'customerBill',
    `customerBill_${period.replace('-', '')}.tar.gz`,
    await billArchive(period, lines(period, count)),
  );
const source = (mayBeAbsent = true) =>
  folderSource({ dir, mayBeAbsent, importer: createImporter(desk.ws, 'sync') });
const sync = async (signal = new AbortController().signal) => {
  const steps: string[] = [];
  const result = await source().sync(signal, (done, total) => steps.push(`${done}/${total}`));
  return { ...result, steps };
};
const months = async (): Promise<unknown> =>
  (await desk.ws.lines.groups({ by: 'month' })).rows.map(({ key, lines: count }) => [key, count]);

test('of each month the bill, else the newest usage file, oldest month first; other names are passed over', () => {
  const at = (name: string) => ({ name, bytes: 1, changedAt: 1 });
  const picked = pickFiles(
    [
      'customerUsage/customerUsageV2_202611_20261122.tar.gz',
      'customerUsage/customerUsageV2_202611_20261123.tar.gz',
      'customerUsage/customerUsageV2_202610_20261104.tar.gz',
      'customerUsage/notes.txt',
    ].map(at),
    ['customerBill/customerBill_202610.tar.gz', 'customerBill/customerBill_202609.tar.gz'].map(at),
  );
  expect(picked.map(({ name }) => name)).toEqual([
    'customerBill/customerBill_202609.tar.gz',
    'customerBill/customerBill_202610.tar.gz',
    'customerUsage/customerUsageV2_202611_20261123.tar.gz',
  ]);
});

test('imports what is new, passes over what it knows, and takes a newer file of the month', async () => {
  await usage('2026-11', '2026-11-20', 3);
  await bill('2026-10', 2);
  expect(await sync()).toEqual({ imported: 2, rejected: 0, failures: [], steps: ['0/2', '1/2', '2/2'] });
  expect(await months()).toEqual([
    ['2026-10', 2],
    ['2026-11', 3],
  ]);
  expect(await sync()).toMatchObject({ imported: 0, failures: [] });
  await usage('2026-11', '2026-11-21', 4);
  expect(await sync()).toMatchObject({ imported: 1 });
  expect(await months()).toEqual([
    ['2026-10', 2],
    ['2026-11', 4],
  ]);
  expect(await source().list()).toHaveLength(3);
});

test('a changed file of the same name is read again; a touched one with the same content changes nothing', async () => {
  await usage('2026-11', '2026-11-20', 3);
  await sync();
  const version = await desk.ws.lines.version();
  fs.utimesSync(path.join(dir, 'customerUsage', 'customerUsageV2_202611_20261120.tar.gz'), 1, 1);
  expect(await sync()).toMatchObject({ imported: 0, failures: [] });
  expect(await desk.ws.lines.version()).toBe(version);
  await usage('2026-11', '2026-11-20', 4);
  expect(await sync()).toMatchObject({ imported: 1 });
  expect(await months()).toEqual([['2026-11', 4]]);
});

test('a bad file is reported and leaves the others alone; an undone one is not brought back by itself', async () => {
  put('customerBill', 'customerBill_202610.tar.gz', Buffer.from('not an archive'));
  await usage('2026-11', '2026-11-20', 3);
  const failures = [{ name: 'customerBill/customerBill_202610.tar.gz', code: 'IMPORT_NOT_RECOGNISED' }];
  expect(await sync()).toMatchObject({ imported: 1, rejected: 1, failures });
  expect(await sync()).toMatchObject({ imported: 0, rejected: 1, failures });
  await undoImport(desk.ws, importHistory(desk.ws)[0]?.id ?? '');
  expect(await sync()).toMatchObject({ imported: 0 });
  expect(await months()).toEqual([]);
});

test('a much smaller file is held; after a person has imported it, it is no failure any more', async () => {
  await usage('2026-11', '2026-11-20', 10);
  await sync();
  await usage('2026-11', '2026-11-21', 2);
  expect(await sync()).toMatchObject({ imported: 0, failures: [{ code: 'IMPORT_SHRUNK' }] });
  expect(await months()).toEqual([['2026-11', 10]]);
  await desk.bring('by-hand.tar.gz', await usageArchive('2026-11', '2026-11-21', lines('2026-11', 2)), true);
  expect(await sync()).toMatchObject({ imported: 0, failures: [] });
  expect(await months()).toEqual([['2026-11', 2]]);
});

test('stops between files when it is cancelled; what was imported stays', async () => {
  await bill('2026-09', 1);
  await bill('2026-10', 2);
  const stop = new AbortController();
  const running = source().sync(stop.signal, (done) => {
    if (done === 1) stop.abort(new Error('cancelled'));
  });
  await expect(running).rejects.toThrow('cancelled');
  expect(await months()).toEqual([['2026-09', 1]]);
  expect(await sync()).toMatchObject({ imported: 1 });
});

test('a folder that may be absent has no files until it is there', async () => {
  expect(await sync()).toMatchObject({ imported: 0, failures: [] });
});

test('a folder that must be there and is gone cannot be read; what was imported stays, and it goes on when it is back', async () => {
  const strict = () => source(false).sync(new AbortController().signal, () => undefined);
  await bill('2026-09', 2);
  expect(await strict()).toEqual({ imported: 1, rejected: 0, failures: [] });
  fs.renameSync(dir, `${dir}-away`);
  expect(await strict()).toEqual({
    imported: 0,
    rejected: 0,
    failures: [{ name: dir, code: 'FILE_UNREADABLE' }],
  });
  await expect(source(false).list()).rejects.toMatchObject({
    code: 'FILE_UNREADABLE',
    data: { folder: dir, reason: 'NO_FOLDER' },
  });
  expect(await months()).toEqual([['2026-09', 2]]);
  fs.renameSync(`${dir}-away`, dir);
  await bill('2026-10', 1);
  expect(await strict()).toEqual({ imported: 1, rejected: 0, failures: [] });
});

test('a folder without its sub-folders is an empty one', async () => {
  fs.mkdirSync(dir);
  expect(await source(false).sync(new AbortController().signal, () => undefined)).toMatchObject({
    imported: 0,
    failures: [],
  });
});
