import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useLive } from '../../app/live.ts';
import { Card } from '../../ui/card.tsx';
import { formatTime } from '../../ui/format.ts';
import { Money, Monies } from '../../ui/values.tsx';
import { useWords } from '../../words/use-words.ts';
import { CardWithout } from './card-of.tsx';
import css from './home.module.css';

/** Coupons whose balance lapses within 30 days, the nearest first. */
export function CouponsCard(): ReactNode {
  const { t, language } = useWords();
  const answer = useLive('home.expiringCoupons', { limit: 3 });
  const coupons = answer.data;
  if (coupons === undefined || coupons === null || coupons.rows.length === 0) {
    return (
      <CardWithout
        id="coupons"
        title={t('home.coupons.title')}
        answer={answer}
        step="coupons"
        lines={3}
        empty={{
          title: t('home.coupons.emptyTitle'),
          reason: t('home.coupons.emptyReason'),
          to: '/coupons',
          link: t('home.coupons.all'),
        }}
      />
    );
  }
  return (
    <Card
      id="coupons"
      title={t('home.coupons.title')}
      aside={<span className="number">{coupons.count}</span>}
      foot={
        coupons.stamp === null
          ? undefined
          : t('home.coupons.source', { time: formatTime(coupons.stamp.asOf, language) })
      }
      links={
        <Link to="/coupons" search={{ expiring: '30' }}>
          {t('home.coupons.all')}
        </Link>
      }
    >
      <table className={css.table}>
        <tbody>
          {coupons.rows.map((row) => (
            <tr key={row.couponId}>
              <th scope="row">
                <Link to="/coupons" search={{ q: row.couponId }} className={css.rowLink} title={row.name}>
                  {row.name}
                </Link>
              </th>
              <td className="quiet small number">
                {row.daysLeft <= 0
                  ? t('home.coupons.today')
                  : t('home.coupons.daysLeft', { count: row.daysLeft })}
              </td>
              <td className={css.right}>
                <Money amount={row.balance} currency={row.currency} />
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" colSpan={2}>
              {t('home.coupons.total')}
            </th>
            <td className={css.right}>
              <Monies sums={coupons.total} />
            </td>
          </tr>
        </tfoot>
      </table>
    </Card>
  );
}
