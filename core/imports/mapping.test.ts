import { afterEach, beforeEach, expect, test } from 'vitest';
import { importDesk, type ImportDesk } from '../../test/support/files/import-desk.ts';
import type { ImportMapping } from '../contract/imports.ts';
import { applyImport, checkFile, importHistory, inspectFile, rebuildLines, undoImport } from './index.ts';

let desk: ImportDesk;
beforeEach(async () => {
  desk = await importDesk();
});
afterEach(() => desk.close());

const GERMAN = [
  'Kunde;Datum;Dienst;Netto EUR;Notiz',
  'K-1;05.10.2026;ECS;1.234,50;erste',
  'K-2;06.10.2026;OBS;-0,50;',
  'K-1;07.11.2026;ECS;2,25;"mit; Zeichen"',
].join('\n');
const MAPPING: ImportMapping = {
  columns: { customerId: 'Kunde', day: 'Datum', service: 'Dienst', payable: 'Netto EUR' },
  currency: 'EUR',
  decimal: ',',
  dates: 'dmy',
  source: 'Buchhaltung',
};
const file = (text: string, name = 'export.csv') => ({ path: desk.put(name, text), name });
const check = (text: string, mapping?: ImportMapping) =>
  checkFile(desk.ws, file(text), { mappings: { given: mapping } });
const bring = async (text: string, mapping?: ImportMapping) =>
  applyImport(desk.ws, await check(text, mapping), { who: 'tester' });
const sums = async () =>
  (await desk.ws.lines.groups({ by: 'month' })).rows.map(({ key, currency, amounts, lines }) => ({
    key,
    currency,
    payable: amounts.payable,
    lines,
  }));

test('a file of another form is read as a person says: decimal comma, day first, a fixed currency', async () => {
  await expect(check(GERMAN)).rejects.toMatchObject({ code: 'IMPORT_NOT_RECOGNISED' });
  const seen = await check(GERMAN, MAPPING);
  expect(seen).toMatchObject({ format: 'mapped', rows: 3, rejected: 0, verdict: 'new' });
  expect(seen.totals).toEqual({ EUR: { payable: '1236.25' } });
  await bring(GERMAN, MAPPING);
  expect(await sums()).toEqual([
    { key: '2026-10', currency: 'EUR', payable: '1234', lines: 2 },
    { key: '2026-11', currency: 'EUR', payable: '2.25', lines: 1 },
  ]);
  const { rows } = await desk.ws.lines.page({ limit: 10 });
  expect(rows.map(({ day, customerId, kind }) => [day, customerId, kind])).toEqual(
    expect.arrayContaining([
      ['2026-10-05', 'K-1', 'consumption'],
      ['2026-10-06', 'K-2', 'refund'],
    ]),
  );
});

test('the mapping is remembered for the headings, in any order, and the lines are built again with it', async () => {
  const { id } = await bring(GERMAN, MAPPING);
  const later = GERMAN.replace('2,25', '3,25').split('\n');
  const moved = later.map((line) => line.replace(/^([^;]+);([^;]+);/, '$2;$1;')).join('\n');
  const again = await check(moved);
  expect(again).toMatchObject({ format: 'mapped', rejected: 0, totals: { EUR: { payable: '1237.25' } } });
  await applyImport(desk.ws, again, { who: 'tester' });
  const before = await sums();
  await rebuildLines(desk.ws);
  expect(await sums()).toEqual(before);
  const last = importHistory(desk.ws)[0]?.id ?? '';
  expect(last).not.toBe(id);
  await undoImport(desk.ws, last);
  expect(await sums()).toContainEqual({ key: '2026-11', currency: 'EUR', payable: '2.25', lines: 1 });
});

test('what looks wrong under the mapping is refused row by row, with the cell as it stands', async () => {
  const text = [
    'Kunde;Datum;Dienst;Netto EUR;Notiz',
    'K-1;05.10.2026;ECS;12.34;a point in a file with commas',
    'K-1;31.31.2026;ECS;1,00;no such day',
    ';05.10.2026;ECS;1,00;nobody',
    'K-1;05.10.2026;ECS;1,00;fine',
  ].join('\n');
  const seen = await check(text, MAPPING);
  expect(seen).toMatchObject({ rows: 1, rejected: 3 });
  expect(seen.rejects.map(({ line, code }) => [line, code])).toEqual([
    [1, 'LINE_AMOUNT_INVALID'],
    [2, 'LINE_PERIOD_INVALID'],
    [3, 'LINE_VALUE_MISSING'],
  ]);
});

test('months and Chinese dates; a mapping that names what is not there, or too little, is refused', async () => {
  const text = '账期,客户ID,应付,日期,币种\n2026年9月,K-1,"1,000.25",2026年9月3日,CNY\n';
  const mapping: ImportMapping = {
    columns: { period: '账期', customerId: '客户ID', payable: '应付', day: '日期', currency: '币种' },
    currency: null,
    decimal: '.',
    dates: 'ymd',
    source: 'own',
  };
  await bring(text, mapping);
  expect(await sums()).toEqual([{ key: '2026-09', currency: 'CNY', payable: '1000.25', lines: 1 }]);
  expect((await desk.ws.lines.page({ limit: 1 })).rows[0]).toMatchObject({ day: '2026-09-03' });
  const absent = { ...mapping, columns: { ...mapping.columns, payable: 'Betrag' } };
  await expect(check(text.replace('1,000', '2,000'), absent)).rejects.toMatchObject({
    code: 'IMPORT_COLUMN_MISSING',
    data: { columns: ['Betrag', 'payable'] },
  });
  await expect(check(GERMAN, { ...MAPPING, currency: null })).rejects.toMatchObject({
    data: { columns: ['currency'] },
  });
});

test('two sources with the same month stand beside each other; the same source replaces its own', async () => {
  await bring(GERMAN, MAPPING);
  await bring(GERMAN.replace('1.234,50', '10,00'), { ...MAPPING, source: 'Vertrieb' });
  expect(await sums()).toContainEqual({ key: '2026-10', currency: 'EUR', payable: '1243.5', lines: 4 });
  await bring(GERMAN.replace('1.234,50', '20,00'), { ...MAPPING, source: 'vertrieb' });
  expect(await sums()).toContainEqual({ key: '2026-10', currency: 'EUR', payable: '1253.5', lines: 4 });
});

test('a file is shown with a proposal: known headings, the decimal sign and the order of dates', async () => {
  const seen = await inspectFile(desk.ws, file(GERMAN, 'Netto_2026-10.csv'));
  expect(seen).toMatchObject({
    headings: ['Kunde', 'Datum', 'Dienst', 'Netto EUR', 'Notiz'],
    remembered: false,
    mapping: { decimal: ',', dates: 'dmy', source: 'Netto' },
  });
  expect(seen.sample[2]).toEqual(['K-1', '07.11.2026', 'ECS', '2,25', 'mit; Zeichen']);
  await bring(GERMAN, MAPPING);
  expect(await inspectFile(desk.ws, file(GERMAN))).toMatchObject({ remembered: true, mapping: MAPPING });
  const known = await inspectFile(
    desk.ws,
    file('Customer ID,Product,Amount Due,Trade Time\nc,p,1.5,2026-10-01\n'),
  );
  expect(known.mapping.columns).toEqual({
    customerId: 'Customer ID',
    product: 'Product',
    payable: 'Amount Due',
    day: 'Trade Time',
  });
  await expect(inspectFile(desk.ws, file('just words\nand more\n'))).rejects.toMatchObject({
    code: 'IMPORT_NOT_RECOGNISED',
  });
});

test('a first line with more columns than any table has is no table', async () => {
  const wide = `${Array.from({ length: 600 }, (_, i) => `c${i}`).join(',')}\n`;
  await expect(inspectFile(desk.ws, file(wide))).rejects.toMatchObject({ code: 'IMPORT_NOT_RECOGNISED' });
});
