import type { ReactNode } from 'react';
import type { ForecastAnswer } from '../../../core/contract/forecast.ts';
import { useLive } from '../../app/live.ts';
import { Card, Figure } from '../../ui/card.tsx';
import { DayCurve } from '../../ui/day-curve.tsx';
import { formatAmount, formatCount, formatDay, formatPercent, formatPeriod } from '../../ui/format.ts';
import { Facts } from '../../ui/plain-table.tsx';
import { ErrorState, Skeleton, StateText } from '../../ui/states.tsx';
import { Money, useSourceText } from '../../ui/values.tsx';
import { useWords } from '../../words/use-words.ts';
import css from './forecast.module.css';

/** What the running month will come to: the figure with its band, the way there, and how good such forecasts were. */
export function MonthCard(): ReactNode {
  const { t, language } = useWords();
  const source = useSourceText();
  const answer = useLive('forecast.month', {});
  const { data } = answer;
  if (data === undefined || data === null) {
    return (
      <Card title={t('forecast.month.titleUnknown')} id="forecast">
        {answer.error !== null ? (
          <ErrorState error={answer.error} retry={() => void answer.refetch()} />
        ) : data === undefined ? (
          <Skeleton lines={8} />
        ) : (
          <StateText title={t('forecast.month.empty')} reason={t('forecast.month.emptyReason')} />
        )}
      </Card>
    );
  }
  const month = formatPeriod(data.period, language, 'month');
  return (
    <Card
      id="forecast"
      title={t('forecast.month.title', { month })}
      aside={
        data.through === null
          ? undefined
          : t('forecast.month.through', { day: formatDay(data.through, language), days: data.days })
      }
      foot={data.stamp === null ? undefined : <span title={data.stamp.name}>{source(data.stamp)}</span>}
    >
      <Head data={data} />
      <DayCurve
        points={data.curve}
        days={data.days}
        band={data.forecast === null ? null : [data.forecast.low, data.forecast.high]}
        summary={t('forecast.month.summary', {
          day: formatDay(data.through ?? `${data.period}-01`, language),
          spent: formatAmount(data.toDate),
          end: data.forecast === null ? '–' : formatAmount(data.forecast.amount),
          currency: data.currency,
        })}
        words={{ actual: t('forecast.month.spent'), expected: t('forecast.month.expected') }}
      />
      <Record data={data} />
    </Card>
  );
}

function Head({ data }: { data: ForecastAnswer }): ReactNode {
  const { t } = useWords();
  const { forecast, currency } = data;
  if (forecast === null) {
    return (
      <>
        <Figure size="large" unit={currency} note={t('forecast.month.toDate')}>
          {formatAmount(data.toDate)}
        </Figure>
        <p className={css.lines}>{t(`forecast.month.reason.${data.reason ?? 'few-months'}`)}</p>
      </>
    );
  }
  return (
    <>
      <Figure size="large" unit={currency}>
        {formatAmount(forecast.amount)}
      </Figure>
      <p className={css.lines}>
        {t('forecast.month.band', { low: formatAmount(forecast.low), high: formatAmount(forecast.high) })}{' '}
        <span className="quiet">{t('forecast.month.bandMeans', { count: forecast.months })}</span>
      </p>
    </>
  );
}

/** What the forecast rests on, and how last month's did. */
function Record({ data }: { data: ForecastAnswer }): ReactNode {
  const { t, language } = useWords();
  const { forecast, before, currency } = data;
  const rows = [
    {
      key: 'toDate',
      name: t('forecast.month.toDate'),
      value: <Money amount={data.toDate} currency={currency} />,
    },
    ...(forecast === null
      ? []
      : [
          {
            key: 'oneOff',
            name: t('forecast.month.oneOff'),
            value: <Money amount={forecast.oneOff} currency={currency} />,
          },
          {
            key: 'inside',
            name: t('forecast.month.record'),
            value:
              forecast.inside.of === 0
                ? t('forecast.month.noRecord')
                : t('forecast.month.inside', {
                    hits: formatCount(forecast.inside.hits),
                    of: formatCount(forecast.inside.of),
                  }),
          },
        ]),
    ...(before === null
      ? []
      : [
          {
            key: 'before',
            name: t('forecast.month.before', { month: formatPeriod(before.period, language, 'month') }),
            value: t('forecast.month.beforeText', {
              forecast: formatAmount(before.forecast),
              actual: formatAmount(before.actual),
              error: formatPercent(before.errorPercent, language, 1),
            }),
          },
        ]),
  ];
  return <Facts rows={rows} />;
}
