import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useAddress } from '../../app/address.ts';
import { PageHead, PrintButton } from '../../app/frame/frame.tsx';
import { useLive } from '../../app/live.ts';
import { formatDay, formatPeriod } from '../../ui/format.ts';
import { ErrorState, Skeleton, StateText } from '../../ui/states.tsx';
import { useWords } from '../../words/use-words.ts';
import { Conditions } from './conditions.tsx';
import css from './expenditures.module.css';
import { Groups } from './groups.tsx';
import { Lines } from './lines.tsx';
import { readQuestion, type Question } from './question.ts';
import { Tabs } from './tabs.tsx';
import { ExportButton } from '../exports/export-button.tsx';
import { SavedViews } from '../views/saved-views.tsx';

/** Expenditures: one screen from the total to the line. Every state of it is an address. */
export function ExpendituresScreen(): ReactNode {
  const { t, language } = useWords();
  const [address] = useAddress();
  const span = useLive('expenditures.span', {});
  if (span.error !== null) return <ErrorState error={span.error} retry={() => void span.refetch()} />;
  if (span.data === undefined) return <Skeleton lines={8} />;
  const { first, last, running, currencies } = span.data;
  if (first === null || last === null) {
    return (
      <>
        <PageHead title={t('expenditures.title')} />
        <StateText
          title={t('expenditures.empty')}
          reason={t('expenditures.emptyReason')}
          action={<Link to="/imports">{t('expenditures.toImports')}</Link>}
        />
      </>
    );
  }
  const month = running <= last ? running : last;
  const question = readQuestion(address, { from: month, to: month });
  const { from = month, to = month } = question.filter;
  const range =
    from === to
      ? formatPeriod(from, language)
      : `${formatPeriod(from, language, 'short')} \u2013 ${formatPeriod(to, language, 'short')}`;
  return (
    <>
      <PageHead
        title={t('expenditures.title')}
        note={range}
        actions={
          <>
            <SavedViews screen="expenditures" />
            <PrintButton />
            <ExportQuestion question={question} hideZero={address['zero'] !== 'shown'} />
          </>
        }
      />
      <Tabs now="explore" />
      <Conditions question={question} first={first} last={last} currencies={currencies} />
      {question.view === 'lines' ? <Lines question={question} /> : <Groups question={question} />}
      <Sources from={from} to={to} />
    </>
  );
}

/** What is on screen as a file: the groups, or the lines with the columns shown. */
function ExportQuestion(props: { question: Question; hideZero: boolean }): ReactNode {
  const { by, filter, view } = props.question;
  if (view === 'lines')
    return <ExportButton list="expenditures.lines" input={{ filter, hideZero: props.hideZero }} />;
  const order = by === 'month' ? 'key' : 'payable';
  return <ExportButton list="expenditures.groups" input={{ by, filter, order }} />;
}

/** Which files the figures come from, and how far they reach. */
function Sources(props: { from: string; to: string }): ReactNode {
  const { t, language } = useWords();
  const sources = useLive('expenditures.sources', props);
  const list = sources.data ?? [];
  const through = list
    .map((source) => source.through ?? '')
    .toSorted()
    .at(-1);
  if (list.length === 0) return null;
  return (
    <p className={css.sources}>
      {through === undefined || through === ''
        ? t('expenditures.sources', { count: list.length, n: list.length })
        : t('expenditures.sourcesTo', {
            count: list.length,
            n: list.length,
            day: formatDay(through, language),
          })}
    </p>
  );
}
