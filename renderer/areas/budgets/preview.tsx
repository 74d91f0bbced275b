import type { ReactNode } from 'react';
import type { z } from 'zod';
import { compareDecimals, percentOf } from '../../../core/base/money.ts';
import type { CodedError } from '../../../core/base/errors.ts';
import type { batchPreview, CustomerSituation } from '../../../core/contract/outbox.ts';
import { formatCount, formatPercent } from '../../ui/format.ts';
import { PlainTable } from '../../ui/plain-table.tsx';
import { ErrorState } from '../../ui/states.tsx';
import { Dash, Money, StatusWord } from '../../ui/values.tsx';
import { useWords } from '../../words/use-words.ts';
import { useRefusal } from '../customers/refusals.tsx';
import css from './budgets.module.css';

type Preview = z.infer<typeof batchPreview>;

function Side(props: { situation: CustomerSituation }): ReactNode {
  const { t } = useWords();
  const { budget, budgetType, currency } = props.situation;
  if (budget === null) return <Dash />;
  return (
    <span title={budgetType === null ? undefined : t(`actions.budget.types.${budgetType}`)}>
      <Money amount={budget} {...(currency !== null && currency !== 'USD' ? { currency } : {})} />
      {budgetType !== null && <span className={css.type}>{t(`actions.budget.types.${budgetType}`)}</span>}
    </span>
  );
}

/** How much of the new budget counts as used at once; a budget that is used up stands out. */
function UseAfter(props: { row: Preview['rows'][number] }): ReactNode {
  const { language } = useWords();
  const { estimate, after, refused, same } = props.row;
  if (refused !== null || same || estimate === null || after.budget === null) return <Dash />;
  const percent = percentOf(estimate, after.budget, 1);
  const shown = formatPercent(percent, language);
  return compareDecimals(percent, '100') < 0 ? shown : <StatusWord tone="act">{shown}</StatusWord>;
}

/** Each customer before and after; those left out say why, and stand first. */
export function BatchPreview(props: {
  preview: Preview | undefined;
  waiting: boolean;
  error: CodedError | null;
}): ReactNode {
  const { t } = useWords();
  const refusal = useRefusal();
  const { preview } = props;
  if (props.waiting) return <p className={css.previewNote}>{t('actions.budget.preview.waiting')}</p>;
  if (props.error !== null && preview === undefined) return <ErrorState error={props.error} />;
  if (preview === undefined) return <div className={css.previewNote} aria-busy="true" />;
  const order = (row: Preview['rows'][number]): number => (row.refused !== null ? 0 : row.same ? 2 : 1);
  const rows = preview.rows.toSorted((a, b) => order(a) - order(b));
  const refused = rows.filter((row) => row.refused !== null).length;
  const same = rows.filter((row) => row.refused === null && row.same).length;
  const parts = [
    t('actions.budget.preview.summary', { n: formatCount(rows.length - refused - same) }),
    ...(refused > 0 ? [t('actions.budget.preview.summaryRefused', { n: formatCount(refused) })] : []),
    ...(same > 0 ? [t('actions.budget.preview.summarySame', { n: formatCount(same) })] : []),
  ];
  return (
    <div>
      <p className={css.previewNote} role="status">
        {parts.join(' · ')}
      </p>
      <div className={css.preview} tabIndex={0} role="region" aria-label={t('actions.budget.preview.label')}>
        <PlainTable
          label={t('actions.budget.preview.label')}
          rows={rows}
          rowKey={(row) => row.customerId}
          columns={[
            {
              key: 'customer',
              title: t('actions.budget.preview.customer'),
              cell: (row) => (
                <span className={css.name} title={row.customerId}>
                  {row.customerName}
                </span>
              ),
            },
            {
              key: 'before',
              title: t('actions.budget.preview.before'),
              numeric: true,
              cell: (row) => <Side situation={row.before} />,
            },
            {
              key: 'after',
              title: t('actions.budget.preview.after'),
              numeric: true,
              cell: (row) => (row.refused === null && !row.same ? <Side situation={row.after} /> : <Dash />),
            },
            {
              key: 'use',
              title: t('actions.budget.preview.use'),
              numeric: true,
              cell: (row) => <UseAfter row={row} />,
            },
            {
              key: 'note',
              title: t('actions.budget.preview.note'),
              wide: true,
              cell: (row) => {
                if (row.refused !== null) return <StatusWord tone="act">{refusal(row.refused)}</StatusWord>;
                if (row.same) return <span className="quiet">{t('actions.budget.preview.same')}</span>;
                return row.before.frozen === true && row.after.frozen === false
                  ? t('actions.budget.preview.unfreeze')
                  : null;
              },
            },
          ]}
        />
      </div>
    </div>
  );
}
