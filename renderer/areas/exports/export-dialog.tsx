import { useState, type ReactNode } from 'react';
import type { ExportFormat, ExportList } from '../../../core/contract/exports.ts';
import { useAction, useLive } from '../../app/live.ts';
import { useToast } from '../../app/toast.ts';
import { Button, Modal, Segments, type Choice } from '../../ui/controls.tsx';
import { formatCount } from '../../ui/format.ts';
import { FormError } from '../../ui/states.tsx';
import { useWords } from '../../words/use-words.ts';
import css from './exports.module.css';
import { Precautions } from './precautions.tsx';

export interface ExportOf {
  /** The filter of the list's own query, as the screen asks it. */
  readonly input: Readonly<Record<string, unknown>>;
  /** Keys of the columns shown, in their order; left out where the screen has no choice of columns. */
  readonly columns?: readonly string[] | undefined;
  readonly selectedIds?: readonly string[] | undefined;
}

function Choose<V extends string>(props: {
  label: string;
  value: V;
  choices: readonly (Choice & { value: V })[];
  onChange: (value: V) => void;
  help?: string | undefined;
}): ReactNode {
  const known = props.choices.find((choice) => choice.value === props.value);
  return (
    <div className={css.row}>
      <span className={css.label}>{props.label}</span>
      <div>
        {props.choices.length === 1 ? (
          <span>{known?.label}</span>
        ) : (
          <Segments
            label={props.label}
            value={props.value}
            choices={props.choices}
            onChange={(value) => {
              const chosen = props.choices.find((choice) => choice.value === value);
              if (chosen !== undefined) props.onChange(chosen.value);
            }}
          />
        )}
        {props.help !== undefined && <p className={css.help}>{props.help}</p>}
      </div>
    </div>
  );
}

type Names = 'masked' | 'clear';

/** What a person chose in the dialog, and what is asked of the core with it. */
function useChosen(list: ExportList, of: ExportOf) {
  const { language } = useWords();
  const selected = of.selectedIds ?? [];
  const [what, setWhat] = useState<'selected' | 'filtered'>(selected.length > 0 ? 'selected' : 'filtered');
  const [format, setFormat] = useState<ExportFormat>('xlsx');
  const [columns, setColumns] = useState<'shown' | 'all'>(of.columns === undefined ? 'all' : 'shown');
  const [names, setNames] = useState<Names>('masked');
  const input = what === 'selected' ? { ids: [...selected] } : { ...of.input };
  const known = of.columns?.filter((key) => list.columns.some((one) => one.key === key));
  const asked = {
    list: list.list,
    input,
    format,
    masked: names === 'masked',
    language,
    ...(columns === 'shown' && known !== undefined ? { columns: known } : {}),
  };
  return { selected, what, setWhat, format, setFormat, columns, setColumns, names, setNames, asked };
}

function Fields(props: {
  list: ExportList;
  of: ExportOf;
  chosen: ReturnType<typeof useChosen>;
  rows: number | null;
}): ReactNode {
  const { t } = useWords();
  const { list, of, chosen, rows } = props;
  const selected = t('exports.dialog.selected', { n: formatCount(chosen.selected.length) });
  return (
    <>
      <Choose
        label={t('exports.dialog.what')}
        value={chosen.what}
        onChange={chosen.setWhat}
        choices={[
          ...(chosen.selected.length === 0 ? [] : [{ value: 'selected', label: selected } as const]),
          { value: 'filtered', label: t('exports.dialog.filtered') },
        ]}
        help={rows === null ? undefined : t('exports.dialog.rows', { count: rows, n: formatCount(rows) })}
      />
      <Choose
        label={t('exports.dialog.format')}
        value={chosen.format}
        onChange={chosen.setFormat}
        choices={[
          { value: 'xlsx', label: t('exports.dialog.xlsx') },
          { value: 'csv', label: t('exports.dialog.csv') },
        ]}
      />
      <Choose
        label={t('exports.dialog.columns')}
        value={chosen.columns}
        onChange={chosen.setColumns}
        choices={[
          ...(of.columns === undefined
            ? []
            : [{ value: 'shown', label: t('exports.dialog.shown') } as const]),
          { value: 'all', label: t('exports.dialog.all') },
        ]}
      />
      {list.personal ? (
        <Choose
          label={t('exports.dialog.names')}
          value={chosen.names}
          onChange={chosen.setNames}
          choices={[
            { value: 'masked', label: t('exports.dialog.masked') },
            ...(list.mayUnmask ? [{ value: 'clear', label: t('exports.dialog.clear') } as const] : []),
          ]}
          help={t(chosen.names === 'masked' ? 'exports.dialog.maskedHelp' : 'exports.dialog.clearHelp')}
        />
      ) : (
        <div className={css.row}>
          <span className={css.label}>{t('exports.dialog.names')}</span>
          <span>{t('exports.dialog.impersonal')}</span>
        </div>
      )}
    </>
  );
}

/** What is exported, as what, with which names; and what to mind. */
export function ExportDialog(props: { list: ExportList; of: ExportOf; onClose: () => void }): ReactNode {
  const { t, language } = useWords();
  const { list, of } = props;
  const chosen = useChosen(list, of);
  const [read, setRead] = useState(false);
  const start = useAction('exports.start');
  const say = useToast((s) => s.say);
  const counted = useLive('exports.count', { list: list.list, input: chosen.asked.input });
  const send = (): void =>
    start.mutate(
      { ...chosen.asked, acknowledged: read },
      {
        onSuccess: ({ id }) => {
          say({ kind: 'export', count: 1, ids: [id] });
          props.onClose();
        },
      },
    );
  return (
    <Modal
      title={t('exports.dialog.title', { list: language === 'en' ? list.title.en : list.title.zh })}
      opened
      onClose={props.onClose}
      wide
    >
      <div className={css.form}>
        <Fields list={list} of={of} chosen={chosen} rows={counted.data?.rows ?? null} />
        <Precautions read={read} onRead={setRead} />
        <FormError error={start.error} />
        <div className={css.buttons}>
          <Button variant="primary" disabled={!read || start.isPending} onClick={send}>
            {t('exports.dialog.start')}
          </Button>
          <Button onClick={props.onClose}>{t('common.cancel')}</Button>
        </div>
      </div>
    </Modal>
  );
}
