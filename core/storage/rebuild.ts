import { CodedError } from '../base/errors.ts';
import type { Collection } from './collection.ts';
import { newEpoch } from './core-schema.ts';
import { parseRaw } from './raw.ts';
import type { Store, WriteHandle } from './store.ts';

type Kept = { id: string; raw: string; ver: bigint; scope: string; as_of: bigint };

/** The next kept bodies of a collection, in the order of the index that holds its ids. */
export const KEPT_PAGE =
  'SELECT id, raw, ver, scope, as_of FROM row WHERE collection = ? AND id > ? AND deleted = 0 ORDER BY id LIMIT ?';

/** Bodies read at a time: enough to be quick, few enough that memory does not follow the collection's size. */
const BATCH = 500;

/**
 * Derives the typed columns of a collection again from the kept raw bodies; nothing is pulled. Its own tables are emptied
 * first when it names them.
 * @returns how many records were derived
 */
export function reproject(w: WriteHandle, collection: Collection): number {
  for (const table of collection.tables ?? []) {
    if (!/^[a-z_][a-z0-9_]*$/.test(table)) throw new CodedError('INTERNAL', { reason: 'table-name', table });
    w.run(`DELETE FROM ${table}`);
  }
  let count = 0;
  for (let after = ''; ;) {
    const rows = w.all<Kept>(KEPT_PAGE, [collection.name, after, BATCH]);
    for (const row of rows) {
      const context = { ver: row.ver, scope: row.scope, asOf: Number(row.as_of) };
      collection.project(w, row.id, parseRaw(row.raw), context);
      after = row.id;
    }
    count += rows.length;
    if (rows.length < BATCH) break;
  }
  w.touch(collection.name);
  return count;
}

/**
 * Rebuilds all typed columns of the mirror from the kept raw bodies, as one transaction with a new epoch.
 * @returns records per collection
 */
export function rebuildMirror(mirror: Store, collections: readonly Collection[]): Record<string, number> {
  return mirror.write((w) => {
    const counts = Object.fromEntries(
      collections.map((collection) => [collection.name, reproject(w, collection)]),
    );
    newEpoch(w, 'mirror');
    return counts;
  });
}
