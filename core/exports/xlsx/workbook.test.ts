import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { readXlsx, streamXlsxRows } from 'hucre/xlsx';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fileSink } from '../sink.ts';
import type { ColumnType } from '../definition.ts';
import { xlsxWriter, type WorkbookOptions } from './workbook.ts';

let dir = '';
beforeEach(async () => {
  dir = await fs.mkdtemp(path.join(os.tmpdir(), 'workbook-'));
});
afterEach(() => fs.rm(dir, { recursive: true }));

type Row = readonly (string | number | null)[];

async function write(
  rows: readonly Row[],
  types: readonly ColumnType[],
  more: Partial<WorkbookOptions> = {},
): Promise<Uint8Array> {
  const file = path.join(dir, 'book.xlsx');
  const handle = await fs.open(file, 'w');
  const writer = await xlsxWriter(fileSink(handle), {
    title: 'Orders',
    aboutTitle: 'About this file',
    headings: types.map((type, i) => `${type} ${i}`),
    types,
    ...more,
  });
  await writer.page(rows);
  await writer.finish((notes) => ({
    title: 'Orders',
    rows: rows.length,
    facts: [
      ['text amounts', String(notes.textAmounts)],
      ['cut texts', String(notes.cutTexts)],
    ],
  }));
  await handle.close();
  return new Uint8Array(await fs.readFile(file));
}

const cellsOf = async (file: Uint8Array): Promise<unknown[][]> =>
  (await readXlsx(file)).sheets[0]?.rows.slice(1) as unknown[][];

test('another program reads typed cells: numbers, ids as text, dates in GMT+08:00, empty cells', async () => {
  const noon = Date.UTC(2026, 10, 23, 4);
  const file = await write(
    [
      ['00012345678901234567', '-1234.50', 42, noon, '2026-11-23', '=1+1', null],
      ['x', '0', 0, noon + 1000, 'soon', 'a & <b> "c"', 'end'],
    ],
    ['id', 'amount', 'integer', 'instant', 'day', 'text', 'text'],
  );
  const book = await readXlsx(file);
  expect(book.sheets.map((sheet) => sheet.name)).toEqual(['Orders', 'About this file']);
  const [head, first, second] = book.sheets[0]?.rows ?? [];
  expect(head?.[0]).toBe('id 0');
  // The cell's own face, without a zone: noon of GMT+08:00.
  const day = (value: unknown): string => (value instanceof Date ? value.toISOString() : String(value));
  expect(first?.slice(0, 3)).toEqual(['00012345678901234567', -1234.5, 42]);
  expect(day(first?.[3])).toContain('2026-11-23T12:00:00');
  expect(day(first?.[4])).toContain('2026-11-23');
  expect(first?.[5]).toBe('=1+1');
  expect(day(second?.[3])).toContain('2026-11-23T12:00:01');
  expect(second?.slice(4)).toEqual(['soon', 'a & <b> "c"', 'end']);
});

test('headings stay in sight and have filter buttons', async () => {
  const file = await write([['a', '1']], ['id', 'amount']);
  const [sheet] = (await readXlsx(file)).sheets;
  expect(sheet?.freezePane).toMatchObject({ rows: 1 });
  expect(JSON.stringify(sheet?.autoFilter)).toContain('A1:B2');
});

test('property: an amount is found again digit by digit, as a number or, where that would cut it, as text', async () => {
  const decimal = fc
    .tuple(fc.boolean(), fc.bigInt({ min: 0n, max: 10n ** 22n }), fc.integer({ min: 0, max: 16 }))
    .map(([minus, units, decimals]) => {
      const digits = units.toString().padStart(decimals + 1, '0');
      const whole = digits.slice(0, digits.length - decimals);
      const rest = decimals === 0 ? '' : `.${digits.slice(-decimals)}`;
      return `${minus && units > 0n ? '-' : ''}${whole}${rest}`;
    });
  await fc.assert(
    fc.asyncProperty(fc.array(decimal, { minLength: 1, maxLength: 40 }), async (amounts) => {
      const rows = amounts.map((amount) => [amount]);
      const found = await cellsOf(await write(rows, ['amount']));
      // A number of at most 15 digits has one shortest form, and it is the amount; a text is the amount itself.
      const shortest = (cell: unknown): string =>
        typeof cell === 'string' ? cell : Number(cell).toPrecision(15);
      expect(found.map((row) => shortest(row[0]))).toEqual(
        amounts.map((amount, i) =>
          typeof found[i]?.[0] === 'string' ? amount : Number(amount).toPrecision(15),
        ),
      );
      const significant = (text: string): number => text.replace(/[-.]/g, '').replace(/^0+|0+$/g, '').length;
      const long = amounts.filter((amount) => significant(amount) > 15);
      expect(found.filter((row) => typeof row[0] === 'string')).toHaveLength(long.length);
    }),
    { numRuns: 25 },
  );
});

test('property: any text comes back as it was, whatever XML thinks of it', async () => {
  const text = fc.string({ unit: 'binary', minLength: 1, maxLength: 60 });
  const nasty = fc.constantFrom(
    '_x000D_',
    'a\r\nb',
    '\u0000\u0001',
    ' ',
    '\ud800',
    ']]>',
    '&amp;',
    '_x005F_x',
  );
  await fc.assert(
    fc.asyncProperty(fc.array(fc.oneof(text, nasty), { minLength: 1, maxLength: 30 }), async (texts) => {
      const found = await cellsOf(
        await write(
          texts.map((one) => [one, 'end']),
          ['text', 'text'],
        ),
      );
      expect(found.map((row) => row[0])).toEqual(texts.map((one) => one.toWellFormed()));
    }),
    { numRuns: 40 },
  );
});

test('a sheet that is full is followed by another with the same headings', async () => {
  const rows = Array.from({ length: 25 }, (_, i) => [i]);
  const file = await write(rows, ['integer'], { mostRows: 10 });
  const { sheets } = await readXlsx(file);
  expect(sheets.map((sheet) => [sheet.name, sheet.rows.length])).toEqual([
    ['Orders', 11],
    ['Orders 2', 11],
    ['Orders 3', 6],
    ['About this file', 4],
  ]);
  expect(sheets.slice(0, 3).flatMap((sheet) => sheet.rows.slice(1).map((row) => row[0]))).toEqual(
    rows.map(([n]) => n),
  );
});

test('a text that does not fit a cell is cut and counted', async () => {
  const file = await write([['x'.repeat(40_000)]], ['text']);
  const { sheets } = await readXlsx(file);
  const cut = String(sheets[0]?.rows[1]?.[0]);
  expect(cut).toHaveLength(32_767);
  expect(cut.endsWith('x…')).toBe(true);
  expect(sheets[1]?.rows.map((row) => row.join('='))).toContain('cut texts=1');
});

test('it can be read from front to back, without its end', async () => {
  const file = await write(
    Array.from({ length: 2000 }, (_, i) => [`row ${i}`]),
    ['text'],
  );
  let rows = 0;
  const pieces = new Blob([Buffer.from(file)]).stream();
  for await (const row of streamXlsxRows(pieces)) rows += row.values.length > 0 ? 1 : 0;
  expect(rows).toBe(2001);
});
