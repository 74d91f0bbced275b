import { z } from 'zod';
import { CodedError } from '../base/errors.ts';
import type { JsonObject } from '../base/json.ts';
import { toE8 } from '../base/money.ts';
import { parseInstant } from '../base/period.ts';

/**
 * Reading fields out of an upstream body. Every JSON number arrives as its text; any field may be missing or null;
 * fields nobody knows are tolerated (they stay in the kept raw body).
 */

/**
 * Text, or a number's text; null when missing, null or empty. Written as one function: a page has thousands of fields.
 */
export const bodyText = z
  .unknown()
  .optional()
  .transform((value, context): string | null => {
    if (value === null || value === undefined) return null;
    if (typeof value === 'object') {
      context.addIssue('a text was expected');
      return null;
    }
    const text = typeof value === 'string' ? value.trim() : String(value as number | boolean);
    return text === '' ? null : text;
  });

const EXPONENT = /^([+-]?)(\d+)(?:\.(\d*))?[eE]([+-]?\d{1,3})$/;

/** Writes '1.5E-3' as '0.0015'; other texts as they are. JSON allows exponents, amounts on our borders do not. */
export function plainDecimal(text: string): string {
  const match = EXPONENT.exec(text);
  if (!match) return text;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = match;
  const digits = whole + fraction;
  const point = whole.length + Number(exponent);
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`;
  if (point >= digits.length) return `${sign}${digits}${'0'.repeat(point - digits.length)}`;
  return `${sign}${digits.slice(0, point)}.${digits.slice(point)}`;
}

const amountOf = (text: string | null): bigint | null => (text === null ? null : toE8(plainDecimal(text)));
const instantOf = (text: string | null): number | null => (text === null ? null : parseInstant(text));

/** An amount in units of 1e-8; null when missing. @throws CodedError AMOUNT_INVALID, AMOUNT_TOO_PRECISE */
export const bodyAmount = bodyText.transform(amountOf);

/** An instant, integer ms UTC; null when missing. @throws CodedError INSTANT_INVALID */
export const bodyInstant = bodyText.transform(instantOf);

/** A flag written 0/1 (or true/false); null when missing or anything else. */
export const bodyFlag = bodyText.transform((text) => {
  if (text === '1' || text === 'true') return true;
  return text === '0' || text === 'false' ? false : null;
});

/** The unit of amounts. Only 1 (one unit of the currency) is understood; any other is refused instead of guessed. */
export const bodyMeasure = bodyText.refine((text) => text === null || text === '1', 'measure_id is not 1');

/** ISO currency code; USD (the international site's only one) when missing. */
export const bodyCurrency = bodyText.transform((text) => text ?? 'USD');

/** What was read of a body last: `parse` and `project` read the same object one after the other. */
const readLast = new WeakMap<JsonObject, { readonly schema: z.ZodType; readonly data: unknown }>();

/**
 * Reads a body by its schema.
 * @throws CodedError UPSTREAM_UNREADABLE {collection, field, reason}; the amount and instant codes with the same data
 */
export function readBody<S extends z.ZodType>(collection: string, schema: S, body: JsonObject): z.output<S> {
  const known = readLast.get(body);
  // The schema tells the type of what it read.
  if (known?.schema === schema) return known.data as z.output<S>;
  const data = checkBody(collection, schema, body);
  readLast.set(body, { schema, data });
  return data;
}

function checkBody<S extends z.ZodType>(collection: string, schema: S, body: JsonObject): z.output<S> {
  try {
    const result = schema.safeParse(body);
    if (result.success) return result.data;
    const issue = result.error.issues[0];
    throw new CodedError('UPSTREAM_UNREADABLE', {
      collection,
      field: issue?.path.join('.') ?? '',
      reason: issue?.message ?? '',
    });
  } catch (error) {
    if (error instanceof CodedError && error.code !== 'UPSTREAM_UNREADABLE')
      throw new CodedError(error.code, { ...error.data, collection }, { cause: error });
    throw error;
  }
}
