import { z } from 'zod';
import { authorizationState } from './behalf.ts';
import {
  amount,
  currency,
  instant,
  money,
  page,
  pageLimit,
  percent,
  period,
  query,
  stamp,
} from './define.ts';
import { freezeMode, freezeType, pendingChange } from './outbox.ts';
import { taskState } from './tasks.ts';

const text = z.string().trim().max(64);
const range = z.strictObject({ min: amount.optional(), max: amount.optional() });
const timeRange = z.strictObject({ from: instant.optional(), to: instant.optional() });

/** Where a freeze came from: this desk, the used-up budget, the association, or elsewhere. */
export const freezeOrigin = z.enum(['manual', 'automatic', 'default', 'unknown']);

/** Criteria of guide 5.1. Names match anywhere, by pinyin and by initials; a customer ID matches exactly. */
export const customerFilter = z.strictObject({
  /** Name, account, pinyin, initials, or an exact customer ID. */
  search: text.optional(),
  customerId: text.optional(),
  name: text.optional(),
  account: text.optional(),
  /** Name of the account manager here, or the Partner Center's account. */
  manager: text.optional(),
  /** Key of the manager (as in groups by manager), 'none' for customers without one. */
  managedBy: text.optional(),
  mobile: text.optional(),
  tag: text.optional(),
  /** '3' reseller model, '1' referral model (raw API code). */
  associationType: z.string().max(2).optional(),
  associated: timeRange.optional(),
  frozen: z.boolean().optional(),
  /** Frozen, and how, as far as this desk knows it. */
  frozenHow: freezeOrigin.optional(),
  monthToDate: range.optional(),
  /** Used share of the budget in percent. */
  budgetUse: range.optional(),
  budget: z.enum(['none', 'monthly', 'one-time']).optional(),
  /** When the first resource expires. */
  expires: timeRange.optional(),
  /** own: the partner's; resellers: all resellers' customers; or one reseller's. */
  scope: z.enum(['own', 'resellers', 'all']).default('all'),
  resellerId: text.optional(),
  /** Part of the reseller's name or account. */
  resellerName: text.optional(),
  /** Whether the customer's reseller holds the budget and freeze permission (guide 20). */
  resellerPermission: z.boolean().optional(),
});
export type CustomerFilter = z.input<typeof customerFilter>;

export const customerSort = z.strictObject({
  by: z.enum([
    'name',
    'id',
    'associatedOn',
    'monthToDate',
    'budget',
    'budgetUse',
    'manager',
    'country',
    'level',
    'expiresAt',
  ]),
  direction: z.enum(['asc', 'desc']),
});
export type CustomerSort = z.infer<typeof customerSort>;

/** Columns that are masked until revealed (guide section 3). */
export const maskedCustomerColumns = ['name', 'account', 'manager', 'phone', 'email'] as const;

export const customerBudget = z.object({
  type: z.enum(['monthly', 'one-time', 'unknown']),
  amount,
  used: amount,
  usedPercent: percent,
  currency,
  stamp,
  /** The used amount was read before the budget restored for this month: it says nothing of this month. */
  beforeRestore: z.boolean(),
  /** When it restores next; null for one-time budgets. */
  restoresAt: instant.nullable(),
  /** The mode it was last given from this desk; no list says it. */
  freezeMode: freezeMode.nullable(),
});

/** How a frozen account came to be frozen, as far as it is known (guide 5.4). */
export const customerFreeze = z.object({
  type: freezeType.nullable(),
  origin: freezeOrigin,
  /** Null: it was found frozen. */
  since: instant.nullable(),
  /** When a sync first showed it frozen. */
  foundAt: instant.nullable(),
  /** Who froze it, where it was this desk. */
  by: z.string().nullable(),
  /** When frozen resources are deleted. */
  deleteAt: instant.nullable(),
});
export type CustomerFreeze = z.infer<typeof customerFreeze>;

export const customerRow = z.object({
  id: z.string(),
  name: z.string(),
  account: z.string(),
  /** The account manager now: by the assignment made here, else by the Partner Center's record. */
  manager: z.string().nullable(),
  /** The member behind it; null for nobody, and for one who is no member here. */
  managerId: z.string().nullable(),
  /** An assignment (or withdrawal) made here; null where the Partner Center's record decides. */
  assignment: z
    .object({
      /** The change, to take it back with. */
      id: z.string(),
      /** Whom the Partner Center names, where that is somebody else; '' for nobody. Masked like the manager. */
      upstream: z.string().nullable(),
      /** What is to be entered there; null when nothing is. */
      task: z.object({ id: z.string(), state: taskState }).nullable(),
    })
    .nullable(),
  phone: z.string().nullable(),
  email: z.string().nullable(),
  /** Raw code and the meaning the program knows for it. */
  association: z.object({ code: z.string(), model: z.enum(['reseller', 'referral', 'unknown']) }).nullable(),
  associatedOn: instant.nullable(),
  tag: z.string().nullable(),
  country: z.string().nullable(),
  /** Raw real-name status of the API. */
  verified: z.string().nullable(),
  type: z.enum(['individual', 'enterprise', 'unknown']),
  level: z.string().nullable(),
  frozen: z.boolean().nullable(),
  /** Null for an account that is not frozen. */
  freeze: customerFreeze.nullable(),
  /** When the first of its yearly/monthly resources expires; null without any, or before they were read. */
  expiresAt: instant.nullable(),
  reseller: z
    .object({
      id: z.string(),
      name: z.string(),
      /** Whether it holds the budget and freeze permission: then the distributor sets neither (guide 20). */
      holdsBudget: z.boolean(),
    })
    .nullable(),
  /** Whether we may act in its place (guide 5.7). */
  authorization: authorizationState,
  budget: customerBudget.nullable(),
  /** Payable expenditure of the running month; null when no usage file names the customer. */
  monthToDate: money.nullable(),
  /** What waits to be carried out; the other fields are what the Partner Center said last. */
  pending: pendingChange.nullable(),
});
export type CustomerRow = z.infer<typeof customerRow>;

export const customerTotals = z.object({
  count: z.number().int(),
  of: z.number().int(),
  monthToDate: z.array(money),
  budgets: z.array(money),
  stamp: stamp.nullable(),
  /** Month of the month-to-date sums and whether even pace can be drawn. */
  period,
  pacePercent: percent,
});
export type CustomerTotals = z.infer<typeof customerTotals>;

/** The customer page (guide 5.2), as far as this machine's data can fill it. */
export const customerDetails = z.object({
  customer: customerRow,
  months: z.array(
    z.object({
      period,
      state: z.enum(['running', 'provisional', 'final']),
      payable: amount,
      known: z.boolean(),
    }),
  ),
  monthsCurrency: currency,
  lastMonth: money.nullable(),
  sameDaysBefore: money.nullable(),
  services: z.array(z.object({ key: z.string(), label: z.string(), payable: amount, sharePercent: percent })),
  servicesPeriod: period.nullable(),
  /** Null for who may not see coupons. */
  coupons: z
    .object({ count: z.number().int(), balance: z.array(money), expiring7: z.number().int() })
    .nullable(),
  /** Null for who may not see orders. */
  orders: z.object({ total: z.number().int(), unpaid: z.number().int() }).nullable(),
  /** Alerts that hold and were handled by nobody. */
  alerts: z.number().int(),
  stamps: z.object({ customer: stamp, lines: stamp.nullable() }),
  /** The upstream record as it came, with masked fields masked. */
  raw: z.record(z.string(), z.unknown()),
});
export type CustomerDetails = z.infer<typeof customerDetails>;

const figures = ['customers', 'budgets', 'customer_month', 'resellers', 'reseller_permission'];
const reads = [...figures, 'authorization', 'action', 'alerts', 'assignment', 'task'];

export const customersContract = {
  'customers.list': query(
    reads,
    z.strictObject({
      filter: customerFilter,
      sort: customerSort.default({ by: 'monthToDate', direction: 'desc' }),
      after: z.string().max(512).optional(),
      limit: pageLimit.default(100),
      revealId: z.string().max(64).optional(),
    }),
    page(customerRow),
  ),
  /** Ids of the whole filter result, for choosing all of it: the first thousand in the list's order, and how many there are. */
  'customers.ids': query(
    figures,
    z.strictObject({
      filter: customerFilter,
      sort: customerSort.default({ by: 'monthToDate', direction: 'desc' }),
    }),
    z.object({ ids: z.array(z.string()), of: z.number().int() }),
  ),
  /** Count and sums over the whole filter result. */
  'customers.totals': query(figures, z.strictObject({ filter: customerFilter }), customerTotals),
  'customers.get': query(
    [...reads, 'lines', 'orders', 'coupons'],
    z.strictObject({ id: text, revealId: z.string().max(64).optional() }),
    customerDetails.nullable(),
  ),
  /** Distinct tags and managers for filter choices (managers masked unless revealed). */
  'customers.choices': query(
    ['customers', 'resellers'],
    z.strictObject({ revealId: z.string().max(64).optional() }),
    z.object({
      tags: z.array(z.string()),
      resellers: z.array(z.object({ id: z.string(), name: z.string() })),
      countries: z.array(z.string()),
      /** Who has customers now, by key; members by name, accounts of the Partner Center masked unless revealed. */
      managers: z.array(z.object({ key: z.string(), name: z.string() })),
    }),
  ),
};
