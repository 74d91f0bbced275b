import type { Clock, Timers } from '../../base/clock.ts';
import { CodedError } from '../../base/errors.ts';
import type { Random } from '../../base/random.ts';
import type {
  CallInput,
  CallOptions,
  PartnerCenter,
  SendOptions,
  SentOutcome,
  UpstreamAnswer,
} from '../source.ts';
import { classify, type Verdict } from './classify.ts';
import { testConnection } from './connection-test.ts';
import { parseEndpoint } from './endpoint.ts';
import { CLOCK_LIMIT_MS, errorOf } from './failures.ts';
import { send, type Exchange, type Sender } from './exchange.ts';
import { countOf, isObject, itemOf, member, type Tree } from './json.ts';
import { createLimiter, unlimited, type Limiter } from './limiter.ts';
import { isOperation, OPERATIONS, type Operation, type OperationId } from './operations.ts';
import { sentOutcome } from './sent.ts';
import { sha256, type KeyPair } from './signing.ts';
import { createTransport, TOO_LARGE } from './transport.ts';

/** What a client needs. The secret key stays inside it: it is in no error, log line or exported state. */
export interface ClientOptions {
  readonly endpoint: string;
  readonly keys: KeyPair;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly random: Random;
  /** Do not limit the rate: for benches and for a sandbox without limits. */
  readonly unlimited?: boolean;
  /** How often a read is tried in all. Default 5. */
  readonly attempts?: number;
  readonly deadlineMs?: number;
  readonly maxBodyBytes?: number;
}

/** The Date header counts seconds; smaller differences are noise. */
const CLOCK_NOISE_MS = 2_000;

const BACKOFF_FIRST_MS = 500;
const BACKOFF_MOST_MS = 30_000;

/** Full jitter: anything between nothing and the doubled step. @param attempt 0 after the first failure */
export function backoff(attempt: number, random: Random): number {
  return Math.floor(random.next() * Math.min(BACKOFF_MOST_MS, BACKOFF_FIRST_MS * 2 ** attempt));
}

/** A connector to one Partner Center. @throws CodedError ENDPOINT_INVALID */
export function createPartnerCenter(options: ClientOptions): PartnerCenter {
  const url = parseEndpoint(options.endpoint);
  const limits = {
    ...(options.deadlineMs === undefined ? {} : { deadlineMs: options.deadlineMs }),
    ...(options.maxBodyBytes === undefined ? {} : { maxBytes: options.maxBodyBytes }),
  };
  const transport = createTransport(url, options.timers, limits);
  const limiter: Limiter = options.unlimited
    ? unlimited
    : createLimiter({
        clock: options.clock,
        timers: options.timers,
        perSecond: (id) => (isOperation(id) ? OPERATIONS[id].perSecond : 10),
      });
  const offset = { ms: 0 };
  const sender: Sender = {
    transport,
    keys: options.keys,
    host: url.host,
    clock: options.clock,
    offset: () => offset.ms,
  };
  const caller = new Caller(sender, limiter, options, offset);
  return {
    endpoint: url.origin,
    identity: sha256(`${url.origin}\n${options.keys.accessKey}`).slice(0, 32),
    call: (id, input, callOptions) => caller.call(id, input, callOptions),
    send: (id, input, sendOptions) => caller.send(id, input, sendOptions),
    testConnection: (signal) => testConnection(url.origin, sender, signal),
    exportState: () => ({ limits: limiter.exportState() }),
    importState: (state) => {
      const saved = state['limits'];
      if (saved !== null && typeof saved === 'object' && !Array.isArray(saved)) limiter.importState(saved);
    },
    close: () => {
      transport.close();
      return Promise.resolve();
    },
  };
}

/** Reads: wait for the limiter, ask, judge, perhaps ask again. Writes: wait, send once. */
class Caller {
  readonly #sender: Sender;
  readonly #limiter: Limiter;
  readonly #options: ClientOptions;
  readonly #offset: { ms: number };

  constructor(sender: Sender, limiter: Limiter, options: ClientOptions, offset: { ms: number }) {
    this.#sender = sender;
    this.#limiter = limiter;
    this.#options = options;
    this.#offset = offset;
  }

  async call(id: string, input: CallInput = {}, callOptions: CallOptions = {}): Promise<UpstreamAnswer> {
    if (!isOperation(id)) throw new CodedError('INPUT_INVALID', { operation: id });
    const operation: Operation = OPERATIONS[id];
    // A write that is asked again by itself could happen twice.
    if (operation.write) throw new CodedError('INPUT_INVALID', { operation: id });
    const { signal } = callOptions;
    const attempts = this.#options.attempts ?? 5;
    for (let attempt = 0; ; attempt++) {
      await this.#limiter.acquire(id, callOptions);
      const exchange = await send(this.#sender, operation, input, signal);
      this.#measure(exchange);
      const verdict = classify(exchange.outcome);
      if (verdict === 'confirmed') return this.#answer(operation, exchange);
      if (isThrottled(exchange)) this.#limiter.slowDown(id);
      if (!askAgain(verdict) || exchange.reason === TOO_LARGE || attempt + 1 >= attempts)
        throw errorOf(id, exchange, verdict);
      await this.#options.timers.sleep(backoff(attempt, this.#options.random), signal);
    }
  }

  async send(id: string, input: CallInput, options: SendOptions = {}): Promise<SentOutcome> {
    if (!isOperation(id)) throw new CodedError('INPUT_INVALID', { operation: id });
    const operation: Operation = OPERATIONS[id];
    if (!operation.write) throw new CodedError('INPUT_INVALID', { operation: id });
    await this.#limiter.acquire(id, options);
    const { deadlineMs } = options;
    const exchange = await send(this.#sender, operation, input, options.signal, {
      fresh: true,
      ...(deadlineMs === undefined ? {} : { deadlineMs }),
    });
    this.#measure(exchange);
    if (isThrottled(exchange)) this.#limiter.slowDown(id);
    return sentOutcome(exchange);
  }

  #measure(exchange: Exchange): void {
    if (exchange.offsetMs === null) return;
    const size = Math.abs(exchange.offsetMs);
    this.#offset.ms = size < CLOCK_NOISE_MS || size > CLOCK_LIMIT_MS ? 0 : exchange.offsetMs;
  }

  #answer(operation: Operation, exchange: Exchange): UpstreamAnswer {
    const list = operation.items === undefined ? undefined : member(exchange.tree, operation.items);
    const total = operation.total === undefined ? undefined : member(exchange.tree, operation.total);
    const whole = lazily(() => itemOf(exchange.tree));
    return {
      // Made only when somebody looks: pages are read through their items.
      get raw() {
        return whole().raw;
      },
      get body() {
        return whole().body;
      },
      status: exchange.outcome.kind === 'answer' ? exchange.outcome.status : 0,
      at: this.#options.clock.now() + this.#offset.ms,
      items: Array.isArray(list)
        ? list.map((entry) => itemOf(inherited(entry, exchange.tree, operation)))
        : [],
      total: countOf(total),
    };
  }
}

/** An entry with the fields it shares with the others, unless it has its own. */
function inherited(entry: Tree, answer: Tree, operation: Operation): Tree {
  const names = operation.inherit;
  if (!names || !isObject(entry)) return entry;
  const extra: Record<string, Tree> = {};
  for (const name of names) {
    const value = member(answer, name);
    if (value !== undefined && member(entry, name) === undefined) extra[name] = value;
  }
  return { ...extra, ...entry };
}

function lazily<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

/** A read may be asked again whenever it surely did not happen or nobody knows. */
function askAgain(verdict: Verdict): boolean {
  return verdict === 'later' || verdict === 'unknown';
}

function isThrottled(exchange: Exchange): boolean {
  return exchange.outcome.kind === 'answer' && classify(exchange.outcome) === 'later';
}

export type { OperationId };
