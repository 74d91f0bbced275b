import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useLive } from '../../app/live.ts';
import { useWords } from '../../words/use-words.ts';
import { OutboxStateWord } from '../outbox/values.tsx';
import css from './development.module.css';

/** Customers that are being created: they wait in the outbox and are no customers yet. Nothing while there are none. */
export function PendingCreations(): ReactNode {
  const { t } = useWords();
  const rows = useLive('customers.pendingCreations', {}).data?.rows;
  if (rows === undefined || rows.length === 0) return null;
  return (
    <section className={css.pending} aria-label={t('development.pending.title')}>
      <strong>{t('development.pending.title')}</strong>
      <ul>
        {rows.map((row) => (
          <li key={row.id}>
            <Link to="/outbox" search={{ id: row.id }}>
              {row.accountName}
            </Link>
            <OutboxStateWord state={row.state} />
          </li>
        ))}
      </ul>
    </section>
  );
}
