import type { ColumnType } from '../definition.ts';

/** Formats of cells by their number in styles.xml. */
export const STYLE = {
  plain: 0,
  heading: 1,
  amount: 2,
  integer: 3,
  instant: 4,
  day: 5,
  percent: 6,
  text: 7,
  /** An amount that is text because a number would lose digits: on the right, like the others. */
  longAmount: 8,
  /** A text that looks like a formula: stays a text when somebody edits the cell. */
  quoted: 9,
  title: 10,
  label: 11,
} as const;

/** Number formats of our own, from 164 on; 49 is "text" and 3 is "#,##0" in every spreadsheet. */
const FORMATS = [
  [164, '#,##0.00######;[Red]-#,##0.00######'],
  [165, 'yyyy-mm-dd hh:mm:ss'],
  [166, 'yyyy-mm-dd'],
  [167, '0.00'],
] as const;

/** One line per style, in the order of `STYLE`: number format, font, alignment, more. */
const CELLS: readonly string[] = [
  xf(0, 0),
  xf(0, 1, '<alignment vertical="center" wrapText="1"/>', 2),
  xf(164, 0),
  xf(3, 0),
  xf(165, 0),
  xf(166, 0),
  xf(167, 0),
  xf(49, 0),
  xf(49, 0, '<alignment horizontal="right"/>'),
  xf(49, 0, '', 0, ' quotePrefix="1"'),
  xf(0, 2),
  xf(0, 1, '<alignment vertical="top"/>'),
];

function xf(format: number, font: number, alignment = '', fill = 0, more = ''): string {
  const applied = alignment === '' ? '' : ' applyAlignment="1"';
  return `<xf numFmtId="${format}" fontId="${font}" fillId="${fill}" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1"${applied}${more}>${alignment}</xf>`;
}

export const stylesXml = (): string =>
  `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="${FORMATS.length}">${FORMATS.map(
    ([id, code]) => `<numFmt numFmtId="${id}" formatCode="${code}"/>`,
  ).join(
    '',
  )}</numFmts><fonts count="3"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="14"/><name val="Calibri"/></font></fonts><fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFEDEDED"/></patternFill></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="${CELLS.length}">${CELLS.join('')}</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;

/** The format of a column's cells, and how wide it is in characters. */
export const COLUMNS: Readonly<Record<ColumnType, { readonly style: number; readonly width: number }>> = {
  text: { style: STYLE.plain, width: 26 },
  id: { style: STYLE.text, width: 36 },
  amount: { style: STYLE.amount, width: 18 },
  integer: { style: STYLE.integer, width: 12 },
  instant: { style: STYLE.instant, width: 21 },
  day: { style: STYLE.day, width: 12 },
  period: { style: STYLE.text, width: 11 },
  percent: { style: STYLE.percent, width: 11 },
  currency: { style: STYLE.plain, width: 10 },
};
