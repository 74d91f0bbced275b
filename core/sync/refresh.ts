import { isCoded } from '../base/errors.ts';
import type { JsonObject } from '../base/json.ts';
import { applySingles } from './apply.ts';
import { distrustPages } from './bookkeeping.ts';
import { partFilter } from './lists.ts';
import type { SyncPorts } from './ports.ts';

/**
 * Reads single customers and their budgets again, right after something of them was changed, through the same way into
 * the mirror as every scan. The next scan finds whatever could not be read now.
 */
export interface Refresher {
  /** Notes a customer; several noted meanwhile are read together. @param part '' or the reseller whose customer it is */
  note(customerId: string, part: string): void;
  /** Tries again what nobody answered. */
  wake(): void;
  /**
   * A run of the sync has ended. A page it fetched before a change may have come into the mirror after the reading back:
   * what was noted during the run is read once more.
   */
  syncEnded(): void;
  /** Resolves when everything noted so far was read, given up, or waits for an answer. */
  settled(): Promise<void>;
  /** Ends what is under way and waits for its end. */
  close(): Promise<void>;
}

/** Customers in one budget question (API reference section 5). */
const BATCH = 100;

type Ports = Pick<SyncPorts, 'workspace' | 'source' | 'collections'> & {
  /** Told about what was given up: coded errors of the reading, and bugs. */
  readonly failed: (error: unknown) => void;
  /** Told when a noted customer was read, or will not be. */
  readonly done?: (customerId: string) => void;
  /** Whether a run of the sync is under way. */
  readonly syncing: () => boolean;
};

export function createRefresher(ports: Ports): Refresher {
  const noted = new Map<string, string>();
  const duringSync = new Map<string, string>();
  const stop = new AbortController();
  let running: Promise<void> | null = null;

  async function run(): Promise<void> {
    // One turn later, so that what is confirmed in the same moment goes into one question.
    await Promise.resolve();
    while (noted.size > 0 && !stop.signal.aborted) {
      const batch = takeBatch(noted);
      const left = new Set(batch.ids);
      try {
        await readBudgets(ports, batch.ids, batch.part, stop.signal);
        for (const id of batch.ids) {
          await readCustomer(ports, id, batch.part, stop.signal);
          left.delete(id);
          // Noted anew meanwhile: it is read once more, and done then.
          if (!noted.has(id)) ports.done?.(id);
        }
      } catch (error) {
        if (stop.signal.aborted) return;
        ports.failed(error);
        if (isCoded(error, 'ENDPOINT_UNREACHABLE')) {
          for (const id of left) noted.set(id, batch.part);
          return;
        }
        for (const id of left) if (!noted.has(id)) ports.done?.(id);
      }
    }
  }

  function go(): void {
    if (stop.signal.aborted || noted.size === 0) return;
    running ??= run().finally(() => (running = null));
  }

  return {
    note(customerId, part) {
      noted.set(customerId, part);
      if (ports.syncing()) duringSync.set(customerId, part);
      go();
    },
    syncEnded() {
      for (const [id, part] of duringSync) noted.set(id, part);
      duringSync.clear();
      go();
    },
    wake: go,
    async settled() {
      while (running !== null) await running;
    },
    async close() {
      stop.abort(new Error('the refresher was closed'));
      await running;
    },
  };
}

/** Up to a hundred of the same part, in the order they were noted. */
function takeBatch(noted: Map<string, string>): { ids: string[]; part: string } {
  const [, part = ''] = noted.entries().next().value ?? [];
  const ids = [...noted].flatMap(([id, of]) => (of === part ? [id] : [])).slice(0, BATCH);
  for (const id of ids) noted.delete(id);
  return { ids, part };
}

async function readBudgets(ports: Ports, ids: string[], part: string, signal: AbortSignal): Promise<void> {
  const body: JsonObject = { ...partFilter(part), customer_ids: ids };
  const answer = await ports.source.call('ListSubCustomerBudget', { body }, { signal, priority: 'person' });
  apply(ports, 'budgets', answer.items, part, answer.at);
}

/** No list takes several customer ids: one question each. */
async function readCustomer(ports: Ports, id: string, part: string, signal: AbortSignal): Promise<void> {
  const body: JsonObject = { ...partFilter(part), customer_id: id, offset: 0, limit: 10 };
  const answer = await ports.source.call('ListSubCustomers', { body }, { signal, priority: 'person' });
  const items = answer.items.filter((item) => item.body['customer_id'] === id);
  apply(ports, 'customers', items, part, answer.at);
}

function apply(
  ports: Ports,
  name: 'budgets' | 'customers',
  items: Parameters<typeof applySingles>[2],
  part: string,
  asOf: number,
): void {
  const collection = ports.collections.get(name);
  if (!collection || items.length === 0) return;
  applySingles(ports.workspace, collection, items, { scope: part, asOf }, (w, changed) => {
    // An equal page hash must not vouch for a row that has changed outside of its scan.
    if (changed > 0) distrustPages(w, name);
  });
}
