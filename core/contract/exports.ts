import { z } from 'zod';
import { action, instant, query } from './define.ts';
import { hostLanguage } from './host.ts';

/** Every file out (guide 3): a list is written to a file as a task with history. */
export const exportFormat = z.enum(['csv', 'xlsx']);
export type ExportFormat = z.infer<typeof exportFormat>;

/** created: waits for its turn; running; completed: the file can be had; the rest have no file. */
export const exportState = z.enum(['created', 'running', 'completed', 'failed', 'cancelled']);
export type ExportState = z.infer<typeof exportState>;

/** A text in both languages: files carry words without the screens. */
export const bothLanguages = z.object({ en: z.string(), zh: z.string() });
export type BothLanguages = z.infer<typeof bothLanguages>;

const id = z.string().min(1).max(64);
const listName = z
  .string()
  .max(64)
  .regex(/^[a-z][A-Za-z.-]*$/);
const input = z.record(z.string().max(64), z.unknown());

/** A condition of a filter in words; `personal` values (a typed name) are masked here. */
export const filterWords = z.object({ label: bothLanguages, value: bothLanguages });
export type FilterWords = z.infer<typeof filterWords>;

export const exportList = z.object({
  list: z.string(),
  title: bothLanguages,
  /** `key` as screens name the column; several columns of a file may belong to one. */
  columns: z.array(z.object({ key: z.string(), heading: bothLanguages, personal: z.boolean() })),
  /** Whether it has names, phone numbers or e-mail addresses at all. */
  personal: z.boolean(),
  /** Whether this member may write them in clear. */
  mayUnmask: z.boolean(),
});
export type ExportList = z.infer<typeof exportList>;

export const exportTask = z.object({
  id: z.string(),
  list: z.string(),
  title: bothLanguages,
  person: z.string(),
  createdAt: instant,
  endedAt: instant.nullable(),
  state: exportState,
  format: exportFormat,
  /** Whether the list has names at all; `masked` tells nothing otherwise. */
  personal: z.boolean(),
  masked: z.boolean(),
  language: hostLanguage,
  filter: z.array(filterWords),
  /** Rows written so far, and how many there will be when that is known. */
  rows: z.number().int(),
  total: z.number().int().nullable(),
  /** Size of the finished file. */
  bytes: z.number().int().nullable(),
  /** Name of the file; null while there is none, and after it was deleted. */
  file: z.string().nullable(),
  /** Why it failed. */
  code: z.string().nullable(),
});
export type ExportTask = z.infer<typeof exportTask>;

export const exportsContract = {
  /** The lists the acting member may export. */
  'exports.lists': query(['desk'], z.strictObject({}), z.array(exportList)),
  /** How many rows an export would have, where that costs little; null where it does not. */
  'exports.count': query(
    ['desk'],
    z.strictObject({ list: listName, input: input.default({}) }),
    z.object({ rows: z.number().int().nullable() }),
  ),
  /** Own exports, newest first; an administrator sees everybody's. */
  'exports.history': query(['export'], z.strictObject({}), z.array(exportTask)),
  /**
   * Creates the task. `input` is the filter of the list's own query; `columns` are those shown, in their order (left out:
   * all). Masked unless said otherwise. Errors: EXPORT_PRECAUTIONS, NOT_PERMITTED, NOT_FOUND, INPUT_INVALID.
   */
  'exports.start': action(
    'local',
    z.strictObject({
      list: listName,
      input: input.default({}),
      format: exportFormat.default('xlsx'),
      columns: z.array(z.string().max(64)).min(1).max(100).optional(),
      masked: z.boolean().default(true),
      language: hostLanguage.default('en'),
      /** The person has read what to mind ("Got it", guide 3). */
      acknowledged: z.boolean().default(false),
    }),
    z.object({ id: z.string() }),
  ),
  /** The same export once more, over today's data. */
  'exports.repeat': action(
    'local',
    z.strictObject({ id, acknowledged: z.boolean().default(false) }),
    z.object({ id: z.string() }),
  ),
  'exports.cancel': action('local', z.strictObject({ id }), z.object({ state: exportState })),
  /** A token that gives the file once (browser: GET /download/TOKEN). Errors: EXPORT_NOT_READY, EXPORT_FILE_MISSING. */
  'exports.download': action(
    'local',
    z.strictObject({ id }),
    z.object({ token: z.string(), name: z.string(), bytes: z.number().int() }),
  ),
  /** Desktop: opens the file, or shows it in its folder. Errors: as exports.download, NOT_SUPPORTED in the browser. */
  'exports.open': action(
    'local',
    z.strictObject({ id, how: z.enum(['open', 'folder']) }),
    z.object({ opened: z.boolean() }),
  ),
  /** Deletes the file; the history keeps the entry. */
  'exports.remove': action('local', z.strictObject({ id }), z.object({ removed: z.boolean() })),
};
