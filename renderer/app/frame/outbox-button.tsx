import { Link } from '@tanstack/react-router';
import { AlertTriangle, Clock } from 'lucide-react';
import type { ReactNode } from 'react';
import { formatCount } from '../../ui/format.ts';
import { useWords } from '../../words/use-words.ts';
import { useLive } from '../live.ts';
import css from './outbox-button.module.css';

/** How many changes are not final yet, and how many of them ask for the person. Nothing while none is open. */
export function OutboxButton(): ReactNode {
  const { t } = useWords();
  const summary = useLive('outbox.summary', {}).data;
  if (summary === undefined || summary.open === 0) return null;
  const held = summary.counts.held ?? 0;
  const needs = summary.decisions + held;
  const send = summary.open - needs;
  return (
    <span className={css.group}>
      {send > 0 && (
        <Link
          to="/outbox"
          search={{}}
          className={css.chip}
          title={t('outbox.button.help')}
          data-outbox="open"
        >
          <Clock aria-hidden="true" size={12} />
          {t('outbox.button.send', { count: send, n: formatCount(send) })}
        </Link>
      )}
      {needs > 0 && (
        <Link
          to="/outbox"
          search={summary.decisions > 0 ? { state: 'decision' } : { state: 'held' }}
          className={`${css.chip} ${css.needs}`}
          title={t('outbox.button.help')}
          data-outbox="needs"
        >
          <AlertTriangle aria-hidden="true" size={12} />
          {t('outbox.button.needs', { count: needs, n: formatCount(needs) })}
        </Link>
      )}
    </span>
  );
}
