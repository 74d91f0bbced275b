import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { BudgetRecord } from '../../../core/contract/budget-records.ts';
import { useLive } from '../../app/live.ts';
import { Card } from '../../ui/card.tsx';
import { PlainTable, type PlainColumn } from '../../ui/plain-table.tsx';
import { StateText } from '../../ui/states.tsx';
import { Dash, DateText, Money, StatusWord } from '../../ui/values.tsx';
import { useWords } from '../../words/use-words.ts';
import css from './customer.module.css';
import { ReadAgain, ReadingFoot, useReading } from './reading.tsx';

/** Who did it: a person at this desk, or an operator elsewhere. */
function Who(props: { row: BudgetRecord }): ReactNode {
  const { t } = useWords();
  const { by, operator, actionId, recorded } = props.row;
  if (by === null) return operator ?? <Dash />;
  return (
    <span className={css.who}>
      {by}{' '}
      {actionId !== null && (
        <Link to="/outbox" search={{ id: actionId }} className="quiet small">
          {t('customers.records.ours')}
        </Link>
      )}
      {!recorded && <StatusWord tone="watch">{t('customers.records.notRecorded')}</StatusWord>}
    </span>
  );
}

function useRecordColumns(): readonly PlainColumn<BudgetRecord>[] {
  const { t } = useWords();
  return [
    { key: 'at', title: t('customers.records.at'), cell: (row) => <DateText at={row.at} time /> },
    { key: 'who', title: t('customers.records.operator'), cell: (row) => <Who row={row} /> },
    {
      key: 'type',
      title: t('customers.records.type'),
      cell: (row) =>
        row.operation === 'deleted'
          ? t('customers.records.deleted')
          : row.type === null
            ? t('customers.budget.unknown')
            : t(`customers.budget.${row.type}`),
    },
    {
      key: 'before',
      title: t('customers.records.before'),
      numeric: true,
      cell: (row) => <Money amount={row.before} currency={row.currency} />,
    },
    {
      key: 'after',
      title: t('customers.records.after'),
      numeric: true,
      cell: (row) => <Money amount={row.after} currency={row.currency} />,
    },
    {
      key: 'mode',
      title: t('customers.column.freezeMode'),
      cell: (row) => (row.freezeMode === null ? <Dash /> : t(`customers.freezeMode.${row.freezeMode}`)),
    },
  ];
}

/** Adjustment records of the budget (guide 5.3): the Partner Center's, with those made from this desk marked. */
export function BudgetRecordsCard(props: { id: string; revealId: string | undefined }): ReactNode {
  const { t } = useWords();
  const answer = useLive('budgets.records', {
    customerId: props.id,
    ...(props.revealId === undefined ? {} : { revealId: props.revealId }),
  });
  const { data } = answer;
  const stamp = data?.stamp ?? null;
  const reading = useReading(
    'budgets.readRecords',
    props.id,
    data === undefined ? undefined : (stamp?.asOf ?? null),
  );
  const columns = useRecordColumns();
  const rows = data?.rows ?? [];
  return (
    <Card
      id="budget-records"
      title={t('customers.records.title')}
      className={css.whole}
      foot={<ReadingFoot reading={reading} stamp={stamp} />}
      links={<ReadAgain reading={reading} />}
    >
      {rows.length === 0 ? (
        <StateText title={stamp === null ? t('customers.records.unread') : t('customers.records.none')} />
      ) : (
        <PlainTable
          label={t('customers.records.title')}
          rows={rows}
          rowKey={(row) => row.id}
          columns={columns}
        />
      )}
    </Card>
  );
}
