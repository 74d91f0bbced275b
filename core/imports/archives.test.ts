import fs from 'node:fs';
import { gzipSync } from 'node:zlib';
import { XlsxStreamWriter } from 'hucre/xlsx';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { BILL_FILE } from '../contract/partner-center/files.ts';
import { focusCsv, focusRow } from '../../test/support/files/focus.ts';
import { huaweiCsv, huaweiLine } from '../../test/support/files/huawei.ts';
import { importDesk, type ImportDesk } from '../../test/support/files/import-desk.ts';
import { zipOf } from '../../test/support/files/zip.ts';
import { isCoded } from '../base/errors.ts';
import { splitHeading } from './recognise.ts';

let desk: ImportDesk;
beforeEach(async () => {
  desk = await importDesk();
});
afterEach(() => desk.close());

async function refusal(name: string, content: Uint8Array): Promise<unknown> {
  const error: unknown = await desk.bring(name, content).then(
    () => 'imported',
    (reason: unknown) => reason,
  );
  const left = fs.readdirSync(desk.ws.lines.writer.stagingDir).filter((one) => one !== 'spill');
  return isCoded(error) ? { code: error.code, data: error.data, left } : error;
}

const lines = [
  huaweiLine({ resourceId: 'r-1', payable: '0.1', listPrice: '0.10000001', discount: '0.00000001' }),
  huaweiLine({
    resourceId: 'r-2',
    payable: '0.2',
    listPrice: '0.2',
    discount: '0',
    customerName: '杭州"云",Ltd',
  }),
];
const csv = huaweiCsv('bill', lines);

type Cell = string | number | Date | null;

async function workbook(sheets: readonly (readonly Cell[])[][]): Promise<Uint8Array> {
  // The library writes one sheet per writer; more sheets come from its other road.
  const { writeXlsx } = await import('hucre/xlsx');
  return writeXlsx({
    sheets: sheets.map((rows, index) => ({ name: `Sheet ${index + 1}`, rows: rows.map((row) => [...row]) })),
  });
}

const rowsOf = (text: string): string[][] =>
  text
    .split('\r\n')
    .filter((line) => line !== '')
    .map((line) => splitHeading(`${line}\n`, ',') ?? []);

test('tables of a zip archive are read as if they lay open, gzipped ones too; the rest is passed over', async () => {
  const zip = zipOf([
    { name: 'bills/customerBill_202610_00000001.csv', content: csv },
    { name: 'read me.pdf', content: 'x'.repeat(2000) },
    { name: 'customerBill_202610_00000002.csv.gz', content: gzipSync(huaweiCsv('bill', lines.slice(0, 1))) },
  ]);
  const check = await desk.check('customerBill_202610.zip', zip);
  expect(check).toMatchObject({ rows: 3, rejected: 0, format: 'huawei-bill' });
  expect(check.totals['USD']).toMatchObject({ payable: '0.4' });
  await desk.bring('customerBill_202610.zip', zip);
  const { rows } = await desk.ws.lines.page({ limit: 10 });
  expect(new Set(rows.map(({ origin }) => origin.file))).toEqual(new Set(['customerBill_202610.zip']));
  expect(new Set(rows.map(({ origin }) => origin.part)).size).toBe(2);
});

test('a zip archive that is cut, encrypted, lies or leads outside is refused', async () => {
  const whole = zipOf([{ name: 'a.csv', content: csv }]);
  for (const share of [0.3, 0.7, 0.99])
    expect(await refusal('a.zip', whole.subarray(0, Math.floor(whole.length * share)))).toMatchObject({
      code: 'IMPORT_TRUNCATED',
      left: [],
    });
  expect(await refusal('b.zip', zipOf([{ name: 'a.csv', content: csv, flags: 1 }]))).toMatchObject({
    code: 'IMPORT_NOT_RECOGNISED',
    data: { reason: 'encrypted' },
    left: [],
  });
  expect(await refusal('c.zip', zipOf([{ name: 'a.csv', content: csv, claimedSize: 10 }]))).toMatchObject({
    code: 'IMPORT_TRUNCATED',
    left: [],
  });
  for (const name of ['../../a.csv', '/etc/a.csv', 'C:\\a.csv'])
    expect(await refusal('d.zip', zipOf([{ name, content: csv }]))).toMatchObject({
      code: 'IMPORT_TRUNCATED',
      left: [],
    });
  expect(await refusal('e.zip', zipOf([{ name: 'a.png', content: 'x' }]))).toMatchObject({
    code: 'IMPORT_NOT_RECOGNISED',
    left: [],
  });
});

test('a bill-details workbook with a title above its headings comes to the same books as the text', async () => {
  const [headings = [], ...rows] = rowsOf(csv);
  const amounts = new Set(
    BILL_FILE.columns.flatMap(({ meaning }, index) =>
      ['payable', 'listPrice', 'discount', 'couponDeducted', 'usage'].includes(meaning) ? [index] : [],
    ),
  );
  const typed = rows.map((row) => row.map((text, index) => (amounts.has(index) ? Number(text) : text)));
  const book = await workbook([
    [['Notes'], ['Nothing here is a table']],
    [['Bill details'], [], ['Created', new Date(Date.UTC(2026, 10, 5))], headings, ...typed, [null, null]],
  ]);
  const fromText = await desk.check('customerBill_202610.csv', csv);
  const fromBook = await desk.check('customerBill_202610.xlsx', book);
  expect(fromBook).toMatchObject({ rows: 2, rejected: 0, format: 'huawei-bill' });
  expect(fromBook.totals).toEqual(fromText.totals);
  await desk.bring('customerBill_202610.xlsx', book);
  const page = await desk.ws.lines.page({ limit: 10 });
  expect(page.rows.map(({ customerName }) => customerName)).toContain('杭州"云",Ltd');
});

test('numbers of a sheet never come as exponents, dates and texts as they are', async () => {
  const [headings = []] = rowsOf(csv);
  const at = (meaning: string): number => BILL_FILE.columns.findIndex((column) => column.meaning === meaning);
  const row = rowsOf(csv)[1]?.map((text): Cell => text) ?? [];
  row[at('payable')] = 1e-8;
  row[at('listPrice')] = 12_345_678_901.5;
  row[at('transactionTime')] = new Date(Date.UTC(2026, 9, 5, 10, 30));
  const check = await desk.check('customerBill_202610.xlsx', await workbook([[headings, row]]));
  expect(check).toMatchObject({ rows: 1, rejected: 0 });
  expect(check.totals['USD']).toMatchObject({ payable: '0.00000001', list: '12345678901.5' });
});

test('a workbook whose directory says nothing of a part’s size is refused before it is inflated', async () => {
  const parts = [
    { name: 'xl/workbook.xml', content: '<workbook/>' },
    { name: 'xl/sharedStrings.xml', content: 'x'.repeat(5_000_000), claimedSize: 0 },
  ];
  expect(await refusal('bomb.xlsx', zipOf(parts))).toMatchObject({
    code: 'IMPORT_TRUNCATED',
    data: { reason: 'damaged' },
    left: [],
  });
});

test('a workbook without any known table is refused; one that is only named so as well', async () => {
  expect(
    await refusal(
      'x.xlsx',
      await workbook([
        [
          ['a', 'b'],
          [1, 2],
        ],
      ]),
    ),
  ).toMatchObject({
    code: 'IMPORT_NOT_RECOGNISED',
    left: [],
  });
  const writer = new XlsxStreamWriter({ name: 'One' });
  writer.addRow(['x']);
  const whole = await writer.finish();
  expect(await refusal('y.xlsx', whole.subarray(0, whole.length - 30))).toMatchObject({
    code: 'IMPORT_TRUNCATED',
    left: [],
  });
});

test('UTF-16 is read in both byte orders', async () => {
  const little = Buffer.from(`\uFEFF${focusCsv('1.0', [focusRow({ ServiceName: '云' })])}`, 'utf16le');
  const big = Buffer.from(little).swap16();
  expect(await desk.check('wide.csv', big)).toMatchObject({ rows: 1, rejected: 0 });
});
