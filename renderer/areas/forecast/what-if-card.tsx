import { useState, type ReactNode } from 'react';
import type { QuotaSituation } from '../../../core/contract/forecast.ts';
import { useLive } from '../../app/live.ts';
import { Card } from '../../ui/card.tsx';
import { LinkButton, TextField } from '../../ui/controls.tsx';
import { formatDay, formatPercent } from '../../ui/format.ts';
import { PlainTable, type PlainColumn } from '../../ui/plain-table.tsx';
import { ErrorState, Skeleton, StateText } from '../../ui/states.tsx';
import { Dash, Money } from '../../ui/values.tsx';
import { useWords } from '../../words/use-words.ts';
import { readBudget } from '../budgets/amount.ts';
import css from './forecast.module.css';

const FIELDS = ['pay', 'raise', 'perDay', 'lapse'] as const;
type Field = (typeof FIELDS)[number];
type Texts = Readonly<Record<Field, string>>;
const NOTHING: Texts = { pay: '', raise: '', perDay: '', lapse: '' };

const isWrong = (text: string): boolean => {
  const read = readBudget(text);
  return 'problem' in read && read.problem !== 'empty' && read.problem !== 'zero';
};

/** What is supposed, as far as it can be read: a field that is not understood counts as empty and says so. */
function supposed(texts: Texts): Partial<Record<Field, string>> {
  return Object.fromEntries(
    FIELDS.flatMap((field) => {
      const read = readBudget(texts[field]);
      return 'amount' in read ? [[field, read.amount]] : [];
    }),
  );
}

/** What would become of the consumption quota: nothing is saved, nothing is sent. */
export function WhatIfCard(): ReactNode {
  const { t } = useWords();
  const [texts, setTexts] = useState(NOTHING);
  const answer = useLive('forecast.whatIf', supposed(texts));
  const { data } = answer;
  const currency = data?.currency ?? '';
  return (
    <Card
      title={t('forecast.whatIf.title')}
      id="what-if"
      foot={
        data === undefined || data === null
          ? undefined
          : t('forecast.whatIf.basis', { count: data.basisDays })
      }
      links={<LinkButton onClick={() => setTexts(NOTHING)}>{t('forecast.whatIf.clear')}</LinkButton>}
    >
      <div className={css.fields}>
        {FIELDS.map((field) => (
          <TextField
            key={field}
            label={t(`forecast.whatIf.fields.${field}`)}
            value={texts[field]}
            onText={(text) => setTexts((now) => ({ ...now, [field]: text }))}
            error={isWrong(texts[field]) ? t('forecast.whatIf.notAmount') : undefined}
            inputMode="decimal"
            autoComplete="off"
            maxLength={20}
            rightSection={<span className="quiet">{currency}</span>}
            rightSectionWidth={48}
          />
        ))}
      </div>
      {answer.error !== null && <ErrorState error={answer.error} retry={() => void answer.refetch()} />}
      {data === undefined && answer.error === null && <Skeleton lines={5} />}
      {data === null && (
        <StateText title={t('forecast.whatIf.empty')} reason={t('forecast.whatIf.emptyReason')} />
      )}
      {data !== undefined && data !== null && (
        <Comparison present={data.present} supposed={data.supposed} currency={data.currency} />
      )}
    </Card>
  );
}

type Row = { readonly key: string; readonly name: string; readonly cell: (of: QuotaSituation) => ReactNode };

function useRows(currency: string): readonly Row[] {
  const { t, language } = useWords();
  const money = (amount: string | null): ReactNode =>
    amount === null ? <Dash /> : <Money amount={amount} currency={currency} />;
  return [
    { key: 'total', name: t('forecast.whatIf.rows.total'), cell: ({ total }) => money(total) },
    { key: 'used', name: t('forecast.whatIf.rows.used'), cell: ({ used }) => money(used) },
    {
      key: 'available',
      name: t('forecast.whatIf.rows.available'),
      cell: ({ available }) => money(available),
    },
    {
      key: 'share',
      name: t('forecast.whatIf.rows.share'),
      cell: ({ usagePercent }) =>
        usagePercent === null ? <Dash /> : formatPercent(usagePercent, language, 2),
    },
    { key: 'perDay', name: t('forecast.whatIf.rows.perDay'), cell: ({ perDay }) => money(perDay) },
    {
      key: 'end',
      name: t('forecast.whatIf.rows.end'),
      cell: ({ usedAtPeriodEnd }) => money(usedAtPeriodEnd),
    },
    {
      key: 'runsOut',
      name: t('forecast.whatIf.rows.runsOut'),
      cell: ({ runsOut, perDay }) =>
        perDay === null ? (
          <Dash />
        ) : runsOut === null ? (
          t('forecast.whatIf.notInSight')
        ) : runsOut.from === runsOut.to ? (
          formatDay(runsOut.from, language, true)
        ) : (
          `${formatDay(runsOut.from, language, true)} – ${formatDay(runsOut.to, language, true)}`
        ),
    },
  ];
}

function Comparison(props: {
  present: QuotaSituation;
  supposed: QuotaSituation;
  currency: string;
}): ReactNode {
  const { t } = useWords();
  const rows = useRows(props.currency);
  const columns: readonly PlainColumn<Row>[] = [
    { key: 'name', title: t('forecast.whatIf.figure'), wide: true, cell: (row) => row.name },
    {
      key: 'present',
      title: t('forecast.whatIf.present'),
      numeric: true,
      cell: (row) => row.cell(props.present),
    },
    {
      key: 'supposed',
      title: t('forecast.whatIf.supposed'),
      numeric: true,
      cell: (row) => row.cell(props.supposed),
    },
  ];
  return (
    <PlainTable label={t('forecast.whatIf.title')} rows={rows} rowKey={(row) => row.key} columns={columns} />
  );
}
