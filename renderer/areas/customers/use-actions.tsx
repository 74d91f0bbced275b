import { useNavigate } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import type { CustomerRow } from '../../../core/contract/customers.ts';
import { useMay } from '../../app/use-may.ts';
import { useHas } from '../../app/use-partner.ts';
import { CUSTOMER_ACTIONS, type ActionPlace, type CustomerAction } from './row-actions.tsx';

/**
 * What the acting member may do at a place; for one customer only what means anything for it. A selection takes every
 * action: the core names whom it leaves out.
 */
export function useOffered(): (place: ActionPlace, row?: CustomerRow) => readonly CustomerAction[] {
  const may = useMay();
  const has = useHas();
  return (place, row) =>
    CUSTOMER_ACTIONS.filter(
      (action) =>
        action.places.includes(place) &&
        may(action.permission) &&
        (action.capability === undefined || has(action.capability)) &&
        (row === undefined || action.offered === undefined || action.offered(row)),
    );
}

interface Asked {
  readonly action: Extract<CustomerAction, { dialog: unknown }>;
  readonly ids: readonly string[];
  readonly rows: readonly CustomerRow[];
}

/** Starts actions; `dialogs` is drawn once beside the list or page. */
export function useCustomerActions(
  revealId: string | undefined,
  onSaved?: () => void,
): {
  start: (action: CustomerAction, ids: readonly string[], rows: readonly CustomerRow[]) => void;
  dialogs: ReactNode;
} {
  const navigate = useNavigate();
  const [asked, setAsked] = useState<Asked | null>(null);
  const Dialog = asked?.action.dialog;
  return {
    start(action, ids, rows) {
      const [row] = rows;
      if ('dialog' in action) setAsked({ action, ids, rows });
      else if (row !== undefined) action.go(navigate, row);
    },
    dialogs:
      asked === null || Dialog === undefined ? null : (
        <Dialog
          ids={asked.ids}
          rows={asked.rows}
          revealId={revealId}
          onSaved={onSaved}
          onClose={() => setAsked(null)}
        />
      ),
  };
}
