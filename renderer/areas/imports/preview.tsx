import type { ReactNode } from 'react';
import { subtractDecimals } from '../../../core/base/money.ts';
import type { ImportPreview } from '../../../core/contract/imports.ts';
import { useAction } from '../../app/live.ts';
import { Card } from '../../ui/card.tsx';
import { Button } from '../../ui/controls.tsx';
import { formatCount } from '../../ui/format.ts';
import { Facts, PlainTable, type PlainColumn } from '../../ui/plain-table.tsx';
import { FormError } from '../../ui/states.tsx';
import { Money, PeriodText, StatusWord } from '../../ui/values.tsx';
import { useWords } from '../../words/use-words.ts';
import { useFormatName } from './format-name.ts';
import css from './imports.module.css';
import { Rejects } from './rejects.tsx';

const TONE = { new: 'fine', same: 'quiet', older: 'quiet', shrunk: 'act' } as const;

function useColumnsOfPreview(): readonly PlainColumn<ImportPreview['periods'][number]>[] {
  const { t } = useWords();
  return [
    {
      key: 'period',
      title: t('imports.preview.month'),
      wide: true,
      cell: (row) => <PeriodText period={row.period} />,
    },
    {
      key: 'before',
      title: t('imports.preview.before'),
      numeric: true,
      cell: (row) => <Money amount={row.before} />,
    },
    {
      key: 'after',
      title: t('imports.preview.after'),
      numeric: true,
      cell: (row) => <Money amount={row.after} currency={row.currency} />,
    },
    {
      key: 'difference',
      title: t('imports.preview.difference'),
      numeric: true,
      cell: (row) => <Money amount={subtractDecimals(row.after, row.before ?? '0')} />,
    },
    {
      key: 'new',
      title: t('imports.preview.lines'),
      numeric: true,
      cell: (row) => formatCount(row.newLines),
    },
    {
      key: 'replaced',
      title: t('imports.preview.replaced'),
      numeric: true,
      cell: (row) => formatCount(row.replacedLines),
    },
  ];
}

/** What importing a file would change, before anything is written. */
export function Preview(props: {
  preview: ImportPreview;
  /** Reads the file another way. */
  onMap: () => void;
  onDone: () => void;
}): ReactNode {
  const { t } = useWords();
  const { preview } = props;
  const formatName = useFormatName();
  const columns = useColumnsOfPreview();
  const apply = useAction('imports.apply');
  const useful = preview.verdict === 'new' || preview.verdict === 'shrunk';
  const facts = [
    { key: 'format', name: t('imports.preview.format'), value: formatName(preview) },
    { key: 'rows', name: t('imports.preview.rows'), value: formatCount(preview.rows) },
    { key: 'rejected', name: t('imports.preview.rejected'), value: formatCount(preview.rejected) },
    ...(preview.skipped > 0
      ? [{ key: 'skipped', name: t('imports.preview.skipped'), value: formatCount(preview.skipped) }]
      : []),
  ];
  return (
    <Card title={t('imports.preview.title', { name: preview.name })} id="preview">
      <p className={css.verdict}>
        <StatusWord tone={TONE[preview.verdict]}>
          {t(`imports.preview.verdict.${preview.verdict}`)}
        </StatusWord>
      </p>
      <Facts rows={facts} />
      {preview.periods.length > 0 && (
        <PlainTable
          label={t('imports.preview.title', { name: preview.name })}
          rows={preview.periods}
          rowKey={(row) => `${row.period} ${row.currency}`}
          columns={columns}
        />
      )}
      <Rejects rejects={preview.rejects} total={preview.rejected} />
      <FormError error={apply.error} />
      <div className={css.buttons}>
        {useful && (
          <Button
            variant="primary"
            disabled={apply.isPending}
            onClick={() =>
              apply.mutate(
                { checkId: preview.checkId, force: preview.verdict === 'shrunk' },
                { onSuccess: props.onDone },
              )
            }
          >
            {t(preview.verdict === 'shrunk' ? 'imports.preview.force' : 'imports.preview.apply')}
          </Button>
        )}
        {preview.format === 'mapped' && useful && (
          <Button onClick={props.onMap}>{t('imports.mapping.change')}</Button>
        )}
        <Button onClick={props.onDone}>{t(useful ? 'imports.preview.discard' : 'common.close')}</Button>
      </div>
    </Card>
  );
}
