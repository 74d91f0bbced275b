import { z } from 'zod';
import { action, amount, currency, instant, period, query } from './define.ts';

export const importFormat = z.enum(['focus', 'huawei-usage', 'huawei-bill', 'mapped']);

/** Fields of a line that a person may say the column of, for files of no known format. */
export const mappedField = z.enum([
  'period',
  'day',
  'customerId',
  'customerName',
  'service',
  'region',
  'product',
  'resource',
  'mode',
  'order',
  'usage',
  'unit',
  'currency',
  'payable',
  'list',
]);
export type MappedField = z.infer<typeof mappedField>;

/** How a file of any other form is read. Needed: payable, customerId, period or day, and a currency. */
export const importMapping = z.strictObject({
  /** Field → heading as the file writes it. */
  columns: z.partialRecord(mappedField, z.string().min(1).max(256)),
  /** The currency of all lines where no column says it. */
  currency: currency.nullable(),
  decimal: z.enum(['.', ',']),
  /** Order of day, month and year in the file's dates; dates and times are Beijing time. */
  dates: z.enum(['ymd', 'dmy', 'mdy']),
  /** Whose figures these are: a month of one source replaces that month of the same source only. */
  source: z.string().trim().min(1).max(64),
});
export type ImportMapping = z.infer<typeof importMapping>;

/** What a file looks like, for saying how it is to be read. */
export const importInspection = z.object({
  name: z.string(),
  headings: z.array(z.string()),
  /** The first rows, as texts. */
  sample: z.array(z.array(z.string())),
  /** The one used last for these headings, or a proposal. */
  mapping: importMapping,
  remembered: z.boolean(),
});
export type ImportInspection = z.infer<typeof importInspection>;

const totals = z.record(z.string(), z.record(z.string(), amount));

export const importEntry = z.object({
  id: z.string(),
  name: z.string(),
  format: importFormat,
  version: z.string().nullable(),
  hash: z.string(),
  rows: z.number().int(),
  rejected: z.number().int(),
  skipped: z.number().int(),
  periods: z.array(period),
  totals,
  state: z.enum(['applied', 'replaced', 'undone']),
  at: instant,
  who: z.string(),
  rejects: z.array(
    z.object({ line: z.number().int(), code: z.string(), data: z.record(z.string(), z.unknown()) }),
  ),
});
export type ImportEntry = z.infer<typeof importEntry>;

/** What importing a file would do, before anything is written. */
export const importPreview = z.object({
  /** Handle for imports.apply; valid for this session. */
  checkId: z.string(),
  name: z.string(),
  format: importFormat,
  version: z.string().nullable(),
  rows: z.number().int(),
  rejected: z.number().int(),
  skipped: z.number().int(),
  /** 'same': this very file is already imported; 'older': a newer file of the month is. */
  verdict: z.enum(['new', 'same', 'older', 'shrunk']),
  periods: z.array(
    z.object({
      period,
      currency: z.string(),
      before: amount.nullable(),
      after: amount,
      newLines: z.number().int(),
      replacedLines: z.number().int(),
    }),
  ),
  totals,
  rejects: importEntry.shape.rejects,
});
export type ImportPreview = z.infer<typeof importPreview>;

export const importsContract = {
  'imports.history': query(['import'], z.strictObject({}), z.array(importEntry)),
  /** The folder the usage and bill files are read from; null when none is set. */
  'imports.source': query(['setting'], z.strictObject({}), z.object({ filesDir: z.string().nullable() })),
  'imports.setSource': action(
    'local',
    z.strictObject({ filesDir: z.string().trim().max(1024).nullable() }),
    z.object({ filesDir: z.string().nullable() }),
  ),
  /** `upload` is the token of a file handed to the host (browser: POST /upload; desktop: the native dialog). */
  'imports.check': action(
    'local',
    z.strictObject({ upload: z.string().max(128), mapping: importMapping.optional() }),
    importPreview,
  ),
  /** The headings and first rows of a file of no known format. Errors: those of reading. */
  'imports.inspect': action('local', z.strictObject({ upload: z.string().max(128) }), importInspection),
  'imports.apply': action(
    'local',
    z.strictObject({ checkId: z.string().max(64), force: z.boolean().default(false) }),
    importEntry,
  ),
  'imports.undo': action(
    'local',
    z.strictObject({ id: z.string().max(64) }),
    z.object({ id: z.string(), lines: z.number().int() }),
  ),
};
