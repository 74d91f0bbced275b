import { Link, useNavigate } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { addPeriods } from '../../../core/base/period.ts';
import { compareDecimals } from '../../../core/base/money.ts';
import type { Figure, Trend } from '../../../core/contract/home.ts';
import { useLive } from '../../app/live.ts';
import { Card } from '../../ui/card.tsx';
import { LinkButton } from '../../ui/controls.tsx';
import { formatAmount, formatDay, formatPercent, formatPeriod } from '../../ui/format.ts';
import { MonthBars, TableToggle } from '../../ui/month-bars.tsx';
import { useWords } from '../../words/use-words.ts';
import { CardWithout } from './card-of.tsx';
import css from './home.module.css';

function useComparison(): (trend: Trend) => string {
  const { t, language } = useWords();
  return (trend) => {
    const last = trend.months.at(-1);
    if (last === undefined) return '';
    const month = formatPeriod(last.period, language, 'month');
    const before = formatPeriod(addPeriods(last.period, -1), language, 'month');
    const change = trend.sameDays?.changePercent ?? null;
    if (trend.sameDays === null || change === null) return t('home.trend.noCompare', { month, before });
    const direction = compareDecimals(change, '0');
    const key = direction > 0 ? 'above' : direction < 0 ? 'below' : 'same';
    const percent = formatPercent(change.replace('-', ''), language, 1);
    return t(`home.trend.${key}`, { month, before, percent, days: trend.sameDays.days });
  };
}

function useSummary(): (trend: Trend) => string {
  const { t, language } = useWords();
  return (trend) => {
    const known = trend.months.filter((m) => m.known);
    const first = known[0];
    const last = known.at(-1);
    if (first === undefined || last === undefined) return '';
    const highest = known.reduce((a, b) => (compareDecimals(b.payable, a.payable) > 0 ? b : a), first);
    return t('home.trend.summary', {
      currency: trend.currency,
      from: formatPeriod(first.period, language),
      to: formatPeriod(last.period, language),
      max: formatAmount(highest.payable),
      maxMonth: formatPeriod(highest.period, language),
      last: formatAmount(last.payable),
      lastMonth: formatPeriod(last.period, language),
    });
  };
}

/** Payable expenditure of 24 months; the year before lighter, the unfinished month hatched. */
export function TrendCard(props: { onExplain: (figure: Figure) => void }): ReactNode {
  const { t, language } = useWords();
  const navigate = useNavigate();
  const [asTable, setAsTable] = useState(false);
  const comparison = useComparison();
  const summary = useSummary();
  const answer = useLive('home.trend', { months: 24 });
  const trend = answer.data;
  if (trend === undefined || trend === null || !trend.months.some((m) => m.known)) {
    return (
      <CardWithout
        id="trend"
        title={t('home.trend.title')}
        className={css.trend}
        answer={answer}
        step="files"
        lines={6}
        empty={{
          title: t('home.trend.emptyTitle'),
          reason: t('home.trend.emptyReason'),
          to: '/imports',
          link: t('home.trend.emptyAction'),
        }}
      />
    );
  }
  const last = trend.months.at(-1);
  const lastFinal = trend.months.findLast((m) => m.state === 'final' && m.known);
  const through = trend.through === null ? null : formatDay(trend.through, language, true);
  const foot =
    through === null
      ? undefined
      : lastFinal === undefined
        ? t('home.trend.filesTo', { through })
        : t('home.trend.finalTo', { through, period: formatPeriod(lastFinal.period, language, 'month') });
  return (
    <Card
      id="trend"
      title={
        <>
          {t('home.trend.title')} <span className={css.unit}>{trend.currency}</span>
        </>
      }
      className={css.trend}
      aside={comparison(trend)}
      foot={foot}
      links={
        <>
          <TableToggle asTable={asTable} onToggle={setAsTable} />
          <Link to="/expenditures">{t('home.trend.all')}</Link>
          <LinkButton onClick={() => props.onExplain('trend')}>{t('common.explain')}</LinkButton>
        </>
      }
    >
      <MonthBars
        months={trend.months.map((m) => ({
          period: m.period,
          state: m.state,
          amount: m.payable,
          known: m.known,
        }))}
        currency={trend.currency}
        name={t('home.trend.title')}
        summary={summary(trend)}
        from={last === undefined ? undefined : addPeriods(last.period, -11)}
        asTable={asTable}
        height={168}
        onOpen={(period) =>
          void navigate({ to: '/expenditures', search: { by: 'customer', from: period, to: period } })
        }
      />
    </Card>
  );
}
