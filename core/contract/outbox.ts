import { z } from 'zod';
import { action, amount, currency, instant, page, pageLimit, query } from './define.ts';

/**
 * Where an action is, in the words of sync-and-safety section 5. `waiting`: saved here, will be sent; `sending`: a request
 * may be out; `unknown`: may or may not have happened, being verified; `decision`: a person decides; `held`: cannot be
 * sent until something else is right; the rest are final.
 */
export const outboxState = z.enum([
  'waiting',
  'sending',
  'unknown',
  'decision',
  'held',
  'confirmed',
  'rejected',
  'cancelled',
]);
export type OutboxState = z.infer<typeof outboxState>;

export const outboxKind = z.enum([
  'budgets.set',
  'customers.freeze',
  'customers.unfreeze',
  'customers.create',
]);
export type OutboxKind = z.infer<typeof outboxKind>;

export const budgetType = z.enum(['monthly', 'one-time']);
export const freezeMode = z.enum(['manual', 'automatic']);
export const freezeType = z.enum(['account', 'account-and-resources']);

/** A customer's budget and freeze as one side knows them; null parts are not known. */
export const customerSituation = z.object({
  budget: amount.nullable(),
  budgetType: budgetType.nullable(),
  currency: currency.nullable(),
  frozen: z.boolean().nullable(),
});
export type CustomerSituation = z.infer<typeof customerSituation>;

/** What waits for one customer: the values to come, and the state that needs a person most. */
export const pendingChange = z.object({
  budget: z.object({ amount, type: budgetType }).optional(),
  /** `type` where the action says how; null for unfreezing. */
  freeze: z.object({ frozen: z.boolean(), type: freezeType.nullable() }).optional(),
  state: outboxState,
});
export type PendingChange = z.infer<typeof pendingChange>;

export const outboxRow = z.object({
  id: z.string(),
  kind: outboxKind,
  /** Null while the customer is still to be made. */
  customerId: z.string().nullable(),
  /** The account's name while the customer is still to be made. */
  customerName: z.string(),
  person: z.string(),
  createdAt: instant,
  state: outboxState,
  /** When the present state began. */
  since: instant,
  /** When something happens next by itself; null when nothing will. */
  nextAt: instant.nullable(),
  attempts: z.number().int(),
  /** What the person saw when deciding, and what they want. */
  base: customerSituation,
  target: z.object({
    budget: amount.nullable(),
    budgetType: budgetType.nullable(),
    freezeMode: freezeMode.nullable(),
    unfreeze: z.boolean().nullable(),
    freezeType: freezeType.nullable(),
    reason: z.string().nullable(),
    /** Of a creation; the e-mail address is masked unless revealed (column 'email'). */
    country: z.string().nullable(),
    email: z.string().nullable(),
    externalId: z.string().nullable(),
  }),
  /** What the Partner Center says now, when that differs from `base`; the person decides. */
  theirs: customerSituation.nullable(),
  /** Of a creation, where a person decides: what was found under the account's name. */
  account: z.enum(['free', 'used', 'ours', 'other', 'several']).nullable(),
  /** It may have happened: only a person can say whether it did. */
  unclear: z.boolean(),
  /** Ids of actions that must be carried out first. */
  dependsOn: z.array(z.string()),
  /** Why: an error code of ours, with the Partner Center's own code in `data.upstream`. */
  code: z.string().nullable(),
  data: z.record(z.string(), z.unknown()).nullable(),
  batchId: z.string().nullable(),
});
export type OutboxRow = z.infer<typeof outboxRow>;

const text256 = z.string().trim().min(1).max(256);

/** Budget rules of guide 5.3: above 0, at most 2,147,483,647, two decimals, USD, list price. */
export const budgetChange = z.strictObject({
  amount,
  type: budgetType,
  /** Left out = unchanged; the first setting without one is manual. */
  freezeMode: freezeMode.optional(),
  /** Also unfreeze the account. */
  unfreeze: z.boolean().default(false),
});
export type BudgetChange = z.infer<typeof budgetChange>;

const ids = z.array(z.string().min(1).max(64)).min(1).max(1000);

export const batchPreview = z.object({
  rows: z.array(
    z.object({
      customerId: z.string(),
      customerName: z.string(),
      before: customerSituation,
      after: customerSituation,
      /** Why this one is left out: REFERRAL_CUSTOMER, CUSTOMER_UNKNOWN, CEILING_EXCEEDED, … null when it will be sent. */
      refused: z.string().nullable(),
      same: z.boolean(),
      /** What will count against the budget at once, in its currency (guide 5.3, change of type); null when not known here. */
      estimate: amount.nullable(),
    }),
  ),
  count: z.number().int(),
  refused: z.number().int(),
  same: z.number().int(),
});

export const auditEntry = z.object({
  seq: z.number().int(),
  at: instant,
  who: z.string(),
  what: z.string(),
  target: z.string().nullable(),
  before: z.unknown(),
  after: z.unknown(),
  outcome: z.string(),
});
export type AuditEntry = z.infer<typeof auditEntry>;

export const outboxContract = {
  'outbox.summary': query(
    ['action'],
    z.strictObject({}),
    z.object({
      counts: z.record(outboxState, z.number().int()),
      open: z.number().int(),
      decisions: z.number().int(),
    }),
  ),
  'outbox.list': query(
    ['action', 'customers'],
    z.strictObject({
      states: z.array(outboxState).optional(),
      customerId: z.string().max(64).optional(),
      after: z.string().max(256).optional(),
      limit: pageLimit.default(100),
      revealId: z.string().max(64).optional(),
    }),
    page(outboxRow),
  ),
  /** Where the actions of one batch are by now; ids that do not exist are left out. */
  'outbox.progress': query(
    ['action'],
    z.strictObject({ ids: z.array(z.string().max(64)).max(1000) }),
    z.object({ counts: z.record(outboxState, z.number().int()) }),
  ),
  /** Attempts and evidence of one action. */
  'outbox.get': query(
    ['action'],
    z.strictObject({ id: z.string().max(64), revealId: z.string().max(64).optional() }),
    z
      .object({
        row: outboxRow,
        attempts: z.array(
          z.object({
            number: z.number().int(),
            startedAt: instant,
            endedAt: instant.nullable(),
            outcome: z.string().nullable(),
            code: z.string().nullable(),
          }),
        ),
      })
      .nullable(),
  ),
  /** Takes back what has not been sent. Errors: OUTBOX_TOO_LATE. */
  'outbox.cancel': action(
    'local',
    z.strictObject({ ids: z.array(z.string().max(64)).min(1).max(1000) }),
    z.object({ cancelled: z.number().int() }),
  ),
  /** Tries again now what waits or was held. */
  'outbox.retry': action(
    'local',
    z.strictObject({ id: z.string().max(64) }),
    z.object({ state: outboxState }),
  ),
  /** A person's answer: send mine over theirs, keep theirs, or (after an unclear outcome) it did or did not happen. */
  'outbox.decide': action(
    'local',
    z.strictObject({
      ids: z.array(z.string().max(64)).min(1).max(1000),
      decision: z.enum(['mine', 'theirs', 'happened', 'did-not-happen']),
    }),
    z.object({ decided: z.number().int() }),
  ),
  'budgets.set': action(
    'api',
    z.strictObject({ customerId: z.string().min(1).max(64), change: budgetChange }),
    z.object({ id: z.string() }),
  ),
  'budgets.previewBatch': query(
    ['customers', 'budgets', 'action'],
    z.strictObject({ customerIds: ids, change: budgetChange, revealId: z.string().max(64).optional() }),
    batchPreview,
  ),
  'budgets.setBatch': action(
    'api',
    z.strictObject({ customerIds: ids, change: budgetChange }),
    z.object({
      batchId: z.string(),
      ids: z.array(z.string()),
      refused: z.array(z.object({ customerId: z.string(), code: z.string() })),
    }),
  ),
  'customers.freeze': action(
    'api',
    z.strictObject({ customerIds: ids, type: freezeType, reason: text256 }),
    z.object({
      batchId: z.string(),
      ids: z.array(z.string()),
      refused: z.array(z.object({ customerId: z.string(), code: z.string() })),
    }),
  ),
  'customers.unfreeze': action(
    'api',
    z.strictObject({
      customerIds: ids,
      reason: text256,
      /** Needed when the desk does not remember the type used. */ type: freezeType.optional(),
    }),
    z.object({
      batchId: z.string(),
      ids: z.array(z.string()),
      refused: z.array(z.object({ customerId: z.string(), code: z.string() })),
    }),
  ),
  'audit.list': query(
    ['audit'],
    z.strictObject({
      search: z.string().trim().max(64).optional(),
      after: z.string().max(64).optional(),
      limit: pageLimit.default(100),
    }),
    page(auditEntry),
  ),
};
