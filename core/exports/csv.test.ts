import fc from 'fast-check';
import { expect, test } from 'vitest';
import { instantText, losesDigits, serialOf, serialOfDay } from './cells.ts';
import { csvCell, csvWriter } from './csv.ts';
import type { Sink } from './sink.ts';

/** A reader of its own, by RFC 4180: what a spreadsheet would have in its cells. */
function parse(text: string): string[][] {
  const rows: string[][] = [[]];
  let cell = '';
  let quoted = false;
  for (let i = 0; i < text.length; i += 1) {
    const sign = text[i] ?? '';
    if (quoted) {
      if (sign !== '"') cell += sign;
      else if (text[i + 1] === '"') {
        cell += '"';
        i += 1;
      } else quoted = false;
    } else if (sign === '"') quoted = true;
    else if (sign === ',') {
      rows.at(-1)?.push(cell);
      cell = '';
    } else if (sign === '\r' && text[i + 1] === '\n') {
      rows.at(-1)?.push(cell);
      rows.push([]);
      cell = '';
      i += 1;
    } else cell += sign;
  }
  return rows.slice(0, -1);
}

async function write(rows: readonly (readonly (string | null)[])[]): Promise<string> {
  const pieces: Uint8Array[] = [];
  const sink: Sink = {
    bytes: 0,
    write: (piece) => Promise.resolve(void pieces.push(piece)),
    patch: () => Promise.resolve(),
  };
  const writer = await csvWriter(sink, ['a', 'b'], ['text', 'text']);
  await writer.page(rows);
  return Buffer.concat(pieces).toString('utf8');
}

test('property: any texts come back by RFC 4180, apart from the apostrophe before a formula', async () => {
  const cell = fc.oneof(fc.string(), fc.constantFrom('=1', 'a,b', '"', 'a\r\nb', '\t=x', '-', '-5', '+86 1'));
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(cell, cell), { maxLength: 20 }), async (rows) => {
      const text = await write(rows);
      expect(text.startsWith('\ufeffa,b\r\n')).toBe(true);
      const found = parse(text.slice(1)).slice(1);
      const plain = (one: string): string => (/^'[=+\-@\t\r\n＝＋－＠]/.test(one) ? one.slice(1) : one);
      expect(found.map((row) => row.map(plain))).toEqual(rows.map((row) => row.map(plain)));
    }),
  );
});

test('property: no cell of text begins what a spreadsheet takes for a formula', () => {
  const start = fc.constantFrom('=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠');
  fc.assert(
    fc.property(start, fc.string(), (sign, rest) => {
      const inside = csvCell(sign + rest, 'text').replace(/^"/, '');
      expect(inside.startsWith("'") || /^-\d+(\.\d+)?$/.test(inside)).toBe(true);
    }),
  );
});

test('numbers are numbers: negative amounts and texts that are one stay as they are', () => {
  expect(csvCell('-12.50', 'amount')).toBe('-12.50');
  expect(csvCell('-12.50', 'text')).toBe('-12.50');
  expect(csvCell('-12.50+1', 'text')).toBe("'-12.50+1");
  expect(csvCell('=1+1', 'amount')).toBe("'=1+1");
  expect(csvCell('0.1234567890123456', 'amount')).toBe('0.1234567890123456');
  expect(csvCell(null, 'amount')).toBe('');
});

test('instants are the Partner Center’s time, in full', () => {
  const evening = Date.UTC(2026, 10, 30, 16, 0, 5);
  expect(csvCell(evening, 'instant')).toBe('2026-12-01T00:00:05+08:00');
  expect(instantText(0)).toBe('1970-01-01T08:00:00+08:00');
});

test.each([
  [Date.UTC(1970, 0, 1) - 8 * 3_600_000, '25569'],
  [Date.UTC(2026, 10, 23, 4), '46349.5'],
  [Date.UTC(2026, 10, 22, 16), '46349'],
  [Date.UTC(2026, 10, 23, 15, 59, 59, 999), '46349.9999999884'],
])('%d has the serial %s', (ms, serial) => {
  expect(serialOf(ms)).toBe(serial);
});

test('a day has a whole serial; what is no day has none', () => {
  expect(serialOfDay('2026-11-23')).toBe('46349');
  expect(serialOfDay('soon')).toBeNull();
});

test.each([
  ['123456789012345', false],
  ['1234567890123456', true],
  ['0.000000000000001', false],
  ['-100000000000000000000', false],
  ['1.10', false],
  ['12345678.12345678', true],
])('%s loses digits in a double: %s', (decimal, loses) => {
  expect(losesDigits(decimal)).toBe(loses);
});
