import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { CustomerDetails } from '../../../core/contract/customers.ts';
import { Card } from '../../ui/card.tsx';
import { formatCount } from '../../ui/format.ts';
import { StateText } from '../../ui/states.tsx';
import { Monies, SourceLine, StatusWord } from '../../ui/values.tsx';
import { useWords } from '../../words/use-words.ts';
import css from './customer.module.css';

/** Coupons bound to the customer: balance, and what lapses within seven days. */
export function CouponsCard(props: { details: CustomerDetails }): ReactNode {
  const { t } = useWords();
  const { coupons, customer, stamps } = props.details;
  if (coupons === null) return null;
  return (
    <Card
      id="customer-coupons"
      title={t('customers.page.coupons')}
      foot={<SourceLine stamp={stamps.customer} />}
      links={
        <Link to="/coupons" search={{ customer: customer.id }}>
          {t('customers.page.couponsAll')}
        </Link>
      }
    >
      {coupons.count === 0 ? (
        <StateText title={t('customers.page.couponsNone')} reason={t('customers.page.couponsNoneReason')} />
      ) : (
        <dl className={css.facts}>
          <dt>{t('customers.page.couponsAvailable')}</dt>
          <dd>
            <Monies sums={coupons.balance} />
          </dd>
          {coupons.expiring7 > 0 && (
            <dt className={css.whole}>
              <StatusWord tone="watch">
                {t('customers.page.couponsExpiring', {
                  count: coupons.expiring7,
                  n: formatCount(coupons.expiring7),
                })}
              </StatusWord>
            </dt>
          )}
        </dl>
      )}
    </Card>
  );
}

/** Numbers of orders; each leads to its list. */
export function OrdersCard(props: { details: CustomerDetails }): ReactNode {
  const { t } = useWords();
  const { orders, customer, stamps } = props.details;
  if (orders === null) return null;
  return (
    <Card
      id="customer-orders"
      title={t('customers.page.orders')}
      foot={<SourceLine stamp={stamps.customer} />}
    >
      <dl className={css.facts}>
        <dt>{t('customers.page.ordersUnpaid')}</dt>
        <dd>
          <Link to="/orders" search={{ customer: customer.id, status: '6' }}>
            {formatCount(orders.unpaid)}
          </Link>
        </dd>
        <dt>{t('customers.page.ordersTotal')}</dt>
        <dd>
          <Link to="/orders" search={{ customer: customer.id }}>
            {formatCount(orders.total)}
          </Link>
        </dd>
      </dl>
    </Card>
  );
}
