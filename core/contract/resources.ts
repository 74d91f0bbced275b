import { z } from 'zod';
import { action, instant, page, pageLimit, query, stamp } from './define.ts';

/** Resources of one customer (guide 5.6). No list holds all customers' resources: each customer is read by itself. */
export const resourceKind = z.enum(['period', 'on-demand']);
export type ResourceKind = z.infer<typeof resourceKind>;

export const resourceState = z.enum([
  'in-use',
  'expired',
  'frozen',
  'changing',
  'closing',
  'closed',
  'unknown',
]);

export const resourceRow = z.object({
  id: z.string(),
  name: z.string().nullable(),
  /** Names in the language they were read in; the codes where the Partner Center gave no name. */
  service: z.string().nullable(),
  type: z.string().nullable(),
  specification: z.string().nullable(),
  region: z.string().nullable(),
  state: resourceState,
  /** The raw status code. */
  status: z.string().nullable(),
  effectiveAt: instant.nullable(),
  /** Yearly/monthly only. */
  expiresAt: instant.nullable(),
  /** What happens by itself at the expiry; null when not said. */
  policy: z.enum(['grace', 'on-demand', 'delete', 'renew', 'freeze', 'delete-later', 'unknown']).nullable(),
  /** What comes next when nobody renews (grace and retention are 15 days each), and when. */
  next: z.object({ to: z.enum(['expired', 'frozen', 'deleted']), at: instant }).nullable(),
  /** The main resource it goes with; null for main resources. */
  parent: z.object({ id: z.string(), name: z.string().nullable() }).nullable(),
  /** How many resources go with this one. */
  associated: z.number().int(),
});
export type ResourceRow = z.infer<typeof resourceRow>;

const customerId = z.string().trim().min(1).max(64);

export const resourceSummary = z.object({
  /** Null: this customer's resources were never read on this device. */
  period: z.object({ count: z.number().int(), stamp }).nullable(),
  onDemand: z.object({ count: z.number().int(), stamp }).nullable(),
  /** Yearly/monthly resources in use that expire within so many days. */
  renewals: z.array(z.object({ days: z.number().int(), count: z.number().int() })),
  /** Yearly/monthly resources that have expired (grace) or are frozen (retention). */
  expired: z.number().int(),
  frozen: z.number().int(),
});
export type ResourceSummary = z.infer<typeof resourceSummary>;

const reads = ['period_resources', 'on_demand_resources'];

export const resourcesContract = {
  'resources.list': query(
    reads,
    z.strictObject({
      customerId,
      kind: resourceKind,
      /** Name, ID, product or specification. */
      search: z.string().trim().max(64).optional(),
      state: resourceState.optional(),
      /** Time of subscription. */
      from: instant.optional(),
      to: instant.optional(),
      /** Yearly/monthly in use and expiring within so many days. */
      expiringWithinDays: z.number().int().min(1).max(3660).optional(),
      after: z.string().max(512).optional(),
      limit: pageLimit.default(100),
    }),
    page(resourceRow),
  ),
  'resources.summary': query(reads, z.strictObject({ customerId }), resourceSummary),
  /** Reads the customer's resources from the Partner Center now. Errors: ENDPOINT_UNREACHABLE, UPSTREAM_REFUSED, … */
  'resources.read': action(
    'local',
    z.strictObject({ customerId }),
    z.object({ /** When both lists had been read. */ at: instant }),
  ),
};
