import type { ApiOperation } from '../../contract/partner-center/api.ts';
import { parseInstant } from '../../base/period.ts';
import type { Customer } from '../world/customers.ts';
import type { Reseller } from '../world/resellers.ts';
import type { World } from '../world/world.ts';
import { refuse, type Answer, type Body, type BodyObject } from './answer.ts';
import type { FaultRule } from './faults.ts';
import type { Paging } from './paging.ts';
import type { Value, Values } from './parameters.ts';
import type { Mailbox } from './mailbox.ts';

/** Who calls. An operator has some permissions only. */
export interface Principal {
  readonly ak: string;
  readonly kind: 'partner' | 'operator';
  readonly permissions: ReadonlySet<string>;
}

/** One call of an operation, checked and ready to be answered. */
export class Call {
  readonly world: World;
  readonly operation: ApiOperation;
  readonly principal: Principal;
  readonly language: 'en' | 'zh';
  readonly mailbox: Mailbox;
  readonly #values: Values;
  readonly #paging: Paging;
  readonly #faults: readonly FaultRule[];

  constructor(parts: {
    world: World;
    operation: ApiOperation;
    principal: Principal;
    language: 'en' | 'zh';
    mailbox: Mailbox;
    values: Values;
    paging: Paging;
    faults: readonly FaultRule[];
  }) {
    this.world = parts.world;
    this.operation = parts.operation;
    this.principal = parts.principal;
    this.language = parts.language;
    this.mailbox = parts.mailbox;
    this.#values = parts.values;
    this.#paging = parts.paging;
    this.#faults = parts.faults;
  }

  /** A parameter as text, or undefined when it was left out. */
  text(name: string): string | undefined {
    const value = this.#values.get(name);
    return typeof value === 'string' ? value : undefined;
  }

  /** A required parameter as text. */
  required(name: string): string {
    return this.text(name) ?? refuse('CBC.0100', `Parameter error. Missing parameter: ${name}.`);
  }

  integer(name: string): number | undefined {
    const text = this.text(name);
    return text === undefined ? undefined : Number(text);
  }

  flag(name: string): boolean {
    return this.#values.get(name) === true;
  }

  list(name: string): readonly Value[] | undefined {
    const value = this.#values.get(name);
    return Array.isArray(value) ? value : undefined;
  }

  texts(name: string): string[] | undefined {
    return this.list(name)?.filter((value): value is string => typeof value === 'string');
  }

  instant(name: string): number | undefined {
    const text = this.text(name);
    return text === undefined ? undefined : parseInstant(text);
  }

  /** Whether an instant lies in the range of two optional parameters, both ends included. */
  inRange(at: number | null, begin: string, end: string): boolean {
    const from = this.instant(begin);
    const to = this.instant(end);
    if (from === undefined && to === undefined) return true;
    return at !== null && at >= (from ?? at) && at <= (to ?? at);
  }

  /** The reseller that the distributor acts for, or null. @throws Refusal CBC.99000037 when it is not one of its own */
  reseller(): Reseller | null {
    const id = this.text('indirect_partner_id');
    if (id === undefined || this.world.options.kind !== 'distributor') return null;
    return this.world.reseller(id) ?? refuse('CBC.99000037');
  }

  /** Whether a customer is within what this call may see. */
  sees(customer: Customer): boolean {
    return customer.reseller === (this.reseller()?.index ?? -1);
  }

  /** The customer named by the call, if it is one that it may see. */
  customer(id: string): Customer | undefined {
    const found = this.world.customer(id);
    return found && this.sees(found) ? found : undefined;
  }

  /** Rows newer than this are not there yet (fault `late`). */
  get horizon(): number {
    const late = this.#faults.find((fault) => fault.kind === 'late');
    return this.world.now() - (late?.ms ?? 0);
  }

  /** One page of a list in its order of the moment, in the documented fields. */
  page<T>(
    version: string,
    list: () => readonly T[],
    idOf: (row: T) => string,
    show: (row: T) => Body,
    ordered = false,
  ): Answer {
    const {
      totalField = 'total_count',
      itemsField = 'data',
      limitDefault = 10,
      limitMax = 1000,
    } = this.operation.paging ?? {};
    const offset = this.integer('offset') ?? 0;
    const limit = this.integer('limit') ?? limitDefault;
    if (offset < 0) return refuse('CBC.0100', 'Parameter error. Invalid parameter: offset.');
    if (limit < 1 || limit > limitMax)
      return refuse('CBC.0100', 'Parameter error. Invalid parameter: limit.');
    const rows = ordered
      ? list()
      : this.#paging.arrange(this.listKey(), version, this.world.now(), offset, list, idOf);
    const from = Math.max(0, offset + this.#shift());
    const delta = this.#faults.find((fault) => fault.kind === 'wrong-total')?.delta ?? 0;
    const body: BodyObject = {};
    body[totalField] = Math.max(0, rows.length + delta);
    body[itemsField] = rows.slice(from, from + limit).map(show);
    return { status: 200, body };
  }

  /** Which list this is: operation, caller and every filter. */
  listKey(): string {
    const filters = [...this.#values].filter(([name]) => name !== 'offset' && name !== 'limit');
    return `${this.operation.operationId} ${JSON.stringify(filters)}`;
  }

  #shift(): number {
    const offset = this.integer('offset') ?? 0;
    return this.#faults.reduce((sum, fault) => {
      if (fault.kind === 'duplicate-rows' && offset > 0) return sum - (fault.rows ?? 1);
      return fault.kind === 'missing-rows' ? sum + (fault.rows ?? 1) : sum;
    }, 0);
  }

  named(en: string, zh: string): string {
    return this.language === 'en' ? en : zh;
  }
}

export type Handler = (call: Call) => Answer;
export type Handlers = Readonly<Record<string, Handler>>;
