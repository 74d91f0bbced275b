import { useNavigate } from '@tanstack/react-router';
import type { TFunction } from 'i18next';
import { useState, type ComponentType, type ReactNode } from 'react';
import type { ResellerRow } from '../../../core/contract/resellers.ts';
import { useMay } from '../../app/use-may.ts';
import type { MenuEntry } from '../../ui/more-menu.tsx';
import { useWords } from '../../words/use-words.ts';
import type { ResellerDialogProps } from './dialogs.ts';
import { GrantBudget, GrantOrder } from './grant-dialogs.tsx';
import { AssignManager } from './manager-dialog.tsx';
import { EndCooperation, RevokeBudget, RevokeOrder } from './reason-dialog.tsx';

/** What a distributor does about a reseller (guide 20), as a table. */
interface ResellerAction {
  readonly key: string;
  readonly label: (t: TFunction, row: ResellerRow) => string;
  readonly offered: (row: ResellerRow) => boolean;
  readonly dialog: ComponentType<ResellerDialogProps>;
}

const active = (row: ResellerRow): boolean => row.status === 'active';

const ACTIONS: readonly ResellerAction[] = [
  {
    key: 'grantBudget',
    label: (t, row) =>
      t(row.budget.state === 'granted' ? 'resellers.act.changeBudget' : 'resellers.act.grantBudget'),
    offered: (row) => active(row) && row.budget.pending === null,
    dialog: GrantBudget,
  },
  {
    key: 'revokeBudget',
    label: (t) => t('resellers.act.revokeBudget'),
    offered: (row) => row.budget.state === 'granted' && row.budget.pending === null,
    dialog: RevokeBudget,
  },
  {
    key: 'grantOrder',
    label: (t) => t('resellers.act.grantOrder'),
    offered: (row) => active(row) && row.order.state !== 'granted' && row.order.pending === null,
    dialog: GrantOrder,
  },
  {
    key: 'revokeOrder',
    label: (t) => t('resellers.act.revokeOrder'),
    offered: (row) => row.order.state === 'granted' && row.order.pending === null,
    dialog: RevokeOrder,
  },
  {
    key: 'assign',
    label: (t) => t('resellers.act.assign'),
    offered: active,
    dialog: AssignManager,
  },
  {
    key: 'terminate',
    label: (t) => t('resellers.act.terminate'),
    offered: (row) => active(row) && row.pendingStep === null,
    dialog: EndCooperation,
  },
];

/** The entries of a reseller's menu, and the dialog they open. `lead`: also where it leads to. */
export function useResellerActions(lead: boolean): {
  entries: (row: ResellerRow) => readonly MenuEntry[];
  assign: (rows: readonly ResellerRow[], onSaved: () => void) => void;
  dialogs: ReactNode;
} {
  const { t } = useWords();
  const may = useMay();
  const navigate = useNavigate();
  const [asked, setAsked] = useState<{
    Dialog: ComponentType<ResellerDialogProps>;
    rows: readonly ResellerRow[];
    onSaved?: () => void;
  } | null>(null);
  const places = (row: ResellerRow): MenuEntry[] => [
    {
      key: 'open',
      label: t('resellers.act.open'),
      onSelect: () => void navigate({ to: '/resellers/$id', params: { id: row.id } }),
    },
    {
      key: 'customers',
      label: t('resellers.act.customers'),
      onSelect: () => void navigate({ to: '/customers', search: { scope: 'resellers', reseller: row.id } }),
    },
  ];
  return {
    entries: (row) => [
      ...(lead ? places(row) : []),
      ...(may('resellers.manage') ? ACTIONS : [])
        .filter((action) => action.offered(row))
        .map((action) => ({
          key: action.key,
          label: action.label(t, row),
          onSelect: () => setAsked({ Dialog: action.dialog, rows: [row] }),
        })),
    ],
    assign: (rows, onSaved) => setAsked({ Dialog: AssignManager, rows, onSaved }),
    dialogs:
      asked === null ? null : (
        <asked.Dialog
          ids={asked.rows.map((row) => row.id)}
          rows={asked.rows}
          onSaved={asked.onSaved}
          onClose={() => setAsked(null)}
        />
      ),
  };
}
