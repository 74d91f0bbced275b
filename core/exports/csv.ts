import type { ColumnType } from './definition.ts';
import { instantText } from './cells.ts';
import type { Sink, TableWriter } from './sink.ts';

/**
 * CSV as RFC 4180 has it: UTF-8 with byte mark, comma, CRLF, quotes doubled; dates as ISO 8601, dot decimals, every digit.
 * A text that a spreadsheet would take for a formula gets an apostrophe (OWASP: CSV injection).
 */

const BYTE_MARK = '\ufeff';
/** Full-width signs begin formulas in spreadsheets with an East Asian keyboard. */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;
const NUMBER = /^-?\d+(\.\d+)?$/;
const TO_QUOTE = /[",\r\n]/;
/** Columns whose cells are numbers by their type. */
const NUMERIC: ReadonlySet<ColumnType> = new Set(['amount', 'percent', 'integer']);

/** One cell as it stands in the file. */
export function csvCell(value: string | number | null, type: ColumnType): string {
  if (value === null) return '';
  if (type === 'instant' && typeof value === 'number') return instantText(value);
  const text = String(value);
  if (NUMERIC.has(type) && NUMBER.test(text)) return text;
  const safe = FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text;
  return TO_QUOTE.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Begins a CSV file with its headings. */
export async function csvWriter(
  sink: Sink,
  headings: readonly string[],
  types: readonly ColumnType[],
): Promise<TableWriter> {
  const put = (lines: readonly string[]): Promise<void> =>
    sink.write(Buffer.from(lines.map((line) => `${line}\r\n`).join(''), 'utf8'));
  await sink.write(Buffer.from(BYTE_MARK, 'utf8'));
  await put([headings.map((heading) => csvCell(heading, 'text')).join(',')]);
  return {
    page: (rows) =>
      put(rows.map((row) => row.map((value, i) => csvCell(value, types[i] ?? 'text')).join(','))),
    finish: () => Promise.resolve(),
  };
}
