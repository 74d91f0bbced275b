import { parse } from 'lossless-json';
import { CodedError } from '../base/errors.ts';
import type { JsonObject } from '../base/json.ts';

/**
 * A kept raw body as an object in which every JSON number is its own text, exactly as the sources hand it over.
 * @throws CodedError STORE_DAMAGED when the kept text is not a JSON object
 */
export function parseRaw(raw: string): JsonObject {
  let value: unknown;
  try {
    value = parse(raw, null, (text) => text);
  } catch (error) {
    throw new CodedError('STORE_DAMAGED', { file: 'mirror', cause: 'raw-unreadable' }, { cause: error });
  }
  if (!isJsonObject(value))
    throw new CodedError('STORE_DAMAGED', { file: 'mirror', cause: 'raw-not-object' });
  return value;
}

// lossless-json gives plain JSON values once numbers are texts; only the outermost shape is in question.
const isJsonObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
