import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useLive } from '../../app/live.ts';
import { Card } from '../../ui/card.tsx';
import { PlainTable } from '../../ui/plain-table.tsx';
import { DateText } from '../../ui/values.tsx';
import { useWords } from '../../words/use-words.ts';
import { OPEN_STATES } from '../outbox/states.ts';
import { OutboxStateWord, WhatChanges } from '../outbox/values.tsx';
import css from './customer.module.css';

/** The changes of this customer that are not final yet; nothing when there is none. */
export function ChangesCard(props: { id: string; revealId: string | undefined }): ReactNode {
  const { t } = useWords();
  const answer = useLive('outbox.list', {
    customerId: props.id,
    states: [...OPEN_STATES],
    ...(props.revealId === undefined ? {} : { revealId: props.revealId }),
  });
  const rows = answer.data?.rows ?? [];
  if (rows.length === 0) return null;
  return (
    <Card
      id="changes"
      title={t('outbox.card.title')}
      className={css.whole}
      links={<Link to="/outbox">{t('outbox.card.all')}</Link>}
    >
      <PlainTable
        label={t('outbox.card.title')}
        rows={rows}
        rowKey={(row) => row.id}
        columns={[
          { key: 'what', title: t('outbox.column.what'), cell: (row) => <WhatChanges row={row} /> },
          { key: 'person', title: t('outbox.column.person'), cell: (row) => row.person },
          {
            key: 'created',
            title: t('outbox.column.created'),
            cell: (row) => <DateText at={row.createdAt} time short />,
          },
          {
            key: 'state',
            title: t('outbox.column.state'),
            wide: true,
            cell: (row) => <OutboxStateWord state={row.state} />,
          },
          {
            key: 'open',
            title: <span className="visually-hidden">{t('outbox.card.open')}</span>,
            cell: (row) => (
              <Link to="/outbox" search={{ id: row.id }}>
                {t('outbox.card.open')}
              </Link>
            ),
          },
        ]}
      />
    </Card>
  );
}
