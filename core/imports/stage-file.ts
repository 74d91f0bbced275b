import { open } from 'node:fs/promises';
import { CodedError } from '../base/errors.ts';
import { formatDecimal } from '../base/money.ts';
import { usageCoveredThrough } from '../contract/partner-center/files.ts';
import type { ImportMapping } from '../contract/imports.ts';
import type { Measure } from '../storage/lines/store.ts';
import type { LinesWriter, Stage, StageSum } from '../storage/lines/writer.ts';
import { producedDay } from './huawei.ts';
import { isKnownHeading, recognise } from './recognise.ts';
import type { Mappings, Recognised } from './recognise.ts';
import type { ImportFile, ImportFormat, Totals } from './types.ts';
import { unpack } from './unpack.ts';
import type { Part } from './unpack.ts';

/** The first line of any known format is far shorter. */
const HEAD_BYTES = 64 * 1024;

/** Measures a format has; its totals name only these. FOCUS lines also carry payable (= billed), so that all lines add up. */
export const FORMAT_MEASURES: Readonly<Record<ImportFormat, readonly Measure[]>> = {
  focus: ['billed', 'effective', 'list', 'contracted'],
  'huawei-usage': ['list', 'payable'],
  'huawei-bill': ['list', 'payable'],
  mapped: ['list', 'payable'],
};

/** A file read into a stage: typed, summed up, nothing written to the books. */
export interface StagedFile {
  readonly stage: Stage;
  readonly format: ImportFormat;
  readonly version: string | null;
  readonly asOf: string;
  readonly sums: readonly StageSum[];
  readonly rejected: number;
  /** As the file writes them. */
  readonly headings: readonly string[];
  readonly mapping: ImportMapping | null;
}

export interface StageOptions {
  readonly signal?: AbortSignal | undefined;
  /** Most bytes to inflate; default: the free disk space less a reserve. */
  readonly budget?: number | undefined;
  readonly mappings?: Mappings | undefined;
}

/**
 * Reads a file into a new stage; the caller drops it.
 * @throws CodedError every code of `unpack` and `recognise`; the signal's reason
 */
export async function stageFile(
  writer: LinesWriter,
  file: ImportFile,
  options: StageOptions = {},
): Promise<StagedFile> {
  const stage = await writer.openStage();
  try {
    let known: Recognised | undefined;
    const names: string[] = [];
    await unpack(file.path, file.name, {
      stagingDir: writer.stagingDir,
      signal: options.signal,
      budget: options.budget,
      isHeading: (cells, name) => isKnownHeading(cells, [name], options.mappings),
      async onPart(part) {
        names.push(part.name);
        const found = recognise(await readHead(part), [part.name, file.name], options.mappings);
        if (known && found.format !== known.format) {
          throw new CodedError('IMPORT_NOT_RECOGNISED', { reason: 'mixed', part: part.name });
        }
        known ??= found;
        await stage.load(found.plan, part.file, part.name, options.signal);
        await refuseCut(stage, part);
      },
    });
    if (!known) throw new CodedError('IMPORT_NOT_RECOGNISED', { reason: 'empty' });
    const sums = await stage.summary();
    const { count } = await stage.rejects(0);
    const asOf =
      known.format === 'huawei-usage' ? (producedDay([...names, file.name]) ?? dayAfter(sums)) : '';
    return {
      stage,
      format: known.format,
      version: known.version,
      asOf,
      sums,
      rejected: count,
      headings: known.plan.headings,
      mapping: known.mapping,
    };
  } catch (error) {
    await stage.drop();
    throw error;
  }
}

export async function readHead(part: Part): Promise<string> {
  const handle = await open(part.file, 'r');
  try {
    const buffer = Buffer.alloc(HEAD_BYTES);
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, 0);
    return buffer.subarray(0, bytesRead).toString('utf8');
  } finally {
    await handle.close();
  }
}

/** A text that stops in the middle of a row was cut, whatever came before. */
async function refuseCut(stage: Stage, part: Part): Promise<void> {
  if (part.endsWithNewline || !stage.lastRowUnreadable) return;
  throw new CodedError('IMPORT_TRUNCATED', { reason: 'row', part: part.name });
}

/** Without a produced day in its names a usage file counts as made on the day after its last line. */
function dayAfter(sums: readonly StageSum[]): string {
  const last = sums.map(({ lastDay }) => lastDay ?? '').reduce((a, b) => (a > b ? a : b), '');
  return last === '' ? '' : new Date(Date.parse(`${last}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}

/** The last day of a month that a file covers, or null when it has no days. */
export function coveredThrough(staged: StagedFile, scope: string, period: string): string | null {
  if (staged.format === 'huawei-bill') return usageCoveredThrough(period, '9999-12-31');
  if (staged.format === 'huawei-usage' && staged.asOf !== '') return usageCoveredThrough(period, staged.asOf);
  const days = staged.sums
    .filter((sum) => sum.scope === scope && sum.period === period)
    .map(({ lastDay }) => lastDay ?? '');
  return days.reduce((a, b) => (a > b ? a : b), '') || null;
}

/**
 * Exact totals per currency, written with as many decimals as the most precise cell of that column in the whole file,
 * so that they can be compared with the totals a sender states.
 */
export function totalsOf(format: ImportFormat, sums: readonly StageSum[]): Totals {
  const totals: Totals = {};
  for (const measure of FORMAT_MEASURES[format]) {
    const scale = Math.min(16, Math.max(0, ...sums.map(({ scales }) => scales[measure])));
    const byCurrency = new Map<string, bigint>();
    for (const { currency, amounts } of sums) {
      const units = amounts[measure];
      if (units !== null) byCurrency.set(currency, (byCurrency.get(currency) ?? 0n) + units);
    }
    for (const [currency, units] of byCurrency) {
      totals[currency] = { ...totals[currency], [measure]: formatDecimal(units, scale) };
    }
  }
  return totals;
}
