import { useState, type ReactNode } from 'react';
import type { CustomerRow } from '../../../core/contract/customers.ts';
import { SetBudget } from '../budgets/set-budget.tsx';
import { FreezeDialog } from './freeze-dialog.tsx';

export type CustomerAct = 'budget' | 'freeze' | 'unfreeze';

/** Opens the dialogs of what can be done with customers; `dialogs` is drawn once beside the list or page. */
export function useCustomerActions(
  revealId: string | undefined,
  onSaved?: () => void,
): {
  open: (act: CustomerAct, ids: readonly string[], rows: readonly CustomerRow[]) => void;
  dialogs: ReactNode;
} {
  const [asked, setAsked] = useState<{
    act: CustomerAct;
    ids: readonly string[];
    rows: readonly CustomerRow[];
  } | null>(null);
  const close = (): void => setAsked(null);
  const [only] = asked?.rows ?? [];
  return {
    open: (act, ids, rows) => setAsked({ act, ids, rows }),
    dialogs:
      asked === null ? null : asked.act === 'budget' ? (
        <SetBudget
          opened
          ids={asked.ids}
          customer={asked.ids.length === 1 ? (only ?? null) : null}
          revealId={revealId}
          onSaved={onSaved}
          onClose={close}
        />
      ) : (
        <FreezeDialog
          opened
          direction={asked.act}
          ids={asked.ids}
          rows={asked.rows}
          onSaved={onSaved}
          onClose={close}
        />
      ),
  };
}
