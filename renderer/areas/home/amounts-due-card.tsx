import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { compareDecimals } from '../../../core/base/money.ts';
import { useLive } from '../../app/live.ts';
import { Card } from '../../ui/card.tsx';
import { formatPeriod, formatTime } from '../../ui/format.ts';
import { Dash, Money } from '../../ui/values.tsx';
import { useWords } from '../../words/use-words.ts';
import { CardWithout } from './card-of.tsx';
import css from './home.module.css';

/** What is owed, and the last monthly partner bills: expenditures − refunds ± adjustments (guide 8.2). */
export function AmountsDueCard(): ReactNode {
  const { t, language } = useWords();
  const answer = useLive('home.amountsDue', {});
  const due = answer.data;
  if (due === undefined || due === null || (due.due === null && due.bills.length === 0)) {
    return (
      <CardWithout
        id="due"
        title={t('home.due.title')}
        answer={answer}
        step="partner_bills"
        lines={4}
        empty={{ title: t('home.due.emptyTitle'), reason: t('home.due.emptyReason') }}
      />
    );
  }
  return (
    <Card
      id="due"
      title={t('home.due.title')}
      aside={due.currency}
      foot={
        due.stamp === null ? undefined : t('home.due.source', { time: formatTime(due.stamp.asOf, language) })
      }
      links={<Link to="/bills">{t('home.due.all')}</Link>}
    >
      <table className={css.table}>
        <tbody>
          {due.bills.slice(0, 3).map((bill) => (
            <tr key={bill.period}>
              <th scope="row">
                <Link to="/bills" className={css.rowLink}>
                  {formatPeriod(bill.period, language)}
                </Link>
              </th>
              <td className="quiet small">{t(`common.period.${bill.state}`)}</td>
              <td className={css.right}>
                <Money amount={bill.amountDue} />
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" colSpan={2}>
              {t('home.due.due')}
            </th>
            <td className={css.right}>{due.due === null ? <Dash /> : <Money amount={due.due} />}</td>
          </tr>
        </tfoot>
      </table>
      {due.bills[0] !== undefined && compareDecimals(due.bills[0].initialAmountDue, '0') < 0 && (
        <p className="quiet small">{t('home.due.zero')}</p>
      )}
    </Card>
  );
}
