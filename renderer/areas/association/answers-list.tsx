import { useMemo, type ReactNode } from 'react';
import type { AnswerRow } from '../../../core/contract/answers.ts';
import { useLivePages } from '../../app/live.ts';
import type { RevealOf } from '../../app/use-reveal.ts';
import type { Column } from '../../ui/data-table.tsx';
import { ListScreen } from '../../ui/list-screen.tsx';
import { CustomerName } from '../../ui/model-mark.tsx';
import { StateText } from '../../ui/states.tsx';
import { Dash, DateText } from '../../ui/values.tsx';
import { useWords } from '../../words/use-words.ts';

function useAnswerColumns(): readonly Column<AnswerRow>[] {
  const { t } = useWords();
  return [
    {
      key: 'name',
      title: t('association.column.customer'),
      width: 220,
      grow: true,
      masked: true,
      cell: (row) =>
        row.customerName === '' ? (
          (row.customerId ?? <Dash />)
        ) : (
          <CustomerName
            name={row.customerName}
            association={row.association}
            {...(row.customerId === null ? {} : { title: row.customerId })}
          />
        ),
    },
    {
      key: 'about',
      title: t('association.column.about'),
      width: 150,
      cell: (row) => t(`association.about.${row.about}`),
    },
    {
      key: 'answer',
      title: t('association.column.answer'),
      width: 160,
      cell: (row) => t(`association.answer.${row.answer}`),
    },
    {
      key: 'said',
      title: t('association.column.said'),
      width: 130,
      cell: (row) => <DateText at={row.saidAt} short />,
    },
    {
      key: 'reason',
      title: t('association.column.reason'),
      width: 220,
      cell: (row) => (row.note === null ? <Dash /> : <span title={row.note}>{row.note}</span>),
    },
    { key: 'person', title: t('association.column.person'), width: 130, cell: (row) => row.person },
    {
      key: 'recorded',
      title: t('association.column.recorded'),
      width: 140,
      optional: true,
      cell: (row) => <DateText at={row.recordedAt} time short />,
    },
  ];
}

/** What customers said, as somebody here wrote it down. */
export function AnswersList(props: {
  customerId: string | undefined;
  reveal: RevealOf;
  filters: ReactNode;
}): ReactNode {
  const { t } = useWords();
  const columns = useAnswerColumns();
  const { customerId } = props;
  const { revealId } = props.reveal;
  const input = useMemo(
    () => ({
      limit: 100,
      ...(customerId === undefined ? {} : { customerId }),
      ...(revealId === undefined ? {} : { revealId }),
    }),
    [customerId, revealId],
  );
  const pages = useLivePages('answers.list', input);
  return (
    <ListScreen
      view="answers"
      label={t('association.filter.answers')}
      columns={columns}
      pages={pages}
      rowKey={(row) => row.id}
      reveal={props.reveal}
      filters={props.filters}
      empty={<StateText title={t('association.empty.answers')} />}
    />
  );
}
