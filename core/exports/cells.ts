import { BEIJING_OFFSET_MS, DAY_MS, formatInstant } from '../base/period.ts';
import type { HostLanguage } from '../contract/host.ts';
import type { Cell, ExportColumn, ExportRow } from './definition.ts';
import { maskedCell, type StandIns } from './stand-in.ts';

/** How the cells of one file are made: its language, and what stands in for personal texts (none: they stay clear). */
export interface CellOptions {
  readonly language: HostLanguage;
  readonly standIn: StandIns | null;
}

const inLanguage = (both: { en: string; zh: string }, language: HostLanguage): string =>
  language === 'en' ? both.en : both.zh;

/** The heading of a column. Instants say their zone (guide 3: the Partner Center's time is GMT+08:00). */
export function headingOf(column: ExportColumn, language: HostLanguage): string {
  const heading = inLanguage(column.heading, language);
  return column.type === 'instant'
    ? `${heading}${language === 'en' ? ' (GMT+08:00)' : '（GMT+08:00）'}`
    : heading;
}

/** The values of a row in the order of the columns: personal ones hidden, codes in words. */
export function valuesOf(
  row: ExportRow,
  columns: readonly ExportColumn[],
  { language, standIn }: CellOptions,
): Cell[] {
  return columns.map((column) => {
    const value = row.cells[column.key] ?? null;
    if (column.personal !== undefined && standIn !== null)
      return maskedCell(standIn, column.personal, value, row);
    const code = String(value);
    // A code that came from outside may be called like something every object has.
    const said =
      column.words !== undefined && Object.hasOwn(column.words, code) ? column.words[code] : undefined;
    return said === undefined ? value : inLanguage(said, language);
  });
}

/** '2026-11-23T12:00:00+08:00': the Partner Center's time, said in full. */
export const instantText = (ms: number): string =>
  `${formatInstant(ms + BEIJING_OFFSET_MS).slice(0, 19)}+08:00`;

/** Days since 1899-12-30 as spreadsheets count them. */
const EPOCH_DAY = 25_569;
const FRACTION = 10_000_000_000n;

/** The serial number of an instant in GMT+08:00: whole days and the share of the day, exact to a tenth of a millisecond. */
export function serialOf(ms: number): string {
  const local = ms + BEIJING_OFFSET_MS;
  const day = Math.floor(local / DAY_MS);
  const share = (BigInt(local - day * DAY_MS) * FRACTION + BigInt(DAY_MS) / 2n) / BigInt(DAY_MS);
  const digits = share.toString().padStart(10, '0').replace(/0+$/, '');
  return digits === '' ? String(day + EPOCH_DAY) : `${day + EPOCH_DAY}.${digits}`;
}

/** The serial number of a day 'YYYY-MM-DD'. */
export function serialOfDay(day: string): string | null {
  const ms = Date.parse(`${day}T00:00:00Z`);
  return Number.isNaN(ms) ? null : String(Math.round(ms / DAY_MS) + EPOCH_DAY);
}

/** Digits a spreadsheet's number surely keeps. */
const KEPT_DIGITS = 15;

/** Whether a decimal would lose digits in a double, the only number a spreadsheet has. */
export function losesDigits(decimal: string): boolean {
  const digits = decimal.replace('-', '').replace('.', '').replace(/^0+/, '').replace(/0+$/, '');
  return digits.length > KEPT_DIGITS;
}
