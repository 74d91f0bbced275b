import type { ReactNode } from 'react';
import type { z } from 'zod';
import type { CodedError } from '../../../core/base/errors.ts';
import type { batchPreview, CustomerSituation } from '../../../core/contract/outbox.ts';
import { formatCount } from '../../ui/format.ts';
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
              cell: (row) => <span title={row.customerId}>{row.customerName}</span>,
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
