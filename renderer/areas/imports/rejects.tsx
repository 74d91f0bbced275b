import type { ReactNode } from 'react';
import type { ImportEntry } from '../../../core/contract/imports.ts';
import { formatCount } from '../../ui/format.ts';
import { PlainTable } from '../../ui/plain-table.tsx';
import { errorDetail } from '../../ui/states.tsx';
import { en } from '../../words/index.ts';
import { useWords } from '../../words/use-words.ts';
import css from './imports.module.css';

const REASONS = en.imports.rejects.reasons;
const isReason = (code: string): code is keyof typeof REASONS => Object.hasOwn(REASONS, code);

/** The lines a file had that were not taken, each with its reason. Nothing when all were taken. */
export function Rejects(props: { rejects: ImportEntry['rejects']; total: number }): ReactNode {
  const { t } = useWords();
  if (props.total === 0) return null;
  const reason = (code: string): string => (isReason(code) ? t(`imports.rejects.reasons.${code}`) : code);
  return (
    <section className={css.section}>
      <h3>{t('imports.rejects.title')}</h3>
      <PlainTable
        label={t('imports.rejects.title')}
        rows={props.rejects}
        rowKey={(row) => `${row.line} ${row.code}`}
        columns={[
          {
            key: 'line',
            title: t('imports.rejects.line'),
            numeric: true,
            cell: (row) => formatCount(row.line),
          },
          {
            key: 'reason',
            title: t('imports.rejects.reason'),
            wide: true,
            cell: (row) => (
              <>
                {reason(row.code)} <span className="quiet">{errorDetail(row.data)}</span>
              </>
            ),
          },
        ]}
      />
      {props.rejects.length < props.total && (
        <p className="quiet small">
          {t('imports.rejects.more', {
            shown: formatCount(props.rejects.length),
            total: formatCount(props.total),
          })}
        </p>
      )}
    </section>
  );
}
