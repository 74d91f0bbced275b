import { Link } from '@tanstack/react-router';
import { AlertTriangle, ListChecks } from 'lucide-react';
import type { ReactNode } from 'react';
import { formatCount } from '../../ui/format.ts';
import { useWords } from '../../words/use-words.ts';
import { useLive } from '../live.ts';
import css from './outbox-button.module.css';

/** How much a person has to do in the Partner Center's console; what is overdue or was not confirmed asks louder. */
export function TasksButton(): ReactNode {
  const { t } = useWords();
  const summary = useLive('tasks.summary', {}).data;
  if (summary === undefined) return null;
  const { open, overdue, denied } = summary;
  if (open + denied === 0) return null;
  const late = overdue > 0;
  const needs = overdue + denied > 0;
  const Icon = needs ? AlertTriangle : ListChecks;
  return (
    <Link
      to="/tasks"
      search={late ? { state: 'overdue' } : denied > 0 ? { state: 'denied' } : {}}
      className={`${css.chip} ${needs ? css.needs : ''}`}
      title={t('tasks.button.help')}
      data-tasks={needs ? 'needs' : 'open'}
    >
      <Icon aria-hidden="true" size={12} />
      {late
        ? t('tasks.button.late', { count: overdue, n: formatCount(overdue) })
        : denied > 0
          ? t('tasks.button.denied', { count: denied, n: formatCount(denied) })
          : t('tasks.button.open', { count: open, n: formatCount(open) })}
    </Link>
  );
}
