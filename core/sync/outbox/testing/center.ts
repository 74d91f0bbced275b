import { CodedError } from '../../../base/errors.ts';
import type { JsonObject, JsonValue } from '../../../base/json.ts';
import type {
  CallInput,
  CallOptions,
  PartnerCenter,
  SendOptions,
  SentOutcome,
  UpstreamAnswer,
} from '../../../sources/source.ts';

/** A Partner Center in memory that remembers what truly happened: budgets with their records, freezes, accounts. */
export interface TrueCustomer {
  budget: string;
  type: 'MONTHLY' | 'PACKAGE';
  frozen: boolean;
  freezeType: string | null;
  readonly records: { budget_amount: string; budget_type: string; operation_type: string }[];
}

/** An account of Huawei Cloud; `customer` is its id. Not in the list of customers before it is associated. */
export interface Account {
  readonly name: string;
  readonly customer: string;
  readonly externalId: string;
  /** Integer ms; Infinity: never, or somebody else's. */
  readonly associatedAt: number;
}

/** One effect: what was done to whom, in the order it truly happened. */
export interface Effect {
  readonly customerId: string;
  readonly operation: string;
  readonly body: JsonObject;
}

const textOf = (value: JsonValue | undefined): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';

export type Answered = Extract<SentOutcome, { kind: 'answer' }>;

export function answer(status: number, code: string | null = null, more: Partial<Answered> = {}): Answered {
  return {
    kind: 'answer',
    status,
    code,
    readable: true,
    failedItems: [],
    body: {},
    requestId: 'req1',
    minutesOff: null,
    ...more,
  };
}

/** The books: everything synchronous, no network. */
export class Books {
  readonly customers = new Map<string, TrueCustomer>();
  readonly effects: Effect[] = [];
  /** By name in small letters. */
  readonly accounts = new Map<string, Account>();
  /** How long an association takes, ms. */
  associationMs = 0;
  /** In which order records are listed: nobody documents one. */
  newestFirst = false;
  now: () => number = () => 0;

  add(id: string, more: Partial<TrueCustomer> = {}): void {
    this.customers.set(id, {
      budget: '100',
      type: 'MONTHLY',
      frozen: false,
      freezeType: null,
      records: [],
      ...more,
    });
  }

  of(id: string): TrueCustomer {
    const found = this.customers.get(id);
    if (!found) throw new CodedError('UPSTREAM_REFUSED', { operation: '', status: 403, code: 'CBC.0151' });
    return found;
  }

  /** Somebody else sets a budget. */
  setBudget(id: string, amount: string, type: 'MONTHLY' | 'PACKAGE' = 'MONTHLY'): void {
    const customer = this.of(id);
    customer.budget = amount;
    customer.type = type;
    customer.records.push({ budget_amount: amount, budget_type: type, operation_type: 'SETTING' });
  }

  /** Answers a reading. @throws CodedError UPSTREAM_REFUSED */
  ask(operation: string, input: CallInput, at: number): UpstreamAnswer {
    const query = { ...input.query, ...input.body };
    const id = textOf(query['customer_id']);
    const list = (items: JsonObject[], total: number): UpstreamAnswer => ({
      status: 200,
      at,
      items: items.map((body) => ({ raw: '', body })),
      total,
      raw: '',
      body: {},
    });
    switch (operation) {
      case 'ShowSubCustomerBudget': {
        const { budget, type } = this.of(id);
        const body = { budget_amount: budget, budget_type: type, currency: 'USD', measure_id: '1' };
        return { ...list([], 0), total: null, body };
      }
      case 'ListSubCustomerBudgetRecords': {
        const { records } = this.of(id);
        const offset = Number(query['offset']);
        const ordered = this.newestFirst ? records.toReversed() : records;
        return list(ordered.slice(offset, offset + Number(query['limit'])), records.length);
      }
      case 'CheckUserIdentity': {
        const taken = this.accounts.has(textOf(query['search_value']).toLowerCase());
        const body = { error_code: 'CBC.0000', check_result: taken ? 'used_by_user' : 'available' };
        return { ...list([], 0), total: null, body };
      }
      case 'ListSubCustomers': {
        if (query['account_name'] !== undefined) {
          const rows = this.#named(textOf(query['account_name']));
          return list(rows, rows.length);
        }
        const found = this.customers.get(id);
        return found ? list([{ customer_id: id, is_frozen: found.frozen ? '1' : '0' }], 1) : list([], 0);
      }
      default:
        throw new CodedError('INPUT_INVALID', { operation });
    }
  }

  /** Customers whose account name contains a text, as the list filters. */
  #named(part: string): JsonObject[] {
    const associated = [...this.accounts.values()].filter(
      ({ name, associatedAt }) =>
        associatedAt <= this.now() && name.toLowerCase().includes(part.toLowerCase()),
    );
    return associated.map(({ name, customer, externalId }) => ({
      account_name: name,
      customer_id: customer,
      xaccount_id: externalId,
    }));
  }

  /** Somebody registers an account by themselves. */
  register(name: string): void {
    const customer = `s${this.accounts.size}`;
    this.accounts.set(name.toLowerCase(), {
      name,
      customer,
      externalId: '',
      associatedAt: Number.POSITIVE_INFINITY,
    });
  }

  #create(body: JsonObject): Answered {
    const name = textOf(body['domain_name']);
    if (this.accounts.has(name.toLowerCase())) return answer(400, 'CBC.0100');
    const customer = `n${this.accounts.size}`;
    const associatedAt = this.now() + this.associationMs;
    const externalId = textOf(body['xaccount_id']);
    this.accounts.set(name.toLowerCase(), { name, customer, externalId, associatedAt });
    this.add(customer, { budget: '0' });
    this.effects.push({ customerId: customer, operation: 'CreateSubCustomer', body });
    const made = { domain_id: customer, domain_name: name };
    return this.associationMs > 0
      ? answer(500, 'CBC.99000050', { body: made })
      : answer(200, null, { body: made });
  }

  /** Carries a write out, as its only effect. */
  act(operation: string, input: CallInput): Answered {
    const body = input.body ?? {};
    if (operation === 'CreateSubCustomer') return this.#create(body);
    const [first] = Array.isArray(body['customer_ids']) ? body['customer_ids'] : [body['customer_id']];
    const id = textOf(first);
    const customer = this.customers.get(id);
    if (!customer) return answer(400, 'CBC.99000037');
    if (operation === 'UnfreezeSubCustomers' && customer.freezeType !== body['unfreeze_type']) {
      return answer(200, null, { failedItems: [{ id, code: 'CBC.99007004' }] });
    }
    if (operation === 'UpdateSubCustomerBudget') {
      this.setBudget(
        id,
        textOf(body['budget_amount']),
        body['budget_type'] === 'PACKAGE' ? 'PACKAGE' : 'MONTHLY',
      );
    } else {
      customer.frozen = operation === 'FreezeSubCustomers';
      customer.freezeType = customer.frozen ? textOf(body['freeze_type']) : null;
    }
    this.effects.push({ customerId: id, operation, body });
    return operation === 'UpdateSubCustomerBudget' ? answer(204) : answer(200);
  }
}

/** A Partner Center over the books; a test bends what happens to single requests. */
export class Center implements PartnerCenter {
  readonly endpoint = 'http://127.0.0.1:9';
  readonly identity = 'partner-1';
  readonly books: Books;
  /** Every request in the order it was made. */
  readonly log: { operation: string; customerId: string }[] = [];
  /** Runs before a reading is answered; may throw or wait. */
  beforeCall: (operation: string, input: CallInput) => void | Promise<void> = () => {};
  /** What becomes of a write; `act` carries it out. */
  onSend: (operation: string, act: () => Answered, input: CallInput) => SentOutcome | Promise<SentOutcome> = (
    _,
    act,
  ) => act();

  constructor(books: Books) {
    this.books = books;
  }

  async call(operation: string, input: CallInput = {}, options: CallOptions = {}): Promise<UpstreamAnswer> {
    options.signal?.throwIfAborted();
    this.#note(operation, input);
    await this.beforeCall(operation, input);
    return this.books.ask(operation, input, 0);
  }

  async send(operation: string, input: CallInput, options: SendOptions = {}): Promise<SentOutcome> {
    options.signal?.throwIfAborted();
    this.#note(operation, input);
    return await this.onSend(operation, () => this.books.act(operation, input), input);
  }

  #note(operation: string, input: CallInput): void {
    const all = { ...input.query, ...input.body };
    const ids = all['customer_ids'];
    this.log.push({ operation, customerId: textOf(Array.isArray(ids) ? ids[0] : all['customer_id']) });
  }

  testConnection(): Promise<{ endpoint: string; clockOffsetMs: null; missing: [] }> {
    return Promise.resolve({ endpoint: this.endpoint, clockOffsetMs: null, missing: [] });
  }
  exportState(): JsonObject {
    return {};
  }
  importState(): void {}
  close(): Promise<void> {
    return Promise.resolve();
  }
}
