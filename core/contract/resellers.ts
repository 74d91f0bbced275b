import { z } from 'zod';
import {
  action,
  amount,
  currency,
  instant,
  money,
  nothing,
  page,
  pageLimit,
  query,
  stamp,
} from './define.ts';
import { letter } from './partner.ts';

/** Where the cooperation with a reseller stands (guide 20). */
export const cooperationState = z.enum([
  'none',
  'invited',
  'applied',
  'approved',
  'rejected',
  'active',
  'terminated',
]);
export type CooperationState = z.infer<typeof cooperationState>;

/** What is to be done in the console and is not done yet. */
export const cooperationStep = z.enum(['invite', 'approve', 'reject', 'terminate']);
export type CooperationStep = z.infer<typeof cooperationStep>;

/** budget: set budgets and freeze, within a quota per type; order: order and do operations for customers. */
export const resellerPermission = z.enum(['budget', 'order']);
export type ResellerPermission = z.infer<typeof resellerPermission>;

export const permissionState = z.enum(['none', 'granted', 'revoked']);
export type PermissionState = z.infer<typeof permissionState>;

/** A permission as it is, and the change that waits for the console. Quotas: null = that budget type is not granted. */
export const heldPermission = z.object({
  state: permissionState,
  since: instant.nullable(),
  monthly: amount.nullable(),
  oneTime: amount.nullable(),
  pending: z
    .object({
      grant: z.boolean(),
      monthly: amount.nullable(),
      oneTime: amount.nullable(),
      person: z.string(),
      taskId: z.string().nullable(),
    })
    .nullable(),
});
export type HeldPermission = z.infer<typeof heldPermission>;

/** How much of a quota the budgets of the reseller's customers take up. */
export const quotaUse = z.object({ monthly: amount, oneTime: amount, currency });
export type QuotaUse = z.infer<typeof quotaUse>;

export const resellerRow = z.object({
  id: z.string(),
  name: z.string(),
  account: z.string(),
  phone: z.string().nullable(),
  email: z.string().nullable(),
  /** The account manager: as assigned here, else as the Partner Center says. */
  manager: z.string().nullable(),
  /** The member's id; null when nobody was assigned here. */
  managerId: z.string().nullable(),
  associatedOn: instant.nullable(),
  status: cooperationState,
  pendingStep: cooperationStep.nullable(),
  budget: heldPermission,
  order: heldPermission,
  use: quotaUse,
  customers: z.number().int(),
  monthToDate: money.nullable(),
  stamp,
});
export type ResellerRow = z.infer<typeof resellerRow>;

export const resellerStep = z.object({
  at: instant,
  what: z.enum([
    'invite',
    'invited',
    'apply',
    'approve',
    'approved',
    'reject',
    'rejected',
    'activate',
    'terminate',
    'terminated',
    'withdraw',
    'grant',
    'granted',
    'revoke',
    'revoked',
    'assign',
    'withdrawManager',
  ]),
  permission: resellerPermission.nullable(),
  monthly: amount.nullable(),
  oneTime: amount.nullable(),
  /** The account manager's name, masked unless revealed for view 'resellers'. */
  manager: z.string().nullable(),
  reason: z.string().nullable(),
  person: z.string(),
});
export type ResellerStep = z.infer<typeof resellerStep>;

/** A cooperation with somebody who is no reseller in the Partner Center's list (yet, or any more). */
export const cooperationRow = z.object({
  id: z.string(),
  name: z.string(),
  account: z.string().nullable(),
  phone: z.string().nullable(),
  email: z.string().nullable(),
  state: cooperationState,
  pendingStep: cooperationStep.nullable(),
  since: instant,
  reason: z.string().nullable(),
  /** When the link of an invitation stops working; null without one. */
  linkUntil: instant.nullable(),
  taskId: z.string().nullable(),
});
export type CooperationRow = z.infer<typeof cooperationRow>;

const id = z.string().min(1).max(64);
const ids = z.array(id).min(1).max(500);
const text64 = z.string().trim().min(1).max(64);
const text256 = z.string().trim().min(1).max(256);
const reveal = { revealId: z.string().max(64).optional() };
const reads = [
  'resellers',
  'customers',
  'budgets',
  'customer_month',
  'reseller_permission',
  'reseller_cooperation',
  'reseller_manager',
  'team',
];
const batch = z.object({
  ids: z.array(z.string()),
  refused: z.array(z.object({ id: z.string(), code: z.string() })),
});

/** Somebody new by name, or one of the list by id; what is left out stays as it is. */
const contact = z.strictObject({
  id: id.optional(),
  name: text64.optional(),
  account: text64.optional(),
  mobile: z.string().trim().max(32).optional(),
  email: z.string().trim().max(128).optional(),
});

export const resellersContract = {
  'resellers.list': query(
    reads,
    z.strictObject({
      search: z.string().trim().max(64).optional(),
      /** Only those that hold (or do not hold) the budget and freeze permission. */
      budget: z.boolean().optional(),
      /** Only those that hold (or do not hold) the order and O&M permission. */
      order: z.boolean().optional(),
      managerId: id.optional(),
      after: z.string().max(512).optional(),
      limit: pageLimit.default(100),
      ...reveal,
    }),
    page(resellerRow),
  ),
  'resellers.get': query(
    reads,
    z.strictObject({ id, ...reveal }),
    z
      .object({
        row: resellerRow,
        history: z.array(resellerStep),
        managers: z.array(
          z.object({
            memberId: z.string(),
            name: z.string(),
            from: instant,
            until: instant.nullable(),
            person: z.string(),
          }),
        ),
        /** The letter to accept before the first order and O&M permission; null once it was. */
        letterNeeded: letter.nullable(),
      })
      .nullable(),
  ),
  'resellers.cooperations': query(
    reads,
    z.strictObject({
      states: z.array(cooperationState).min(1).optional(),
      /** Part of a name, a mobile number or an e-mail address. */
      search: z.string().trim().max(64).optional(),
      ...reveal,
    }),
    z.object({ rows: z.array(cooperationRow), toReview: z.number().int() }),
  ),
  /** Members who can be made a reseller's account manager. Names masked unless revealed for view 'resellers'. */
  'resellers.managers': query(
    ['team'],
    z.strictObject({ ...reveal }),
    z.object({ rows: z.array(z.object({ id: z.string(), name: z.string() })) }),
  ),
  /** Whether the distributor's letter has to be accepted. */
  'resellers.letter': query(['commitment'], nothing, z.object({ needed: letter.nullable() })),
  /**
   * Grants a permission: a console task; it holds once that is done. For `budget` at least one quota. Errors:
   * RESELLER_UNKNOWN, RESELLER_TERMINATED, QUOTA_MISSING, BUDGET_OUT_OF_RANGE, BUDGET_TOO_PRECISE, CEILING_EXCEEDED (below
   * what is given out already), LETTER_NOT_ACCEPTED, PERMISSION_PENDING, PERMISSION_SAME.
   */
  'resellers.grant': action(
    'console',
    z.discriminatedUnion('permission', [
      z.strictObject({
        permission: z.literal('budget'),
        resellerId: id,
        monthly: amount.nullable(),
        oneTime: amount.nullable(),
      }),
      z.strictObject({
        permission: z.literal('order'),
        resellerId: id,
        acceptLetter: z.boolean().default(false),
      }),
    ]),
    z.object({ id: z.string() }),
  ),
  /** Errors: RESELLER_UNKNOWN, PERMISSION_PENDING, PERMISSION_NOT_HELD. */
  'resellers.revoke': action(
    'console',
    z.strictObject({ permission: resellerPermission, resellerId: id, reason: text256 }),
    z.object({ id: z.string() }),
  ),
  /** Sends an invitation. Errors: NOT_FOUND, COOPERATION_STATE, COOPERATION_PENDING, INPUT_INVALID without id and name. */
  'resellers.invite': action('console', contact, z.object({ id: z.string() })),
  /** Writes down that somebody asked for cooperation, invited or not. Errors: as 'resellers.invite'. */
  'resellers.apply': action('local', contact, z.object({ id: z.string() })),
  /** Single or batch. Errors: REASON_MISSING (reject); per request NOT_FOUND, COOPERATION_STATE, COOPERATION_PENDING. */
  'resellers.review': action(
    'console',
    z.strictObject({
      ids,
      decision: z.enum(['approve', 'reject']),
      reason: z.string().trim().max(256).optional(),
    }),
    batch,
  ),
  /** Errors: RESELLER_UNKNOWN, COOPERATION_STATE, COOPERATION_PENDING. */
  'resellers.terminate': action(
    'console',
    z.strictObject({ resellerId: id, reason: text256 }),
    z.object({ id: z.string() }),
  ),
  /** Null withdraws. Per reseller: RESELLER_UNKNOWN, MANAGER_SAME. Errors: NOT_FOUND when the member is no account manager. */
  'resellers.assignManager': action(
    'console',
    z.strictObject({ resellerIds: ids, memberId: id.nullable() }),
    batch,
  ),
};
