import { countRecords, quarantineCounts, recordIds, removeRecord } from '../storage/records.ts';
import type { ReadHandle } from '../storage/store.ts';
import { applySingles } from './apply.ts';
import {
  addMiss,
  distrustPages,
  dropMiss,
  keepMisses,
  loadScan,
  missedIds,
  saveScan,
  seenIds,
  type ScanKey,
} from './bookkeeping.ts';
import type { Proof, ScanSpec, SyncPorts } from './ports.ts';
import { step, type Decision, type ScanEvent } from './scan.ts';

/** Absence must be missed by this many clean scans before anybody asks for the record by its id. */
const MISSES = 2;

/** How settling ended. `held`: a person decides about so many records. */
export interface Settled {
  readonly removed: number;
  readonly held: number | null;
  readonly clean: boolean;
}

/**
 * Ends a scan that read its list to the end: counts what it missed, and removes what two clean scans missed and a read
 * by id does not find, unless the delete brake holds.
 * @param seen the scan's own set when the caller still has it
 */
export async function settle(
  ports: SyncPorts,
  spec: ScanSpec,
  options: { readonly seen?: ReadonlySet<string>; readonly mayCount: boolean },
  signal: AbortSignal,
): Promise<Settled> {
  const { mirror } = ports.workspace;
  const key: ScanKey = { collection: spec.collection.name, part: spec.part };
  const state = loadScan(mirror.read, key);
  if (state.phase !== 'settling')
    return { removed: 0, held: state.phase === 'held' ? state.due : null, clean: state.clean === true };
  const clean = state.clean === true && options.mayCount;
  const seen = options.seen ?? seenIds(mirror.read, key, state.number);
  // A quarantined record is seen but not kept, so that equal counts would prove nothing.
  const allKept = !quarantineCounts(ports.workspace.ledger.read).some(
    (row) => row.collection === key.collection,
  );
  const decision = mirror.write((w) => {
    const missed = missedIds(w, key);
    for (const miss of missed) if (seen.has(miss.id)) dropMiss(w, key, miss.id);
    if (clean)
      for (const id of missing(w, spec, seen, state.startedAt, allKept)) addMiss(w, key, id, state.number);
    const due = dueIds(w, spec).length;
    const next = step(state, { kind: 'counted', due, size: countRecords(w, spec.collection.name) });
    saveScan(w, key, next.state, ports.clock.now());
    return next;
  });
  const removed = verifies(decision) ? await verify(ports, spec, signal) : 0;
  return { removed, held: decision.state.phase === 'held' ? decision.state.due : null, clean };
}

/** A person's answer to the brake. @returns whether there was anything to decide */
export async function decideDeletion(
  ports: SyncPorts,
  spec: ScanSpec,
  decision: 'remove' | 'keep',
  signal: AbortSignal,
): Promise<boolean> {
  const key: ScanKey = { collection: spec.collection.name, part: spec.part };
  const next = move(ports, key, { kind: 'decided', decision });
  if (next.instructions.some((i) => i.do === 'keepAll'))
    ports.workspace.mirror.write((w) => keepMisses(w, key));
  if (verifies(next)) await verify(ports, spec, signal);
  return next.instructions.length > 0;
}

function verifies(decision: Decision): boolean {
  return decision.instructions.some((i) => i.do === 'verify');
}

function move(ports: SyncPorts, key: ScanKey, event: ScanEvent): Decision {
  return ports.workspace.mirror.write((w) => {
    const next = step(loadScan(w, key), event);
    saveScan(w, key, next.state);
    return next;
  });
}

/** Missed by enough clean scans, not kept by a person, and still a record of this part. */
function dueIds(r: ReadHandle, spec: ScanSpec): string[] {
  return missedIds(r, { collection: spec.collection.name, part: spec.part })
    .filter((miss) => miss.misses >= MISSES && !miss.kept && isOurs(r, spec, miss.id))
    .map((miss) => miss.id);
}

/** Whether the record lives in this part: another part's scan may have found it meanwhile. */
function isOurs(r: ReadHandle, spec: ScanSpec, id: string): boolean {
  const row = r.get<{ scope: string }>(
    'SELECT scope FROM row WHERE collection = ? AND id = ? AND deleted = 0',
    [spec.collection.name, id],
  );
  return row !== undefined && (!spec.parted || row.scope === spec.part);
}

/** Living records of the part that the scan did not see and that were not written since it began. */
function missing(
  r: ReadHandle,
  spec: ScanSpec,
  seen: ReadonlySet<string>,
  startedAt: number,
  allKept: boolean,
): string[] {
  const { name } = spec.collection;
  // As many records as ids seen: nothing is missing, and nobody needs to walk over all of them.
  if (allKept && countPart(r, spec) === seen.size) return [];
  const ids = [...recordIds(r, name, spec.parted ? spec.part : undefined)]
    .map((row) => row.id)
    .filter((id) => !seen.has(id));
  return ids.filter((id) => {
    const row = r.get<{ as_of: bigint }>('SELECT as_of FROM row WHERE collection = ? AND id = ?', [name, id]);
    return row !== undefined && Number(row.as_of) <= startedAt;
  });
}

function countPart(r: ReadHandle, spec: ScanSpec): number {
  if (!spec.parted) return countRecords(r, spec.collection.name);
  const row = r.get<{ n: bigint }>(
    'SELECT count(*) AS n FROM row WHERE collection = ? AND deleted = 0 AND scope = ?',
    [spec.collection.name, spec.part],
  );
  return Number(row?.n ?? 0n);
}

/** Reads every due record by its id; each answer is applied at once, so that an interruption loses nothing. */
async function verify(ports: SyncPorts, spec: ScanSpec, signal: AbortSignal): Promise<number> {
  const { mirror } = ports.workspace;
  const { collection } = spec;
  const key: ScanKey = { collection: collection.name, part: spec.part };
  let removed = 0;
  for (const id of dueIds(mirror.read, spec)) {
    const proof: Proof = await spec.prove(id, signal);
    signal.throwIfAborted();
    if (proof.verdict === 'unsure') continue;
    if (proof.verdict === 'absent') {
      removed += mirror.write((w) => {
        dropMiss(w, key, id);
        if (!isOurs(w, spec, id)) return 0;
        removeRecord(w, collection, id);
        distrustPages(w, collection.name);
        return 1;
      });
      continue;
    }
    mirror.write((w) => dropMiss(w, key, id));
    if (proof.item) {
      applySingles(
        ports.workspace,
        collection,
        [proof.item],
        { scope: spec.part, asOf: proof.at },
        (w, changed) => {
          if (changed > 0) distrustPages(w, collection.name);
        },
      );
    }
  }
  move(ports, key, { kind: 'verified' });
  return removed;
}
