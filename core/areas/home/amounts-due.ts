import type { OutputOf } from '../../contract/index.ts';
import { readBills } from '../bills/shared.ts';
import type { AreaContext } from '../context.ts';
import { apiStamp, OPERATIONS } from '../context.ts';
import { readQuota } from '../quota/shared.ts';

/** Monthly bills shown beside the amount due. */
const BILLS = 12;

/**
 * What is owed now (the quota's part: issued bills not yet paid) and the last monthly bills of that currency, newest
 * first (guide 8.2). Null before either was read.
 */
export function homeAmountsDue(context: AreaContext): OutputOf<'home.amountsDue'> {
  const { mirror, clock } = context.workspace;
  return mirror.snapshot((r) => {
    const quota = readQuota(r);
    const bills = readBills(r, clock.now(), BILLS);
    const currency = quota?.currency ?? bills[0]?.currency;
    if (currency === undefined) return null;
    const newest = bills[0];
    return {
      currency,
      due: quota?.amountDue ?? null,
      bills: bills
        .filter((bill) => bill.currency === currency)
        .map(({ asOf: _asOf, currency: _currency, ...bill }) => bill),
      stamp:
        quota !== null
          ? apiStamp(context, 'quota', OPERATIONS.quota, quota.asOf)
          : newest === undefined
            ? null
            : apiStamp(context, 'partner_bills', OPERATIONS.partner_bills, newest.asOf),
    };
  });
}
