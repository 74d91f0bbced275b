import { CodedError } from '../../base/errors.ts';
import type { DiscountChange } from '../../contract/discounts.ts';
import type { Caller } from '../../contract/handlers.ts';
import type { ReadHandle } from '../../storage/store.ts';
import type { AreaContext } from '../context.ts';
import { customerFacts, type CustomerFacts } from '../customers/shared.ts';
import { discountsExcluded, grantsOf } from '../partner/shared.ts';
import { readDiscounts, type Discount } from './rows.ts';
import {
  changeRefusal,
  customerRefusal,
  grantRefusal,
  plainPercent,
  replaces,
  shownState,
  type CustomerRefusal,
  type DiscountGrant,
} from './rules/discount.ts';

export function grantOf(ledger: ReadHandle): DiscountGrant {
  const { discount, discountMost } = grantsOf(ledger);
  return { permission: discount, excluded: discountsExcluded(ledger), most: discountMost };
}

/**
 * The change in its plain form: products each once.
 * @throws CodedError DISCOUNT_PERMISSION_MISSING, DISCOUNT_COUNTRY_EXCLUDED, DISCOUNT_OUT_OF_RANGE, DISCOUNT_DAYS,
 *   DISCOUNT_PRODUCT_MISSING, AMOUNT_INVALID
 */
export function checkedChange(ledger: ReadHandle, change: DiscountChange, now: number): DiscountChange {
  const grant = grantOf(ledger);
  const refused = grantRefusal(grant) ?? changeRefusal(change, grant.most, now);
  if (refused !== null) throw new CodedError(refused, { most: grant.most });
  return { ...change, percent: plainPercent(change.percent), products: [...new Set(change.products)] };
}

/** The discounts one change makes for a customer. */
export const partsOf = (change: DiscountChange): (string | null)[] =>
  change.kind === 'general' ? [null] : [...change.products];

export interface Planned {
  readonly customerId: string;
  readonly customer: CustomerFacts | undefined;
  /** Set or still to be set, not expired. */
  readonly standing: readonly Discount[];
  /** Those of them that become void. */
  readonly replaced: readonly Discount[];
  readonly refused: CustomerRefusal | null;
}

/** What the change would mean for each customer, in the given order, each once. */
export function planDiscounts(
  context: AreaContext,
  ledger: ReadHandle,
  ids: readonly string[],
  change: DiscountChange,
  caller: Caller,
): Planned[] {
  const { mirror, clock } = context.workspace;
  const unique = [...new Set(ids)];
  const facts = customerFacts(mirror.read, unique, caller.sees);
  const found = readDiscounts(
    ledger,
    "state IN ('planned', 'set') AND customer_id IN (SELECT value FROM json_each(?)) ORDER BY no",
    [JSON.stringify(unique)],
  );
  const now = clock.now();
  const byCustomer = Map.groupBy(
    found.filter((one) => shownState(one.state, one, now) !== 'expired'),
    (one) => one.customerId,
  );
  const parts = partsOf(change);
  return unique.map((customerId) => {
    const customer = facts.get(customerId);
    const refused = customerRefusal(customer);
    const standing = byCustomer.get(customerId) ?? [];
    const replaced = standing.filter((old) =>
      parts.some((product) => replaces({ kind: change.kind, product }, old)),
    );
    return { customerId, customer, standing, replaced: refused === null ? replaced : [], refused };
  });
}
