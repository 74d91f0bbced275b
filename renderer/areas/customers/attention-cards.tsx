import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { CustomerDetails } from '../../../core/contract/customers.ts';
import { useLive } from '../../app/live.ts';
import { Card } from '../../ui/card.tsx';
import { formatCount } from '../../ui/format.ts';
import { StateText } from '../../ui/states.tsx';
import { DateText } from '../../ui/values.tsx';
import { useWords } from '../../words/use-words.ts';
import { ScenarioWord } from '../alerts/scenarios.tsx';
import css from './customer.module.css';
import { ReadAgain, ReadingFoot, useReading } from './reading.tsx';

/** As many as a card of the overview holds; the list has all. */
const SHOWN = 4;

/** Alerts of this customer that nobody has handled (guide 5.11). */
export function AlertsCard(props: { details: CustomerDetails }): ReactNode {
  const { t } = useWords();
  const { customer, alerts } = props.details;
  const rows = useLive('alerts.list', { customerId: customer.id, limit: SHOWN }).data?.rows ?? [];
  return (
    <Card
      id="customer-alerts"
      title={t('customers.page.alerts')}
      aside={alerts === 0 ? undefined : formatCount(alerts)}
      foot={t('alerts.derived')}
      links={
        <Link to="/alerts" search={{ customer: customer.id }}>
          {t('customers.page.alertsAll')}
        </Link>
      }
    >
      {rows.length === 0 ? (
        <StateText title={t('customers.page.alertsNone')} />
      ) : (
        <dl className={css.facts}>
          {rows.map((row) => (
            <div key={row.id} className={css.fact}>
              <dt>
                <ScenarioWord scenario={row.scenario} />
              </dt>
              <dd>
                <DateText at={row.firstSeen} short />
              </dd>
            </div>
          ))}
        </dl>
      )}
    </Card>
  );
}

/** Yearly/monthly resources to be renewed within 7, 15 and 30 days; the numbers lead to them (guide 5.2). */
export function RenewalsCard(props: { id: string }): ReactNode {
  const { t } = useWords();
  const summary = useLive('resources.summary', { customerId: props.id }).data;
  const stamp = summary === undefined ? undefined : (summary.period?.stamp ?? null);
  const reading = useReading(
    'resources.read',
    props.id,
    stamp === undefined ? undefined : (stamp?.asOf ?? null),
  );
  const leads = (search: Record<string, string>, count: number): ReactNode => (
    <Link to="/customers/$id" params={{ id: props.id }} search={{ tab: 'resources', ...search }}>
      {formatCount(count)}
    </Link>
  );
  return (
    <Card
      id="renewals"
      title={t('customers.page.renewals')}
      foot={<ReadingFoot reading={reading} stamp={stamp ?? null} />}
      links={
        <>
          <ReadAgain reading={reading} />
          <Link to="/customers/$id" params={{ id: props.id }} search={{ tab: 'resources' }}>
            {t('customers.page.resourcesAll')}
          </Link>
        </>
      }
    >
      {summary?.period == null ? (
        <StateText title={t('customers.page.resourcesUnread')} />
      ) : (
        <dl className={css.facts}>
          {summary.renewals.map(({ days, count }) => (
            <div key={days} className={css.fact}>
              <dt>{t('customers.page.expiringIn', { days })}</dt>
              <dd>{leads({ expiring: String(days) }, count)}</dd>
            </div>
          ))}
          {summary.expired > 0 && (
            <div className={css.fact}>
              <dt>{t('customers.page.inGrace')}</dt>
              <dd>{leads({ state: 'expired' }, summary.expired)}</dd>
            </div>
          )}
          {summary.frozen > 0 && (
            <div className={css.fact}>
              <dt>{t('customers.page.inRetention')}</dt>
              <dd>{leads({ state: 'frozen' }, summary.frozen)}</dd>
            </div>
          )}
        </dl>
      )}
    </Card>
  );
}
