import type { WriteHandle } from '../storage/store.ts';
import { formatInstant } from '../base/period.ts';
import { applyTogether, keepBad, sortRecords } from './apply.ts';
import { loadCursor, saveCursor } from './bookkeeping.ts';
import { listPage, partFilter } from './lists.ts';
import { idOf, LIST, noteOrders, type OrdersContext } from './open-orders.ts';
import type { Page, Progress } from './ports.ts';

/**
 * Orders (API reference section 5): new ones by closed creation windows in creation order, (`open-orders.ts`
 * reads those again that are not final). An order is never removed: no list holds them all.
 */
const YEAR_MS = 365 * 86_400_000;
/** Creation times are only trusted so far: every window begins this much before the last one ended. */
const OVERLAP_MS = 48 * 3_600_000;
/** How far back the first sync looks. Empty windows cost one call each. */
const FIRST_YEARS = 6;
interface Position {
  /** Everything created until then was read; ms UTC. */
  readonly through: number;
  /** The window that is being read, and how far; null between two windows. */
  readonly open: { readonly from: number; readonly to: number; readonly offset: number } | null;
}

const streamOf = (part: string): string => (part === '' ? 'orders' : `orders:${part}`);

function loadPosition(context: OrdersContext): Position | null {
  const stored = loadCursor(context.ports.workspace.mirror.read, streamOf(context.part));
  if (!stored || typeof stored['through'] !== 'number') return null;
  const { from, to, offset } = stored;
  const open =
    typeof from === 'number' && typeof to === 'number' && typeof offset === 'number'
      ? { from, to, offset }
      : null;
  return { through: stored['through'], open };
}

function savePosition(w: WriteHandle, context: OrdersContext, position: Position): void {
  saveCursor(
    w,
    streamOf(context.part),
    { through: position.through, ...position.open },
    context.ports.clock.now(),
  );
}

/** Whether orders were never read: what a first reading brings need not be read again at once. */
export function neverRead(context: OrdersContext): boolean {
  return loadPosition(context) === null;
}

/** The window after a position: closed, at most a year long. Null when everything until now was read just now. */
export function nextWindow(through: number | null, now: number): { from: number; to: number } | null {
  if (through !== null && through >= now) return null;
  const from = through === null ? now - FIRST_YEARS * YEAR_MS : through - OVERLAP_MS;
  return { from, to: Math.min(from + YEAR_MS, now) };
}

/** Reads all windows until now. @returns how many orders were new or changed */
export async function readNewOrders(context: OrdersContext, progress: Progress): Promise<number> {
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
  context: OrdersContext,
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
function takePage(
  context: OrdersContext,
  page: Page,
  expected: Position | null,
  next: Position,
): number | null {
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
      noteOrders(w, context, ready);
      savePosition(w, context, next);
      return changed;
    },
  );
}
