import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { ResellerRow } from '../../../core/contract/resellers.ts';
import type { Column } from '../../ui/data-table.tsx';
import { formatCount } from '../../ui/format.ts';
import { Dash, DateText, Money } from '../../ui/values.tsx';
import { useWords } from '../../words/use-words.ts';
import { CooperationWord, PermissionWord, QuotaUse } from './values.tsx';

const WIDTHS = {
  name: 150,
  account: 104,
  status: 104,
  budget: 180,
  order: 116,
  use: 130,
  customers: 84,
  month: 104,
  manager: 140,
  phone: 120,
  email: 170,
  associated: 120,
  id: 280,
} as const;

/** Amounts of the usual currency stand bare, as in every list. */
function Sum(props: { money: ResellerRow['monthToDate'] }): ReactNode {
  const { money } = props;
  if (money === null) return <Dash />;
  return <Money amount={money.amount} {...(money.currency === 'USD' ? {} : { currency: money.currency })} />;
}

/** The columns of guide 20: name, account, status, permissions, quotas, account manager. */
export function useResellerColumns(): readonly Column<ResellerRow>[] {
  const { t } = useWords();
  const title = (key: keyof typeof WIDTHS) => ({
    key,
    title: t(`resellers.column.${key}`),
    width: WIDTHS[key],
  });
  return [
    {
      ...title('name'),
      grow: true,
      masked: true,
      cell: (row) => (
        <Link to="/resellers/$id" params={{ id: row.id }} title={row.name}>
          {row.name === '' ? row.account : row.name}
        </Link>
      ),
    },
    { ...title('account'), masked: true, cell: (row) => row.account },
    { ...title('status'), cell: (row) => <CooperationWord state={row.status} pending={row.pendingStep} /> },
    { ...title('budget'), cell: (row) => <PermissionWord held={row.budget} quotas /> },
    {
      ...title('use'),
      cell: (row) => (
        <QuotaUse used={row.use.monthly} quota={row.budget.state === 'granted' ? row.budget.monthly : null} />
      ),
    },
    { ...title('order'), cell: (row) => <PermissionWord held={row.order} /> },
    { ...title('customers'), numeric: true, cell: (row) => formatCount(row.customers) },
    {
      ...title('month'),
      numeric: true,
      cell: (row) => <Sum money={row.monthToDate} />,
    },
    { ...title('manager'), masked: true, cell: (row) => row.manager ?? <Dash /> },
    { ...title('phone'), masked: true, optional: true, cell: (row) => row.phone ?? <Dash /> },
    { ...title('email'), masked: true, optional: true, cell: (row) => row.email ?? <Dash /> },
    { ...title('associated'), optional: true, cell: (row) => <DateText at={row.associatedOn} /> },
    { ...title('id'), optional: true, cell: (row) => row.id },
  ];
}
