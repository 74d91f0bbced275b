import { CodedError } from '../../base/errors.ts';
import type { JsonObject } from '../../base/json.ts';
import { itemOf, parseTree } from '../../sources/partner-center/json.ts';
import type {
  CallInput,
  CallOptions,
  PartnerCenter,
  UpstreamAnswer,
  UpstreamItem,
} from '../../sources/source.ts';

/** A Partner Center in memory: lists whose rows tests add, change and take away between any two calls. */
export interface FakeRow {
  readonly id: string;
  /** Reseller whose record it is; '' the partner's own. */
  readonly part: string;
  readonly body: Record<string, unknown>;
}

const LISTS: Record<string, { list: string; idField: string; style: 'body' | 'query' }> = {
  ListSubCustomers: { list: 'customers', idField: 'customer_id', style: 'body' },
  ListIndirectPartners: { list: 'resellers', idField: 'indirect_partner_id', style: 'body' },
  ListSubCustomerCoupons: { list: 'coupons', idField: 'coupon_id', style: 'query' },
  ListCustomerOrders: { list: 'orders', idField: 'order_id', style: 'query' },
};

export interface FakeCall {
  readonly operation: string;
  readonly input: Record<string, unknown>;
  readonly number: number;
}

/** Any value as a record of an answer. */
export function item(value: unknown): UpstreamItem {
  return itemOf(parseTree(JSON.stringify(value)));
}

export class FakeCenter implements PartnerCenter {
  readonly endpoint = 'http://127.0.0.1:9';
  identity = 'partner-1';
  readonly lists: Record<string, FakeRow[]> = {
    customers: [],
    resellers: [],
    coupons: [],
    orders: [],
    budgets: [],
  };
  quota: Record<string, unknown> = { consumption_quota: '10000', amount: '1' };
  bills: Record<string, Record<string, unknown>> = {};
  readonly calls: FakeCall[] = [];
  /** Runs before each call: changes the world, waits, or throws. */
  before: (call: FakeCall) => void | Promise<void> = () => {};
  /** Bends an answer's rows and total. */
  bend: (call: FakeCall, rows: FakeRow[], total: number) => { rows: FakeRow[]; total: number } = (
    _,
    rows,
    total,
  ) => ({ rows, total });
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  put(list: string, id: string, fields: Record<string, unknown> = {}, part = ''): void {
    const facts = Object.values(LISTS).find((one) => one.list === list);
    const row: FakeRow = { id, part, body: { [facts?.idField ?? 'customer_id']: id, ...fields } };
    const rows = this.#rows(list);
    const at = rows.findIndex((other) => other.id === id);
    if (at < 0) rows.push(row);
    else rows[at] = row;
  }

  take(list: string, id: string): void {
    const rows = this.#rows(list);
    const at = rows.findIndex((row) => row.id === id);
    if (at >= 0) rows.splice(at, 1);
  }

  ids(list: string): string[] {
    return this.#rows(list).map((row) => row.id);
  }

  async call(operation: string, input: CallInput = {}, options: CallOptions = {}): Promise<UpstreamAnswer> {
    options.signal?.throwIfAborted();
    const call: FakeCall = {
      operation,
      input: { ...input.query, ...input.body, ...input.path },
      number: this.calls.length,
    };
    this.calls.push(call);
    await this.before(call);
    options.signal?.throwIfAborted();
    const facts = LISTS[operation];
    if (facts) return this.#list(call, facts);
    return this.#single(call);
  }

  /** The sync only reads. */
  send(operation: string): Promise<never> {
    return Promise.reject(new CodedError('INPUT_INVALID', { operation }));
  }

  #list(call: FakeCall, facts: { list: string; idField: string }): UpstreamAnswer {
    const {
      offset = 0,
      limit = 10,
      indirect_partner_id: part = '',
      [facts.idField]: id,
      status,
    } = call.input;
    const reseller = facts.list === 'resellers' || facts.list === 'coupons' ? '' : part;
    if (reseller !== '' && !this.ids('resellers').includes(String(reseller))) refuse(call, 'CBC.99000037');
    const begin = instant(call.input['create_time_begin'], Number.NEGATIVE_INFINITY);
    const end = instant(call.input['create_time_end'], Number.POSITIVE_INFINITY);
    const all = this.#rows(facts.list).filter((row) => {
      const created = row.body['create_time'];
      const inWindow =
        typeof created !== 'string' || (Date.parse(created) >= begin && Date.parse(created) <= end);
      return (
        row.part === reseller &&
        (id === undefined || row.id === id) &&
        (status === undefined || row.body['status'] === status) &&
        inWindow
      );
    });
    const page = all.slice(Number(offset), Number(offset) + Number(limit));
    const { rows, total } = this.bend(call, page, all.length);
    return this.#answer({ items: rows.map((row) => item(row.body)), total });
  }

  #single(call: FakeCall): UpstreamAnswer {
    const { input } = call;
    switch (call.operation) {
      case 'ShowPartnerConsumptionQuota':
        return this.#answer({}, this.quota);
      case 'ListSubCustomerBudget': {
        const ids = input['customer_ids'] as string[];
        const rows = this.#rows('budgets').filter(
          (row) => ids.includes(row.id) && row.part === (input['indirect_partner_id'] ?? ''),
        );
        return this.#answer({ items: rows.map((row) => item(row.body)) });
      }
      case 'ShowSubCustomerBudget': {
        const row = this.#rows('budgets').find((one) => one.id === input['customer_id']);
        if (!row) refuse(call, 'CBC.99005024');
        return this.#answer({}, row.body);
      }
      case 'ListPostpaidBillSum': {
        const bill = this.bills[String(input['bill_cycle'])];
        return this.#answer({}, bill ?? {});
      }
      default:
        return refuse(call, 'CBC.0100');
    }
  }

  #answer(
    list: { items?: UpstreamItem[]; total?: number },
    body: Record<string, unknown> = {},
  ): UpstreamAnswer {
    const { raw, body: plain } = item(body);
    return {
      status: 200,
      at: this.#now(),
      items: list.items ?? [],
      total: list.total ?? null,
      raw,
      body: plain,
    };
  }

  #rows(list: string): FakeRow[] {
    return (this.lists[list] ??= []);
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

function refuse(call: FakeCall, code: string): never {
  throw new CodedError('UPSTREAM_REFUSED', { operation: call.operation, status: 400, code, requestId: null });
}

/** What a network that is gone looks like. */
export function unreachable(operation: string): CodedError {
  return new CodedError('ENDPOINT_UNREACHABLE', { operation, reason: 'ECONNREFUSED' });
}

function instant(value: unknown, otherwise: number): number {
  return typeof value === 'string' ? Date.parse(value) : otherwise;
}
