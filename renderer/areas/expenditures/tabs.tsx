import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useMay } from '../../app/use-may.ts';
import { useHas } from '../../app/use-partner.ts';
import { useWords } from '../../words/use-words.ts';
import css from './expenditures.module.css';

/** The places of this area; the partner's own bills only where the role and the kind of partner have them. */
export function Tabs(props: { now: 'explore' | 'bills' | 'forecast' }): ReactNode {
  const { t } = useWords();
  const may = useMay();
  const has = useHas();
  return (
    <nav className={css.tabs} aria-label={t('expenditures.title')}>
      <Link
        to="/expenditures"
        className={css.tab}
        aria-current={props.now === 'explore' ? 'page' : undefined}
      >
        {t('expenditures.explore')}
      </Link>
      {may('bills.view') && has('partnerBill') && (
        <Link to="/bills" className={css.tab} aria-current={props.now === 'bills' ? 'page' : undefined}>
          {t('expenditures.bills')}
        </Link>
      )}
      <Link to="/forecast" className={css.tab} aria-current={props.now === 'forecast' ? 'page' : undefined}>
        {t('forecast.title')}
      </Link>
    </nav>
  );
}
