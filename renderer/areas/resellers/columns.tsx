import { Link } from '@tanstack/react-router';
import type { ResellerRow } from '../../../core/contract/resellers.ts';
import type { Column } from '../../ui/data-table.tsx';
import { formatCount } from '../../ui/format.ts';
import { Dash, DateText, Money } from '../../ui/values.tsx';
import { useWords } from '../../words/use-words.ts';
import { CooperationWord, PermissionWord, QuotaUse } from './values.tsx';

const WIDTHS = {
  name: 180,
  account: 120,
  status: 150,
  budget: 230,
  order: 150,
  use: 170,
  customers: 90,
  month: 130,
  manager: 130,
  phone: 120,
  email: 170,
  associated: 120,
  id: 280,
} as const;

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
      cell: (row) => <Money amount={row.monthToDate?.amount ?? null} currency={row.monthToDate?.currency} />,
    },
    { ...title('manager'), masked: true, cell: (row) => row.manager ?? <Dash /> },
    { ...title('phone'), masked: true, optional: true, cell: (row) => row.phone ?? <Dash /> },
    { ...title('email'), masked: true, optional: true, cell: (row) => row.email ?? <Dash /> },
    { ...title('associated'), optional: true, cell: (row) => <DateText at={row.associatedOn} /> },
    { ...title('id'), optional: true, cell: (row) => row.id },
  ];
}
