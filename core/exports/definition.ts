import type { z } from 'zod';
import type { AreaContext, CollectionName } from '../areas/context.ts';
import type { BothLanguages, FilterWords } from '../contract/exports.ts';
import type { Caller } from '../contract/handlers.ts';
import type { Permission } from '../contract/permissions.ts';

/**
 * A list that can leave as a file, as data: each area exports its own and the register names them. Whoever adds a list
 * writes what its rows are; files, masking, tasks and history are here already.
 */

/**
 * What a column holds, and what a cell of it is: `text`, `id` (never a number to a spreadsheet), `currency` and `period`
 * are texts; `amount` and `percent` exact decimal text; `integer` a number; `instant` integer ms UTC; `day` 'YYYY-MM-DD'.
 */
export type ColumnType =
  | 'text'
  | 'id'
  | 'amount'
  | 'integer'
  | 'instant'
  | 'day'
  | 'period'
  | 'percent'
  | 'currency';

/**
 * What a personal text is; a masked copy has a stand-in of this kind for it (guide 3). `file`: a file's name, which often
 * is made of an account's; `note`: what somebody typed, hidden wholly; `hash`: it would
 * prove a guessed name right; `json`: values under personal names are replaced.
 */
export type PersonalKind =
  | 'customer'
  | 'reseller'
  | 'account'
  | 'person'
  | 'phone'
  | 'email'
  | 'file'
  | 'note'
  | 'hash'
  | 'json';

export interface ExportColumn {
  readonly key: string;
  readonly heading: BothLanguages;
  readonly type: ColumnType;
  /** A personal text: replaced in masked copies. */
  readonly personal?: PersonalKind;
  /** The column of the screen it belongs to, when that has another key; `always`: written whatever the screen shows. */
  readonly of?: string;
  readonly always?: true;
  /** Words of a code; a code that is not here is written as it came. */
  readonly words?: Readonly<Record<string, BothLanguages>>;
}

export type Cell = string | number | null;

export interface ExportRow {
  /** By column key; an absent one is empty. */
  readonly cells: Readonly<Record<string, Cell>>;
  /**
   * Ids of who the personal texts of a kind are about: the stand-in follows the id, so that it stays the same when the
   * name changes. Without one it follows the text.
   */
  readonly about?: Readonly<Partial<Record<PersonalKind, string | null>>>;
}

/** Rows come in pages; nothing of a page is kept once it is written. */
export type Pages = AsyncIterable<readonly ExportRow[]>;

/** A collection that is read from the Partner Center (its age is told), the usage and bill files, or this desk itself. */
export type ExportSource = CollectionName | 'files' | 'desk';

export interface ExportDefinition {
  readonly name: string;
  readonly title: BothLanguages;
  readonly permission: Permission;
  /** Where the records come from, as the file says it. */
  readonly source: ExportSource;
  readonly columns: readonly ExportColumn[];
  /** Checks the filter. */
  readonly input: z.ZodType;
  /**
   * The rows in clear, limited to what `caller` sees. @param input as `input` gave it
   */
  rows(context: AreaContext, input: never, caller: Caller): Pages;
  /** How many rows there will be, where that costs little. */
  count?(context: AreaContext, input: never, caller: Caller): number | Promise<number>;
  /** The filter in words; empty for none. Typed names are masked by the definition itself. */
  describe(input: never): readonly FilterWords[];
}

/** Ties the input's schema to what reads it: the only way a definition should be written. */
export function defineExport<S extends z.ZodType>(definition: {
  readonly name: string;
  readonly title: BothLanguages;
  readonly permission: Permission;
  readonly source: ExportSource;
  readonly columns: readonly ExportColumn[];
  readonly input: S;
  rows(context: AreaContext, input: z.output<S>, caller: Caller): Pages;
  count?(context: AreaContext, input: z.output<S>, caller: Caller): number | Promise<number>;
  describe(input: z.output<S>): readonly FilterWords[];
}): ExportDefinition {
  return definition as unknown as ExportDefinition;
}

/** Rows read at once. */
export const PAGE = 500;

/** All pages of a keyset list, one after another; each is dropped before the next is read. */
export async function* pagesOf<R>(
  read: (
    after: string | undefined,
  ) => { rows: readonly R[]; next: string | null } | Promise<{ rows: readonly R[]; next: string | null }>,
  row: (row: R) => ExportRow,
): Pages {
  let after: string | undefined;
  do {
    const page = await read(after);
    yield page.rows.map(row);
    after = page.next ?? undefined;
  } while (after !== undefined);
}

/** The same caller, to whom everything is shown: the file decides itself what of it is written in clear. */
export function clearly(caller: Caller): Caller {
  const all: ReadonlySet<string> = { has: () => true } as unknown as ReadonlySet<string>;
  return { ...caller, revealed: () => all };
}

/** Short for a column. */
export const column = (
  key: string,
  type: ColumnType,
  en: string,
  zh: string,
  more: Omit<ExportColumn, 'key' | 'type' | 'heading'> = {},
): ExportColumn => ({ key, type, heading: { en, zh }, ...more });

/** Short for a text in both languages. */
export const words = (en: string, zh: string): BothLanguages => ({ en, zh });

/** One condition in words. */
export const condition = (label: BothLanguages, value: string | BothLanguages): FilterWords => ({
  label,
  value: typeof value === 'string' ? { en: value, zh: value } : value,
});

/** The conditions that are set, in the order of `facts`. */
export function describeBy<T extends object>(
  input: T,
  facts: { readonly [K in keyof T]?: (value: NonNullable<T[K]>) => FilterWords | null },
): FilterWords[] {
  const found: FilterWords[] = [];
  for (const key of Object.keys(facts) as (keyof T)[]) {
    const value = input[key];
    if (value === undefined || value === null || value === '') continue;
    const said = facts[key]?.(value);
    if (said) found.push(said);
  }
  return found;
}

/** What is said of a typed name: that there was one. */
export const HIDDEN = '***';
