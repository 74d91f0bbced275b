import type { JsonValue } from '../base/json.ts';
import type { Stamp } from '../contract/define.ts';
import type { Workspace } from '../storage/workspace-types.ts';
import type { AccountsPort } from './accounts-port.ts';
import type { OutboxPort } from './outbox-port.ts';
import type { ReadingsPort } from './readings-port.ts';
import type { TasksPort } from './tasks-port.ts';

/** What the desk knows of a synced collection, for ages and to-dos. */
export interface SyncedState {
  /** When the collection was last read from its source completely, integer ms UTC; null when never. */
  readonly checkedAt: number | null;
  readonly state: 'fine' | 'failed' | 'held';
}

/**
 * What the areas' queries and actions work with. Everything besides the workspace is given by the desk, which alone
 * knows the other rooms; without it, ages come from the records themselves.
 */
export interface AreaContext {
  readonly workspace: Workspace;
  /** The state of one collection's sync. */
  readonly synced?: (collection: string) => SyncedState | null;
  /** Files that were offered but rejected and not yet replaced. */
  readonly rejectedImports?: () => number | Promise<number>;
  /** Where changes wait until they are carried out; a context without one can only read. */
  readonly outbox?: OutboxPort;
  /** Reads what is only read for a customer that somebody opens; absent where nothing can be read. */
  readonly readings?: ReadingsPort;
  /** Who is asked about names and sends codes when a customer is created. */
  readonly accounts?: AccountsPort;
  /** Where what only a person can do in the Partner Center's console is kept; absent where none can be made. */
  readonly tasks?: TasksPort;
  /** Address of the Partner Center's API; null without a connection. The demo's is on this machine. */
  readonly endpoint?: () => string | null;
}

/** Billing currency of the international site; used while no record says otherwise (guide section 3). */
export const DEFAULT_CURRENCY = 'USD';

/** A stamp of an API record: as old as its last reading, or as the last complete check of its collection. */
export function apiStamp(context: AreaContext, collection: string, name: string, asOf: number): Stamp {
  const checked = context.synced?.(collection)?.checkedAt ?? null;
  return { source: 'api', name, asOf: checked === null ? asOf : Math.max(asOf, checked) };
}

/** Names of the API operations the collections are read with, as shown beside figures. */
export const OPERATIONS = {
  customers: 'ListSubCustomers',
  budgets: 'ListSubCustomerBudget',
  quota: 'ShowPartnerConsumptionQuota',
  coupons: 'ListSubCustomerCoupons',
  orders: 'ListCustomerOrders',
  resellers: 'ListIndirectPartners',
  partner_bills: 'ListPostpaidBillSum',
  period_resources: 'ListPayPerUseCustomerResources',
  on_demand_resources: 'ListCustomerOnDemandResources',
} as const satisfies Readonly<Record<string, string>>;

export type CollectionName = keyof typeof OPERATIONS;

/** JSON that may be shown as it came. */
export type RawJson = { [key: string]: JsonValue };
