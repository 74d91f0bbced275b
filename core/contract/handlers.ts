import type { ActionName, OutputOf, ParsedInputOf, QueryName } from './index.ts';

/** Who asks: the acting person, and what this session has revealed. */
export interface Caller {
  readonly person: string;
  /** Columns the reveal id opens for a view; empty without a valid id. */
  revealed(view: string, revealId: string | undefined): ReadonlySet<string>;
}

/** Handlers of some of the contract's queries over a context `C` (for areas: the open workspace). */
export type QueryHandlers<C, N extends QueryName> = {
  [K in N]: (context: C, input: ParsedInputOf<K>, caller: Caller) => OutputOf<K> | Promise<OutputOf<K>>;
};

/** Handlers of some of the contract's actions over a context `C`. */
export type ActionHandlers<C, N extends ActionName> = {
  [K in N]: (context: C, input: ParsedInputOf<K>, caller: Caller) => OutputOf<K> | Promise<OutputOf<K>>;
};
