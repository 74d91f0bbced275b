import type { ActionName, OutputOf, ParsedInputOf, QueryName } from './index.ts';
import type { Permission, Sight } from './permissions.ts';

/** Who asks: the acting person, and what this session has revealed. */
export interface Caller {
  /** The acting member's name, as the audit writes it. */
  readonly person: string;
  /** The acting member's id. */
  readonly memberId: string;
  /** Which customers they see: every answer about customers is limited to them. */
  readonly sees: Sight;
  readonly may: (permission: Permission) => boolean;
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
