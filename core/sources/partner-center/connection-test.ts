import { CodedError } from '../../base/errors.ts';
import type { ConnectionReport } from '../source.ts';
import { classify } from './classify.ts';
import { send, type Exchange, type Sender } from './exchange.ts';
import { errorOf } from './failures.ts';
import { member } from './json.ts';
import { OPERATIONS, type OperationId } from './operations.ts';

/** What is asked, as little as possible; `shows` is a field that only a Partner Center answers with. */
const PROBES: readonly { readonly id: OperationId; readonly input: object; readonly shows: string }[] = [
  { id: 'ShowPartnerConsumptionQuota', input: {}, shows: 'consumption_quota' },
  { id: 'ListSubCustomers', input: { body: { offset: 0, limit: 1 } }, shows: 'customer_infos' },
];

/** Answers of the Partner Center and its gateway carry codes of these families. */
const OWN_CODE = /^(?:CBC|APIGW|APIG)\./;
/** Somebody answered, but not in HTTP or not in TLS. */
const NOT_HTTP = /^(?:HPE_|EPROTO|ERR_SSL_WRONG_VERSION_NUMBER|ERR_SSL_PACKET_LENGTH_TOO_LONG)/;

/**
 * Tests endpoint, clock, keys and permissions, each with its own code.
 * @throws CodedError ENDPOINT_UNREACHABLE {reason}, ENDPOINT_NOT_PARTNER_CENTER, CREDENTIALS_REFUSED,
 * CLOCK_OFF {minutes}, PERMISSION_MISSING {operation, permission} when every probe lacks its right, UPSTREAM_BUSY,
 * UPSTREAM_FAILED; or the signal's reason
 */
export async function testConnection(
  endpoint: string,
  sender: Sender,
  signal?: AbortSignal,
): Promise<ConnectionReport> {
  const missing: { operation: string; permission: string | null }[] = [];
  // Signed by our own uncorrected clock: a correction would hide what the person should repair.
  const plain: Sender = { ...sender, offset: () => 0 };
  let clockOffsetMs: number | null = null;
  let first: CodedError | null = null;
  for (const probe of PROBES) {
    const exchange = await send(plain, OPERATIONS[probe.id], probe.input, signal);
    clockOffsetMs ??= exchange.offsetMs;
    const error = judge(probe.id, probe.shows, exchange);
    if (error === null) continue;
    if (error.code !== 'PERMISSION_MISSING') throw error;
    first ??= error;
    missing.push({ operation: probe.id, permission: OPERATIONS[probe.id].permission });
  }
  if (first && missing.length === PROBES.length) throw first;
  return { endpoint, clockOffsetMs, missing };
}

function judge(id: OperationId, shows: string, exchange: Exchange): CodedError | null {
  const { outcome } = exchange;
  if (outcome.kind === 'transport') {
    const strange = NOT_HTTP.test(exchange.reason ?? '');
    return strange
      ? new CodedError('ENDPOINT_NOT_PARTNER_CENTER', { reason: exchange.reason })
      : errorOf(id, exchange, 'later');
  }
  const verdict = classify(outcome);
  if (verdict === 'confirmed') {
    return member(exchange.tree, shows) === undefined ? foreign(outcome.status) : null;
  }
  if (verdict === 'later' || outcome.status >= 500) return errorOf(id, exchange, verdict);
  const known = outcome.code !== null && OWN_CODE.test(outcome.code);
  // A gateway that does not know the path is somebody else's service behind the same kind of gateway.
  return known && outcome.status !== 404 ? errorOf(id, exchange, verdict) : foreign(outcome.status);
}

function foreign(status: number): CodedError {
  return new CodedError('ENDPOINT_NOT_PARTNER_CENTER', { status });
}
