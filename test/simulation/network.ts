import { CodedError } from '../../core/base/errors.ts';
import type { Random } from '../../core/base/random.ts';
import type {
  CallInput,
  PartnerCenter,
  SendOptions,
  SentOutcome,
  UpstreamAnswer,
} from '../../core/sources/source.ts';
import { answer, Books, type Answered } from '../../core/sync/outbox/testing/center.ts';
import type { Monitor } from './monitor.ts';
import type { VirtualTime } from './time.ts';
import type { Weather } from './weather.ts';

const DEADLINE_MS = 30_000;
/** No request acts later than this after it left (sync-and-safety, section 7). */
const LATEST_MS = 295_000;

/** What one living desk lets through: nothing reaches a dead one. */
export interface Door {
  /** May kill the desk. */
  danger(): void;
  /** Runs `deliver` at the desk, if it lives and when it is awake. */
  deliver(deliver: () => void): void;
  readonly alive: boolean;
}

/** The Partner Center behind a bad network. Requests that left go on whatever becomes of their desk. */
export class Upstream {
  readonly books = new Books();
  /** Customers the Partner Center refuses budgets for. */
  readonly refusing = new Set<string>();
  requests = 0;
  readonly #time: VirtualTime;
  readonly #random: Random;
  readonly #weather: Weather;
  readonly #monitor: Monitor;
  readonly #trace: (line: string) => void;

  constructor(
    time: VirtualTime,
    random: Random,
    weather: Weather,
    monitor: Monitor,
    trace: (line: string) => void,
  ) {
    this.#time = time;
    this.#random = random;
    this.#weather = weather;
    this.#monitor = monitor;
    this.#trace = trace;
  }

  /** The connector of one desk. `idOf` finds the action a request belongs to. */
  center(door: Door, idOf: (input: CallInput) => string, sends: (id: string) => void): PartnerCenter {
    return {
      endpoint: 'sim',
      identity: 'sim',
      call: (operation, input = {}) => this.#call(door, operation, input),
      send: (operation, input, options) => {
        const id = idOf(input);
        sends(id);
        return this.#send(door, id, operation, input, options ?? {});
      },
      testConnection: () => Promise.reject(new Error('not in the simulation')),
      exportState: () => ({}),
      importState: () => {},
      close: () => Promise.resolve(),
    };
  }

  #chance(p: number): boolean {
    return this.#time.now < this.#weather.healedAt && this.#random.next() < p;
  }

  #latency(): number {
    return 20 + this.#random.next() * (this.#chance(0.1) ? 9_000 : 300);
  }

  #call(door: Door, operation: string, input: CallInput): Promise<UpstreamAnswer> {
    door.danger();
    this.requests += 1;
    const weather = this.#weather.at(this.#time.now);
    const { promise, resolve, reject } = Promise.withResolvers<UpstreamAnswer>();
    const fails = (
      code:
        | 'ENDPOINT_UNREACHABLE'
        | 'CREDENTIALS_REFUSED'
        | 'PERMISSION_MISSING'
        | 'UPSTREAM_BUSY'
        | 'UPSTREAM_FAILED'
        | 'UPSTREAM_UNREADABLE',
      ms: number,
    ): void => this.#time.after(ms, () => door.deliver(() => reject(new CodedError(code, { operation }))));
    const luck = this.#time.now < this.#weather.healedAt ? this.#random.next() : 1;
    if (weather.has('out') || luck < 0.02) fails('ENDPOINT_UNREACHABLE', 50);
    else if (weather.has('requests-lost') || weather.has('replies-lost') || luck < 0.04)
      fails('ENDPOINT_UNREACHABLE', DEADLINE_MS);
    else if (weather.has('401')) fails('CREDENTIALS_REFUSED', 100);
    else if (weather.has('403')) fails('PERMISSION_MISSING', 100);
    else if (weather.has('429') || luck < 0.05) fails('UPSTREAM_BUSY', 100);
    else if (weather.has('5xx') || luck < 0.06) fails('UPSTREAM_FAILED', 100);
    else if (luck < 0.07) fails('UPSTREAM_UNREADABLE', 100);
    else this.#time.after(this.#latency(), () => this.#answerCall(door, operation, input, resolve, reject));
    return promise;
  }

  #answerCall(
    door: Door,
    operation: string,
    input: CallInput,
    resolve: (answer: UpstreamAnswer) => void,
    reject: (error: unknown) => void,
  ): void {
    let result: UpstreamAnswer;
    try {
      result = this.books.ask(operation, input, this.#time.now);
    } catch (error) {
      this.#time.after(this.#latency(), () => door.deliver(() => reject(error)));
      return;
    }
    const customer = input.query?.['customer_id'] ?? input.body?.['customer_id'];
    const budget = result.body['budget_amount'];
    this.#time.after(this.#latency(), () =>
      door.deliver(() => {
        if (operation !== 'ListSubCustomerBudgetRecords')
          this.#monitor.read(nameOf(customer), typeof budget === 'string' ? budget : null);
        resolve(result);
      }),
    );
  }

  #send(
    door: Door,
    id: string,
    operation: string,
    input: CallInput,
    options: SendOptions,
  ): Promise<SentOutcome> {
    this.requests += 1;
    const { promise, resolve, reject } = Promise.withResolvers<SentOutcome>();
    let over = false;
    const finish = (outcome: SentOutcome): void =>
      door.deliver(() => {
        if (over) return;
        over = true;
        this.#trace(`answer ${id.slice(-6)} ${describe(outcome)}`);
        this.#monitor.answered(id, isSure(outcome));
        resolve(outcome);
      });
    options.signal?.addEventListener('abort', () => {
      if (over || !door.alive) return;
      over = true;
      this.#monitor.answered(id, false);
      reject(options.signal?.reason);
    });
    const weather = this.#weather.at(this.#time.now);
    if (weather.has('out') || this.#chance(0.03)) {
      this.#time.after(50, () => finish({ kind: 'transport', sent: false, reason: 'ECONNREFUSED' }));
      return promise;
    }
    this.#time.after(DEADLINE_MS, () => finish({ kind: 'transport', sent: true, reason: 'DEADLINE' }));
    if (weather.has('requests-lost') || this.#chance(0.05)) {
      this.#trace(`lost ${id.slice(-6)}`);
    } else {
      const late = this.#chance(0.08);
      const travel = late ? DEADLINE_MS + this.#random.next() * (LATEST_MS - DEADLINE_MS) : this.#latency();
      const lost = weather.has('replies-lost') || this.#chance(0.08);
      this.#time.after(travel, () => {
        const outcome = this.#perform(id, operation, input);
        if (!late && !lost) this.#time.after(this.#latency(), () => finish(outcome));
      });
    }
    if (this.#chance(0.02)) {
      this.#time.after(this.#random.next() * 5_000, () =>
        finish({ kind: 'transport', sent: true, reason: 'ECONNRESET' }),
      );
    }
    door.danger();
    return promise;
  }

  /** The request has arrived: what the Partner Center does with it, and what it says. */
  #perform(id: string, operation: string, input: CallInput): SentOutcome {
    const weather = this.#weather.at(this.#time.now);
    if (weather.has('401') || this.#chance(0.02)) return answer(401, 'APIGW.0301');
    if (weather.has('403')) return answer(403, 'CBC.0151');
    if (weather.has('429') || this.#chance(0.03)) return answer(429, 'APIGW.0308');
    if (this.#chance(0.03)) return answer(503, 'CBC.0999');
    const customer = customerOf(input);
    if (this.refusing.has(customer)) {
      this.#monitor.refused(id);
      const failed = answer(200, null, { failedItems: [{ id: customer, code: 'CBC.99005024' }] });
      return operation === 'UpdateSubCustomerBudget' ? answer(400, 'CBC.99005024') : failed;
    }
    const done: Answered = this.books.act(operation, input);
    if (done.status >= 300 || done.failedItems.length > 0) this.#monitor.refused(id);
    else {
      this.#trace(`effect ${id.slice(-6)}`);
      this.#monitor.effect(id);
    }
    if (weather.has('5xx') || this.#chance(0.04)) return answer(500, 'CBC.0999');
    if (this.#chance(0.03)) return answer(200, null, { readable: false });
    return done;
  }
}

const nameOf = (value: unknown): string => (typeof value === 'string' ? value : '');

export function customerOf(input: CallInput): string {
  const ids = input.body?.['customer_ids'];
  return nameOf(Array.isArray(ids) ? ids[0] : input.body?.['customer_id']);
}

/** Whether an honest sender knows what became of the request. */
function isSure(outcome: SentOutcome): boolean {
  if (outcome.kind === 'transport') return !outcome.sent;
  return outcome.readable && outcome.status < 500 && outcome.status !== 408;
}

function describe(outcome: SentOutcome): string {
  if (outcome.kind === 'transport') return outcome.reason;
  return `${outcome.status} ${outcome.code ?? ''}${outcome.readable ? '' : ' unreadable'}`;
}
