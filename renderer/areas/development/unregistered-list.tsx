import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { OutputOf } from '../../../core/contract/index.ts';
import { useLivePages } from '../../app/live.ts';
import type { RevealOf } from '../../app/use-reveal.ts';
import { LinkButton } from '../../ui/controls.tsx';
import type { Column } from '../../ui/data-table.tsx';
import { ListScreen, NoRows } from '../../ui/list-screen.tsx';
import { Dash, DateText, StatusWord } from '../../ui/values.tsx';
import { useWords } from '../../words/use-words.ts';

type Row = OutputOf<'development.unregistered'>['rows'][number];

/** Customers that came without a pre-registration (guide 5.10: "not pre-registered" marks historical customers). */
export function UnregisteredList(props: {
  search: { value: string; label: string; onSearch: (text: string) => void };
  filters: ReactNode;
  reveal: RevealOf;
}): ReactNode {
  const { t } = useWords();
  const navigate = useNavigate();
  const { search, reveal } = props;
  const pages = useLivePages('development.unregistered', {
    limit: 100,
    ...(search.value === '' ? {} : { search: search.value }),
    ...(reveal.revealId === undefined ? {} : { revealId: reveal.revealId }),
  });
  const columns: readonly Column<Row>[] = [
    {
      key: 'name',
      title: t('development.column.name'),
      width: 200,
      grow: true,
      masked: true,
      cell: (row) => row.name,
    },
    {
      key: 'account',
      title: t('development.column.account'),
      width: 150,
      masked: true,
      cell: (row) => row.account,
    },
    {
      key: 'state',
      title: t('development.column.state'),
      width: 150,
      cell: () => <StatusWord tone="quiet">{t('development.state.not_registered')}</StatusWord>,
    },
    {
      key: 'how',
      title: t('development.column.how'),
      width: 120,
      cell: (row) => t(row.invited ? 'development.unregistered.invited' : 'development.unregistered.other'),
    },
    {
      key: 'manager',
      title: t('development.column.manager'),
      width: 130,
      masked: true,
      cell: (row) => row.manager ?? <Dash />,
    },
    {
      key: 'associated',
      title: t('development.column.associated'),
      width: 140,
      cell: (row) => <DateText at={row.associatedOn} />,
    },
  ];
  return (
    <ListScreen
      view="development-unregistered"
      label={t('development.filter.unregistered')}
      columns={columns}
      pages={pages}
      rowKey={(row) => row.id}
      onOpen={(row) => void navigate({ to: '/customers/$id', params: { id: row.id } })}
      reveal={reveal}
      search={search}
      filters={props.filters}
      empty={
        <NoRows
          filtered={search.value !== ''}
          empty={t('development.empty.unregistered')}
          reason={t('development.empty.unregisteredReason')}
          nothing={t('development.empty.nothing')}
          clear={<LinkButton onClick={() => search.onSearch('')}>{t('common.clearFilters')}</LinkButton>}
        />
      }
    />
  );
}
