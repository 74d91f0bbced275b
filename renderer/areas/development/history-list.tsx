import type { ReactNode } from 'react';
import type { DevelopmentEvent } from '../../../core/contract/development.ts';
import type { Address } from '../../app/address.ts';
import { useLivePages } from '../../app/live.ts';
import type { RevealOf } from '../../app/use-reveal.ts';
import { LinkButton, Segments } from '../../ui/controls.tsx';
import type { Column } from '../../ui/data-table.tsx';
import { ListScreen, NoRows } from '../../ui/list-screen.tsx';
import { DateText } from '../../ui/values.tsx';
import { useWords } from '../../words/use-words.ts';
import { useEventWord, useStateWord } from './history.tsx';

const RECORDS = ['registration', 'invitation'] as const;

function useHistoryColumns(): readonly Column<DevelopmentEvent>[] {
  const { t } = useWords();
  const event = useEventWord();
  const state = useStateWord();
  return [
    {
      key: 'when',
      title: t('development.column.when'),
      width: 150,
      cell: (row) => <DateText at={row.at} time short />,
    },
    {
      key: 'name',
      title: t('development.column.name'),
      width: 190,
      grow: true,
      masked: true,
      cell: (row) => row.name,
    },
    {
      key: 'record',
      title: t('development.column.record'),
      width: 130,
      cell: (row) => t(`development.filter.${row.record}`),
    },
    {
      key: 'what',
      title: t('development.column.what'),
      width: 280,
      cell: (row) => <span title={event(row)}>{event(row)}</span>,
    },
    { key: 'state', title: t('development.column.state'), width: 150, cell: (row) => state(row.state) },
    {
      key: 'who',
      title: t('development.column.who'),
      width: 130,
      cell: (row) => (row.person === 'sync' ? t('tasks.history.sync') : row.person),
    },
  ];
}

/** Everything that happened, newest first; a row leads to its record. */
export function HistoryList(props: {
  address: Address;
  go: (next: Address) => void;
  reveal: RevealOf;
}): ReactNode {
  const { t } = useWords();
  const { address, go, reveal } = props;
  const columns = useHistoryColumns();
  const record = RECORDS.find((one) => one === address['record']);
  const search = address['q'] ?? '';
  const pages = useLivePages('development.history', {
    limit: 100,
    ...(record === undefined ? {} : { record }),
    ...(search === '' ? {} : { search }),
    ...(reveal.revealId === undefined ? {} : { revealId: reveal.revealId }),
  });
  return (
    <ListScreen
      view="development-history"
      label={t('development.tab.history')}
      columns={columns}
      pages={pages}
      rowKey={(row) => String(row.no)}
      onOpen={(row) =>
        go({
          ...(row.record === 'invitation' ? { view: 'invitations', state: 'all' } : {}),
          id: row.recordId,
        })
      }
      reveal={reveal}
      search={{
        value: search,
        label: t('development.search'),
        onSearch: (q) => go({ ...address, q }),
      }}
      filters={
        <Segments
          label={t('development.column.record')}
          value={record ?? 'all'}
          choices={[
            { value: 'all', label: t('development.filter.all') },
            ...RECORDS.map((value) => ({ value, label: t(`development.filter.${value}`) })),
          ]}
          onChange={(value) => go({ view: 'history', ...(value === 'all' ? {} : { record: value }) })}
        />
      }
      empty={
        <NoRows
          filtered={search !== ''}
          empty={t('development.empty.history')}
          reason={t('development.empty.historyReason')}
          nothing={t('development.empty.nothing')}
          clear={<LinkButton onClick={() => go({ view: 'history' })}>{t('common.clearFilters')}</LinkButton>}
        />
      }
    />
  );
}
