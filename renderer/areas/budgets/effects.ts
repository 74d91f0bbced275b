import { compareDecimals, percentOf } from '../../../core/base/money.ts';
import { addPeriods, dayOfPeriod, daysInPeriod, periodOf } from '../../../core/base/period.ts';
import type { CustomerRow } from '../../../core/contract/customers.ts';
import type { BudgetChange } from '../../../core/contract/outbox.ts';

/** One consequence of a budget change, to be said in words. */
export type Effect =
  | {
      readonly is: 'used' | 'usedUp';
      readonly used: string;
      readonly currency: string;
      readonly percent: string;
    }
  | { readonly is: 'pace'; readonly day: number; readonly days: number; readonly percent: string }
  | { readonly is: 'restores'; readonly day: string }
  | { readonly is: 'pending'; readonly amount: string }
  | {
      readonly is:
        | 'oneTime'
        | 'toMonthly'
        | 'toOneTime'
        | 'atFull'
        | 'atFullAutomatic'
        | 'basis'
        | 'stillFrozen'
        | 'same';
    };

type Asked = Pick<BudgetChange, 'amount' | 'type' | 'unfreeze'> & Pick<Partial<BudgetChange>, 'freezeMode'>;

/**
 * What a new budget means (guide 5.3), most important first. `customer` is null for many at once: then only what holds
 * for all of them is said. The use that counts is the old type's; with a change of type it is said how it goes on.
 * @param now instant (ms UTC); the month is that of GMT+08:00
 */
export function effectsOf(change: Asked, customer: CustomerRow | null, now: number): readonly Effect[] {
  const period = periodOf(now);
  const budget = customer?.budget ?? null;
  const effects: Effect[] = [];
  if (customer !== null && isSame(change, customer)) return [{ is: 'same' }];
  const waits = customer?.pending?.budget;
  if (waits !== undefined) effects.push({ is: 'pending', amount: waits.amount });
  const sameType = budget !== null && budget.type === change.type;
  if (budget !== null && (sameType || budget.type === 'unknown')) {
    const { used, currency } = budget;
    const percent = percentOf(used, change.amount, 1);
    effects.push({
      is: compareDecimals(used, change.amount) >= 0 ? 'usedUp' : 'used',
      used,
      currency,
      percent,
    });
  }
  if (budget !== null && budget.type !== 'unknown' && !sameType) {
    effects.push({ is: change.type === 'monthly' ? 'toMonthly' : 'toOneTime' });
  }
  if (change.type === 'monthly') {
    const day = dayOfPeriod(now);
    const days = daysInPeriod(period);
    if (customer !== null)
      effects.push({ is: 'pace', day, days, percent: percentOf(String(day), String(days), 1) });
    effects.push({ is: 'restores', day: `${addPeriods(period, 1)}-01` });
  } else effects.push({ is: 'oneTime' });
  effects.push({ is: change.freezeMode === 'automatic' ? 'atFullAutomatic' : 'atFull' });
  if (customer?.frozen === true && !change.unfreeze) effects.push({ is: 'stillFrozen' });
  effects.push({ is: 'basis' });
  return effects;
}

/** Whether nothing would be different; what waits already or a freeze mode (no list says what it is) may be. */
export function isSame(change: Asked, customer: CustomerRow): boolean {
  const { budget, pending } = customer;
  return (
    budget !== null &&
    pending?.budget === undefined &&
    change.freezeMode === undefined &&
    !change.unfreeze &&
    budget.type === change.type &&
    compareDecimals(budget.amount, change.amount) === 0
  );
}

/** Whether an effect is something to be careful about. */
export function isWarning(effect: Effect): boolean {
  return effect.is === 'usedUp' || effect.is === 'pending' || effect.is === 'stillFrozen';
}
