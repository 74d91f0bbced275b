import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { BillRow } from '../../../core/contract/records.ts';
import { PageHead, PrintButton } from '../../app/frame/frame.tsx';
import { useLive } from '../../app/live.ts';
import { Card } from '../../ui/card.tsx';
import { PlainTable, type PlainColumn } from '../../ui/plain-table.tsx';
import { ErrorState, Skeleton, StateText } from '../../ui/states.tsx';
import { Money, PeriodText, SourceLine, StatusWord } from '../../ui/values.tsx';
import { useWords } from '../../words/use-words.ts';
import { Tabs } from './tabs.tsx';
import { ExportButton } from '../exports/export-button.tsx';

const TONE = { running: 'accent', provisional: 'watch', final: 'fine' } as const;

function useColumnsOfBills(): readonly PlainColumn<BillRow>[] {
  const { t } = useWords();
  return [
    {
      key: 'month',
      title: t('expenditures.bill.month'),
      cell: (row) => (
        <Link to="/expenditures" search={{ from: row.period, to: row.period, by: 'customer' }}>
          <PeriodText period={row.period} />
        </Link>
      ),
    },
    {
      key: 'state',
      title: t('expenditures.bill.state'),
      cell: (row) => (
        <StatusWord tone={TONE[row.state]} title={t(`common.period.${row.state}Help`)}>
          {t(`common.period.${row.state}`)}
        </StatusWord>
      ),
    },
    {
      key: 'expenditure',
      title: t('expenditures.bill.expenditure'),
      numeric: true,
      cell: (row) => <Money amount={row.expenditure} />,
    },
    {
      key: 'refunds',
      title: t('expenditures.bill.refunds'),
      numeric: true,
      cell: (row) => <Money amount={row.refunds} />,
    },
    {
      key: 'adjustments',
      title: t('expenditures.bill.adjustments'),
      numeric: true,
      cell: (row) => <Money amount={row.adjustments} />,
    },
    {
      key: 'tax',
      title: t('expenditures.bill.tax'),
      numeric: true,
      cell: (row) => <Money amount={row.tax} />,
    },
    {
      key: 'due',
      title: t('expenditures.bill.due'),
      numeric: true,
      cell: (row) => (
        <span
          className="strong"
          title={row.initialAmountDue.startsWith('-') ? t('expenditures.bill.negative') : undefined}
        >
          <Money amount={row.amountDue} currency={row.currency} />
        </span>
      ),
    },
  ];
}

/** Partner bills by month (guide 8.2): expenditures less refunds plus or minus adjustments; never below zero. */
export function BillsScreen(): ReactNode {
  const { t } = useWords();
  const columns = useColumnsOfBills();
  const bills = useLive('bills.list', {});
  const rows = bills.data?.rows ?? [];
  return (
    <>
      <PageHead
        title={t('expenditures.bills')}
        actions={
          rows.length > 0 ? (
            <>
              <PrintButton />
              <ExportButton list="bills" input={{}} />
            </>
          ) : undefined
        }
      />
      <Tabs now="bills" />
      {bills.error !== null && <ErrorState error={bills.error} retry={() => void bills.refetch()} />}
      {bills.data === undefined && bills.error === null && <Skeleton lines={8} />}
      {bills.data !== undefined && rows.length === 0 && (
        <StateText title={t('expenditures.bill.empty')} reason={t('expenditures.bill.emptyReason')} />
      )}
      {rows.length > 0 && (
        <Card
          id="bills"
          title={t('expenditures.bill.title')}
          aside={t('expenditures.bill.help')}
          foot={<SourceLine stamp={rows[0]?.stamp ?? null} />}
        >
          <PlainTable
            label={t('expenditures.bill.title')}
            rows={rows}
            rowKey={(row) => row.period}
            columns={columns}
          />
        </Card>
      )}
    </>
  );
}
