import { z } from 'zod';
import { action, amount, instant, period, query } from './define.ts';

const totals = z.record(z.string(), z.record(z.string(), amount));

export const importEntry = z.object({
  id: z.string(),
  name: z.string(),
  format: z.enum(['focus', 'huawei-usage', 'huawei-bill']),
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
  format: z.enum(['focus', 'huawei-usage', 'huawei-bill']),
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
  'imports.check': action('local', z.strictObject({ upload: z.string().max(128) }), importPreview),
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
