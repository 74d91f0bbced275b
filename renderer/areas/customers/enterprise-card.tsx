import type { ReactNode } from 'react';
import type { CustomerDetails } from '../../../core/contract/customers.ts';
import { useLive } from '../../app/live.ts';
import { Card } from '../../ui/card.tsx';
import { Facts } from '../../ui/plain-table.tsx';
import { Dash, StatusWord, type Tone } from '../../ui/values.tsx';
import { useWords } from '../../words/use-words.ts';
import css from './customer.module.css';
import { ReadAgain, ReadingFoot, useReading } from './reading.tsx';
import { useRegionName } from './region-name.ts';
import { useVerifiedWord } from './verified.ts';

const TONES = {
  'in-review': 'watch',
  rejected: 'over',
  approved: 'fine',
  unknown: 'quiet',
} as const satisfies Record<string, Tone>;

/**
 * What the Partner Center's API tells of the company (guide 5.2, Enterprise information): the authenticated name, kind and
 * standing, and how the last review went. Registration number, address and certificates are in its console only.
 */
export function EnterpriseCard(props: { details: CustomerDetails }): ReactNode {
  const { t } = useWords();
  const verified = useVerifiedWord();
  const region = useRegionName();
  const { customer } = props.details;
  const answer = useLive('realname.get', { customerId: customer.id });
  const review = answer.data;
  const reading = useReading(
    'realname.read',
    customer.id,
    review === undefined ? undefined : (review?.stamp.asOf ?? null),
  );
  return (
    <Card
      id="enterprise"
      title={t('customers.page.tabs.enterprise')}
      className={css.whole}
      foot={<ReadingFoot reading={reading} stamp={review?.stamp ?? null} />}
      links={<ReadAgain reading={reading} />}
    >
      <Facts
        rows={[
          { key: 'name', name: t('customers.enterprise.name'), value: customer.name },
          { key: 'type', name: t('customers.column.type'), value: t(`customers.type.${customer.type}`) },
          {
            key: 'country',
            name: t('customers.column.country'),
            value: region(customer.country) ?? <Dash />,
          },
          {
            key: 'verified',
            name: t('customers.column.verified'),
            value: verified(customer.verified) ?? <Dash />,
          },
          {
            key: 'review',
            name: t('customers.enterprise.review'),
            value:
              review == null ? (
                <Dash />
              ) : (
                <StatusWord tone={TONES[review.result]}>
                  {t(`customers.enterprise.result.${review.result}`)}
                </StatusWord>
              ),
          },
          ...(review?.opinion == null
            ? []
            : [{ key: 'opinion', name: t('customers.enterprise.opinion'), value: review.opinion }]),
        ]}
      />
      <p className={css.console}>{t('customers.enterprise.console')}</p>
    </Card>
  );
}
