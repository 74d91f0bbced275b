import type { JsonObject } from '../base/json.ts';
import type { Migration } from './migrate.ts';
import type { WriteHandle } from './store.ts';

/**
 * How the mirror knows an area's records: their tables, how a body names its record, and how typed columns follow from
 * the kept raw body. `project` must give the same columns for the same body every time: rebuilding relies on it.
 */
export interface Collection {
  /** Also the name in change notices. */
  readonly name: string;
  /** The tables of its typed columns, in the mirror. */
  readonly migrations: readonly Migration[];
  /** Reads the identity out of a body (JSON numbers as text); throws CodedError when the body is not acceptable. */
  parse(body: JsonObject): { id: string; scope?: string };
  /** Writes (inserts or replaces) the typed columns of one record. `asOf`: integer ms UTC. */
  project(w: WriteHandle, id: string, body: JsonObject, context: ProjectContext): void;
  /** Removes the typed columns of one record. */
  remove(w: WriteHandle, id: string): void;
  /**
   * Its tables in the mirror; the first has exactly one row per living record. The check compares their number with the
   * kept bodies, and a rebuild empties all of them first.
   */
  readonly tables?: readonly string[];
}

/** Where and when a record was seen. */
export interface ProjectContext {
  /** Sequence number of this change, within the mirror's epoch. */
  readonly ver: bigint;
  /** Scope group, '' when the collection has none. */
  readonly scope: string;
  /** When the body was read from its source, integer ms UTC. */
  readonly asOf: number;
}
