import type { ReadHandle } from '../../storage/store.ts';
import { DEFAULT_CURRENCY } from '../context.ts';
import { budgetSums } from '../customers/shared.ts';
import type { GivenOut } from './rules/ceiling.ts';

/** What the budgets of a reseller's customers come to, in the currency quotas are granted in. */
export function givenOut(mirror: ReadHandle, resellerId: string): GivenOut {
  return budgetSums(mirror, [resellerId], DEFAULT_CURRENCY).get(resellerId) ?? { monthly: '0', oneTime: '0' };
}
