const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]/u;
const characters = new Intl.Segmenter();

/** Width on a terminal: wide characters take two columns. */
function width(text: string): number {
  let columns = 0;
  for (const { segment } of characters.segment(text)) columns += WIDE.test(segment) ? 2 : 1;
  return columns;
}

const printable = (value: string | number | null | undefined): string =>
  String(value ?? '–').replaceAll(/[\p{Cc}\p{Cf}]/gu, ' ');

/** A table for people: a heading line and one line per row; columns of numbers are set to the right. */
export function table(
  columns: readonly (readonly [heading: string, align: 'left' | 'right'])[],
  rows: readonly (readonly (string | number | null | undefined)[])[],
): string {
  const cells = [columns.map(([heading]) => heading), ...rows.map((row) => row.map(printable))];
  const widths = columns.map((_, i) => Math.max(...cells.map((row) => width(row[i] ?? ''))));
  const line = (row: readonly string[]): string =>
    columns
      .map(([, align], i) => {
        const text = row[i] ?? '';
        const space = ' '.repeat(Math.max(0, (widths[i] ?? 0) - width(text)));
        return align === 'left' ? text + space : space + text;
      })
      .join('  ')
      .trimEnd();
  return `${cells.map(line).join('\n')}\n`;
}

/** Names and values, one to a line. */
export function facts(pairs: readonly (readonly [string, string | number | null | undefined])[]): string {
  return table(
    [
      ['', 'left'],
      ['', 'right'],
    ],
    pairs,
  ).replace(/^\n/, '');
}
