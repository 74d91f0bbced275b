import type { Collection } from '../storage/collection.ts';
import type { WriteHandle } from '../storage/store.ts';
import { applyTogether, keepBad, sortRecords, type ReadyRecord } from './apply.ts';
import { fieldId, listPage, partFilter } from './lists.ts';
import type { SyncPorts } from './ports.ts';

/**
 * Orders that are not final, in the table `recheck`, kept in the same transaction as the orders themselves. They are read
 * again by the lists of open orders; those that are in no such list one by one, in growing intervals.
 */
/** The only statuses a list may be filtered on that are not final: 1 approval, 3 processing, 6 payment, 9 confirmation. */
const LISTED: readonly string[] = ['1', '3', '6', '9'];
/** Orders in these end: 4 cancelled, 5 completed. */
const FINAL: readonly string[] = ['4', '5'];
const FIRST_MS = 5 * 60_000;
const MOST_MS = 24 * 3_600_000;

export const LIST = { operation: 'ListCustomerOrders', style: 'query' } as const;
export const idOf = fieldId('order_id');

export interface OrdersContext {
  readonly ports: SyncPorts;
  readonly collection: Collection;
  readonly part: string;
  readonly signal: AbortSignal;
}

/** Notes which of these orders are open. A change of status begins the intervals anew. */
export function noteOrders(
  w: WriteHandle,
  { ports, collection, part }: OrdersContext,
  records: readonly ReadyRecord[],
): void {
  for (const { id, item } of records) {
    const status = item.body['status'];
    const text = typeof status === 'string' ? status : '';
    if (FINAL.includes(text)) {
      w.run('DELETE FROM recheck WHERE collection = ? AND id = ?', [collection.name, id]);
      continue;
    }
    w.run(
      `INSERT INTO recheck (collection, id, part, status, due_at, wait_ms) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET part = excluded.part, status = excluded.status, due_at = excluded.due_at, wait_ms = excluded.wait_ms
       WHERE part <> excluded.part OR status <> excluded.status`,
      [collection.name, id, part, text, ports.clock.now() + FIRST_MS, FIRST_MS],
    );
  }
}

interface OpenOrder {
  readonly id: string;
  readonly status: string;
  readonly dueAt: number;
  readonly waitMs: number;
}

function openOrders({ ports, collection, part }: OrdersContext): OpenOrder[] {
  return ports.workspace.mirror.read
    .all<{ id: string; status: string; due_at: bigint; wait_ms: bigint }>(
      'SELECT id, status, due_at, wait_ms FROM recheck WHERE collection = ? AND part = ? ORDER BY id',
      [collection.name, part],
    )
    .map((row) => ({
      id: row.id,
      status: row.status,
      dueAt: Number(row.due_at),
      waitMs: Number(row.wait_ms),
    }));
}

/** Reads every order that is not final again. @returns how many changed */
export async function readOpenOrders(context: OrdersContext): Promise<number> {
  const open = new Map(openOrders(context).map((order) => [order.id, order]));
  if (open.size === 0) return 0;
  let changed = 0;
  for (const status of LISTED) {
    for (let offset = 0, end = false; !end;) {
      const filters = { ...partFilter(context.part), status, order_by: 'createTime' };
      const page = await listPage(context.ports.source, LIST, filters, offset, context.signal);
      context.signal.throwIfAborted();
      const applied = apply(context, page.items, page.at);
      for (const id of applied.ids) open.delete(id);
      changed += applied.changed;
      offset += page.advance;
      end = page.end;
    }
  }
  for (const order of open.values()) {
    if (isDue(context, order)) changed += await readAgain(context, order);
  }
  return changed;
}

/** One that left the lists of open orders changed for sure, unless reading it has said otherwise before. */
function isDue({ ports }: OrdersContext, order: OpenOrder): boolean {
  return order.dueAt <= ports.clock.now() || (LISTED.includes(order.status) && order.waitMs <= FIRST_MS);
}

async function readAgain(context: OrdersContext, order: OpenOrder): Promise<number> {
  const { ports, collection, part } = context;
  const query = { ...partFilter(part), order_id: order.id };
  const answer = await ports.source.call(LIST.operation, { query }, { signal: context.signal });
  context.signal.throwIfAborted();
  // Order ids are case-insensitive.
  const items = answer.items.filter((item) => idOf(item)?.toLowerCase() === order.id.toLowerCase());
  const wait = Math.min(order.waitMs * 2, MOST_MS);
  return apply(context, items, answer.at, (w) => {
    w.run('UPDATE recheck SET due_at = ?, wait_ms = ? WHERE collection = ? AND id = ?', [
      ports.clock.now() + wait,
      wait,
      collection.name,
      order.id,
    ]);
  }).changed;
}

/** Puts orders into the mirror and notes which are open. @param before runs first in the same transaction */
function apply(
  context: OrdersContext,
  items: Parameters<typeof sortRecords>[1],
  asOf: number,
  before: (w: WriteHandle) => void = () => {},
): { ids: string[]; changed: number } {
  const { ports, collection, part } = context;
  const { ready, bad } = sortRecords(collection, items, idOf);
  keepBad(ports.workspace.ledger, collection, bad, asOf);
  const changed = applyTogether(ports.workspace, collection, ready, { scope: part, asOf }, (w, put) => {
    before(w);
    const count = put();
    noteOrders(w, context, ready);
    return count;
  });
  return { ids: ready.map(({ id }) => id), changed };
}
