import { compareDecimals, formatDecimal, parseDecimal, type DecimalText } from '../../../base/money.ts';
import { beijingDay, DAY_MS } from '../../../base/period.ts';
import type { DiscountChange, DiscountKind, DiscountState } from '../../../contract/discounts.ts';

/** Discounts for referral customers (guide 5.9), pure. */

/** Decimals a percentage may have [inf: the console's slider]. */
const PERCENT_DECIMALS = 2;

export type StoredState = 'planned' | 'set' | 'replaced' | 'cancelled';
export type DiscountEvent = 'done' | 'reopen' | 'cancel' | 'replace';

/** State × event → state; what is not named does not apply. */
export const DISCOUNT: Readonly<Record<StoredState, Partial<Record<DiscountEvent, StoredState>>>> = {
  planned: { done: 'set', cancel: 'cancelled' },
  set: { replace: 'replaced', reopen: 'planned' },
  replaced: {},
  cancelled: {},
};

export function nextDiscount(state: StoredState, event: DiscountEvent): StoredState | null {
  return DISCOUNT[state][event] ?? null;
}

/** A percentage in its shortest form. @throws CodedError AMOUNT_INVALID */
export const plainPercent = (text: DecimalText): DecimalText => formatDecimal(parseDecimal(text));

/** What an administrator said the partner may do. */
export interface DiscountGrant {
  readonly permission: boolean;
  /** The partner's country is one whose partners grant no discounts. */
  readonly excluded: boolean;
  /** In percent; null without a limit of its own. */
  readonly most: DecimalText | null;
}

export type GrantRefusal = 'DISCOUNT_PERMISSION_MISSING' | 'DISCOUNT_COUNTRY_EXCLUDED';

/** Why this partner grants no discounts at all; null when it may. */
export function grantRefusal(grant: DiscountGrant): GrantRefusal | null {
  if (grant.excluded) return 'DISCOUNT_COUNTRY_EXCLUDED';
  return grant.permission ? null : 'DISCOUNT_PERMISSION_MISSING';
}

export type ChangeRefusal = 'DISCOUNT_OUT_OF_RANGE' | 'DISCOUNT_DAYS' | 'DISCOUNT_PRODUCT_MISSING';

const isDay = (day: string): boolean => {
  const ms = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(day);
};

/**
 * Why this discount cannot be granted: above 0, below 100 and at most what was granted, two decimals; days that exist, in
 * order, the last one not past (GMT+08:00); a product-specific one names its products, a general one none.
 * @throws CodedError AMOUNT_INVALID
 */
export function changeRefusal(
  change: DiscountChange,
  most: DecimalText | null,
  now: number,
): ChangeRefusal | null {
  const plain = plainPercent(change.percent);
  if (
    compareDecimals(plain, '0') <= 0 ||
    compareDecimals(plain, '100') >= 0 ||
    (most !== null && compareDecimals(plain, most) > 0) ||
    (plain.split('.')[1] ?? '').length > PERCENT_DECIMALS
  )
    return 'DISCOUNT_OUT_OF_RANGE';
  if (!isDay(change.from) || !isDay(change.to) || change.to < change.from || change.to < beijingDay(now))
    return 'DISCOUNT_DAYS';
  return (change.kind === 'product') === change.products.length > 0 ? null : 'DISCOUNT_PRODUCT_MISSING';
}

export type CustomerRefusal = 'CUSTOMER_UNKNOWN' | 'RESELLER_MODEL_CUSTOMER';

const REFERRAL = '1';

/** Discounts are for referral customers only: the others buy from the partner at the partner's price. */
export function customerRefusal(
  customer: { readonly association: string | null } | undefined,
): CustomerRefusal | null {
  if (customer === undefined) return 'CUSTOMER_UNKNOWN';
  return customer.association === REFERRAL ? null : 'RESELLER_MODEL_CUSTOMER';
}

interface Scope {
  readonly kind: DiscountKind;
  readonly product: string | null;
}

/** Whether setting `next` makes `old` void: the other kind always, of the same kind the one for the same thing. */
export function replaces(next: Scope, old: Scope): boolean {
  return next.kind !== old.kind || next.product === old.product;
}

/** The state to show: one that is set is scheduled, active or expired by its days (GMT+08:00). */
export function shownState(
  stored: StoredState,
  days: { readonly from: string; readonly to: string },
  now: number,
): DiscountState {
  if (stored !== 'set') return stored;
  const today = beijingDay(now);
  return today < days.from ? 'scheduled' : today > days.to ? 'expired' : 'active';
}

/** Whole days from today until the last day, today = 0 (GMT+08:00). */
export function daysLeft(to: string, now: number): number {
  const at = (day: string): number => Date.parse(`${day}T00:00:00Z`);
  return Math.round((at(to) - at(beijingDay(now))) / DAY_MS);
}
