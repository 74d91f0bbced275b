import { z } from 'zod';
import { action, instant, page, pageLimit, query } from './define.ts';

/** What happened to customers that somebody must look at (guide 5.3, 5.11): derived here after each sync. */
export const alertScenario = z.enum([
  'budget-75',
  'budget-90',
  'budget-100',
  'frozen-default',
  'frozen-elsewhere',
  'frozen-resources',
]);
export type AlertScenario = z.infer<typeof alertScenario>;

/** open: holds and was handled by nobody; handled: holds, somebody did; ended: does not hold any more. */
export const alertState = z.enum(['open', 'handled', 'ended']);

export const alertRow = z.object({
  id: z.string(),
  scenario: alertScenario,
  customerId: z.string(),
  /** Empty for a customer that has left. */
  customerName: z.string(),
  /** The account manager, masked; null without one. */
  manager: z.string().nullable(),
  state: alertState,
  /** When a sync first showed it. */
  firstSeen: instant,
  endedAt: instant.nullable(),
  handledAt: instant.nullable(),
  handledBy: z.string().nullable(),
  note: z.string().nullable(),
  /** When frozen resources are deleted; null for the other scenarios, and when it is not known. */
  deadline: instant.nullable(),
  /** The caller is responsible: the customer's account manager, or an administrator. */
  mayHandle: z.boolean(),
});
export type AlertRow = z.infer<typeof alertRow>;

const reads = ['alerts', 'customers', 'action', 'team'];

export const alertsContract = {
  /** Newest first. */
  'alerts.list': query(
    reads,
    z.strictObject({
      state: alertState.default('open'),
      scenario: alertScenario.optional(),
      customerId: z.string().trim().max(64).optional(),
      after: z.string().max(64).optional(),
      limit: pageLimit.default(100),
      revealId: z.string().max(64).optional(),
    }),
    page(alertRow),
  ),
  /** Numbers of open ones by scenario, of the customers the caller sees. */
  'alerts.summary': query(
    reads,
    z.strictObject({}),
    z.object({ open: z.array(z.object({ scenario: alertScenario, count: z.number().int() })) }),
  ),
  /** Who may not is named with the reason: NOT_RESPONSIBLE, NOT_FOUND. */
  'alerts.handle': action(
    'local',
    z.strictObject({
      ids: z.array(z.string().min(1).max(64)).min(1).max(500),
      note: z.string().trim().max(256).optional(),
    }),
    z.object({
      handled: z.number().int(),
      refused: z.array(z.object({ id: z.string(), code: z.string() })),
    }),
  ),
};
