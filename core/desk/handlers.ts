import type { Caller } from '../contract/handlers.ts';
import type { Name, OutputOf, ParsedInputOf } from '../contract/index.ts';

/** How the desk answers one name: input checked, answer as the contract says. */
export type Handler<N extends Name> = (
  input: ParsedInputOf<N>,
  caller: Caller,
) => OutputOf<N> | Promise<OutputOf<N>>;

/** Answers of some names. Together the tables must answer the whole contract: the desk is not complete otherwise. */
export type Handlers<N extends Name> = { readonly [K in N]: Handler<K> };

export type DeskName = Extract<Name, `desk.${string}` | `privacy.${string}`>;
export type SyncName = Extract<Name, `sync.${string}`>;
export type ImportName = Extract<Name, `imports.${string}`>;
export type ExportName = Extract<Name, `exports.${string}`>;
/** What of the members needs more than the ledger: who acts, and PINs. */
export type TeamDeskName = 'team.actAs' | 'team.confirm' | 'team.setOwnPin' | 'team.resetPin';
/** Everything else belongs to the areas. */
export type AreaName = Exclude<Name, DeskName | SyncName | ImportName | ExportName | TeamDeskName>;
