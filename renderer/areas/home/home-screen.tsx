import { useState, type ReactNode } from 'react';
import { dayOfPeriod, daysInPeriod, periodOf } from '../../../core/base/period.ts';
import type { Figure } from '../../../core/contract/home.ts';
import { PageHead, PrintButton } from '../../app/frame/frame.tsx';
import { useNow } from '../../app/desk.tsx';
import { useLive } from '../../app/live.ts';
import { useMay } from '../../app/use-may.ts';
import { useHas } from '../../app/use-partner.ts';
import { ExplainPanel } from '../../ui/explain-panel.tsx';
import { formatPeriod } from '../../ui/format.ts';
import { StateText } from '../../ui/states.tsx';
import { useWords } from '../../words/use-words.ts';
import { AmountsDueCard } from './amounts-due-card.tsx';
import { BudgetsCard } from './budgets-card.tsx';
import { CouponsCard } from './coupons-card.tsx';
import { QuotaCard } from './quota-card.tsx';
import { TodosCard } from './todos-card.tsx';
import { TopCustomersCard } from './top-customers-card.tsx';
import { TrendCard } from './trend-card.tsx';
import css from './home.module.css';

/** Home: quota, what needs a person, expenditure, customers, budgets, coupons, bills. Fills as data arrives. */
export function HomeScreen(): ReactNode {
  const { t, language } = useWords();
  const now = useNow();
  const may = useMay();
  const has = useHas();
  const bills = may('bills.view') && has('partnerBill');
  const sync = useLive('sync.status', {});
  const [explained, setExplained] = useState<Figure | null>(null);
  const [lastExplained, setLast] = useState<Figure>('quota');
  const explain = (figure: Figure): void => {
    setLast(figure);
    setExplained(figure);
  };
  const period = periodOf(now);
  const first = sync.data !== undefined && sync.data.lastSuccessAt === null && sync.data.state === 'running';
  return (
    <>
      <PageHead
        title={t('home.title')}
        note={t('home.toDate', {
          period: formatPeriod(period, language),
          day: dayOfPeriod(now),
          days: daysInPeriod(period),
        })}
        actions={<PrintButton />}
      />
      {first && (
        <div className={css.first}>
          <StateText title={t('home.firstSync.title')} reason={t('home.firstSync.reason')} />
        </div>
      )}
      <div className={css.grid}>
        {has('consumptionQuota') && <QuotaCard onExplain={explain} />}
        <TodosCard />
        {may('expenditures.view') && <TrendCard onExplain={explain} />}
        {may('expenditures.view') && <TopCustomersCard />}
        {may('customers.view') && <BudgetsCard />}
        {(may('coupons.view') || bills) && (
          <div className={css.stack}>
            {may('coupons.view') && <CouponsCard />}
            {bills && <AmountsDueCard />}
          </div>
        )}
      </div>
      <ExplainPanel figure={lastExplained} opened={explained !== null} onClose={() => setExplained(null)} />
    </>
  );
}
