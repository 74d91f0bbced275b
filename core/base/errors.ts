import type { ErrorCode } from './error-codes.ts';
import type { JsonValue } from './json.ts';

export type { ErrorCode } from './error-codes.ts';

/** Data that goes with an error code; the screen puts it into its sentence. Never secrets, never names. */
export type ErrorData = Record<string, JsonValue>;

/**
 * The only kind of error that crosses a room's border: a code of `error-codes.ts` with data.
 * The message is for logs; screens make their own sentence from code and data, in both languages.
 */
export class CodedError extends Error {
  readonly code: ErrorCode;
  readonly data: ErrorData;

  constructor(code: ErrorCode, data: ErrorData = {}, options?: { cause?: unknown }) {
    super(`${code} ${JSON.stringify(data)}`, options);
    this.name = 'CodedError';
    this.code = code;
    this.data = data;
  }
}

/** Whether `error` is a coded one (and, when given, has this code). */
export function isCoded(error: unknown, code?: ErrorCode): error is CodedError {
  return error instanceof CodedError && (code === undefined || error.code === code);
}

/** The coded error itself, or INTERNAL with the original as its cause. */
export function asCoded(error: unknown): CodedError {
  return isCoded(error) ? error : new CodedError('INTERNAL', {}, { cause: error });
}
