import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { CustomerRow } from '../../../core/contract/customers.ts';
import { useLive } from '../../app/live.ts';
import { Card } from '../../ui/card.tsx';
import { formatCount } from '../../ui/format.ts';
import { ModelMark } from '../../ui/model-mark.tsx';
import { Facts } from '../../ui/plain-table.tsx';
import { Dash, DateText } from '../../ui/values.tsx';
import { useWords } from '../../words/use-words.ts';
import css from './association.module.css';
import { OPEN } from './states.ts';
import { AssociationStateWord } from './values.tsx';

/** How a customer is associated: model, since when, what is being asked, and what is to be done in the console for it. */
export function AssociationCard(props: {
  customer: Pick<CustomerRow, 'id' | 'association' | 'associatedOn'>;
  className?: string | undefined;
}): ReactNode {
  const { t } = useWords();
  const { id, association, associatedOn } = props.customer;
  const open = useLive('association.list', { customerId: id, states: [...OPEN], limit: 1 }).data?.rows[0];
  const tasks = useLive('tasks.list', { customerId: id, states: ['open', 'denied'], limit: 100 }).data?.rows;
  const model = association?.model;
  return (
    <Card
      id="association"
      title={t('association.card.title')}
      className={props.className}
      links={
        <Link to="/association" search={{ customer: id, show: 'closed' }}>
          {t('association.menu.requests')}
        </Link>
      }
    >
      <Facts
        rows={[
          {
            key: 'model',
            name: t('association.card.model'),
            value:
              model === undefined || model === 'unknown' ? (
                <Dash />
              ) : (
                <span className={css.line}>
                  <ModelMark association={association?.code ?? null} />
                  {t(`customers.model.${model}`)}
                </span>
              ),
          },
          { key: 'since', name: t('association.card.since'), value: <DateText at={associatedOn} /> },
          {
            key: 'request',
            name: t('association.card.request'),
            value:
              open === undefined ? (
                <span className="quiet">{t('association.card.none')}</span>
              ) : (
                <span className={css.line}>
                  <AssociationStateWord state={open.state} />
                  <Link to="/association" search={{ customer: id, id: open.id }}>
                    {t('association.card.show')}
                  </Link>
                </span>
              ),
          },
          {
            key: 'tasks',
            name: t('association.card.tasks'),
            value:
              tasks === undefined || tasks.length === 0 ? (
                <span className="quiet">{t('association.card.none')}</span>
              ) : (
                <Link to="/tasks" search={{ customer: id }}>
                  {formatCount(tasks.length)}
                </Link>
              ),
          },
        ]}
      />
    </Card>
  );
}
