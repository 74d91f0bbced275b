import { isCoded } from '../base/errors.ts';
import type { Collection } from '../storage/collection.ts';
import { loadCursor, saveCursor } from './bookkeeping.ts';
import type { CustomerTurn, SyncPorts } from './ports.ts';
import { heldCustomers, readTimes, resourceSpec } from './resources.ts';
import { settle } from './settle.ts';
import type { StepContext, StepResult } from './steps.ts';
import { sweep } from './sweep.ts';

/**
 * The slow rotation: what is only listed customer by customer is read for a few customers in each run, so that it costs
 * little beside the lists. Half of the turns go to customers whose resources expire soon or who spend most, when their
 * reading is old; the other half goes round through all customers, in the order of their ids.
 */
export const TURNS_PER_RUN = 30;
/** A customer of the first half is not read again before this. */
const HOT_AGAIN_MS = 12 * 3_600_000;
/** Nobody is read again before this: a small partner would otherwise go round in every run. */
const AGAIN_MS = 3_600_000;

/** Whose turn it is. `after`: where the round goes on the next time. */
export interface Turns {
  readonly customers: readonly CustomerTurn[];
  readonly after: string;
}

/** Chooses the customers of one run. @param readAt when each was last read, integer ms UTC; missing = never */
export function chooseTurns(
  candidates: { readonly hot: readonly CustomerTurn[]; readonly round: readonly CustomerTurn[] },
  readAt: ReadonlyMap<string, number>,
  now: number,
  most = TURNS_PER_RUN,
): Turns {
  const isDue = (wait: number) => (customer: CustomerTurn) => {
    const at = readAt.get(customer.id);
    // A reading in the future is of a clock that was set back.
    return at === undefined || at > now || now - at >= wait;
  };
  const hot = candidates.hot.filter(isDue(HOT_AGAIN_MS)).slice(0, Math.ceil(most / 2));
  const chosen = new Set(hot.map(({ id }) => id));
  const round: CustomerTurn[] = [];
  let after = '';
  for (const customer of candidates.round) {
    if (chosen.size + round.length >= most) return { customers: [...hot, ...round], after };
    after = customer.id;
    if (!chosen.has(customer.id) && isDue(AGAIN_MS)(customer)) round.push(customer);
  }
  return { customers: [...hot, ...round], after: candidates.round.length === 0 ? '' : after };
}

/** Turns looked at to fill a run: most of the first half has usually been read today. */
const HOT_LOOKED_AT = 300;
const ROUND_LOOKED_AT = 120;

function turnsOf(ports: SyncPorts, collection: string, now: number): Turns | null {
  const { read } = ports.workspace.mirror;
  if (ports.rotation === undefined) return null;
  const stored = loadCursor(read, streamOf(collection))?.['after'];
  const after = typeof stored === 'string' ? stored : '';
  const hot = ports.rotation.hot(read, now, HOT_LOOKED_AT);
  const round = ports.rotation.after(read, after, ROUND_LOOKED_AT);
  const ids = [...hot, ...round].map(({ id }) => id);
  const turns = chooseTurns({ hot, round }, readTimes(read, collection, ids), now);
  return round.length < ROUND_LOOKED_AT && turns.after === (round.at(-1)?.id ?? '')
    ? { ...turns, after: '' }
    : turns;
}

const streamOf = (collection: string): string => `rotation:${collection}`;

/** Reads one customer's list to its end and settles it. @returns how many records were new, changed or removed */
export async function readCustomerList(
  ports: SyncPorts,
  collection: Collection,
  customer: CustomerTurn,
  signal: AbortSignal,
): Promise<{ changed: number; removed: number; seen: number }> {
  const spec = resourceSpec(ports.source, collection, customer);
  const { state, changed, seen } = await sweep(ports, spec, signal, () => {});
  const mayCount = state.phase === 'settling' && state.clean === true;
  const { removed } = await settle(ports, spec, { seen, mayCount }, signal);
  return { changed, removed, seen: seen.size };
}

/**
 * One run of the rotation. The first sync of all brings the lists people wait for; the rotation begins with the second.
 * A customer who cannot be asked for (it has just left), or whose answer cannot be read, is passed over: it must not
 * stop the round for all others.
 */
export async function rotationStep(
  { ports, signal, progress }: StepContext,
  collection: Collection,
): Promise<StepResult | null> {
  const now = ports.clock.now();
  const turns = turnsOf(ports, collection.name, now);
  if (turns === null) return null;
  if (loadCursor(ports.workspace.mirror.read, streamOf(collection.name)) === null) {
    note(ports, collection.name, '', now);
    return null;
  }
  let result = { changed: 0, removed: 0, seen: 0 };
  let done = 0;
  for (const customer of turns.customers) {
    try {
      const one = await readCustomerList(ports, collection, customer, signal);
      result = {
        changed: result.changed + one.changed,
        removed: result.removed + one.removed,
        seen: result.seen + one.seen,
      };
    } catch (error) {
      if (!isCoded(error, 'UPSTREAM_REFUSED') && !isCoded(error, 'UPSTREAM_UNREADABLE')) throw error;
    }
    done += 1;
    progress(done, turns.customers.length);
  }
  note(ports, collection.name, turns.after, now);
  const held = heldCustomers(ports.workspace.mirror.read, collection.name).length;
  return { ...result, held: held === 0 ? null : held };
}

function note(ports: SyncPorts, collection: string, after: string, at: number): void {
  ports.workspace.mirror.write((w) => saveCursor(w, streamOf(collection), { after }, at));
}
