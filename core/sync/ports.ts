import type { Clock, Timers } from '../base/clock.ts';
import type { Random } from '../base/random.ts';
import type { Collection } from '../storage/collection.ts';
import type { ReadHandle, Store } from '../storage/store.ts';
import type { FileSource, PartnerCenter, UpstreamItem } from '../sources/source.ts';

/** The collections a sync fills, by name. One may be missing (a test, a smaller edition): its step is skipped. */
export type CollectionName =
  | 'quota'
  | 'resellers'
  | 'customers'
  | 'budgets'
  | 'coupons'
  | 'orders'
  | 'partner_bills'
  | 'period_resources'
  | 'on_demand_resources';

/** A customer whose turn it is to be asked for. */
export interface CustomerTurn {
  readonly id: string;
  /** The reseller whose customer it is; null for the partner's own. */
  readonly resellerId: string | null;
}

/** Which customers a slow rotation goes through; the areas know what makes one pressing. */
export interface Rotation {
  /** Those to be read more often than the others, the most pressing first. @param now ms UTC */
  hot(r: ReadHandle, now: number, limit: number): readonly CustomerTurn[];
  /** All of them in the order of their ids, after one. */
  after(r: ReadHandle, id: string, limit: number): readonly CustomerTurn[];
}

/** What the sync needs of a workspace. */
export interface SyncWorkspace {
  readonly ledger: Store;
  readonly mirror: Store;
}

/** Everything the sync works with; all of it comes from outside. */
export interface SyncPorts {
  readonly workspace: SyncWorkspace;
  readonly source: PartnerCenter;
  readonly files: FileSource | null;
  readonly collections: ReadonlyMap<string, Collection>;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly random: Random;
  /** Told about errors that are no coded ones (bugs): the status only says INTERNAL. */
  readonly report?: (error: unknown) => void;
  /** Pages of one list that are fetched ahead at the same time. Default 4. */
  readonly ahead?: number;
  /** Without one, what is listed customer by customer is read only when somebody opens a customer. */
  readonly rotation?: Rotation;
}

/** One page of a list, wherever it comes from. */
export interface Page {
  readonly offset: number;
  readonly items: readonly UpstreamItem[];
  /** Total of all pages; null when the list has none. */
  readonly total: number | null;
  /** How far the position moves. */
  readonly advance: number;
  readonly end: boolean;
  /** When it was read, integer ms UTC. */
  readonly at: number;
}

/** What reading one record by its id says. `unsure`: no clear answer, asked again after the next scan. */
export type Proof =
  | { readonly verdict: 'absent' }
  | { readonly verdict: 'unsure' }
  | { readonly verdict: 'found'; readonly item: UpstreamItem | null; readonly at: number };

/** A list that is scanned in rotation. */
export interface ScanSpec {
  readonly collection: Collection;
  /** '' or the reseller whose records the part holds. */
  readonly part: string;
  /** Whether the collection is made of parts; then `part` is the records' scope. */
  readonly parted: boolean;
  /** Rows of a full page: the distance of pages fetched ahead. */
  readonly limit: number;
  /** Reads the id out of a body that may be broken otherwise; null when there is none. */
  idOf(item: UpstreamItem): string | null;
  fetch(offset: number, signal: AbortSignal): Promise<Page>;
  /** Reads one record by its id. */
  prove(id: string, signal: AbortSignal): Promise<Proof>;
}

/** How far a step is, for people. */
export type Progress = (done: number, total: number | null) => void;
