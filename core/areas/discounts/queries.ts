import { maskName } from '../../base/masking.ts';
import { beijingDay, DAY_MS } from '../../base/period.ts';
import type { DiscountRow } from '../../contract/discounts.ts';
import type { Caller } from '../../contract/handlers.ts';
import type { OutputOf, ParsedInputOf } from '../../contract/index.ts';
import type { SqlValue } from '../../storage/store.ts';
import type { AreaContext } from '../context.ts';
import { customerFacts, customerNames, seenCustomer, shownName } from '../customers/shared.ts';
import { checkedChange, grantOf, planDiscounts } from './plan.ts';
import { readDiscounts, recordsOf, type Discount } from './rows.ts';
import { customerRefusal, daysLeft, grantRefusal, shownState } from './rules/discount.ts';

function shown(
  context: AreaContext,
  discounts: readonly Discount[],
  caller: Caller,
  revealId: string | undefined,
): DiscountRow[] {
  const clear = caller.revealed('customers', revealId).has('name');
  const names = customerNames(
    context.workspace.mirror.read,
    discounts.map(({ customerId }) => customerId),
  );
  const now = context.workspace.clock.now();
  return discounts.map((one) => {
    const name = shownName(names.get(one.customerId));
    const state = shownState(one.state, one, now);
    return {
      ...one,
      customerName: clear ? name : maskName(name),
      state,
      daysLeft: state === 'active' ? daysLeft(one.to, now) : null,
    };
  });
}

/** A customer's discounts, the newest first; null when there is no such customer in sight. */
export function discountsOf(
  context: AreaContext,
  input: ParsedInputOf<'discounts.of'>,
  caller: Caller,
): OutputOf<'discounts.of'> {
  const { ledger, mirror } = context.workspace;
  const { customerId } = input;
  const customer = customerFacts(mirror.read, [customerId], caller.sees).get(customerId);
  if (customer === undefined) return null;
  return ledger.snapshot((r) => {
    const grant = grantOf(r);
    const found = readDiscounts(r, 'customer_id = ? ORDER BY no DESC', [customerId]);
    return {
      rows: shown(context, found, caller, input.revealId),
      records: recordsOf(r, customerId),
      refused: customerRefusal(customer) ?? grantRefusal(grant),
      most: grant.most,
    };
  });
}

/** Discounts of the customers in sight, the newest first; or those about to expire. */
export function listDiscounts(
  context: AreaContext,
  input: ParsedInputOf<'discounts.list'>,
  caller: Caller,
): OutputOf<'discounts.list'> {
  const { ledger, mirror, clock } = context.workspace;
  const now = clock.now();
  const params: SqlValue[] = [];
  const where: string[] = ['1'];
  if (input.expiringWithinDays !== undefined) {
    where.push("state = 'set' AND from_day <= ? AND to_day BETWEEN ? AND ?");
    params.push(beijingDay(now), beijingDay(now), beijingDay(now + input.expiringWithinDays * DAY_MS));
  }
  if (input.after !== undefined) {
    where.push('no < (SELECT no FROM discount WHERE id = ?)');
    params.push(input.after);
  }
  const wanted = new Set(input.states ?? []);
  const found = readDiscounts(ledger.read, `${where.join(' AND ')} ORDER BY no DESC`, params).filter(
    (one) =>
      (wanted.size === 0 || wanted.has(shownState(one.state, one, now))) &&
      (caller.sees === 'all' || seenCustomer(mirror.read, one.customerId, caller) !== null),
  );
  const rows = found.slice(0, input.limit);
  return {
    rows: shown(context, rows, caller, input.revealId),
    next: found.length > input.limit ? (rows.at(-1)?.id ?? null) : null,
  };
}

/** What a discount would mean for each customer. @throws CodedError as 'discounts.create' */
export function previewDiscounts(
  context: AreaContext,
  input: ParsedInputOf<'discounts.preview'>,
  caller: Caller,
): OutputOf<'discounts.preview'> {
  const { ledger, clock } = context.workspace;
  const clear = caller.revealed('customers', input.revealId).has('name');
  return ledger.snapshot((r) => {
    const change = checkedChange(r, input.change, clock.now());
    const planned = planDiscounts(context, r, input.customerIds, change, caller);
    return {
      rows: planned.map(({ customerId, customer, standing, replaced, refused }) => {
        const name = shownName(customer);
        return {
          customerId,
          customerName: clear ? name : maskName(name),
          before: standing.map(({ kind, product, percent, to }) => ({ kind, product, percent, to })),
          replaces: replaced.length,
          refused,
        };
      }),
      count: planned.length,
      refused: planned.filter(({ refused }) => refused !== null).length,
    };
  });
}
