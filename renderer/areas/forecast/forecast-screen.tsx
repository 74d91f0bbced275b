import type { ReactNode } from 'react';
import { PageHead } from '../../app/frame/frame.tsx';
import { useMay } from '../../app/use-may.ts';
import { useWords } from '../../words/use-words.ts';
import { Tabs } from '../expenditures/tabs.tsx';
import css from './forecast.module.css';
import { MonthCard } from './month-card.tsx';
import { WhatIfCard } from './what-if-card.tsx';

/** Where the running month ends, and what would become of the consumption quota if something happened. */
export function ForecastScreen(): ReactNode {
  const { t } = useWords();
  const may = useMay();
  return (
    <>
      <PageHead title={t('forecast.title')} />
      <Tabs now="forecast" />
      <div className={css.grid}>
        {may('expenditures.view') && <MonthCard />}
        <WhatIfCard />
      </div>
    </>
  );
}
