import { Link } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { Trans } from 'react-i18next';
import type { Figure as FigureName, Quota } from '../../../core/contract/home.ts';
import { useLive } from '../../app/live.ts';
import { useMay } from '../../app/use-may.ts';
import { Card, Figure } from '../../ui/card.tsx';
import { LinkButton } from '../../ui/controls.tsx';
import { formatAmount, formatCount, formatDay, formatExact, formatPercent } from '../../ui/format.ts';
import { StatusWord, useSourceText, type Tone } from '../../ui/values.tsx';
import { useWords } from '../../words/use-words.ts';
import { CardWithout } from './card-of.tsx';
import { MarksEditor } from './marks-editor.tsx';
import { QuotaBar } from './quota-bar.tsx';
import { QuotaSum } from './quota-sum.tsx';
import css from './home.module.css';

const TONES: Record<Quota['state'], Tone> = {
  fine: 'fine',
  watch: 'watch',
  act: 'act',
  over: 'over',
  negative: 'fine',
  unknown: 'quiet',
};

function Head(props: { quota: Quota }): ReactNode {
  const { t } = useWords();
  const { quota } = props;
  const { total, available, used } = quota;
  if (total === null || available === null) {
    return (
      <Figure
        size="hero"
        note={
          used === null
            ? t('home.quota.unknownAll')
            : t('home.quota.unknown', { used: `${formatAmount(used)} ${quota.currency}` })
        }
      >
        {t('common.notProvided')}
      </Figure>
    );
  }
  const note =
    quota.state === 'over' && quota.overBy !== null
      ? t('home.quota.overBy', {
          amount: formatAmount(quota.overBy),
          currency: quota.currency,
          total: formatAmount(total),
        })
      : quota.creditAvailable === null
        ? t('home.quota.left', { total: formatAmount(total) })
        : t('home.quota.credit', { total: formatAmount(total), amount: formatAmount(quota.creditAvailable) });
  return (
    <Figure
      size="hero"
      unit={quota.currency}
      tone={quota.state === 'over' ? 'over' : undefined}
      title={`${formatExact(available)} ${quota.currency}`}
      note={note}
    >
      {formatAmount(available)}
    </Figure>
  );
}

function useRunOut(): (quota: Quota) => { key: 'lasts' | 'noRunOut'; when: string; days: number } | null {
  const { t, language } = useWords();
  return ({ projection }) => {
    if (projection === null) return null;
    if (projection.runsOut === null) return { key: 'noRunOut', when: '', days: projection.basisDays };
    const { from, to } = projection.runsOut;
    const when =
      from === to
        ? formatDay(from, language, true)
        : from.slice(0, 7) === to.slice(0, 7)
          ? language === 'zh-CN'
            ? t('home.quota.rangeSameMonth', {
                from: formatDay(from, language, true),
                day: Number(to.slice(8)),
              })
            : t('home.quota.rangeSameMonth', {
                from: String(Number(from.slice(8))),
                day: formatDay(to, language, true),
              })
          : t('home.quota.range', {
              from: formatDay(from, language, true),
              to: formatDay(to, language, true),
            });
    return { key: 'lasts', when, days: projection.basisDays };
  };
}

function Lines(props: { quota: Quota }): ReactNode {
  const { t } = useWords();
  const runOut = useRunOut()(props.quota);
  const { quota } = props;
  const count = quota.affectedCustomers;
  const parts = { b: <strong />, q: <span className="quiet" /> };
  return (
    <div className={css.lines}>
      {quota.state !== 'over' &&
        (runOut === null ? (
          quota.total !== null && (
            <p>
              <Trans t={t} i18nKey="home.quota.noProjection" components={parts} />
            </p>
          )
        ) : (
          <p>
            <Trans
              t={t}
              i18nKey={`home.quota.${runOut.key}`}
              values={{ when: runOut.when, count: runOut.days }}
              components={parts}
            />
          </p>
        ))}
      {quota.total !== null && (
        <p className={quota.state === 'over' ? css.consequenceNow : undefined}>
          {quota.state === 'over'
            ? t('home.quota.consequenceNow', { count, n: formatCount(count) })
            : t('home.quota.consequence', { count, n: formatCount(count) })}
        </p>
      )}
      {quota.stale && (
        <p>
          <StatusWord tone="watch">{t('home.quota.stale')}</StatusWord>
        </p>
      )}
    </div>
  );
}

/** The hero of Home (guide 4.1, product-expectations 9): what is left, how it is made up, and what happens next. */
export function QuotaCard(props: { onExplain: (figure: FigureName) => void }): ReactNode {
  const { t, language } = useWords();
  const source = useSourceText();
  const may = useMay();
  const answer = useLive('home.quota', {});
  const [editing, setEditing] = useState(false);
  const quota = answer.data;
  if (quota === undefined || quota === null) {
    return (
      <CardWithout
        id="quota"
        title={t('home.quota.titleUnknown')}
        className={css.quota}
        answer={answer}
        step="quota"
        lines={7}
        empty={{ title: t('home.quota.emptyTitle'), reason: t('home.quota.emptyReason') }}
      />
    );
  }
  const title =
    quota.state === 'over'
      ? t('home.quota.titleOver')
      : quota.state === 'unknown'
        ? t('home.quota.titleUnknown')
        : t('home.quota.title');
  return (
    <Card
      id="quota"
      title={title}
      className={css.quota}
      aside={<StatusWord tone={TONES[quota.state]}>{t(`home.quota.state.${quota.state}`)}</StatusWord>}
      foot={
        <>
          <span title={quota.stamp.name}>{source(quota.stamp)}</span>
          {may('desk.manage') && (
            <span className={css.editMarks}>
              {' \u00b7 '}
              <MarksEditor marks={quota.marks} opened={editing} onOpen={setEditing} />
            </span>
          )}
        </>
      }
      links={
        <>
          {may('customers.view') && (
            <Link to="/customers" search={{ sort: 'monthToDate' }}>
              {t('home.quota.toCustomers')}
            </Link>
          )}
          <LinkButton onClick={() => props.onExplain('quota')}>{t('common.explain')}</LinkButton>
        </>
      }
    >
      <div className={css.quotaBody} data-state={quota.state}>
        <div className={css.quotaMain}>
          <Head quota={quota} />
          {quota.total !== null && quota.usagePercent !== null && (
            <QuotaBar
              percent={quota.usagePercent}
              marks={quota.marks}
              projection={quota.projection}
              label={t('home.quota.bar', {
                percent: formatPercent(quota.usagePercent, language, 2),
                total: `${formatAmount(quota.total)} ${quota.currency}`,
                marks: quota.marks.map((mark) => formatPercent(String(mark), language)).join(', '),
              })}
            />
          )}
          <Lines quota={quota} />
        </div>
        <QuotaSum quota={quota} />
      </div>
    </Card>
  );
}
