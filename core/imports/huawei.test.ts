import { afterEach, beforeEach, expect, test } from 'vitest';
import { billArchive, huaweiCsv, huaweiLine, usageArchive } from '../../test/support/files/huawei.ts';
import { importDesk } from '../../test/support/files/import-desk.ts';
import type { ImportDesk } from '../../test/support/files/import-desk.ts';
import { importHistory, undoImport } from './index.ts';
import { normaliseHeading } from './headings.ts';

let desk: ImportDesk;
beforeEach(async () => {
  desk = await importDesk();
});
afterEach(() => desk.close());

const payable = async (): Promise<unknown> =>
  (await desk.ws.lines.groups({ by: 'month' })).rows.map(({ key, amounts, lines }) => [
    key,
    amounts.payable,
    lines,
  ]);
const lines = (count: number, each = '1.50000000') =>
  Array.from({ length: count }, (_, index) =>
    huaweiLine({ customerId: `c-${index % 3}`, payable: each, resourceId: `r-${index}` }),
  );

test('a usage archive is read part by part; lines keep part and row, Beijing days, words for codes', async () => {
  const content = await usageArchive(
    '2026-10',
    '2026-10-21',
    [
      huaweiLine(),
      huaweiLine({
        billType: '4',
        payable: '-0.12345678',
        listPrice: '-0.2',
        transactionTime: '2026-10-05T20:00:00Z',
      }),
      huaweiLine({
        billType: '77',
        billingMode: '9',
        transactionTime: '2026-10-20 09:00:00 GMT+08:00',
        resellerId: 'part-1',
      }),
      huaweiLine({ billType: '9', usage: 'many', transactionTime: '2026/10/20 08:36' }),
    ],
    2,
  );
  const check = await desk.check('renamed.tar.gz', content);
  expect(check).toMatchObject({
    format: 'huawei-usage',
    version: 'V2',
    rows: 4,
    rejected: 0,
    verdict: 'new',
  });
  expect(check.totals).toEqual({ USD: { list: '5.80000000', payable: '4.37654322' } });
  await desk.bring('renamed.tar.gz', content);
  const { rows } = await desk.ws.lines.page({ limit: 10 });
  expect(
    rows.map(({ kind, mode, day, usage, origin }) => [kind, mode, day, usage, origin.part, origin.row]),
  ).toEqual([
    ['consumption', 'pay-per-use', '2026-10-05', '1.5', 0, 1],
    ['refund', 'pay-per-use', '2026-10-06', '1.5', 0, 2],
    ['77', '9', '2026-10-20', '1.5', 1, 1],
    ['adjustment', 'pay-per-use', '2026-10-20', null, 1, 2],
  ]);
  expect(JSON.parse(rows[3]?.extra ?? '')).toEqual({ Usage: 'many' });
  expect(await desk.ws.lines.sources({})).toMatchObject([
    { period: '2026-10', through: '2026-10-20', provisional: true },
  ]);
});

test('headings are found in both languages, ignoring case, spaces and a currency in brackets', async () => {
  const text = huaweiCsv('usage', [huaweiLine()], {
    billingCycle: '账期',
    customerId: '客户ID',
    payable: '应付金额（USD）',
    listPrice: 'LIST price (USD)',
    serviceTypeCode: '产品类型编码',
    transactionTime: '交易时间',
  });
  expect(await desk.check('a.csv', text)).toMatchObject({
    rows: 1,
    totals: { USD: { payable: '1.50000000' } },
  });
  expect(normaliseHeading('  Amount Due（CNY） ')).toBe('amountdue');
});

test('without a currency column the currency of the headings counts', async () => {
  const text = [
    'Billing Cycle,Customer ID,Transaction Time,Service Type Code,List Price (EUR),Payable Amount (EUR)',
    '2026-10,c,2026-10-01T00:00:00Z,s,2,-1',
  ].join('\n');
  const check = await desk.check('a.csv', text);
  expect(check.totals).toEqual({ EUR: { list: '2', payable: '-1' } });
  await desk.bring('a.csv', text);
  expect((await desk.ws.lines.page({ limit: 1 })).rows[0]).toMatchObject({ kind: 'refund', currency: 'EUR' });
});

test('a newer month-to-date file replaces its month; an older one is passed over; the same one changes nothing', async () => {
  const newer = await usageArchive('2026-10', '2026-10-20', lines(4));
  await desk.bring('a.tar.gz', await usageArchive('2026-10', '2026-10-10', lines(3)));
  expect((await desk.bring('b.tar.gz', newer)).outcome).toBe('applied');
  expect(await payable()).toEqual([['2026-10', '6', 4]]);
  const version = await desk.ws.lines.version();

  const older = await desk.check('c.tar.gz', await usageArchive('2026-10', '2026-10-15', lines(9)));
  expect(older).toMatchObject({ verdict: 'older', rows: 9, skipped: 9 });
  expect((await desk.bring('c.tar.gz', await usageArchive('2026-10', '2026-10-15', lines(9)))).outcome).toBe(
    'older',
  );
  const same = await desk.bring('again.tar.gz', newer);
  expect(same).toMatchObject({ outcome: 'same', check: { verdict: 'same', rows: 4, skipped: 4 } });
  expect(await desk.ws.lines.version()).toBe(version);
  expect(importHistory(desk.ws).map(({ name, state }) => [name, state])).toEqual([
    ['b.tar.gz', 'applied'],
    ['a.tar.gz', 'replaced'],
  ]);
});

test('the bill file of a month takes the place of its usage files, whichever comes first (decision 0007)', async () => {
  await desk.bring('u.tar.gz', await usageArchive('2026-10', '2026-11-03', lines(4)));
  await desk.bring('b.tar.gz', await billArchive('2026-10', lines(4, '2')));
  expect(await payable()).toEqual([['2026-10', '8', 4]]);
  expect(
    (await desk.bring('late.tar.gz', await usageArchive('2026-10', '2026-11-04', lines(5)))).outcome,
  ).toBe('older');
  expect(await desk.ws.lines.sources({})).toMatchObject([
    { format: 'huawei-bill', through: '2026-10-31', provisional: false },
  ]);
});

test('a file much smaller than what it would replace is held until a person decides', async () => {
  await desk.bring('a.tar.gz', await usageArchive('2026-10', '2026-10-10', lines(10)));
  const small = await usageArchive('2026-10', '2026-10-11', lines(4));
  expect(await desk.check('b.tar.gz', small)).toMatchObject({ verdict: 'shrunk' });
  await expect(desk.bring('b.tar.gz', small)).rejects.toMatchObject({ code: 'IMPORT_SHRUNK' });
  expect(await payable()).toEqual([['2026-10', '15', 10]]);
  const cheap = await usageArchive('2026-10', '2026-10-11', lines(10, '0.1'));
  await expect(desk.bring('c.tar.gz', cheap)).rejects.toMatchObject({ code: 'IMPORT_SHRUNK' });
  expect((await desk.bring('b.tar.gz', small, true)).outcome).toBe('applied');
  expect(await payable()).toEqual([['2026-10', '6', 4]]);
});

test('undo brings back what the import had replaced, and the same file can come again', async () => {
  await desk.bring('a.tar.gz', await usageArchive('2026-10', '2026-10-10', lines(3)));
  const before = await payable();
  const content = await usageArchive('2026-10', '2026-10-20', lines(4));
  const { id } = await desk.bring('b.tar.gz', content);
  expect(await undoImport(desk.ws, id ?? '')).toEqual({ id, lines: 4 });
  expect(await payable()).toEqual(before);
  await expect(undoImport(desk.ws, id ?? '')).rejects.toMatchObject({ code: 'IMPORT_UNKNOWN' });
  await expect(undoImport(desk.ws, 'nothing')).rejects.toMatchObject({ code: 'IMPORT_UNKNOWN' });
  expect((await desk.bring('b.tar.gz', content)).outcome).toBe('applied');
  expect(await payable()).toEqual([['2026-10', '6', 4]]);
  expect(importHistory(desk.ws).map(({ state }) => state)).toEqual(['applied', 'undone', 'replaced']);
});

test('a name seen clear once is never hidden by a masked one; the newest clear one wins', async () => {
  await desk.bring(
    'a.tar.gz',
    await usageArchive('2026-08', '2026-08-20', [
      huaweiLine({ billingCycle: '2026-08', customerName: 'Old Clear' }),
    ]),
  );
  await desk.bring(
    'b.tar.gz',
    await usageArchive('2026-09', '2026-09-20', [
      huaweiLine({ billingCycle: '2026-09', customerName: 'Clear' }),
    ]),
  );
  await desk.bring(
    'c.tar.gz',
    await usageArchive('2026-10', '2026-10-20', [huaweiLine({ customerName: 'Cl***r' })]),
  );
  expect((await desk.ws.lines.groups({ by: 'customer' })).rows).toMatchObject([
    { key: 'c-1', label: 'Clear' },
  ]);
});

test('a file without a required column is refused with the column', async () => {
  const text = huaweiCsv('usage', [huaweiLine()], { payable: 'Something Else', currency: 'Else' });
  await expect(desk.check('a.csv', text)).rejects.toMatchObject({
    code: 'IMPORT_COLUMN_MISSING',
    data: { format: 'huawei-usage', columns: ['Payable Amount', 'Currency'], name: 'a.csv' },
  });
});
