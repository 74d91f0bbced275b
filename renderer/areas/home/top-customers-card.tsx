import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { compareDecimals, percentOf } from '../../../core/base/money.ts';
import type { TopCustomers } from '../../../core/contract/home.ts';
import { CustomerModels, NamedCustomer } from '../../app/customer-models.tsx';
import { useLive } from '../../app/live.ts';
import { BarMeter } from '../../ui/bar-meter.tsx';
import { Card } from '../../ui/card.tsx';
import { formatCount, formatPercent, formatPeriod } from '../../ui/format.ts';
import { Change, Money, SourceLine } from '../../ui/values.tsx';
import { useWords } from '../../words/use-words.ts';
import { CardWithout } from './card-of.tsx';
import css from './home.module.css';

const NUMBER_WORDS = ['one', 'two', 'three', 'four', 'five'] as const;

function useTitle(): (top: TopCustomers) => string {
  const { t, language } = useWords();
  return (top) => {
    const share = top.concentration;
    if (share === null) return t('home.top.titlePlain');
    const name = NUMBER_WORDS[share.count - 1];
    return t('home.top.title', {
      count: share.count,
      words: name === undefined ? formatCount(share.count) : t(`home.top.${name}`),
      percent: formatPercent(share.percent, language),
    });
  };
}

function Rows(props: { top: TopCustomers }): ReactNode {
  const { t, language } = useWords();
  const { top } = props;
  const largest = top.rows.reduce(
    (max, row) => (compareDecimals(row.payable, max) > 0 ? row.payable : max),
    '0',
  );
  return (
    <CustomerModels ids={top.rows.map((row) => row.customerId)}>
      <table className={css.topTable}>
        <thead className="visually-hidden">
          <tr>
            <th scope="col">{t('home.budgets.customer')}</th>
            <th scope="col" className={css.topBar}>
              {t('common.share')}
            </th>
            <th scope="col">{t('common.amount')}</th>
            <th scope="col">{t('home.top.change')}</th>
          </tr>
        </thead>
        <tbody>
          {top.rows.map((row) => (
            <tr key={row.customerId}>
              <th scope="row">
                <Link
                  to="/customers/$id"
                  params={{ id: row.customerId }}
                  className={css.rowLink}
                  title={row.name}
                >
                  <NamedCustomer id={row.customerId} name={row.name} />
                </Link>
              </th>
              <td className={css.topBar}>
                <BarMeter
                  percent={percentOf(row.payable, largest)}
                  label={`${t('common.share')} ${formatPercent(row.sharePercent, language, 1)}`}
                />
              </td>
              <td className={css.right}>
                <Money amount={row.payable} />
              </td>
              <td className={css.right} title={t('home.top.change')}>
                <Change value={row.changePercent} />
              </td>
            </tr>
          ))}
          <tr>
            <th scope="row">{t('home.top.others', { n: formatCount(top.others.count) })}</th>
            <td className={css.topBar} />
            <td className={css.right}>
              <Money amount={top.others.payable} />
            </td>
            <td className={css.right}>
              <Change value={top.others.changePercent} />
            </td>
          </tr>
        </tbody>
      </table>
    </CustomerModels>
  );
}

/** Who spends: sorted bars and the share of the first few as the title. */
export function TopCustomersCard(): ReactNode {
  const { t, language } = useWords();
  const title = useTitle();
  const answer = useLive('home.topCustomers', { limit: 5 });
  const top = answer.data;
  if (top === undefined || top === null || top.rows.length === 0) {
    return (
      <CardWithout
        id="top"
        title={t('home.top.titlePlain')}
        className={css.top}
        answer={answer}
        step="files"
        lines={6}
        empty={{ title: t('home.top.emptyTitle'), reason: t('home.top.emptyReason') }}
      />
    );
  }
  return (
    <Card
      id="top"
      title={title(top)}
      className={css.top}
      aside={
        <>
          {formatPeriod(top.period, language, 'month')} {top.currency}
        </>
      }
      foot={<SourceLine stamp={top.stamp} />}
      links={
        <Link to="/customers" search={{ sort: 'monthToDate' }}>
          {t('home.top.all')}
        </Link>
      }
    >
      <Rows top={top} />
    </Card>
  );
}
