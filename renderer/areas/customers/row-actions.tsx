import type { useNavigate } from '@tanstack/react-router';
import type { TFunction } from 'i18next';
import type { ComponentType } from 'react';
import type { CustomerRow } from '../../../core/contract/customers.ts';
import type { Capability } from '../../../core/contract/partner.ts';
import type { Permission } from '../../../core/contract/permissions.ts';
import { DisassociateDialog } from '../association/disassociate-dialog.tsx';
import { AssignDialog } from '../assignments/assign-dialog.tsx';
import { SetBudget } from '../budgets/set-budget.tsx';
import { PerformOperations, PlaceOrder } from '../behalf/begin-dialog.tsx';
import { RequestAuthorization } from '../behalf/request-dialog.tsx';
import { CreateDiscount } from '../discounts/create-dialog.tsx';
import type { ActionDialogProps } from './action-props.ts';
import { FreezeDialog } from './freeze-dialog.tsx';

/**
 * Everything that can be done with customers, as a table: the menu of a row, the bar over chosen rows and the buttons of
 * the customer page are drawn from it. A new action is one entry here and one component.
 */

/**
 * - `row`: the menu at the end of a row, for that customer;
 * - `page`, `page-button`: the customer page, in its menu or as a button of its own;
 * - `selection`, `selection-more`: the bar over chosen rows, as a button or in its menu.
 */
export type ActionPlace = 'row' | 'page' | 'page-button' | 'selection' | 'selection-more';

interface Offer {
  readonly key: string;
  /** `row` is the customer it is offered for; left out over a selection. */
  readonly label: (t: TFunction, row?: CustomerRow) => string;
  readonly permission: Permission;
  /** What the kind of partner must have (guide 2.1). */
  readonly capability?: Capability;
  readonly places: readonly ActionPlace[];
  /** Whether it means anything for this customer. Not asked for a selection: the core names whom it leaves out. */
  readonly offered?: (row: CustomerRow) => boolean;
}

/** Opens a dialog, or leads to a place. */
export type CustomerAction = Offer &
  (
    | { readonly dialog: ComponentType<ActionDialogProps> }
    | { readonly go: (navigate: ReturnType<typeof useNavigate>, row: CustomerRow) => void }
  );

/** Budget, freezing and what is done in the customer's place are of the reseller model only (guide 5.0). */
export const notReferral = (row: CustomerRow): boolean => row.association?.model !== 'referral';
export const isReferral = (row: CustomerRow): boolean => row.association?.model === 'referral';

const SetBudgetDialog = ({ ids, rows, ...rest }: ActionDialogProps) => (
  <SetBudget opened ids={ids} customer={ids.length === 1 ? (rows[0] ?? null) : null} {...rest} />
);
const Freeze = (props: ActionDialogProps) => <FreezeDialog opened direction="freeze" {...props} />;
const Unfreeze = (props: ActionDialogProps) => <FreezeDialog opened direction="unfreeze" {...props} />;

const Disassociate = ({ ids, rows, ...rest }: ActionDialogProps) => {
  const [id = ''] = ids;
  return <DisassociateDialog customerId={id} name={rows[0]?.name ?? id} {...rest} />;
};

/** In the order they are shown (guide 5.1: operations per row). */
export const CUSTOMER_ACTIONS: readonly CustomerAction[] = [
  {
    key: 'budget',
    label: (t) => t('actions.setBudget'),
    permission: 'customers.budget',
    places: ['row', 'page-button', 'selection'],
    offered: notReferral,
    dialog: SetBudgetDialog,
  },
  {
    key: 'unfreeze',
    label: (t) => t('actions.unfreeze'),
    permission: 'customers.freeze',
    places: ['row', 'page-button', 'selection'],
    // Which way the account can go is asked when its state is not known.
    offered: (row) => notReferral(row) && row.frozen !== false,
    dialog: Unfreeze,
  },
  {
    key: 'freeze',
    // A frozen account may still be frozen together with its resources (guide 5.4).
    label: (t, row) => t(row?.frozen === true ? 'actions.freezeMore' : 'actions.freeze'),
    permission: 'customers.freeze',
    places: ['row', 'page-button', 'selection'],
    offered: (row) => notReferral(row) && row.freeze?.type !== 'account-and-resources',
    dialog: Freeze,
  },
  {
    key: 'assign',
    // Guide 5.2: the button of the page says who it is once somebody is.
    label: (t, row) =>
      row === undefined || row.manager === null
        ? t('assignments.action.assign')
        : t('assignments.action.now', { name: row.manager }),
    permission: 'customers.assign',
    places: ['row', 'page-button', 'selection'],
    dialog: AssignDialog,
  },
  {
    key: 'orders',
    label: (t) => t('actions.viewOrders'),
    permission: 'orders.view',
    places: ['row'],
    go: (navigate, row) => void navigate({ to: '/orders', search: { customer: row.id } }),
  },
  {
    key: 'expenditure',
    label: (t) => t('actions.viewExpenditure'),
    permission: 'expenditures.view',
    places: ['row'],
    go: (navigate, row) => void navigate({ to: '/expenditures', search: { customer: row.id } }),
  },
  {
    key: 'request-authorization',
    label: (t) => t('behalf.act.request'),
    permission: 'customers.behalf',
    capability: 'behalf',
    places: ['row', 'page', 'selection-more'],
    offered: notReferral,
    dialog: RequestAuthorization,
  },
  {
    key: 'order',
    label: (t) => t('behalf.act.order'),
    permission: 'customers.behalf',
    capability: 'behalf',
    places: ['row', 'page'],
    offered: notReferral,
    dialog: PlaceOrder,
  },
  {
    key: 'operate',
    label: (t) => t('behalf.act.operate'),
    permission: 'customers.behalf',
    capability: 'behalf',
    places: ['row', 'page'],
    offered: notReferral,
    dialog: PerformOperations,
  },
  {
    key: 'discount',
    label: (t) => t('discounts.act'),
    permission: 'customers.discount',
    capability: 'discounts',
    places: ['row', 'page', 'selection-more'],
    offered: isReferral,
    dialog: CreateDiscount,
  },
  {
    key: 'association',
    label: (t) => t('association.menu.requests'),
    permission: 'customers.view',
    places: ['page'],
    go: (navigate, row) => void navigate({ to: '/association', search: { customer: row.id } }),
  },
  {
    key: 'disassociate',
    label: (t) => t('association.menu.disassociate'),
    permission: 'customers.disassociate',
    places: ['row', 'page'],
    dialog: Disassociate,
  },
];
