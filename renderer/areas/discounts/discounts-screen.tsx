import { Link, useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { DiscountRow } from '../../../core/contract/discounts.ts';
import { useAddress } from '../../app/address.ts';
import { PageHead } from '../../app/frame/frame.tsx';
import { useLivePages } from '../../app/live.ts';
import { useReveal } from '../../app/use-reveal.ts';
import { LinkButton, Segments } from '../../ui/controls.tsx';
import type { Column } from '../../ui/data-table.tsx';
import { ListScreen, NoRows } from '../../ui/list-screen.tsx';
import { DateText } from '../../ui/values.tsx';
import { useWords } from '../../words/use-words.ts';
import { DiscountStateWord, useRate, useScope } from './values.tsx';

const STATES = {
  all: {},
  active: { states: ['scheduled', 'active'] },
  planned: { states: ['planned'] },
  closed: { states: ['expired', 'replaced', 'cancelled'] },
  expiring: { expiringWithinDays: 7 },
} as const;
type Show = keyof typeof STATES;
const SHOWS = Object.keys(STATES) as Show[];

function useDiscountColumns(): readonly Column<DiscountRow>[] {
  const { t } = useWords();
  const scope = useScope();
  const rate = useRate();
  return [
    {
      key: 'name',
      title: t('discounts.column.customer'),
      width: 220,
      grow: true,
      masked: true,
      cell: (row) => (
        <Link to="/customers/$id" params={{ id: row.customerId }} search={{ tab: 'basic' }}>
          {row.customerName === '' ? row.customerId : row.customerName}
        </Link>
      ),
    },
    { key: 'what', title: t('discounts.column.what'), width: 200, cell: scope },
    {
      key: 'percent',
      title: t('discounts.column.percent'),
      width: 100,
      numeric: true,
      cell: (row) => rate(row.percent),
    },
    {
      key: 'from',
      title: t('discounts.column.from'),
      width: 120,
      cell: (row) => <DateText day={row.from} />,
    },
    { key: 'to', title: t('discounts.column.to'), width: 120, cell: (row) => <DateText day={row.to} /> },
    {
      key: 'state',
      title: t('discounts.column.state'),
      width: 200,
      cell: (row) => <DiscountStateWord row={row} />,
    },
    { key: 'person', title: t('discounts.column.person'), width: 130, cell: (row) => row.person },
  ];
}

/** All discounts of referral customers, the newest first (guide 5.9); a row leads to its customer. */
export function DiscountsScreen(): ReactNode {
  const { t } = useWords();
  const [address, go] = useAddress();
  const navigate = useNavigate();
  const reveal = useReveal('customers');
  const columns = useDiscountColumns();
  const show: Show =
    address['expiring'] === undefined ? (SHOWS.find((one) => one === address['show']) ?? 'all') : 'expiring';
  const filter = STATES[show];
  const pages = useLivePages('discounts.list', {
    ...('states' in filter ? { states: [...filter.states] } : filter),
    ...(reveal.revealId === undefined ? {} : { revealId: reveal.revealId }),
  });
  return (
    <>
      <PageHead title={t('discounts.title')} note={t('discounts.note')} />
      <ListScreen
        view="discounts"
        label={t('discounts.title')}
        columns={columns}
        pages={pages}
        rowKey={(row) => row.id}
        onOpen={(row) =>
          void navigate({ to: '/customers/$id', params: { id: row.customerId }, search: { tab: 'basic' } })
        }
        reveal={reveal}
        filters={
          <Segments
            label={t('discounts.filter.label')}
            value={show}
            choices={SHOWS.map((value) => ({ value, label: t(`discounts.filter.${value}`) }))}
            onChange={(value) => go(value === 'all' ? {} : { show: value })}
          />
        }
        empty={
          <NoRows
            filtered={show !== 'all'}
            empty={t('discounts.empty')}
            reason={t('discounts.emptyReason')}
            nothing={t('discounts.nothing')}
            clear={<LinkButton onClick={() => go({})}>{t('common.clearFilters')}</LinkButton>}
          />
        }
      />
    </>
  );
}
