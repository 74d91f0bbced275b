import { z } from 'zod';
import { action, day, instant, nothing, page, pageLimit, query } from './define.ts';
import { taskState } from './tasks.ts';

/**
 * Association and disassociation (guide 5.0, 5.5). A request's states: `preparing`: its console task is to be done;
 * `pending-customer`: the customer has to answer; `pending-partner`: the partner has to; `approving`, `rejecting`: the
 * partner's answer is a console task; the rest are final.
 */
export const associationState = z.enum([
  'preparing',
  'pending-customer',
  'pending-partner',
  'approving',
  'rejecting',
  'approved',
  'rejected',
  'cancelled',
  'expired',
]);
export type AssociationState = z.infer<typeof associationState>;

export const associationType = z.enum(['association', 'disassociation']);
export type AssociationType = z.infer<typeof associationType>;
export const associationSide = z.enum(['partner', 'customer']);
export type AssociationSide = z.infer<typeof associationSide>;

export const associationRow = z.object({
  id: z.string(),
  customerId: z.string().nullable(),
  /** Masked unless revealed for view 'association'. */
  customerName: z.string(),
  /** The transaction model, '1' referral or '3' reseller; null when nobody knows it. */
  association: z.string().nullable(),
  type: associationType,
  initiator: associationSide,
  state: associationState,
  reason: z.string().nullable(),
  /** When it was asked for: by the customer's word, or when it was saved here. */
  askedAt: instant,
  since: instant,
  person: z.string(),
  /** The console task that belongs to the present state; null when there is none. */
  taskId: z.string().nullable(),
});
export type AssociationRow = z.infer<typeof associationRow>;

export const associationStep = z.object({
  at: instant,
  /** Null: a sync. */
  person: z.string().nullable(),
  what: z.enum([
    'asked',
    'sent',
    'effective',
    'withdrawn',
    'agreed',
    'refused',
    'expired',
    'approve',
    'reject',
    'answered',
    'takenBack',
    'reopened',
    'unsent',
    'undone',
    'left',
  ]),
  to: associationState,
  note: z.string().nullable(),
});
export type AssociationStep = z.infer<typeof associationStep>;

/**
 * What stands for or against a disassociation. `console`: nothing read by this desk says it, the Partner Center's own
 * check decides.
 */
export const checkName = z.enum([
  'frozen',
  'open',
  'frequency',
  'customerRequest',
  'enterpriseMaster',
  'reservedInstance',
  'supportPlan',
  'namedAccount',
]);
export type CheckName = z.infer<typeof checkName>;
export const associationCheck = z.object({
  name: checkName,
  outcome: z.enum(['fine', 'blocked', 'console']),
  /** From which day (GMT+08:00) it is possible again, where time alone helps. */
  until: day.nullable(),
});
export type AssociationCheck = z.infer<typeof associationCheck>;

export const associationPolicy = z.strictObject({
  /** How many requests a side may make within three months. */
  requests: z.union([z.literal(1), z.literal(3)]),
  /** The disassociation takes effect without the customer's consent (one guide variant for resellers). */
  withoutConsent: z.boolean(),
});
export type AssociationPolicy = z.infer<typeof associationPolicy>;

const id = z.string().min(1).max(64);
const text256 = z.string().trim().min(1).max(256);
const reads = ['association', 'customers', 'task'];

export const associationContract = {
  /** Newest first. */
  'association.list': query(
    reads,
    z.strictObject({
      /** A part of the customer's name, or its whole ID. */
      search: z.string().trim().max(64).optional(),
      customerId: z.string().max(64).optional(),
      type: associationType.optional(),
      initiator: associationSide.optional(),
      states: z.array(associationState).min(1).optional(),
      /** By when it was asked for. */
      from: instant.optional(),
      to: instant.optional(),
      /** Id of the last record of the page before. */
      after: z.string().max(64).optional(),
      limit: pageLimit.default(100),
      revealId: z.string().max(64).optional(),
    }),
    page(associationRow),
  ),
  'association.get': query(
    reads,
    z.strictObject({ id: z.string().max(64), revealId: z.string().max(64).optional() }),
    z
      .object({ row: associationRow, taskState: taskState.nullable(), steps: z.array(associationStep) })
      .nullable(),
  ),
  /** The transaction model by customer id ('1' referral, '3' reseller), of those in sight that have one. */
  'association.models': query(
    ['customers'],
    z.strictObject({ ids: z.array(z.string().max(64)).max(500) }),
    z.record(z.string(), z.string()),
  ),
  /** How many requests wait: for the customer, and for the partner's answer. */
  'association.summary': query(
    reads,
    nothing,
    z.object({ open: z.number().int(), waiting: z.number().int(), toAnswer: z.number().int() }),
  ),
  /** The checks before a disassociation; null when there is no such customer in sight. */
  'association.checks': query(
    [...reads, 'action', 'setting'],
    z.strictObject({ customerId: z.string().max(64) }),
    z
      .object({
        checks: z.array(associationCheck),
        blocked: z.boolean(),
        /** Whether the customer has to agree. */
        consent: z.boolean(),
      })
      .nullable(),
  ),
  'association.policy': query(['setting'], nothing, associationPolicy),
  'association.setPolicy': action('local', associationPolicy, nothing),
  /**
   * Asks for the end of an association; a console task sends it.
   * Errors: CUSTOMER_UNKNOWN, DISASSOCIATION_BLOCKED {checks}.
   */
  'association.request': action(
    'console',
    z.strictObject({
      customerId: id,
      reason: text256,
      /** The statement of what ends was read and confirmed. */
      confirmed: z.literal(true),
    }),
    z.object({ id: z.string(), taskId: z.string() }),
  ),
  /** Writes down a request the customer made. Errors: CUSTOMER_UNKNOWN, DISASSOCIATION_OPEN, INPUT_INVALID {field: 'day'}. */
  'association.record': action(
    'local',
    z.strictObject({ customerId: id, day, reason: text256.optional() }),
    z.object({ id: z.string() }),
  ),
  /** Writes down what somebody answered to an invitation by link. Errors: INPUT_INVALID {field: 'day' | 'name'}. */
  'association.recordAnswer': action(
    'local',
    z.strictObject({
      /** Null for somebody who is not in the list of customers; then the name is needed. */
      customerId: id.nullable(),
      name: z.string().trim().max(128).optional(),
      model: z.enum(['1', '3']).nullable(),
      answer: z.enum(['agreed', 'refused']),
      day,
      note: text256.optional(),
    }),
    z.object({ id: z.string() }),
  ),
  /** The partner's answer to a customer's request, as a console task. Errors: NOT_FOUND, ASSOCIATION_STATE, INPUT_INVALID {field: 'reason'}. */
  'association.decide': action(
    'console',
    z.strictObject({ id, decision: z.enum(['approve', 'reject']), reason: text256.optional() }),
    z.object({ taskId: z.string() }),
  ),
  /** What became of a request, as somebody learned it. Errors: NOT_FOUND, ASSOCIATION_STATE, INPUT_INVALID {field: 'day'}. */
  'association.answer': action(
    'local',
    z.strictObject({
      id,
      answer: z.enum(['agreed', 'refused', 'withdrawn', 'expired']),
      day,
      note: text256.optional(),
    }),
    z.object({ state: associationState }),
  ),
};
