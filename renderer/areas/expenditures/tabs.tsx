import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useWords } from '../../words/use-words.ts';
import css from './expenditures.module.css';

/** The places of this area. */
export function Tabs(props: { now: 'explore' | 'bills' | 'forecast' }): ReactNode {
  const { t } = useWords();
  return (
    <nav className={css.tabs} aria-label={t('expenditures.title')}>
      <Link
        to="/expenditures"
        className={css.tab}
        aria-current={props.now === 'explore' ? 'page' : undefined}
      >
        {t('expenditures.explore')}
      </Link>
      <Link to="/bills" className={css.tab} aria-current={props.now === 'bills' ? 'page' : undefined}>
        {t('expenditures.bills')}
      </Link>
      <Link to="/forecast" className={css.tab} aria-current={props.now === 'forecast' ? 'page' : undefined}>
        {t('forecast.title')}
      </Link>
    </nav>
  );
}
