import { setImmediate as turn } from 'node:timers/promises';
import { isCoded } from '../base/errors.ts';
import type { WriteHandle } from '../storage/store.ts';
import { applyTogether, keepBad, pageHash, sortRecords } from './apply.ts';
import {
  dropOldPages,
  loadPage,
  loadScan,
  savePage,
  saveScan,
  seenIds,
  touchPage,
  type ScanKey,
} from './bookkeeping.ts';
import type { Page, Progress, ScanSpec, SyncPorts } from './ports.ts';
import { step, type Decision, type Instruction, type ScanState } from './scan.ts';

/** What the sweep of one list did. */
export interface SweepResult {
  readonly state: ScanState;
  /** Records that were new or changed. */
  readonly changed: number;
  /** The scan's own set of ids, for settling. */
  readonly seen: ReadonlySet<string>;
}

/** Codes that speak of the page, not of the connection: the scan stops there and does not count. */
const BAD_PAGE = 'UPSTREAM_UNREADABLE';

/**
 * Reads a list from where it stopped to its end, page by page; rows and position move in one transaction.
 * Pages are fetched ahead, but used only at the position they were asked for.
 * @throws CodedError of the source; the signal's reason. The position stays, the next call resumes there.
 */
export async function sweep(
  ports: SyncPorts,
  spec: ScanSpec,
  signal: AbortSignal,
  progress: Progress,
): Promise<SweepResult> {
  const { mirror } = ports.workspace;
  const key: ScanKey = { collection: spec.collection.name, part: spec.part };
  const before = loadScan(mirror.read, key);
  let decision = step(before, { kind: 'start', at: ports.clock.now() });
  let state = decision.state;
  if (state !== before) mirror.write((w) => saveScan(w, key, state));
  let seen = state.next === 0 ? new Set<string>() : seenIds(mirror.read, key, state.number);
  let changed = 0;
  const fetcher = new Ahead(spec, ports.ahead ?? 4, signal);
  try {
    for (let ask = asked(decision); ask !== null; ask = asked(decision)) {
      const page = await fetcher.get(ask, state.totalLast);
      signal.throwIfAborted();
      const result = await takePage(ports, spec, key, state, seen, page, signal);
      if (result === null) return { state: loadScan(mirror.read, key), changed, seen };
      decision = result.decision;
      changed += result.changed;
      if (decision.state.number !== state.number) seen = new Set();
      state = decision.state;
      progress(Math.min(state.next, state.totalLast ?? state.next), state.totalLast);
    }
    return { state, changed, seen };
  } catch (error) {
    if (isCoded(error, BAD_PAGE))
      mirror.write((w) => saveScan(w, key, step(state, { kind: 'badPage' }).state));
    throw error;
  } finally {
    fetcher.stop();
  }
}

function asked(decision: Decision): number | null {
  const ask = decision.instructions.find((i): i is Extract<Instruction, { do: 'ask' }> => i.do === 'ask');
  return ask?.offset ?? null;
}

/**
 * Records put in at once: many more would keep a screen waiting for longer than a frame. The last of a page come with its
 * note and position; those before it harm nothing when the program ends between: the page is asked for again.
 */
const AT_ONCE = 10;
/** The same before the first scan has ended: what fills an empty list is waited for as a whole, so speed comes first. */
const AT_ONCE_FIRST = 100;

/**
 * Rows, and with the last of them page note and position in one transaction. Null when the stored position is no longer
 * the one the page was asked for.
 */
async function takePage(
  ports: SyncPorts,
  spec: ScanSpec,
  key: ScanKey,
  state: ScanState,
  seen: Set<string>,
  page: Page,
  signal: AbortSignal,
): Promise<{ decision: Decision; changed: number } | null> {
  const { mirror, ledger } = ports.workspace;
  const { collection } = spec;
  const hash = pageHash(collection, page.items);
  const ids: string[] = [];
  let unreadable = 0;
  for (const item of page.items) {
    const id = spec.idOf(item);
    if (id === null) unreadable += 1;
    else ids.push(id);
  }
  const known = loadPage(mirror.read, key, page.offset);
  const same = known !== undefined && known.hash === hash;
  const { ready, bad } = same
    ? { ready: [], bad: [] }
    : sortRecords(collection, page.items, (item) => spec.idOf(item));
  keepBad(ledger, collection, bad, page.at);
  for (const id of ids) seen.add(id);
  const decision = step(state, {
    kind: 'page',
    offset: page.offset,
    advance: page.advance,
    end: page.end,
    total: page.total,
    distinct: seen.size,
    unreadable,
  });
  const context = { scope: spec.part, asOf: page.at };
  const atOnce = state.clean === null ? AT_ONCE_FIRST : AT_ONCE;
  let before = 0;
  let from = 0;
  for (; ready.length - from > atOnce; from += atOnce) {
    const slice = ready.slice(from, from + atOnce);
    const changed = applyTogether(ports.workspace, collection, slice, context, (w, apply) =>
      isAsked(w, key, state) ? apply() : null,
    );
    if (changed === null) return null;
    before += changed;
    // Whoever waits for this thread goes first.
    await turn();
    signal.throwIfAborted();
  }
  return applyTogether(ports.workspace, collection, ready.slice(from), context, (w, apply) => {
    if (!isAsked(w, key, state)) return null;
    const changed = before + (same ? 0 : apply());
    notePage(w, key, { start: page.offset, number: state.number, hash, ids }, same);
    if (decision.state.phase === 'settling') dropOldPages(w, key, state.number);
    saveScan(w, key, decision.state);
    return { decision, changed };
  });
}

/** Whether the position is still the one a page was asked for. */
function isAsked(w: WriteHandle, key: ScanKey, state: ScanState): boolean {
  const stored = loadScan(w, key);
  return stored.number === state.number && stored.next === state.next && stored.phase === 'open';
}

function notePage(
  w: WriteHandle,
  key: ScanKey,
  page: { start: number; number: number; hash: string; ids: readonly string[] },
  same: boolean,
): void {
  if (same) touchPage(w, key, page.start, page.number);
  else savePage(w, key, page);
}

/** Fetches the next pages at the same time. A page whose place in the list turns out to be another is thrown away. */
class Ahead {
  readonly #spec: ScanSpec;
  readonly #width: number;
  readonly #stop = new AbortController();
  readonly #signal: AbortSignal;
  readonly #onAbort: () => void;
  readonly #pages = new Map<number, Promise<Page>>();

  constructor(spec: ScanSpec, width: number, signal: AbortSignal) {
    this.#spec = spec;
    this.#width = width;
    this.#signal = signal;
    this.#onAbort = () => this.#stop.abort(signal.reason);
    signal.addEventListener('abort', this.#onAbort, { once: true });
    if (signal.aborted) this.#onAbort();
  }

  get(offset: number, total: number | null): Promise<Page> {
    for (const other of this.#pages.keys()) {
      if (other < offset || (other - offset) % this.#spec.limit !== 0) this.#pages.delete(other);
    }
    const wanted = this.#ask(offset);
    // Ahead only as far as the list is known to go: asking beyond its end would waste the limit.
    for (let i = 1; i < this.#width; i++) {
      const next = offset + i * this.#spec.limit;
      if (total !== null && next < total) void this.#ask(next);
    }
    this.#pages.delete(offset);
    return wanted;
  }

  #ask(offset: number): Promise<Page> {
    let page = this.#pages.get(offset);
    if (!page) {
      page = this.#spec.fetch(offset, this.#stop.signal);
      // It may be thrown away before anybody awaits it.
      page.catch(() => {});
      this.#pages.set(offset, page);
    }
    return page;
  }

  stop(): void {
    this.#signal.removeEventListener('abort', this.#onAbort);
    this.#stop.abort(this.#signal.aborted ? this.#signal.reason : new Error('not needed any more'));
  }
}
