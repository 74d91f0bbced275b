import type { Clock } from '../../base/clock.ts';
import { CodedError } from '../../base/errors.ts';
import type { JsonObject } from '../../base/json.ts';
import type { CallInput } from '../source.ts';
import type { Outcome } from './classify.ts';
import { member, parseTree, textOf, type Tree } from './json.ts';
import type { Operation } from './operations.ts';
import { authorization, canonicalQuery, encodePath, sdkDate, type KeyPair } from './signing.ts';
import { TransportFailure, type HttpRequest, type Transport } from './transport.ts';

/** One signed request and what came back, before anybody judges it. */
export interface Exchange {
  readonly outcome: Outcome;
  /** The parsed body; null when there is none or it was not readable. */
  readonly tree: Tree;
  /** Partner Center clock minus ours in ms, as its Date header says; null when it does not. */
  readonly offsetMs: number | null;
  readonly requestId: string | null;
  /** Transport failures: Node's error code. */
  readonly reason: string | null;
}

/** What stays the same over all requests of a client. */
export interface Sender {
  readonly transport: Transport;
  readonly keys: KeyPair;
  readonly host: string;
  readonly clock: Clock;
  /** Correction of our clock for X-Sdk-Date, ms. */
  offset(): number;
}

/** The request as bytes, signed. The query and the body that are sent are the very texts that were signed. */
export function signedRequest(sender: Sender, operation: Operation, input: CallInput): HttpRequest {
  const path = pathOf(operation, input);
  const query = Object.entries(input.query ?? {}).map(([name, value]) => [name, String(value)] as const);
  const body = operation.method === 'POST' ? Buffer.from(bodyText(input.body ?? {}), 'utf8') : undefined;
  const signed = {
    'content-type': 'application/json',
    host: sender.host,
    'x-language': 'en_US',
    'x-sdk-date': sdkDate(sender.clock.now() + sender.offset()),
  };
  const auth = authorization(
    { method: operation.method, path, query, headers: signed, ...(body ? { body } : {}) },
    sender.keys,
  );
  const search = canonicalQuery(query);
  return {
    method: operation.method,
    target: `${encodePath(path)}${search === '' ? '' : `?${search}`}`,
    headers: {
      ...signed,
      accept: 'application/json',
      authorization: auth,
      ...(body ? { 'content-length': String(body.length) } : {}),
    },
    ...(body ? { body } : {}),
  };
}

/** The operation's path with its values put in, not yet encoded. @throws CodedError INPUT_INVALID */
function pathOf(operation: Operation, input: CallInput): string {
  return operation.path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = input.path?.[name] ?? '';
    // A slash would name another operation; an empty value, a list instead of a record.
    if (value === '' || value.includes('/') || value === '.' || value === '..') {
      throw new CodedError('INPUT_INVALID', { parameter: name });
    }
    return value;
  });
}

function bodyText(body: JsonObject): string {
  return JSON.stringify(body);
}

/** Sends one request. Never throws for what the other side does. @throws the signal's reason when aborted */
export async function send(
  sender: Sender,
  operation: Operation,
  input: CallInput,
  signal?: AbortSignal,
  how: Pick<HttpRequest, 'fresh' | 'deadlineMs'> = {},
): Promise<Exchange> {
  const started = sender.clock.now();
  try {
    const request = { ...signedRequest(sender, operation, input), ...how };
    const answer = await sender.transport.exchange(request, signal);
    const middle = (started + sender.clock.now()) / 2;
    const what = read(answer.status, answer.text, operation.emptyAnswer ?? false);
    return { ...what, offsetMs: offsetOf(answer.date, middle), reason: null };
  } catch (error) {
    if (!(error instanceof TransportFailure)) throw error;
    const outcome: Outcome = { kind: 'transport', sent: error.sent };
    return { outcome, tree: null, offsetMs: null, requestId: null, reason: error.reason };
  }
}

function read(
  status: number,
  text: string,
  emptyAnswer: boolean,
): Pick<Exchange, 'outcome' | 'tree' | 'requestId'> {
  if (text.trim() === '') {
    return {
      outcome: { kind: 'answer', status, code: null, readable: status === 204 || emptyAnswer },
      tree: null,
      requestId: null,
    };
  }
  try {
    const tree = parseTree(text);
    const object = tree !== null && typeof tree === 'object' && !Array.isArray(tree);
    const code = textOf(member(tree, 'error_code'));
    const outcome: Outcome = { kind: 'answer', status, code: code === '' ? null : code, readable: object };
    return { outcome, tree, requestId: textOf(member(tree, 'request_id')) };
  } catch {
    return { outcome: { kind: 'answer', status, code: null, readable: false }, tree: null, requestId: null };
  }
}

/** The Date header counts whole seconds, cut: half a second is the best guess of the rest. */
function offsetOf(date: string | null, middle: number): number | null {
  const at = date === null ? Number.NaN : Date.parse(date);
  return Number.isNaN(at) ? null : Math.round(at + 500 - middle);
}
