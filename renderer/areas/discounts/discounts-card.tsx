import { Link } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import type { CustomerRow } from '../../../core/contract/customers.ts';
import type { DiscountRow } from '../../../core/contract/discounts.ts';
import type { OutputOf } from '../../../core/contract/index.ts';
import { useAction, useLive } from '../../app/live.ts';
import { useMay } from '../../app/use-may.ts';
import { useHas } from '../../app/use-partner.ts';
import { Card } from '../../ui/card.tsx';
import { Button, LinkButton } from '../../ui/controls.tsx';
import { PlainTable } from '../../ui/plain-table.tsx';
import { FormError, Skeleton, useErrorWords } from '../../ui/states.tsx';
import { DateText, StatusWord } from '../../ui/values.tsx';
import { useWords } from '../../words/use-words.ts';
import { CreateDiscount } from './create-dialog.tsx';
import css from './discounts.module.css';
import { DiscountStateWord, useRate, useScope } from './values.tsx';

type Discounts = NonNullable<OutputOf<'discounts.of'>>;

function Granted(props: { rows: readonly DiscountRow[] }): ReactNode {
  const { t } = useWords();
  const may = useMay();
  const scope = useScope();
  const rate = useRate();
  const cancel = useAction('discounts.cancel');
  if (props.rows.length === 0) return <p className="quiet small">{t('discounts.card.none')}</p>;
  return (
    <>
      <PlainTable
        label={t('discounts.card.title')}
        rows={props.rows}
        rowKey={(row) => row.id}
        columns={[
          { key: 'what', title: t('discounts.column.what'), wide: true, cell: scope },
          {
            key: 'percent',
            title: t('discounts.column.percent'),
            numeric: true,
            cell: (row) => rate(row.percent),
          },
          {
            key: 'from',
            title: t('discounts.column.from'),
            cell: (row) => <DateText day={row.from} short />,
          },
          { key: 'to', title: t('discounts.column.to'), cell: (row) => <DateText day={row.to} short /> },
          {
            key: 'state',
            title: t('discounts.column.state'),
            cell: (row) => <DiscountStateWord row={row} />,
          },
          {
            key: 'act',
            title: '',
            cell: (row) =>
              row.state !== 'planned' ? null : (
                <span className={css.line}>
                  {row.taskId !== null && (
                    <Link to="/tasks" search={{ id: row.taskId }}>
                      {t('discounts.card.task')}
                    </Link>
                  )}
                  {may('customers.discount') && (
                    <LinkButton disabled={cancel.isPending} onClick={() => cancel.mutate({ ids: [row.id] })}>
                      {t('discounts.card.cancel')}
                    </LinkButton>
                  )}
                </span>
              ),
          },
        ]}
      />
      <FormError error={cancel.error} />
    </>
  );
}

function Records(props: { records: Discounts['records'] }): ReactNode {
  const { t } = useWords();
  const scope = useScope();
  const rate = useRate();
  if (props.records.length === 0) return <p className="quiet small">{t('discounts.card.noRecords')}</p>;
  return (
    <PlainTable
      label={t('discounts.card.records')}
      rows={props.records.map((record, i) => ({ ...record, key: `${i}` }))}
      rowKey={(row) => row.key}
      columns={[
        {
          key: 'when',
          title: t('discounts.column.when'),
          cell: (row) => <DateText at={row.at} time short />,
        },
        {
          key: 'done',
          title: t('discounts.column.done'),
          cell: (row) => <span className={css.fast}>{t(`discounts.record.${row.what}`)}</span>,
        },
        { key: 'what', title: t('discounts.column.what'), wide: true, cell: scope },
        {
          key: 'percent',
          title: t('discounts.column.percent'),
          numeric: true,
          cell: (row) => rate(row.percent),
        },
        { key: 'person', title: t('discounts.column.person'), cell: (row) => row.person },
      ]}
    />
  );
}

/** A referral customer's discounts with what was done about them (guide 5.9). */
export function DiscountsCard(props: {
  customer: CustomerRow;
  revealId: string | undefined;
  className?: string | undefined;
}): ReactNode {
  const { t } = useWords();
  const may = useMay();
  const has = useHas();
  const words = useErrorWords();
  const { customer, revealId } = props;
  const { data } = useLive('discounts.of', { customerId: customer.id }, { enabled: has('discounts') });
  const [creating, setCreating] = useState(false);
  if (!has('discounts') || data === null) return null;
  return (
    <Card
      id="discounts"
      title={t('discounts.card.title')}
      className={props.className}
      links={<Link to="/discounts">{t('discounts.card.all')}</Link>}
    >
      {data === undefined ? (
        <Skeleton lines={4} />
      ) : (
        <>
          <Granted rows={data.rows} />
          {data.refused !== null && (
            <p className={css.barred}>
              <StatusWord tone="act">{words(data.refused).what}</StatusWord>{' '}
              <span className="quiet">{words(data.refused).advice}</span>
            </p>
          )}
          {data.refused === null && may('customers.discount') && (
            <div className={css.buttons}>
              <Button onClick={() => setCreating(true)}>{t('discounts.act')}</Button>
            </div>
          )}
          <h3 className={css.sub}>{t('discounts.card.records')}</h3>
          <Records records={data.records} />
        </>
      )}
      {creating && (
        <CreateDiscount
          ids={[customer.id]}
          rows={[customer]}
          revealId={revealId}
          onClose={() => setCreating(false)}
        />
      )}
    </Card>
  );
}
