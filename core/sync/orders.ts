import type { WriteHandle } from '../storage/store.ts';
import { formatInstant } from '../base/period.ts';
import type { Collection } from '../storage/collection.ts';
import { applySingles, applyTogether, keepBad, sortRecords } from './apply.ts';
import { loadCursor, saveCursor } from './bookkeeping.ts';
import { fieldId, listPage, partFilter, PAGE } from './lists.ts';
import type { Page, Progress, SyncPorts } from './ports.ts';

/**
 * Orders (API reference section 5): new ones by closed creation windows in creation order, and every order that is not
 * final read again. An order is never removed: no list holds them all.
 */
const YEAR_MS = 365 * 86_400_000;
/** Creation times are only trusted so far: every window begins this much before the last one ended. */
const OVERLAP_MS = 48 * 3_600_000;
/** How far back the first sync looks. Empty windows cost one call each. */
const FIRST_YEARS = 6;
/** The only statuses a list may be filtered on that are not final. */
const OPEN_STATUSES = [1, 3, 6, 9] as const;
/** Orders in these end: 4 cancelled, 5 completed. */
const FINAL_SQL = "('4', '5')";
const RECHECK_FIRST_MS = 5 * 60_000;
const RECHECK_MOST_MS = 24 * 3_600_000;

const LIST = { operation: 'ListCustomerOrders', style: 'query' } as const;
const idOf = fieldId('order_id');

interface Context {
  readonly ports: SyncPorts;
  readonly collection: Collection;
  readonly part: string;
  readonly signal: AbortSignal;
}

interface Position {
  /** Everything created until then was read; ms UTC. */
  readonly through: number;
  /** The window that is being read, and how far; null between two windows. */
  readonly open: { readonly from: number; readonly to: number; readonly offset: number } | null;
}

const streamOf = (part: string): string => (part === '' ? 'orders' : `orders:${part}`);

function loadPosition(context: Context): Position | null {
  const stored = loadCursor(context.ports.workspace.mirror.read, streamOf(context.part));
  if (!stored || typeof stored['through'] !== 'number') return null;
  const { from, to, offset } = stored;
  const open =
    typeof from === 'number' && typeof to === 'number' && typeof offset === 'number'
      ? { from, to, offset }
      : null;
  return { through: stored['through'], open };
}

function savePosition(w: WriteHandle, context: Context, position: Position): void {
  saveCursor(
    w,
    streamOf(context.part),
    { through: position.through, ...position.open },
    context.ports.clock.now(),
  );
}

/** Whether orders were never read: what a first reading brings need not be read again at once. */
export function neverRead(context: Context): boolean {
  return loadPosition(context) === null;
}

/** The window after a position: closed, at most a year long. Null when everything until now was read just now. */
export function nextWindow(through: number | null, now: number): { from: number; to: number } | null {
  if (through !== null && through >= now) return null;
  const from = through === null ? now - FIRST_YEARS * YEAR_MS : through - OVERLAP_MS;
  return { from, to: Math.min(from + YEAR_MS, now) };
}

/** Reads all windows until now. @returns how many orders were new or changed */
export async function readNewOrders(context: Context, progress: Progress): Promise<number> {
  const { ports } = context;
  const now = ports.clock.now();
  let position = loadPosition(context);
  let changed = 0;
  let done = 0;
  for (;;) {
    // A stored end in the future (the clock was set back) must not hide anything: begin the overlap from now.
    if (position && position.through > now) position = { through: now, open: null };
    const window = position?.open ?? nextWindow(position?.through ?? null, now);
    if (!window) return changed;
    let offset = 'offset' in window ? window.offset : 0;
    for (let end = false; !end;) {
      const page = await windowPage(context, window, offset);
      const through = position?.through ?? window.from;
      const next: Position = page.end
        ? { through: window.to, open: null }
        : { through, open: { from: window.from, to: window.to, offset: offset + page.advance } };
      const result = takePage(context, page, position, next);
      if (result === null) return changed;
      changed += result;
      position = next;
      offset += page.advance;
      done += page.items.length;
      end = page.end;
      progress(done, page.total === null ? null : done - offset + Math.max(page.total, offset));
    }
  }
}

async function windowPage(
  context: Context,
  window: { from: number; to: number },
  offset: number,
): Promise<Page> {
  const filters = {
    ...partFilter(context.part),
    create_time_begin: formatInstant(window.from),
    create_time_end: formatInstant(window.to),
    order_by: 'createTime',
  };
  const page = await listPage(context.ports.source, LIST, filters, offset, context.signal);
  context.signal.throwIfAborted();
  return page;
}

/** Orders and position in one transaction; null when the stored position moved meanwhile. */
function takePage(context: Context, page: Page, expected: Position | null, next: Position): number | null {
  const { ports, collection } = context;
  const { ready, bad } = sortRecords(collection, page.items, idOf);
  keepBad(ports.workspace.ledger, collection, bad, page.at);
  return applyTogether(
    ports.workspace,
    collection,
    ready,
    { scope: context.part, asOf: page.at },
    (w, apply) => {
      const stored = loadCursor(w, streamOf(context.part));
      const at = stored && typeof stored['offset'] === 'number' ? stored['offset'] : null;
      if (at !== (expected?.open?.offset ?? null)) return null;
      const changed = apply();
      savePosition(w, context, next);
      return changed;
    },
  );
}

/**
 * Reads every order that is not final again: by the lists of open orders, and one by one, in growing intervals, those
 * that no longer appear there. @returns how many changed
 */
export async function readOpenOrders(context: Context): Promise<number> {
  const { ports, collection } = context;
  const open = new Map(openOrders(context).map((order) => [order.id, order]));
  if (open.size === 0) return 0;
  let changed = 0;
  for (const status of OPEN_STATUSES) {
    for (let offset = 0, end = false; !end;) {
      const page = await listPage(
        ports.source,
        LIST,
        { ...partFilter(context.part), status, order_by: 'createTime' },
        offset,
        context.signal,
      );
      context.signal.throwIfAborted();
      const { ready, bad } = sortRecords(collection, page.items, idOf);
      keepBad(ports.workspace.ledger, collection, bad, page.at);
      changed += applyTogether(
        ports.workspace,
        collection,
        ready,
        { scope: context.part, asOf: page.at },
        (_, apply) => apply(),
      );
      for (const { id } of ready) open.delete(id);
      offset += page.advance;
      // Guards against a server that ignores the offset: no more pages than the list can have.
      end = page.end || offset > (page.total ?? 0) + 10 * PAGE;
    }
  }
  for (const [id, order] of open) {
    if (!isDue(context, order)) continue;
    changed += await readAgain(context, id);
    open.delete(id);
  }
  return changed;
}

/** An order that is not final, as the mirror has it. */
interface OpenOrder {
  readonly id: string;
  readonly status: string;
  readonly asOf: number;
}

function openOrders({ ports, collection, part }: Context): OpenOrder[] {
  return ports.workspace.mirror.read
    .all<{ id: string; status: string | null; as_of: bigint }>(
      `SELECT id, status, as_of FROM (
         SELECT id, as_of, CAST(json_extract(raw, '$.status') AS TEXT) AS status FROM row
         WHERE collection = ? AND deleted = 0 AND scope = ?
       ) WHERE status IS NULL OR status NOT IN ${FINAL_SQL}`,
      [collection.name, part],
    )
    .map((row) => ({ id: row.id, status: row.status ?? '', asOf: Number(row.as_of) }));
}

/** One that left the lists of open orders changed for sure; others are asked for in growing intervals. */
function isDue({ ports, collection }: Context, order: OpenOrder): boolean {
  const row = ports.workspace.mirror.read.get<{ due_at: bigint }>(
    'SELECT due_at FROM recheck WHERE collection = ? AND id = ?',
    [collection.name, order.id],
  );
  if (row) return Number(row.due_at) <= ports.clock.now();
  return (
    OPEN_STATUSES.some((status) => String(status) === order.status) ||
    order.asOf + RECHECK_FIRST_MS <= ports.clock.now()
  );
}

async function readAgain(context: Context, id: string): Promise<number> {
  const { ports, collection, part } = context;
  const answer = await ports.source.call(
    LIST.operation,
    { query: { ...partFilter(part), order_id: id } },
    { signal: context.signal },
  );
  context.signal.throwIfAborted();
  // Order ids are case-insensitive.
  const items = answer.items.filter((item) => idOf(item)?.toLowerCase() === id.toLowerCase());
  return applySingles(ports.workspace, collection, items, { scope: part, asOf: answer.at }, (w, changed) => {
    const now = ports.clock.now();
    // A change begins the intervals anew.
    if (changed > 0) w.run('DELETE FROM recheck WHERE collection = ? AND id = ?', [collection.name, id]);
    w.run(
      `INSERT INTO recheck (collection, id, due_at, wait_ms) VALUES (?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET wait_ms = min(wait_ms * 2, ?), due_at = ? + min(wait_ms * 2, ?)`,
      [collection.name, id, now + RECHECK_FIRST_MS, RECHECK_FIRST_MS, RECHECK_MOST_MS, now, RECHECK_MOST_MS],
    );
  });
}
