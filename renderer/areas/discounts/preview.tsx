import type { ReactNode } from 'react';
import type { OutputOf } from '../../../core/contract/index.ts';
import { formatCount } from '../../ui/format.ts';
import { PlainTable } from '../../ui/plain-table.tsx';
import { DateText, StatusWord } from '../../ui/values.tsx';
import { useWords } from '../../words/use-words.ts';
import { useRefusal } from '../customers/refusals.tsx';
import css from './discounts.module.css';
import { useRate, useScope } from './values.tsx';

type Preview = OutputOf<'discounts.preview'>;

/** What is granted now and what becomes void, customer by customer; those left out say why, and stand first. */
export function DiscountPreview(props: { preview: Preview | undefined }): ReactNode {
  const { t } = useWords();
  const refusal = useRefusal();
  const scope = useScope();
  const rate = useRate();
  const { preview } = props;
  if (preview === undefined) return null;
  const [only, ...others] = preview.rows;
  // One customer without a discount: there is nothing to compare.
  if (others.length === 0 && only?.refused === null && only.before.length === 0) return null;
  const rows = preview.rows.toSorted((a, b) => Number(a.refused === null) - Number(b.refused === null));
  return (
    <div>
      <p className="quiet small" role="status">
        {t('discounts.preview.count', { n: formatCount(preview.count - preview.refused) })}
        {preview.refused > 0 && ` · ${t('discounts.preview.left', { n: formatCount(preview.refused) })}`}
      </p>
      <div className={css.preview} tabIndex={0} role="region" aria-label={t('discounts.preview.label')}>
        <PlainTable
          label={t('discounts.preview.label')}
          rows={rows}
          rowKey={(row) => row.customerId}
          columns={[
            {
              key: 'customer',
              title: t('discounts.column.customer'),
              cell: (row) => (
                <span className={css.fast}>
                  {row.customerName === '' ? row.customerId : row.customerName}
                </span>
              ),
            },
            {
              key: 'before',
              title: t('discounts.preview.before'),
              wide: true,
              cell: (row) =>
                row.refused !== null ? (
                  <StatusWord tone="act">{refusal(row.refused)}</StatusWord>
                ) : row.before.length === 0 ? (
                  <span className="quiet">{t('discounts.preview.none')}</span>
                ) : (
                  row.before.map((one) => (
                    <div key={`${one.kind} ${one.product} ${one.to}`}>
                      {scope(one)} {rate(one.percent)} <DateText day={one.to} short />
                    </div>
                  ))
                ),
            },
            {
              key: 'void',
              title: '',
              cell: (row) =>
                row.replaces === 0 ? null : (
                  <StatusWord tone="watch">
                    {t('discounts.preview.replaced', { count: row.replaces, n: formatCount(row.replaces) })}
                  </StatusWord>
                ),
            },
          ]}
        />
      </div>
    </div>
  );
}
