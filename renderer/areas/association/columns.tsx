import type { AssociationRow } from '../../../core/contract/association.ts';
import type { Column } from '../../ui/data-table.tsx';
import { CustomerName } from '../../ui/model-mark.tsx';
import { Dash, DateText } from '../../ui/values.tsx';
import { useWords } from '../../words/use-words.ts';
import { AssociationStateWord } from './values.tsx';

/** The columns of the association records (guide 5.5): time, type, initiator, status. */
export function useAssociationColumns(): readonly Column<AssociationRow>[] {
  const { t } = useWords();
  return [
    {
      key: 'asked',
      title: t('association.column.asked'),
      width: 120,
      cell: (row) => <DateText at={row.askedAt} short />,
    },
    {
      key: 'name',
      title: t('association.column.customer'),
      width: 220,
      grow: true,
      masked: true,
      cell: (row) => (
        <CustomerName
          name={row.customerName}
          association={row.association}
          {...(row.customerId === null ? {} : { title: row.customerId })}
        />
      ),
    },
    {
      key: 'type',
      title: t('association.column.type'),
      width: 140,
      cell: (row) => t(`association.type.${row.type}`),
    },
    {
      key: 'initiator',
      title: t('association.column.initiator'),
      width: 110,
      cell: (row) => t(`association.initiator.${row.initiator}`),
    },
    {
      key: 'state',
      title: t('association.column.state'),
      width: 180,
      cell: (row) => <AssociationStateWord state={row.state} />,
    },
    {
      key: 'since',
      title: t('association.column.since'),
      width: 130,
      cell: (row) => <DateText at={row.since} time short />,
    },
    {
      key: 'person',
      title: t('association.column.person'),
      width: 120,
      optional: true,
      cell: (row) => row.person,
    },
    {
      key: 'reason',
      title: t('association.column.reason'),
      width: 220,
      optional: true,
      cell: (row) => (row.reason === null ? <Dash /> : <span title={row.reason}>{row.reason}</span>),
    },
  ];
}
