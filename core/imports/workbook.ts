import { readFile, stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { streamXlsxRows, type StreamRow } from 'hucre/xlsx';
import { CodedError } from '../base/errors.ts';
import { MAX_WORKBOOK_BYTES, MAX_WORKBOOK_INFLATED } from './limits.ts';
import type { PartSink } from './unpack.ts';

/** Above the headings people leave titles, dates and notes. */
const ROWS_ABOVE = 30;
/** Rows are handed on in pieces of about this many characters. */
const PIECE = 256 * 1024;

type Cell = StreamRow['values'][number];

/** A number as plain decimal text: the shortest that reads back as the same number, never with an exponent. */
function plainNumber(value: number): string {
  const text = String(value);
  const match = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(text);
  if (!match) return text;
  const [, sign = '', whole = '', fraction = '', power = '0'] = match;
  const shift = Number(power);
  const digits = whole + fraction;
  if (shift < 0) return `${sign}0.${'0'.repeat(-shift - 1)}${digits}`;
  return `${sign}${digits.padEnd(shift + 1, '0')}`;
}

/** Dates of a sheet name no zone; whether they are Beijing time or UTC follows from the format, as in text files. */
function plainDate(value: Date): string {
  if (Number.isNaN(value.getTime())) return '';
  const text = value.toISOString();
  return text.endsWith('T00:00:00.000Z') ? text.slice(0, 10) : text.slice(0, 19).replace('T', ' ');
}

function cellText(cell: Cell): string {
  if (cell === null || cell === undefined) return '';
  if (typeof cell === 'number') return plainNumber(cell);
  if (cell instanceof Date) return plainDate(cell);
  return String(cell);
}

const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** Empty cells behind the last heading are formatting, not data; full ones stay, so that the row is refused with its reason. */
function fitted(texts: readonly string[], width: number): string[] {
  const behind = texts.slice(width).some((text) => text !== '');
  const row = behind ? [...texts] : texts.slice(0, width);
  while (row.length < width) row.push('');
  return row;
}

/** One sheet as CSV text from its headings on; null when it has none that any format knows. */
async function* tableOf(
  rows: AsyncIterator<StreamRow>,
  isHeading: (cells: readonly string[]) => boolean,
  signal: AbortSignal | undefined,
): AsyncGenerator<string> {
  let width = 0;
  let piece = '';
  for (let above = 0; ;) {
    const next = await rows.next();
    if (next.done === true) break;
    // Rows without content are handed on to nobody who would look.
    signal?.throwIfAborted();
    const texts = next.value.values.map(cellText);
    if (texts.every((text) => text.trim() === '')) continue;
    if (width === 0) {
      const headings = fitted(texts, texts.findLastIndex((text) => text.trim() !== '') + 1);
      if (!isHeading(headings)) {
        above += 1;
        if (above >= ROWS_ABOVE) return;
        continue;
      }
      width = headings.length;
      piece = `${headings.map(quoted).join(',')}\n`;
      continue;
    }
    piece += `${fitted(texts, width).map(quoted).join(',')}\n`;
    if (piece.length < PIECE) continue;
    yield piece;
    piece = '';
  }
  if (piece !== '') yield piece;
}

/**
 * Reads the sheets of a workbook that hold a known table, as if each were a CSV file named after the workbook and its
 * place. Numbers keep the digits the sheet shows them with (a spreadsheet itself keeps 15 to 17).
 * @param book `size`: bytes all entries claim to inflate to; `sheets`: how many worksheets there are
 * @throws CodedError IMPORT_TOO_LARGE {limit: 'size'}, IMPORT_TRUNCATED {reason: 'damaged'}
 */
export async function readWorkbook(
  file: string,
  book: { readonly name: string; readonly size: number; readonly sheets: number },
  sink: PartSink,
): Promise<void> {
  const { size } = await stat(file);
  if (size > MAX_WORKBOOK_BYTES || book.size > Math.min(MAX_WORKBOOK_INFLATED, sink.left))
    throw new CodedError('IMPORT_TOO_LARGE', { limit: 'size' });
  const bytes = await readFile(file);
  for (let sheet = 0; sheet < book.sheets; sheet += 1) {
    sink.signal?.throwIfAborted();
    const rows = streamXlsxRows(bytes, { sheet, readStyles: true });
    try {
      const table = tableOf(rows, (cells) => sink.isHeading(cells, book.name), sink.signal);
      const first = await table.next();
      if (first.done === true) continue;
      await sink.part(Readable.from(pieces(first.value, table)), `${book.name}#${sheet + 1}`);
    } finally {
      await rows.return(undefined);
    }
  }
}

async function* pieces(first: string, rest: AsyncGenerator<string>): AsyncGenerator<Buffer> {
  yield Buffer.from(first);
  for await (const piece of rest) yield Buffer.from(piece);
}
