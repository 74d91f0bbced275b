import { losesDigits, serialOf, serialOfDay } from '../cells.ts';
import type { ColumnType } from '../definition.ts';
import { COLUMNS, STYLE } from './styles.ts';
import { xmlText } from './xml.ts';

/** Characters a cell may have. */
export const LONGEST_TEXT = 32_767;
const CUT = '…';
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;
const DECIMAL = /^-?\d+(\.\d+)?$/;

/** Counts what was done to cells. */
export interface Counter {
  textAmounts: number;
  cutTexts: number;
}

const numberCell = (at: string, value: string, style: number): string =>
  `<c r="${at}" s="${style}"><v>${value}</v></c>`;

export function textCell(at: string, text: string, style: number, counter?: Counter): string {
  let kept = text;
  if (text.length > LONGEST_TEXT) {
    kept = `${text.slice(0, LONGEST_TEXT - 1)}${CUT}`;
    if (counter) counter.cutTexts += 1;
  }
  return `<c r="${at}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${xmlText(kept)}</t></is></c>`;
}

/**
 * One cell. Numbers are written with the digits they have, never through a double; a decimal that a spreadsheet's number
 * would cut is text, so that the file keeps every digit.
 */
export function cellXml(
  at: string,
  value: string | number | null,
  type: ColumnType,
  counter: Counter,
): string {
  if (value === null) return '';
  const { style } = COLUMNS[type];
  if (typeof value === 'number') {
    if (type === 'instant') return numberCell(at, serialOf(value), style);
    return numberCell(at, String(value), style);
  }
  if ((type === 'amount' || type === 'percent') && DECIMAL.test(value)) {
    if (!losesDigits(value)) return numberCell(at, value, style);
    counter.textAmounts += 1;
    return textCell(at, value, STYLE.longAmount, counter);
  }
  if (type === 'day') {
    const serial = serialOfDay(value);
    if (serial !== null) return numberCell(at, serial, style);
  }
  return textCell(at, value, FORMULA.test(value) ? STYLE.quoted : textStyle(type), counter);
}

/** A text in a column of another type (a code in words, a value that is no date) is written like a text. */
const textStyle = (type: ColumnType): number =>
  type === 'id' || type === 'period' ? STYLE.text : STYLE.plain;
