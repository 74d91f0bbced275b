import { BEIJING_OFFSET_MS, DAY_MS } from '../../base/period.ts';
import type { Caller } from '../../contract/handlers.ts';
import type { OutputOf } from '../../contract/index.ts';
import { openSwitchesOf } from '../behalf/shared.ts';
import type { AreaContext } from '../context.ts';
import { seenCustomer } from '../customers/shared.ts';
import { expiringDiscounts } from '../discounts/shared.ts';
import { partnerTypeOf } from '../partner/shared.ts';
import { cooperationsToReview } from '../resellers/shared.ts';

type Todo = OutputOf<'home.todos'>['rows'][number];

/** Within so many days an expiring discount is to be told. */
const DISCOUNT_DAYS = 7;

/** Last instant of a day YYYY-MM-DD in GMT+08:00. */
const endOf = (day: string): number => Date.parse(`${day}T00:00:00Z`) - BEIJING_OFFSET_MS + DAY_MS - 1;

/** Discounts about to expire, roles that were not switched back, resellers' requests to review (guide section 4). */
export function partnerTodos(context: AreaContext, caller: Caller): Todo[] {
  const { ledger, mirror, clock } = context.workspace;
  const list: Todo[] = [];
  const add = (kind: Todo['kind'], severity: Todo['severity'], count: number, dueAt: number | null): void => {
    if (count > 0) list.push({ kind, severity, count, money: null, dueAt });
  };
  const seen = (customerId: string): boolean =>
    caller.sees === 'all' || seenCustomer(mirror.read, customerId, caller) !== null;
  if (caller.may('customers.discount')) {
    const expiring = expiringDiscounts(ledger.read, clock.now(), DISCOUNT_DAYS).filter((one) =>
      seen(one.customerId),
    );
    const [first] = expiring;
    add('discounts-expiring', 'watch', expiring.length, first === undefined ? null : endOf(first.to));
  }
  const open = openSwitchesOf(ledger.read).filter(
    (one) => one.memberId === caller.memberId || (caller.sees === 'all' && caller.may('customers.behalf')),
  );
  add('switches-open', 'act', open.length, null);
  if (caller.may('resellers.manage') && partnerTypeOf(context) === 'distributor')
    add('cooperations-to-review', 'act', cooperationsToReview(ledger.read), null);
  return list;
}
