import type { ReactNode } from 'react';
import type { AssignmentPreview, ManagerName } from '../../../core/contract/assignments.ts';
import { formatCount } from '../../ui/format.ts';
import { PlainTable } from '../../ui/plain-table.tsx';
import { Dash, StatusWord } from '../../ui/values.tsx';
import { useWords } from '../../words/use-words.ts';
import { useRefusal } from '../customers/refusals.tsx';
import css from './assignments.module.css';

function Name(props: { of: ManagerName | null }): ReactNode {
  return props.of === null ? <Dash /> : props.of.name;
}

/** Each customer before and after; those left out say why, and stand first. */
export function Preview(props: { preview: AssignmentPreview }): ReactNode {
  const { t } = useWords();
  const refusal = useRefusal();
  const { rows, count, refused } = props.preview;
  const sorted = rows.toSorted((a, b) => Number(a.refused === null) - Number(b.refused === null));
  const parts = [
    t('assignments.preview.summary', { n: formatCount(count - refused) }),
    ...(refused > 0 ? [t('assignments.preview.summaryRefused', { n: formatCount(refused) })] : []),
  ];
  return (
    <div>
      <p className={css.summary} role="status">
        {parts.join(' · ')}
      </p>
      <div className={css.preview} tabIndex={0} role="region" aria-label={t('assignments.preview.label')}>
        <PlainTable
          label={t('assignments.preview.label')}
          rows={sorted}
          rowKey={(row) => row.customerId}
          columns={[
            {
              key: 'customer',
              title: t('assignments.preview.customer'),
              wide: true,
              cell: (row) => <span title={row.customerId}>{row.customerName || row.customerId}</span>,
            },
            {
              key: 'before',
              title: t('assignments.preview.before'),
              cell: (row) => <Name of={row.before} />,
            },
            {
              key: 'after',
              title: t('assignments.preview.after'),
              cell: (row) => (row.refused === null ? <Name of={row.after} /> : <Dash />),
            },
            {
              key: 'note',
              title: t('assignments.preview.note'),
              cell: (row) => {
                if (row.refused !== null) return <StatusWord tone="watch">{refusal(row.refused)}</StatusWord>;
                return row.tell ? <span className="quiet">{t('assignments.preview.tell')}</span> : null;
              },
            },
          ]}
        />
      </div>
    </div>
  );
}
