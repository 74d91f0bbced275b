import type { WriteHandle } from './store.ts';

/** One step of a component's schema: a small program with a number, a name and a test. */
export interface Migration {
  /** Rising, in tens (10, 20, …) so that a late one fits between. */
  readonly version: number;
  readonly name: string;
  /** Runs inside the one transaction that also records the version. */
  up(w: WriteHandle): void;
  /** Mirror collections only: typed columns are derived again from the kept raw bodies after the run. */
  readonly reproject?: boolean;
}

/** The schema of one component in one store: storage itself, a collection, imports, sync, later the outbox. */
export interface Component {
  readonly component: string;
  readonly migrations: readonly Migration[];
}
