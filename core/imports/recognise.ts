import { CodedError, isCoded } from '../base/errors.ts';
import type { ImportMapping } from '../contract/imports.ts';
import type { StagePlan } from '../storage/lines/plan.ts';
import { planFocus } from './focus.ts';
import { normaliseHeading } from './headings.ts';
import { planHuawei } from './huawei.ts';
import { planMapped } from './mapping.ts';

export type ImportFormat = 'focus' | 'huawei-usage' | 'huawei-bill' | 'mapped';

/** How files of no known form are read: what a person says now, or what was said before of the same headings. */
export interface Mappings {
  readonly given?: ImportMapping | undefined;
  readonly recall?: ((headings: readonly string[]) => ImportMapping | undefined) | undefined;
}

export interface Recognised {
  readonly format: ImportFormat;
  /** How it was read, for format 'mapped'. */
  readonly mapping: ImportMapping | null;
  readonly version: string | null;
  readonly plan: StagePlan;
}

const DELIMITERS = [',', '\t', ';', '|'] as const;
/** More columns than any known format; a line of a picture or a log has none of our headings anyway. */
export const MAX_COLUMNS = 512;

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

/** The cells of the first line and what separates them: the separator that gives the most. */
export function readHeadings(head: string): { delimiter: string; cells: string[] } {
  const candidates = DELIMITERS.map((delimiter) => ({
    delimiter,
    cells: splitHeading(head, delimiter) ?? [],
  }));
  return candidates.reduce((best, next) => (next.cells.length > best.cells.length ? next : best));
}

/**
 * Recognises a file by the headings of its first line.
 * @param head the beginning of the text, with the whole first line
 * @param names names of the part and the file; see `planHuawei`
 * @throws CodedError IMPORT_NOT_RECOGNISED, IMPORT_NOT_COST_DATA, IMPORT_COLUMN_MISSING
 */
export function recognise(head: string, names: readonly string[], mappings: Mappings = {}): Recognised {
  const { delimiter, cells } = readHeadings(head);
  if (cells.length < 2 || cells.length > MAX_COLUMNS)
    throw new CodedError('IMPORT_NOT_RECOGNISED', { reason: 'headings' });
  const mapped = (mapping: ImportMapping): Recognised => ({
    format: 'mapped',
    version: null,
    mapping,
    plan: planMapped(cells, delimiter, mapping),
  });
  if (mappings.given) return mapped(mappings.given);
  const focus = planFocus(cells, delimiter);
  if (focus) return { format: 'focus', mapping: null, ...focus };
  const huawei = planHuawei(cells, delimiter, names);
  if (huawei) return { ...huawei, mapping: null };
  const remembered = mappings.recall?.(cells);
  if (remembered) return mapped(remembered);
  throw new CodedError('IMPORT_NOT_RECOGNISED', { reason: 'headings' });
}

/**
 * Whether these cells are the headings of a known table, perhaps with a column missing (which recognising then names):
 * spreadsheets have titles and notes above them.
 */
export function isKnownHeading(
  cells: readonly string[],
  names: readonly string[],
  mappings: Mappings = {},
): boolean {
  if (cells.length < 2 || cells.length > MAX_COLUMNS) return false;
  const mapping = mappings.given ?? mappings.recall?.(cells);
  if (mapping) {
    const present = new Set(cells.map(normaliseHeading));
    return Object.values(mapping.columns).every((heading) => present.has(normaliseHeading(heading)));
  }
  try {
    return (planFocus(cells, ',') ?? planHuawei(cells, ',', names)) !== null;
  } catch (error) {
    if (isCoded(error)) return true;
    throw error;
  }
}
