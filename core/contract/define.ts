import { z } from 'zod';

/**
 * What a screen may ask, as data. A query reads and is run again when a collection it reads has changed; an action is a
 * named thing a person can do. Both sides of the border (rpc and renderer) are made from the same table.
 */
export interface QueryDefinition<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  readonly kind: 'query';
  /** Collections whose change makes a live query run again. */
  readonly reads: readonly string[];
  readonly input: I;
  readonly output: O;
}

/** Where the effect of an action happens; see the vocabulary in the architecture record. */
export type EffectKind = 'api' | 'console' | 'local';

export interface ActionDefinition<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  readonly kind: 'action';
  readonly effect: EffectKind;
  readonly input: I;
  readonly output: O;
}

export function query<I extends z.ZodType, O extends z.ZodType>(
  reads: readonly string[],
  input: I,
  output: O,
): QueryDefinition<I, O> {
  return { kind: 'query', reads, input, output };
}

export function action<I extends z.ZodType, O extends z.ZodType>(
  effect: EffectKind,
  input: I,
  output: O,
): ActionDefinition<I, O> {
  return { kind: 'action', effect, input, output };
}

/** No input. */
export const nothing = z.strictObject({});
/** An exact decimal as text. */
export const amount = z.string().regex(/^-?\d+(\.\d+)?$/);
/** ISO currency code. */
export const currency = z.string().min(1).max(8);
/** Billing month YYYY-MM, GMT+08:00. */
export const period = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/);
/** Instant, integer ms UTC. */
export const instant = z.number().int();
/** Day YYYY-MM-DD in GMT+08:00. */
export const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
/** A percentage as decimal text, such as "46.49". */
export const percent = amount;

/** Which way a figure came in and how old it is. `name` is an API operation or a file name. */
export const stamp = z.object({
  source: z.enum(['api', 'file', 'person', 'derived']),
  name: z.string(),
  asOf: instant,
});
export type Stamp = z.infer<typeof stamp>;

/** An amount with its currency. */
export const money = z.object({ amount, currency });
export type Money = z.infer<typeof money>;

/** One page of a keyset list. `next` is the key to pass as `after`; null on the last page. */
export function page<R extends z.ZodType>(row: R) {
  return z.object({ rows: z.array(row), next: z.string().nullable() });
}

/** How many rows a list query may ask for at once. */
export const pageLimit = z.number().int().min(1).max(500);
