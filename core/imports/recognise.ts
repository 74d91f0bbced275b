import { CodedError, isCoded } from '../base/errors.ts';
import type { StagePlan } from '../storage/lines/plan.ts';
import { planFocus } from './focus.ts';
import { planHuawei } from './huawei.ts';

export type ImportFormat = 'focus' | 'huawei-usage' | 'huawei-bill';

export interface Recognised {
  readonly format: ImportFormat;
  readonly version: string | null;
  readonly plan: StagePlan;
}

const DELIMITERS = [',', '\t', ';', '|'] as const;
/** More columns than any known format; a line of a picture or a log has none of our headings anyway. */
const MAX_COLUMNS = 512;

/** The cells of the first line (RFC 4180 quoting); null when it never ends. */
export function splitHeading(text: string, delimiter: string): string[] | null {
  const cells: string[] = [];
  let cell = '';
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at] ?? '';
    if (quoted) {
      if (char !== '"') cell += char;
      else if (text[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else quoted = false;
    } else if (char === '"' && cell.trim() === '') {
      quoted = true;
      cell = '';
    } else if (char === delimiter) {
      cells.push(cell.trim());
      cell = '';
    } else if (char === '\n' || char === '\r') return [...cells, cell.trim()];
    else cell += char;
  }
  return quoted ? null : [...cells, cell.trim()];
}

/**
 * Recognises a file by the headings of its first line.
 * @param head the beginning of the text, with the whole first line
 * @param names names of the part and the file; see `planHuawei`
 * @throws CodedError IMPORT_NOT_RECOGNISED, IMPORT_NOT_COST_DATA, IMPORT_COLUMN_MISSING
 */
export function recognise(head: string, names: readonly string[]): Recognised {
  const candidates = DELIMITERS.map((delimiter) => ({
    delimiter,
    cells: splitHeading(head, delimiter) ?? [],
  }));
  const { delimiter, cells } = candidates.reduce((best, next) =>
    next.cells.length > best.cells.length ? next : best,
  );
  if (cells.length < 2 || cells.length > MAX_COLUMNS)
    throw new CodedError('IMPORT_NOT_RECOGNISED', { reason: 'headings' });
  const focus = planFocus(cells, delimiter);
  if (focus) return { format: 'focus', ...focus };
  const huawei = planHuawei(cells, delimiter, names);
  if (huawei) return huawei;
  throw new CodedError('IMPORT_NOT_RECOGNISED', { reason: 'headings' });
}

/**
 * Whether these cells are the headings of a known table, perhaps with a column missing (which recognising then names):
 * spreadsheets have titles and notes above them.
 */
export function isKnownHeading(cells: readonly string[], names: readonly string[]): boolean {
  if (cells.length < 2 || cells.length > MAX_COLUMNS) return false;
  try {
    return (planFocus(cells, ',') ?? planHuawei(cells, ',', names)) !== null;
  } catch (error) {
    if (isCoded(error)) return true;
    throw error;
  }
}
