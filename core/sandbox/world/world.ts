import type { Clock } from '../../base/clock.ts';
import { DAY_MS } from '../../base/period.ts';
import {
  countedFrom,
  generatedFreeze,
  generatedSettings,
  niceCents,
  type BudgetSetting,
  type FreezeType,
} from './budgets.ts';
import { knownDays, monthAt, monthOf, monthStart, billTime, allDays } from './calendar.ts';
import { COUPON_MONTHS, couponsGranted, type Coupon } from './coupons.ts';
import { generateCustomers, type Customer } from './customers.ts';
import { hexId, STREAM } from './hash.ts';
import { dueOf, Ledger, type Standstill, type Totals } from './ledger.ts';
import { generateResellers, resellerCount, type Reseller } from './resellers.ts';
import { expectedCents, type SpendOptions } from './spend.ts';
import { settle, type Settlement, type TopUp } from './settlement.ts';
import { companyAt } from './names.ts';

export interface WorldOptions {
  readonly seed: number;
  readonly customers: number;
  /** Months with usage, the running one included. */
  readonly months: number;
  readonly kind: 'distributor' | 'solution-provider';
  readonly edgeCases: boolean;
  /** The world's own time: the machine's plus what it was told to move. */
  readonly clock: Clock;
}

/** What calls changed about a customer. */
export interface CustomerChanges {
  settings: BudgetSetting[];
  /** A freeze by hand, or null after unfreezing; undefined = as generated. */
  freeze?: { type: FreezeType; at: number; reason: string } | null;
  /** When it was last unfrozen: an automatic freeze does not come back in that month. */
  unfrozenAt?: number;
  standstills: { from: number; to: number }[];
  review?: { at: number; rejected: boolean };
}

export interface CreatedCustomer {
  readonly customer: Customer;
  /** When the association is done and the customer is listed. */
  readonly visibleAt: number;
}

/** Everything that calls changed, as plain data. */
export interface WorldChanges {
  readonly quotaCents: number;
  readonly payments: readonly (readonly [number, number])[];
  readonly topUps: readonly TopUp[];
  readonly created: readonly CreatedCustomer[];
  readonly changes: readonly (readonly [number, CustomerChanges])[];
  /** Indexes of customers whose association has ended; absent in what older sandboxes kept. */
  readonly left?: readonly number[];
}

export type FreezeState =
  | { readonly frozen: false }
  | { readonly frozen: true; readonly type: FreezeType; readonly origin: 'manual' | 'automatic' | 'new' };

// The last month in which generated customers join; in earlier years the whole history moves by whole years.
const ORIGIN = '2026-10';
const SETTLEMENT_MONTHS = 8;
const FOREVER = Number.MAX_SAFE_INTEGER;
const NO_STANDSTILL: readonly Standstill[] = [];

function originMonth(now: number): number {
  const latest = monthAt(now) - 1;
  const origin = monthOf(ORIGIN);
  return latest >= origin ? origin : origin - Math.ceil((origin - latest) / 12) * 12;
}

/** The partner and everything it has: generated from a seed, changed by calls, moved by time. */
export class World {
  readonly options: WorldOptions;
  readonly origin: number;
  readonly firstMonth: number;
  readonly partner: { readonly id: string; readonly name: string; readonly accountName: string };
  readonly customers: Customer[];
  readonly resellers: readonly Reseller[];
  readonly created: CreatedCustomer[] = [];
  readonly ledger: Ledger;
  readonly payments = new Map<number, number>();
  readonly topUps: TopUp[] = [];
  /** Rises with each change of what lists hold. */
  membership = 0;
  /** Rises with each change of what sums hold. */
  revision = 0;
  /** Cents granted; may be changed by the control endpoint. */
  quotaCents: number;
  readonly typicalBillCents: number;
  readonly #byId = new Map<string, Customer>();
  readonly #changes = new Map<number, CustomerChanges>();
  /** Indexes of customers whose association has ended: no call shows them any more. */
  readonly #left = new Set<number>();
  readonly #freezes = new Map<number, { type: FreezeType; at: number }>();
  readonly #totals = new Map<string, Totals>();
  readonly #settlementMonth: number;
  #settlement: { key: string; value: Settlement } | null = null;

  constructor(options: WorldOptions) {
    this.options = options;
    const now = options.clock.now();
    this.origin = originMonth(now);
    this.firstMonth = monthAt(now) - options.months + 1;
    this.#settlementMonth = monthAt(now) - SETTLEMENT_MONTHS;
    const resellers = options.kind === 'distributor' ? resellerCount(options.customers) : 0;
    this.resellers = generateResellers(options.seed, resellers, this.origin);
    this.customers = generateCustomers({
      seed: options.seed,
      count: options.customers,
      resellers,
      origin: this.origin,
      edgeCases: options.edgeCases,
    });
    const spend: SpendOptions = { seed: options.seed, origin: this.origin, first: this.firstMonth };
    this.ledger = new Ledger(spend, (customer) => this.#standstills(customer));
    const frozenBase = monthStart(this.origin) + 20 * DAY_MS;
    let typical = 0;
    for (const customer of this.customers) {
      this.#byId.set(customer.id, customer);
      const freeze = generatedFreeze(spend, customer, frozenBase);
      if (freeze) this.#freezes.set(customer.index, freeze);
      if (customer.model === '3')
        typical += (expectedCents(spend, customer, this.origin) * (10_000 - customer.discountBp)) / 10_000;
    }
    this.typicalBillCents = Math.max(100_000, Math.round(typical));
    this.quotaCents = niceCents(this.typicalBillCents * 2.6);
    const company = companyAt(40_000);
    this.partner = {
      id: `0${hexId(options.seed, 7, STREAM.id + 50).slice(1)}`,
      name: company.en,
      accountName: `${company.short.toLowerCase()}_cloud`,
    };
  }

  /** The world's present instant. */
  now(): number {
    return this.options.clock.now();
  }

  /** The customer with this id, if its association is done. */
  customer(id: string): Customer | undefined {
    const found = this.#byId.get(id);
    return found && this.isVisible(found) ? found : undefined;
  }

  isVisible(customer: Customer): boolean {
    if (this.#left.has(customer.index)) return false;
    const late = customer.index - this.options.customers;
    return late < 0 || (this.created[late]?.visibleAt ?? 0) <= this.now();
  }

  /** Ends a customer's association: disassociation happens in the console, for which there is no call. */
  leave(customer: Customer): void {
    this.#left.add(customer.index);
    this.membership += 1;
  }

  hasAccount(accountName: string): boolean {
    const wanted = accountName.toLowerCase();
    return this.customers.some((customer) => customer.accountName === wanted);
  }

  /** Adds a customer that a call created. */
  addCustomer(customer: Customer, visibleAt: number): void {
    this.customers.push(customer);
    this.created.push({ customer, visibleAt });
    this.#byId.set(customer.id, customer);
    // New reseller-model customers start frozen and use nothing until they are unfrozen (guide 5.3).
    this.changes(customer).standstills.push({ from: 0, to: FOREVER });
    this.membership += 1;
    this.revision += 1;
  }

  /** What calls changed so far. */
  saved(): WorldChanges {
    const { quotaCents, created, topUps } = this;
    return {
      quotaCents,
      created,
      topUps,
      payments: [...this.payments],
      changes: [...this.#changes],
      left: [...this.#left],
    };
  }

  /** Puts back what `saved` gave, into a world freshly generated from the same options. */
  restore(saved: WorldChanges): void {
    this.quotaCents = saved.quotaCents;
    for (const { customer, visibleAt } of saved.created) this.addCustomer(customer, visibleAt);
    for (const [month, at] of saved.payments) this.payments.set(month, at);
    this.topUps.push(...saved.topUps);
    for (const [index, changes] of saved.changes) this.#changes.set(index, changes);
    for (const index of saved.left ?? []) this.#left.add(index);
    this.revision += 1;
  }

  reseller(id: string): Reseller | undefined {
    return this.resellers.find((reseller) => reseller.id === id);
  }

  changes(customer: Customer): CustomerChanges {
    const known = this.#changes.get(customer.index);
    if (known) return known;
    const fresh: CustomerChanges = { settings: [], standstills: [] };
    this.#changes.set(customer.index, fresh);
    return fresh;
  }

  peekChanges(customer: Customer): CustomerChanges | undefined {
    return this.#changes.get(customer.index);
  }

  #standstills(customer: Customer): readonly Standstill[] {
    const changed = this.#changes.get(customer.index);
    const generated = this.#freezes.get(customer.index);
    const frozen = generated?.type === 'ACCOUNT_AND_RESOURCE' ? generated : undefined;
    if (!frozen) return changed?.standstills ?? NO_STANDSTILL;
    const until = changed?.freeze === null ? (changed.unfrozenAt ?? FOREVER) : FOREVER;
    return [...(changed?.standstills ?? []), { from: frozen.at, to: until }];
  }

  /** Settings of the customer's budget so far, oldest first. */
  budgetSettings(customer: Customer): BudgetSetting[] {
    const isNew = customer.index >= this.options.customers;
    const generated = isNew ? [] : generatedSettings(this.ledger.options, customer, this.now());
    const own = this.#changes.get(customer.index)?.settings ?? [];
    return own.length === 0 ? generated : [...generated.filter((s) => s.at < (own[0]?.at ?? 0)), ...own];
  }

  /** The budget in force, or null. */
  budget(customer: Customer): BudgetSetting | null {
    return customer.model === '3' ? (this.budgetSettings(customer).at(-1) ?? null) : null;
  }

  /** List-price cents counted against the budget: month to date, or since the month of change for a one-time budget. */
  budgetUsedCents(customer: Customer, budget: BudgetSetting): number {
    const now = this.now();
    const current = monthAt(now);
    const from = budget.type === 'PACKAGE' ? Math.min(current, countedFrom(budget)) : current;
    const totals: Totals = { list: 0, consumption: 0, refund: 0, adjustment: 0 };
    for (let month = from; month <= current; month += 1)
      this.ledger.addMonth(totals, customer, month, knownDays(month, now));
    return Math.max(0, totals.list);
  }

  /** Whether and why the account is frozen. */
  freezeState(customer: Customer): FreezeState {
    const changed = this.#changes.get(customer.index);
    const manual = changed?.freeze === undefined ? this.#freezes.get(customer.index) : changed.freeze;
    if (manual) return { frozen: true, type: manual.type, origin: 'manual' };
    if (customer.model !== '3') return { frozen: false };
    if (customer.index >= this.options.customers && changed?.unfrozenAt === undefined)
      return { frozen: true, type: 'ACCOUNT', origin: 'new' };
    const budget = this.budget(customer);
    if (!budget?.automatic) return { frozen: false };
    const lifted = changed?.unfrozenAt;
    if (lifted !== undefined && monthAt(lifted) === monthAt(this.now())) return { frozen: false };
    const exhausted = this.budgetUsedCents(customer, budget) >= budget.amountCents;
    return exhausted ? { frozen: true, type: 'ACCOUNT', origin: 'automatic' } : { frozen: false };
  }

  /** Freezes by hand. */
  freeze(customer: Customer, type: FreezeType, reason: string): void {
    const changes = this.changes(customer);
    const now = this.now();
    const before = this.freezeState(customer);
    changes.freeze = { type, at: now, reason };
    if (type === 'ACCOUNT_AND_RESOURCE' && !(before.frozen && before.type === type))
      changes.standstills.push({ from: now, to: FOREVER });
    this.revision += 1;
  }

  /** Lifts every freeze. */
  unfreeze(customer: Customer): void {
    const changes = this.changes(customer);
    const now = this.now();
    changes.freeze = null;
    changes.unfrozenAt = now;
    for (const still of changes.standstills) if (still.to > now) still.to = now;
    this.revision += 1;
  }

  /** The partner's month (reseller-model customers only) as known after so many days. Cached until something changes. */
  monthTotals(month: number, known: number): Totals {
    const key = `${month}|${known}|${this.revision}`;
    const cached = this.#totals.get(key);
    if (cached) return cached;
    const totals: Totals = { list: 0, consumption: 0, refund: 0, adjustment: 0 };
    for (const customer of this.customers)
      if (customer.model === '3') this.ledger.addMonth(totals, customer, month, known);
    if (this.#totals.size > 64) this.#totals.clear();
    this.#totals.set(key, totals);
    return totals;
  }

  /** The partner's coupons and its resellers', granted up to now. */
  coupons(): Coupon[] {
    const now = this.now();
    const result: Coupon[] = [];
    for (let month = this.#settlementMonth - COUPON_MONTHS; month <= monthAt(now); month += 1)
      result.push(...couponsGranted(this.options.seed, month, this.resellers.length, this.typicalBillCents));
    return result.filter((coupon) => coupon.created <= now);
  }

  /** Bills, payments and coupon use so far. */
  settlement(): Settlement {
    const now = this.now();
    const key = `${Math.floor(now / 60_000)}|${this.revision}|${this.payments.size}|${this.topUps.length}`;
    if (this.#settlement?.key === key) return this.#settlement.value;
    const value = settle({
      seed: this.options.seed,
      firstMonth: this.#settlementMonth,
      now,
      billTotal: (month) => dueOf(this.monthTotals(month, allDays(month))),
      coupons: this.coupons(),
      typicalCents: this.typicalBillCents,
      payments: this.payments,
      topUps: this.topUps,
    });
    this.#settlement = { key, value };
    return value;
  }

  /** Cents used on no bill yet: the running month, and the one before until its bill is out. */
  unbilledCents(): number {
    const now = this.now();
    const current = monthAt(now);
    const running = dueOf(this.monthTotals(current, knownDays(current, now)));
    const before = current - 1;
    return billTime(before) > now
      ? running + dueOf(this.monthTotals(before, knownDays(before, now)))
      : running;
  }
}
