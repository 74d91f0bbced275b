import { CodedError } from '../../base/errors.ts';
import type { Verdict } from './classify.ts';
import type { Exchange } from './exchange.ts';
import { TOO_LARGE } from './transport.ts';
import { isOperation, OPERATIONS } from './operations.ts';

/** The gateway accepts 15 minutes; beyond that the clock is wrong, not drifting, and a person must correct it. */
export const CLOCK_LIMIT_MS = 15 * 60_000;
/** error_code is the other side's text: only its expected form goes into our errors. */
const CODE = /^[A-Za-z0-9._-]{1,40}$/;

/** The coded error of a failed read. Holds codes and ids only, nothing of the request. */
export function errorOf(operation: string, exchange: Exchange, verdict: Verdict): CodedError {
  const { outcome } = exchange;
  if (outcome.kind === 'transport') {
    if (exchange.reason === TOO_LARGE)
      return new CodedError('UPSTREAM_UNREADABLE', { operation, code: TOO_LARGE });
    return new CodedError('ENDPOINT_UNREACHABLE', { operation, reason: exchange.reason ?? 'UNKNOWN' });
  }
  const data = {
    operation,
    status: outcome.status,
    code: safeCode(outcome.code),
    requestId: safeCode(exchange.requestId),
  };
  switch (verdict) {
    case 'credentials': {
      const minutes = minutesOff(exchange);
      return minutes === null
        ? new CodedError('CREDENTIALS_REFUSED', data)
        : new CodedError('CLOCK_OFF', { operation, minutes });
    }
    case 'held':
      return new CodedError('PERMISSION_MISSING', {
        ...data,
        permission: isOperation(operation) ? OPERATIONS[operation].permission : null,
      });
    case 'rejected':
      return new CodedError('UPSTREAM_REFUSED', data);
    case 'later':
      return new CodedError('UPSTREAM_BUSY', data);
    default:
      return new CodedError(outcome.status >= 500 ? 'UPSTREAM_FAILED' : 'UPSTREAM_UNREADABLE', data);
  }
}

/** By how many minutes our clock is off (positive: ours is behind) when that alone explains a refused signature; else null. */
export function minutesOff(exchange: Exchange): number | null {
  const { offsetMs } = exchange;
  return offsetMs !== null && Math.abs(offsetMs) > CLOCK_LIMIT_MS ? Math.round(offsetMs / 60_000) : null;
}

/** The other side's text as far as it has the expected form of a code or id; else null. */
export function safeCode(text: string | null): string | null {
  return text !== null && CODE.test(text) ? text : null;
}
