import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { compareDecimals } from '../../../core/base/money.ts';
import type { BudgetsInDanger } from '../../../core/contract/home.ts';
import { CustomerModels, NamedCustomer } from '../../app/customer-models.tsx';
import { useLive } from '../../app/live.ts';
import { BarMeter } from '../../ui/bar-meter.tsx';
import { Card } from '../../ui/card.tsx';
import { formatDay, formatPercent, formatTime } from '../../ui/format.ts';
import { Dash, Money, StatusWord } from '../../ui/values.tsx';
import { useWords } from '../../words/use-words.ts';
import { toneOfUse } from '../customers/use-share.ts';
import { CardWithout } from './card-of.tsx';
import css from './home.module.css';

type BudgetRow = BudgetsInDanger['rows'][number];

function Row(props: { row: BudgetRow }): ReactNode {
  const { t, language } = useWords();
  const { row } = props;
  const percent = formatPercent(row.usedPercent, language);
  const usedUp = compareDecimals(row.usedPercent, '100') >= 0;
  return (
    <tr>
      <th scope="row">
        <Link to="/customers/$id" params={{ id: row.customerId }} className={css.rowLink} title={row.name}>
          <NamedCustomer id={row.customerId} name={row.name} />
        </Link>
      </th>
      <td className={css.right}>
        <Money amount={row.amount} />
      </td>
      <td className={`${css.right} ${css[toneOfUse(row.usedPercent)] ?? ''}`}>{percent}</td>
      <td className={css.budgetBar}>
        <BarMeter
          percent={row.usedPercent}
          mark={row.pacePercent}
          label={
            row.pacePercent === null
              ? t('home.budgets.barLabelPlain', { percent })
              : t('home.budgets.barLabel', { percent, pace: formatPercent(row.pacePercent, language) })
          }
        />
      </td>
      <td className="number">
        {usedUp ? (
          t('home.budgets.usedUp')
        ) : row.runsOutOn === null ? (
          <Dash />
        ) : (
          formatDay(row.runsOutOn, language, true)
        )}
      </td>
      <td>
        {row.frozen ? (
          <StatusWord tone="over" icon="frozen">
            {t('home.budgets.frozen')}
          </StatusWord>
        ) : (
          <span className="quiet">{t('home.budgets.open')}</span>
        )}
      </td>
    </tr>
  );
}

/** Budgets sorted by projected overrun, with use and even pace. */
export function BudgetsCard(): ReactNode {
  const { t, language } = useWords();
  const answer = useLive('home.budgetsInDanger', { limit: 8 });
  const budgets = answer.data;
  if (budgets === undefined || budgets === null || budgets.rows.length === 0) {
    return (
      <CardWithout
        id="budgets"
        title={t('home.budgets.title')}
        className={css.budgets}
        answer={answer}
        step="budgets"
        lines={5}
        empty={{
          title: t('home.budgets.emptyTitle'),
          reason: t('home.budgets.emptyReason'),
          to: '/customers',
          link: t('home.budgets.emptyAction'),
        }}
      />
    );
  }
  return (
    <Card
      id="budgets"
      title={t('home.budgets.title')}
      className={css.budgets}
      aside={t('home.budgets.sorted')}
      foot={
        budgets.stamp === null
          ? undefined
          : t('home.budgets.source', { time: formatTime(budgets.stamp.asOf, language) })
      }
      links={
        <Link to="/customers" search={{ useMin: '75', sort: 'budgetUse' }}>
          {t('home.budgets.all')}
        </Link>
      }
    >
      <CustomerModels ids={budgets.rows.map((row) => row.customerId)}>
        <table className={css.table}>
          <thead>
            <tr>
              <th scope="col">{t('home.budgets.customer')}</th>
              <th scope="col" className={css.right}>
                {t('home.budgets.budget')} <span className={css.unit}>{budgets.currency}</span>
              </th>
              <th scope="col" className={css.right}>
                {t('home.budgets.used')}
              </th>
              <th scope="col">{t('home.budgets.pace')}</th>
              <th scope="col">{t('home.budgets.runsOut')}</th>
              <th scope="col">{t('home.budgets.state')}</th>
            </tr>
          </thead>
          <tbody>
            {budgets.rows.map((row) => (
              <Row key={row.customerId} row={row} />
            ))}
          </tbody>
        </table>
      </CustomerModels>
    </Card>
  );
}
