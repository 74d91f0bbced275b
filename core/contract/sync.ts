import { z } from 'zod';
import { action, instant, nothing, query } from './define.ts';

/** The steps of a sync, in order. `files` is the usage and bill files of the file source. */
export const syncStepName = z.enum([
  'quota',
  'resellers',
  'customers',
  'budgets',
  'coupons',
  'orders',
  'partner_bills',
  'period_resources',
  'on_demand_resources',
  'files',
]);
export type SyncStepName = z.infer<typeof syncStepName>;

export const syncStep = z.object({
  step: syncStepName,
  state: z.enum(['waiting', 'running', 'done', 'failed', 'skipped', 'held']),
  done: z.number().int(),
  total: z.number().int().nullable(),
  /** When this step last ended well. */
  at: instant.nullable(),
  /** Error code and data when failed, or when held for a person (SYNC_DELETE_BRAKE). */
  code: z.string().nullable(),
  data: z.record(z.string(), z.unknown()).nullable(),
});
export type SyncStep = z.infer<typeof syncStep>;

export const syncStatus = z.object({
  state: z.enum(['never', 'idle', 'running', 'cancelled', 'failed', 'offline']),
  /** When the present state began. */
  since: instant.nullable(),
  lastSuccessAt: instant.nullable(),
  /** Since when the Partner Center has not answered; null while it does. */
  offlineSince: instant.nullable(),
  nextAt: instant.nullable(),
  steps: z.array(syncStep),
  code: z.string().nullable(),
});
export type SyncStatus = z.infer<typeof syncStatus>;

export const syncContract = {
  'sync.status': query(['sync'], nothing, syncStatus),
  'sync.start': action('local', z.strictObject({ steps: z.array(syncStepName).optional() }), syncStatus),
  'sync.cancel': action('local', nothing, syncStatus),
  /** A person's answer to the delete brake: remove the rows that two clean scans missed, or keep them. */
  'sync.decideDeletion': action(
    'local',
    z.strictObject({ step: syncStepName, decision: z.enum(['remove', 'keep']) }),
    syncStatus,
  ),
};
