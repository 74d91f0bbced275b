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
import type { FaultCount } from './faults.ts';
import type { Monitor } from './monitor.ts';
import type { VirtualTime } from './time.ts';
import type { Weather } from './weather.ts';

const DEADLINE_MS = 30_000;
/** No request acts later than this after it left (sync-and-safety, section 7). */
const LATEST_MS = 295_000;

/** How long an association may take: longer than a quiet period. */
const ASSOCIATION_MS = 480_000;

/** What one living desk lets through: nothing reaches a dead one. */
export interface Door {
  /** May kill the desk. */
  danger(where: 'await' | 'commit'): void;
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
  /** Requests that are out, in the order they left. */
  readonly #out: string[] = [];
  readonly #time: VirtualTime;
  readonly #random: Random;
  readonly #weather: Weather;
  readonly #monitor: Monitor;
  readonly #trace: (line: string) => void;
  readonly #faults: FaultCount;

  constructor(
    time: VirtualTime,
    random: Random,
    weather: Weather,
    monitor: Monitor,
    trace: (line: string) => void,
    faults: FaultCount,
  ) {
    this.#faults = faults;
    this.#time = time;
    this.#random = random;
    this.#weather = weather;
    this.#monitor = monitor;
    this.#trace = trace;
    this.books.now = () => time.now;
    this.books.newestFirst = true;
  }

  /** The connector of one desk. `idOf` finds the action a request belongs to. */
  center(
    door: Door,
    idOf: (operation: string, input: CallInput) => string,
    sends: (id: string) => void,
  ): PartnerCenter {
    return {
      endpoint: 'sim',
      identity: 'sim',
      call: (operation, input = {}) => this.#call(door, operation, input),
      send: (operation, input, options) => {
        const id = idOf(operation, input);
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
    const { healedAt, gusts } = this.#weather;
    return gusts && this.#time.now < healedAt && this.#random.next() < p;
  }

  #latency(): number {
    return 20 + this.#random.next() * (this.#chance(0.1) ? 9_000 : 300);
  }

  #call(door: Door, operation: string, input: CallInput): Promise<UpstreamAnswer> {
    door.danger('await');
    this.requests += 1;
    this.#monitor.named(nameOf(input.query?.['customer_id'] ?? input.body?.['customer_id']));
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
    const luck = this.#weather.gusts && this.#time.now < this.#weather.healedAt ? this.#random.next() : 1;
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
    this.#shiftPages(operation, input, result);
    const customer = input.query?.['customer_id'] ?? input.body?.['customer_id'];
    const account = input.body?.['account_name'] ?? input.body?.['search_value'];
    const budget = result.body['budget_amount'];
    this.#time.after(this.#latency(), () =>
      door.deliver(() => {
        if (account !== undefined) this.#monitor.looked(`account:${nameOf(account)}`);
        else if (operation !== 'ListSubCustomerBudgetRecords')
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
    this.#out.push(id);
    let over = false;
    const finish = (outcome: SentOutcome): void =>
      door.deliver(() => {
        if (over) return;
        over = true;
        this.#ended(id);
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
    if (weather.has('out')) this.#faults.count('partition both');
    if (weather.has('out') || this.#chance(0.03)) {
      this.#time.after(50, () => finish({ kind: 'transport', sent: false, reason: 'ECONNREFUSED' }));
      return promise;
    }
    this.#time.after(DEADLINE_MS, () => finish({ kind: 'transport', sent: true, reason: 'DEADLINE' }));
    if (weather.has('requests-lost')) this.#faults.count('partition out');
    if (weather.has('requests-lost') || this.#chance(0.05)) {
      this.#faults.count('request lost');
      this.#trace(`lost ${id.slice(-6)}`);
      // Somebody else takes the very name meanwhile: it looks like ours.
      if (operation === CREATE && this.#chance(0.3)) this.books.register(nameOf(input.body?.['domain_name']));
    } else {
      const late = this.#chance(0.08);
      const travel = late ? DEADLINE_MS + this.#random.next() * (LATEST_MS - DEADLINE_MS) : this.#latency();
      if (late) this.#faults.count('late arrival');
      if (weather.has('replies-lost')) this.#faults.count('partition in');
      const lost = weather.has('replies-lost') || this.#chance(0.08);
      if (lost) this.#faults.count('reply lost');
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
    door.danger('await');
    return promise;
  }

  /** The request has arrived: what the Partner Center does with it, and what it says. */
  #perform(id: string, operation: string, input: CallInput): SentOutcome {
    const weather = this.#weather.at(this.#time.now);
    if (weather.has('401') || this.#chance(0.02)) {
      this.#faults.count('401');
      return answer(401, 'APIGW.0301');
    }
    if (weather.has('403')) return answer(403, 'CBC.0151');
    if (weather.has('429') || this.#chance(0.03)) {
      this.#faults.count('429');
      return answer(429, 'APIGW.0308');
    }
    if (this.#chance(0.03)) return answer(503, 'CBC.0999');
    if (operation === CODE) return this.#sendCode(id);
    this.books.associationMs =
      operation === CREATE && this.#chance(0.3) ? this.#random.next() * ASSOCIATION_MS : 0;
    const customer = customerOf(input);
    if (this.refusing.has(customer)) {
      this.#monitor.refused(id);
      const failed = answer(200, null, { failedItems: [{ id: customer, code: 'CBC.99005024' }] });
      if (operation === 'UpdateSubCustomerBudget') return answer(400, 'CBC.99005024');
      this.#faults.count('mixed results');
      return failed;
    }
    const before = this.books.effects.length;
    const done: Answered = this.books.act(operation, input);
    const effect = this.books.effects[before];
    if (effect === undefined) this.#monitor.refused(id);
    else {
      this.#trace(`effect ${id.slice(-6)}`);
      this.#monitor.effect(id, effect.customerId);
    }
    return this.#spoiled(done);
  }

  /** Something goes wrong with an answer after everything was done. */
  #spoiled(done: Answered): SentOutcome {
    if (this.#weather.at(this.#time.now).has('5xx') || this.#chance(0.04)) {
      this.#faults.count('5xx after the effect');
      return answer(500, 'CBC.0999');
    }
    if (this.#chance(0.03)) {
      this.#faults.count('garbage');
      return answer(200, null, { readable: false });
    }
    return done;
  }

  /** Each message is one effect: nothing ever shows whether it was sent. */
  #sendCode(id: string): SentOutcome {
    this.#monitor.message(id);
    return this.#spoiled(answer(204));
  }

  /** Somebody changes the list between two of its pages. */
  #shiftPages(operation: string, input: CallInput, page: UpstreamAnswer): void {
    const first = input.query?.['offset'] === 0 && (page.total ?? 0) > page.items.length;
    if (operation !== 'ListSubCustomerBudgetRecords' || !first || !this.#chance(0.15)) return;
    this.#faults.count('page shift');
    this.books.setBudget(
      nameOf(input.query?.['customer_id']),
      `8000${Math.floor(this.#random.next() * 1000)}`,
    );
  }

  #ended(id: string): void {
    const place = this.#out.indexOf(id);
    // An older one is still out: answers do not come in the order of their requests.
    if (place > 0) this.#faults.count('reordered');
    if (place >= 0) this.#out.splice(place, 1);
  }
}

export const CREATE = 'CreateSubCustomer';
export const CODE = 'SendVerificationMessageCode';

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
