import { CodedError } from '../base/errors.ts';
import type { JsonObject } from '../base/json.ts';
import type { PartnerCenter, UpstreamItem } from '../sources/source.ts';
import type { ReadHandle } from '../storage/store.ts';
import { applySingles } from './apply.ts';
import { loadCursor, saveCursor } from './bookkeeping.ts';
import { claimMirror } from './identity.ts';
import { listPage, partFilter } from './lists.ts';
import type { CustomerTurn, SyncPorts } from './ports.ts';
import { readTimes, type ResourceCollection } from './resources.ts';
import { readCustomerList } from './rotation.ts';

/** What is read of one customer because somebody opens it. */
export type Reading = ResourceCollection | 'budget_records' | 'realname_reviews';

export interface Readings {
  /**
   * Reads it now, before whatever runs in the background; those who ask at once share one reading.
   * @returns when it was read, ms UTC @throws CodedError of the source
   */
  read(name: Reading, customer: CustomerTurn): Promise<number>;
  /** Ends what is under way and waits for its end. */
  close(): Promise<void>;
}

type Read = (ports: SyncPorts, name: Reading, customer: CustomerTurn, signal: AbortSignal) => Promise<void>;

const collectionOf = (ports: SyncPorts, name: Reading) => {
  const collection = ports.collections.get(name);
  if (collection === undefined) throw new CodedError('INTERNAL', { reason: 'no-collection', name });
  return collection;
};

const resources: Read = async (ports, name, customer, signal) => {
  await readCustomerList(ports, collectionOf(ports, name), customer, signal);
};

/** Neither list nor answer names the customer it was asked for: the record gets it, under the API's own name of it. */
function owned(item: UpstreamItem, customerId: string, more: JsonObject = {}): UpstreamItem {
  const body: JsonObject = { customer_id: customerId, ...more, ...item.body };
  const sorted = Object.fromEntries(Object.entries(body).sort(([a], [b]) => (a < b ? -1 : 1)));
  return { raw: JSON.stringify(sorted), body };
}

const stream = (name: Reading, customerId: string): string => `reading:${name}:${customerId}`;

/** Puts records in that are never removed, and notes when they were read. */
function keep(ports: SyncPorts, name: Reading, customer: CustomerTurn, items: readonly UpstreamItem[]): void {
  const at = ports.clock.now();
  const context = { scope: customer.id, asOf: at };
  applySingles(ports.workspace, collectionOf(ports, name), items, context, (w) =>
    saveCursor(w, stream(name, customer.id), { at }, at),
  );
}

/** All pages: no order is documented and records are only ever added (API reference section 5). */
const budgetRecords: Read = async (ports, name, customer, signal) => {
  const filters = { customer_id: customer.id, ...partFilter(customer.resellerId ?? '') };
  const facts = { operation: 'ListSubCustomerBudgetRecords', style: 'query' } as const;
  const items: UpstreamItem[] = [];
  for (let offset = 0, end = false; !end;) {
    const page = await listPage(ports.source, facts, filters, offset, signal);
    items.push(...page.items.map((item) => owned(item, customer.id)));
    offset += page.advance;
    end = page.end;
  }
  signal.throwIfAborted();
  keep(ports, name, customer, items);
};

const realname: Read = async (ports, name, customer, signal) => {
  const answer = await ports.source.call(
    'ShowRealnameAuthenticationReviewResult',
    { query: { customer_id: customer.id } },
    { signal },
  );
  signal.throwIfAborted();
  keep(ports, name, customer, [owned(answer, customer.id)]);
};

const READ: Readonly<Record<Reading, Read>> = {
  period_resources: resources,
  on_demand_resources: resources,
  budget_records: budgetRecords,
  realname_reviews: realname,
};

/** A person waits for these calls. */
const hurried = (source: PartnerCenter): PartnerCenter => ({
  endpoint: source.endpoint,
  identity: source.identity,
  call: (operation, input, options) => source.call(operation, input, { ...options, priority: 'person' }),
  send: (operation, input, options) => source.send(operation, input, options),
  testConnection: (signal) => source.testConnection(signal),
  exportState: () => source.exportState(),
  importState: (state) => source.importState(state),
  close: () => source.close(),
});

/** When something was last read of a customer completely, ms UTC; null when never. */
export function readingAt(r: ReadHandle, name: Reading, customerId: string): number | null {
  if (name === 'period_resources' || name === 'on_demand_resources')
    return readTimes(r, name, [customerId]).get(customerId) ?? null;
  const at = loadCursor(r, stream(name, customerId))?.['at'];
  return typeof at === 'number' ? at : null;
}

/** @param changed told when a reading ended well: what was read may be the same and is newer all the same */
export function createReadings(options: SyncPorts, changed: (name: Reading) => void): Readings {
  const ports: SyncPorts = { ...options, source: hurried(options.source) };
  const running = new Map<string, Promise<number>>();
  const stop = new AbortController();

  async function once(name: Reading, customer: CustomerTurn): Promise<number> {
    // Other credentials mean another partner: nothing of theirs goes beside the records of the first.
    await claimMirror(ports, stop.signal);
    await READ[name](ports, name, customer, stop.signal);
    changed(name);
    return ports.clock.now();
  }

  return {
    read(name, customer) {
      if (stop.signal.aborted) return Promise.reject(new CodedError('SYNC_CANCELLED'));
      const key = stream(name, customer.id);
      const known = running.get(key);
      if (known !== undefined) return known;
      const reading = once(name, customer).finally(() => running.delete(key));
      running.set(key, reading);
      return reading;
    },
    async close() {
      stop.abort(new CodedError('SYNC_CANCELLED'));
      await Promise.allSettled(running.values());
    },
  };
}
