import { DAY_MS } from '../../base/period.ts';
import { monthAt, monthStart } from './calendar.ts';
import type { Customer } from './customers.ts';
import { chance, STREAM } from './hash.ts';
import { expectedCents, type SpendOptions } from './spend.ts';

export type BudgetType = 'MONTHLY' | 'PACKAGE';

/** A budget as it was set once. Cents of list price. */
export interface BudgetSetting {
  readonly amountCents: number;
  readonly type: BudgetType;
  /** true = the account is frozen by itself when the budget is used up. */
  readonly automatic: boolean;
  readonly at: number;
  readonly operator: string;
}

const RESET_MONTHS = 7;

/** Rounds up to two leading digits, as people do with budgets. */
export function niceCents(cents: number): number {
  if (cents <= 1000) return 1000;
  const unit = 10 ** (Math.floor(Math.log10(cents)) - 1);
  return Math.ceil(cents / unit) * unit;
}

/** How generous the budget is: most leave room, some run out every month. */
function factorOf(point: number, second: number): number {
  if (point < 0.6) return 1.3 + 1.7 * second;
  if (point < 0.8) return 1.02 + 0.28 * second;
  if (point < 0.9) return 0.78 + 0.22 * second;
  return 4 + 6 * second;
}

/** The settings of the customer's budget up to an instant, oldest first; empty = no budget. */
export function generatedSettings(options: SpendOptions, customer: Customer, now: number): BudgetSetting[] {
  const at = (n: number): number => chance(options.seed, customer.index, n, STREAM.budget);
  if (customer.model !== '3' || at(0) >= 0.92 || customer.baseCents === 0) return [];
  const type: BudgetType = at(1) < 0.12 ? 'PACKAGE' : 'MONTHLY';
  const automatic = at(2) < 0.35;
  const factor = factorOf(at(3), at(4)) * (type === 'PACKAGE' ? 6 : 1);
  const settings: BudgetSetting[] = [];
  const first = customer.associatedOn + DAY_MS;
  for (let k = 0; ; k += 1) {
    const month = customer.since + k * RESET_MONTHS;
    const time =
      k === 0
        ? first
        : monthStart(month) +
          Math.floor(chance(options.seed, customer.index, 10 + k, STREAM.budget) * 20) * DAY_MS +
          3_600_000;
    if (time > now) break;
    const expected = expectedCents(options, customer, Math.max(month, customer.since + 5));
    settings.push({
      amountCents: niceCents(Math.round(expected * factor)),
      type,
      automatic,
      at: time,
      operator: k === 0 ? 'system' : 'partner_admin',
    });
  }
  return settings;
}

/** The month from which a one-time budget counts expenditure (guide 5.3: starts with the month of change). */
export function countedFrom(setting: BudgetSetting): number {
  return monthAt(setting.at);
}

export type FreezeType = 'ACCOUNT' | 'ACCOUNT_AND_RESOURCE';

/** A freeze by hand that the customer came with; null for most. */
export function generatedFreeze(
  options: SpendOptions,
  customer: Customer,
  start: number,
): { type: FreezeType; at: number } | null {
  if (customer.model !== '3') return null;
  const point = chance(options.seed, customer.index, 0, STREAM.freeze);
  if (point >= 0.018) return null;
  const at = start - Math.floor(chance(options.seed, customer.index, 1, STREAM.freeze) * 60 + 1) * DAY_MS;
  return {
    type: point < 0.003 ? 'ACCOUNT_AND_RESOURCE' : 'ACCOUNT',
    at: Math.max(at, customer.associatedOn),
  };
}
