import type { BudgetChange } from '../../../core/contract/outbox.ts';
import type { CustomerRow } from '../../../core/contract/customers.ts';
import { readBudget } from './amount.ts';

/** What stands in the dialog, as typed. */
export interface BudgetForm {
  readonly amount: string;
  readonly type: 'monthly' | 'one-time';
  readonly mode: 'keep' | 'manual' | 'automatic';
  readonly unfreeze: boolean;
}

/** How the dialog begins: the type the customer has; the first budget freezes by hand (guide 5.3). */
export function firstForm(customer: CustomerRow | null): BudgetForm {
  const type = customer?.budget?.type === 'one-time' ? 'one-time' : 'monthly';
  const first = customer !== null && customer.budget === null;
  return { amount: '', type, mode: first ? 'manual' : 'keep', unfreeze: false };
}

/** The change a form asks for; null while the amount is not understood. */
export function changeOf(form: BudgetForm): BudgetChange | null {
  const read = readBudget(form.amount);
  if ('problem' in read) return null;
  return {
    amount: read.amount,
    type: form.type,
    unfreeze: form.unfreeze,
    ...(form.mode === 'keep' ? {} : { freezeMode: form.mode }),
  };
}
