import type { Collection } from '../storage/collection.ts';
import { applySingles } from './apply.ts';
import { knownParts } from './bookkeeping.ts';
import { readBills } from './bills.ts';
import { budgetSpec, listSpec, type ListFacts } from './lists.ts';
import { readOpenOrders } from './open-orders.ts';
import { neverRead, readNewOrders } from './orders.ts';
import type { CollectionName, Progress, ScanSpec, SyncPorts } from './ports.ts';
import { heldSpecs } from './resources.ts';
import { settle } from './settle.ts';
import { sweep } from './sweep.ts';

/** What one step did. `held`: so many records would vanish and wait for a person. */
export interface StepResult {
  readonly changed: number;
  readonly removed: number;
  readonly held: number | null;
  /** How many records were looked at. */
  readonly seen: number;
  /** Files only: those that could not be imported. */
  readonly failures?: readonly { readonly name: string; readonly code: string }[];
}

export interface StepContext {
  readonly ports: SyncPorts;
  readonly signal: AbortSignal;
  readonly progress: Progress;
}

/** The specifications of a scanned collection's parts, made when its step begins. */
export type Specs = (ports: SyncPorts, collection: Collection, signal: AbortSignal) => Promise<ScanSpec[]>;

const NOTHING: StepResult = { changed: 0, removed: 0, held: null, seen: 0 };

const LISTS = {
  customers: {
    operation: 'ListSubCustomers',
    style: 'body',
    idField: 'customer_id',
    idFilter: 'customer_id',
  },
  resellers: {
    operation: 'ListIndirectPartners',
    style: 'body',
    idField: 'indirect_partner_id',
    idFilter: 'indirect_partner_id',
  },
  coupons: {
    operation: 'ListSubCustomerCoupons',
    style: 'query',
    idField: 'coupon_id',
    idFilter: 'coupon_id',
  },
} as const satisfies Partial<Record<CollectionName, ListFacts>>;

/** '' (the partner's own), then each reseller; and those that left while records of theirs are still kept. */
function partsOf(ports: SyncPorts, collection: string): { part: string; gone: boolean }[] {
  const { read } = ports.workspace.mirror;
  const living = read
    .all<{ id: string }>("SELECT id FROM row WHERE collection = 'resellers' AND deleted = 0 ORDER BY id")
    .map((row) => row.id);
  const left = knownParts(read, collection).filter(
    (part) => part !== '' && !living.includes(part) && holdsRecords(ports, collection, part),
  );
  return ['', ...living]
    .map((part) => ({ part, gone: false }))
    .concat(left.map((part) => ({ part, gone: true })));
}

function holdsRecords(ports: SyncPorts, collection: string, part: string): boolean {
  const sql = 'SELECT 1 AS one FROM row WHERE collection = ? AND deleted = 0 AND scope = ? LIMIT 1';
  return ports.workspace.mirror.read.get(sql, [collection, part]) !== undefined;
}

const whole =
  (facts: ListFacts): Specs =>
  (ports, collection) => {
    const spec = listSpec(ports.source, collection, facts, {
      part: '',
      parted: false,
      now: () => ports.clock.now(),
    });
    return Promise.resolve([spec]);
  };

const customerSpecs: Specs = (ports, collection) => {
  const now = (): number => ports.clock.now();
  const specs = partsOf(ports, 'customers').map(({ part, gone }) =>
    listSpec(ports.source, collection, LISTS.customers, { part, gone, parted: true, now }),
  );
  return Promise.resolve(specs);
};

const budgetSpecs: Specs = async (ports, collection, signal) => {
  const specs: ScanSpec[] = [];
  for (const { part, gone } of partsOf(ports, 'budgets')) {
    const ids = gone ? [] : await budgetCustomers(ports, part, signal);
    specs.push(budgetSpec(ports.source, collection, part, ids, () => ports.clock.now()));
  }
  return specs;
};

/** How each scanned collection is asked for. */
export const SPECS: Partial<Record<CollectionName, Specs>> = {
  resellers: whole(LISTS.resellers),
  coupons: whole(LISTS.coupons),
  customers: customerSpecs,
  budgets: budgetSpecs,
  period_resources: heldSpecs,
  on_demand_resources: heldSpecs,
};

/** So many rows are looked through at a time: few enough that no screen waits for it. */
const CHUNK = 2_000;

/** Only reseller-model customers have budgets: association_type 3 (2 on the China site, which this is not). */
async function budgetCustomers(ports: SyncPorts, part: string, signal: AbortSignal): Promise<string[]> {
  const ids: string[] = [];
  for (let after = ''; ;) {
    const rows = ports.workspace.mirror.read.all<{ id: string; type: string | null }>(
      `SELECT id, CAST(json_extract(raw, '$.association_type') AS TEXT) AS type FROM row
       WHERE collection = 'customers' AND deleted = 0 AND scope = ? AND id > ? ORDER BY id LIMIT ?`,
      [part, after, CHUNK],
    );
    for (const { id, type } of rows) if (type === '3') ids.push(id);
    const last = rows.at(-1);
    if (!last || rows.length < CHUNK) return ids;
    after = last.id;
    await ports.timers.sleep(0, signal);
  }
}

/**
 * Scans all parts, then settles all of them: a record that moved from one part to another was then seen where it is now.
 * Nothing is counted as missed unless every part was read cleanly.
 */
export async function scanStep(context: StepContext, specs: readonly ScanSpec[]): Promise<StepResult> {
  const { ports, signal } = context;
  let done = 0;
  let result = NOTHING;
  const swept: { spec: ScanSpec; seen: ReadonlySet<string>; clean: boolean }[] = [];
  for (const spec of specs) {
    const base = done;
    const { state, changed, seen } = await sweep(ports, spec, signal, (n, total) => {
      done = base + n;
      context.progress(done, total === null ? null : base + total);
    });
    done = base + seen.size;
    result = { ...result, changed: result.changed + changed, seen: result.seen + seen.size };
    swept.push({ spec, seen, clean: state.phase === 'settling' && state.clean === true });
  }
  const mayCount = swept.every((one) => one.clean);
  for (const { spec, seen } of swept) {
    const { removed, held } = await settle(ports, spec, { seen, mayCount }, signal);
    result = {
      ...result,
      removed: result.removed + removed,
      held: held === null ? result.held : (result.held ?? 0) + held,
    };
  }
  context.progress(result.seen, result.seen);
  return result;
}

/** The consumption quota: one snapshot with our own time. */
export async function quotaStep(
  { ports, signal, progress }: StepContext,
  collection: Collection,
): Promise<StepResult> {
  const answer = await ports.source.call('ShowPartnerConsumptionQuota', {}, { signal });
  signal.throwIfAborted();
  const changed = applySingles(ports.workspace, collection, [answer], { scope: '', asOf: answer.at });
  progress(1, 1);
  return { ...NOTHING, changed, seen: 1 };
}

/** New orders and those not final, the partner's own and each reseller's. */
export async function ordersStep(
  { ports, signal, progress }: StepContext,
  collection: Collection,
): Promise<StepResult> {
  let result = NOTHING;
  for (const { part, gone } of partsOf(ports, 'orders')) {
    if (gone) continue;
    const context = { ports, collection, part, signal };
    const first = neverRead(context);
    let read = 0;
    const changed = await readNewOrders(context, (done, total) => {
      read = done;
      progress(result.seen + done, total === null ? null : result.seen + total);
    });
    const again = first ? 0 : await readOpenOrders(context);
    result = { ...result, changed: result.changed + changed + again, seen: result.seen + read };
  }
  progress(result.seen, result.seen);
  return result;
}

export async function billsStep(
  { ports, signal, progress }: StepContext,
  collection: Collection,
): Promise<StepResult> {
  const changed = await readBills(ports, collection, signal, progress);
  return { ...NOTHING, changed };
}

/** Usage and bill files, by whoever was given as their source. */
export async function filesStep({ ports, signal, progress }: StepContext): Promise<StepResult | null> {
  if (!ports.files) return null;
  const { imported, rejected, failures } = await ports.files.sync(signal, progress);
  return { ...NOTHING, changed: imported, seen: imported + rejected, failures };
}
