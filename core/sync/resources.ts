import type { JsonObject } from '../base/json.ts';
import type { Collection } from '../storage/collection.ts';
import type { ReadHandle } from '../storage/store.ts';
import type { PartnerCenter } from '../sources/source.ts';
import { fieldId, listPage, ofRefusal, partFilter, provenBy, type ListFacts } from './lists.ts';
import type { CustomerTurn, ScanSpec, SyncPorts } from './ports.ts';

/**
 * Resources: two lists, each asked for one customer at a time. Every customer is a part of its own, scanned like any
 * other list: page hashes, two clean scans and a read by id before anything is removed.
 */
export type ResourceCollection = 'period_resources' | 'on_demand_resources';

const LISTS = {
  // No reseller can be named here: the customer alone is (API reference section 4).
  period_resources: { operation: 'ListPayPerUseCustomerResources', byReseller: false },
  on_demand_resources: { operation: 'ListCustomerOnDemandResources', byReseller: true },
} as const satisfies Readonly<
  Record<ResourceCollection, { operation: ListFacts['operation']; byReseller: boolean }>
>;

const idOf = fieldId('resource_id');

/** The scan of one customer's resources. */
export function resourceSpec(
  source: Pick<PartnerCenter, 'call'>,
  collection: Collection,
  customer: CustomerTurn,
): ScanSpec {
  const { operation, byReseller } = LISTS[collection.name as ResourceCollection];
  const filters = {
    customer_id: customer.id,
    ...(byReseller ? partFilter(customer.resellerId ?? '') : {}),
  };
  return {
    collection,
    part: customer.id,
    parted: true,
    limit: 100,
    idOf,
    fetch: (offset, signal) => listPage(source, { operation, style: 'body' }, filters, offset, signal),
    async prove(id, signal) {
      const body: JsonObject = { ...filters, resource_ids: [id], offset: 0, limit: 10 };
      try {
        return provenBy(await source.call(operation, { body }, { signal }), id, idOf);
      } catch (error) {
        return ofRefusal(error);
      }
    },
  };
}

/** Customers of whose resources so many would vanish that a person decides. */
export function heldCustomers(r: ReadHandle, collection: string): CustomerTurn[] {
  return r
    .all<{ part: string }>(
      "SELECT part FROM scan WHERE collection = ? AND json_extract(state, '$.phase') = 'held' ORDER BY part",
      [collection],
    )
    .map(({ part }) => ({ id: part, resellerId: resellerOf(r, part) }));
}

/** Whose customer it is, as the customers' scan knows it. */
function resellerOf(r: ReadHandle, customerId: string): string | null {
  const row = r.get<{ scope: string }>(
    "SELECT scope FROM row WHERE collection = 'customers' AND id = ? AND deleted = 0",
    [customerId],
  );
  return row === undefined || row.scope === '' ? null : row.scope;
}

/** When each of these customers' lists was last read to its end, integer ms UTC. */
export function readTimes(
  r: ReadHandle,
  collection: string,
  customerIds: readonly string[],
): ReadonlyMap<string, number> {
  const rows = r.all<{ part: string; fresh_at: bigint }>(
    `SELECT part, fresh_at FROM scan
     WHERE collection = ? AND part IN (SELECT value FROM json_each(?)) AND fresh_at IS NOT NULL`,
    [collection, JSON.stringify(customerIds)],
  );
  return new Map(rows.map((row) => [row.part, Number(row.fresh_at)]));
}

/** Specifications of the held parts, for a person's decision. */
export const heldSpecs = (ports: SyncPorts, collection: Collection): Promise<ScanSpec[]> =>
  Promise.resolve(
    heldCustomers(ports.workspace.mirror.read, collection.name).map((customer) =>
      resourceSpec(ports.source, collection, customer),
    ),
  );
