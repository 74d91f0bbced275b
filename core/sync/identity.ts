import { newEpoch } from '../storage/core-schema.ts';
import type { Collection } from '../storage/collection.ts';
import { reproject } from '../storage/rebuild.ts';
import type { ReadHandle, WriteHandle } from '../storage/store.ts';
import { loadCursor, saveCursor } from './bookkeeping.ts';
import type { SyncPorts } from './ports.ts';

/**
 * Other credentials or another site may mean another partner. The mirror then begins a new life, at once and openly:
 * its records are never taken for records that vanished.
 */
const STREAM = 'identity';

function storedIdentity(r: ReadHandle): string | null {
  const value = loadCursor(r, STREAM)?.['identity'];
  return typeof value === 'string' ? value : null;
}

/**
 * Makes sure that the mirror belongs to the source. A changed one is believed only after it answered.
 * @returns whether the mirror was emptied @throws what `testConnection` throws
 */
export async function claimMirror(ports: SyncPorts, signal: AbortSignal): Promise<boolean> {
  const { mirror } = ports.workspace;
  const { identity } = ports.source;
  const known = storedIdentity(mirror.read);
  if (known === identity) return false;
  if (known !== null) await ports.source.testConnection(signal);
  signal.throwIfAborted();
  mirror.write((w) => {
    if (known !== null) emptyMirror(w, [...ports.collections.values()]);
    saveCursor(w, STREAM, { identity }, ports.clock.now());
  });
  return known !== null;
}

/** Forgets all records of the collections and every position, and begins a new epoch. */
function emptyMirror(w: WriteHandle, collections: readonly Collection[]): void {
  for (const collection of collections) {
    if (!collection.tables) {
      for (const { id } of w.all<{ id: string }>('SELECT id FROM row WHERE collection = ? AND deleted = 0', [
        collection.name,
      ]))
        collection.remove(w, id);
    }
    w.run('DELETE FROM row WHERE collection = ?', [collection.name]);
    reproject(w, collection);
  }
  for (const table of ['scan', 'scan_page', 'scan_miss', 'cursor', 'recheck', 'sync_step'])
    w.run(`DELETE FROM ${table}`);
  newEpoch(w, 'mirror');
}
