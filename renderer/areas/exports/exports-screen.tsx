import { useState, type ReactNode } from 'react';
import type { ExportState, ExportTask } from '../../../core/contract/exports.ts';
import { PageHead } from '../../app/frame/frame.tsx';
import { useAction, useLive } from '../../app/live.ts';
import { Card } from '../../ui/card.tsx';
import { Button, LinkButton, Modal } from '../../ui/controls.tsx';
import { formatCount, formatDate, formatTime } from '../../ui/format.ts';
import { MoreMenu, type MenuEntry } from '../../ui/more-menu.tsx';
import { PlainTable, type PlainColumn } from '../../ui/plain-table.tsx';
import { ErrorState, FormError, Skeleton, StateText, useErrorWords } from '../../ui/states.tsx';
import { Dash, DateText, StatusWord } from '../../ui/values.tsx';
import { useWords } from '../../words/use-words.ts';
import { formatBytes } from './bytes.ts';
import css from './exports.module.css';
import { Precautions } from './precautions.tsx';
import { useFile } from './use-file.ts';

const TONE = {
  created: 'quiet',
  running: 'watch',
  completed: 'fine',
  failed: 'over',
  cancelled: 'quiet',
} as const satisfies Record<ExportState, string>;

type Ask = { readonly what: 'again' | 'remove'; readonly task: ExportTask };

/** What can be done with an entry: only a completed one has a file (guide 3). */
function Acts(props: {
  task: ExportTask;
  file: ReturnType<typeof useFile>;
  onAsk: (ask: Ask) => void;
}): ReactNode {
  const { t, language } = useWords();
  const cancel = useAction('exports.cancel');
  const { task, file, onAsk } = props;
  const { id } = task;
  if (task.state === 'created' || task.state === 'running') {
    return (
      <div className={css.acts}>
        <LinkButton onClick={() => cancel.mutate({ id })}>{t('exports.cancel')}</LinkButton>
      </div>
    );
  }
  const had = task.state === 'completed' && task.file !== null;
  const more: MenuEntry[] = [
    ...(had && file.desktop
      ? [{ key: 'folder', label: t('exports.folder'), onSelect: () => file.show(id, 'folder') }]
      : []),
    { key: 'again', label: t('exports.again'), onSelect: () => onAsk({ what: 'again', task }) },
    ...(had
      ? [{ key: 'remove', label: t('exports.remove'), onSelect: () => onAsk({ what: 'remove', task }) }]
      : []),
  ];
  const list = language === 'en' ? task.title.en : task.title.zh;
  return (
    <div className={css.acts}>
      {had && file.desktop && (
        <LinkButton onClick={() => file.show(id, 'open')}>{t('exports.open')}</LinkButton>
      )}
      {had && !file.desktop && (
        <LinkButton onClick={() => file.download(id)}>{t('exports.download')}</LinkButton>
      )}
      {task.state === 'completed' && !had && <span className="quiet">{t('exports.history.gone')}</span>}
      <MoreMenu label={t('exports.more', { list })} entries={() => more} />
    </div>
  );
}

/** Where a task is; a running one says how far, a failed one why. */
function State(props: { task: ExportTask }): ReactNode {
  const { t } = useWords();
  const errors = useErrorWords();
  const { state, rows, total, code } = props.task;
  return (
    <span className={css.nowrap}>
      <StatusWord tone={TONE[state]}>{t(`exports.state.${state}`)}</StatusWord>
      {state === 'running' && rows > 0 && (
        <span className="quiet">
          {' '}
          {total === null
            ? formatCount(rows)
            : t('exports.history.ofTotal', { n: formatCount(rows), total: formatCount(total) })}
        </span>
      )}
      {state === 'failed' && code !== null && <span className="quiet"> {errors(code).what}</span>}
    </span>
  );
}

function useColumnsOfHistory(
  file: ReturnType<typeof useFile>,
  onAsk: (ask: Ask) => void,
): readonly PlainColumn<ExportTask>[] {
  const { t, language } = useWords();
  const say = (both: { en: string; zh: string }): string => (language === 'en' ? both.en : both.zh);
  return [
    {
      key: 'when',
      title: t('exports.history.when'),
      cell: (task) => <DateText at={task.createdAt} time short />,
    },
    {
      key: 'list',
      title: t('exports.history.list'),
      wide: true,
      cell: (task) => (
        <>
          {say(task.title)}
          {task.file !== null && (
            <span className={css.file} title={task.file}>
              {task.file}
            </span>
          )}
        </>
      ),
    },
    {
      key: 'filter',
      title: t('exports.history.filter'),
      cell: (task) =>
        task.filter.length === 0 ? (
          <span className="quiet">{t('exports.history.noFilter')}</span>
        ) : (
          <span className={css.filter}>
            {task.filter.map(({ label, value }) => (
              <span key={label.en}>
                <span className="quiet">{say(label)}</span> {say(value)}
              </span>
            ))}
          </span>
        ),
    },
    {
      key: 'names',
      title: t('exports.history.names'),
      cell: (task) =>
        task.personal ? (
          <span className={css.nowrap}>
            {t(task.masked ? 'exports.history.masked' : 'exports.history.clear')}
          </span>
        ) : (
          <Dash />
        ),
    },
    { key: 'by', title: t('exports.history.by'), cell: (task) => task.person },
    {
      key: 'rows',
      title: t('exports.history.rows'),
      numeric: true,
      cell: (task) => (task.state === 'completed' ? formatCount(task.rows) : <Dash />),
    },
    {
      key: 'size',
      title: t('exports.history.size'),
      numeric: true,
      cell: (task) => (task.bytes === null ? <Dash /> : formatBytes(task.bytes)),
    },
    { key: 'state', title: t('exports.history.state'), cell: (task) => <State task={task} /> },
    {
      key: 'acts',
      title: <span className="visually-hidden">{t('exports.history.actions')}</span>,
      cell: (task) => <Acts task={task} file={file} onAsk={onAsk} />,
    },
  ];
}

/** Export history (guide 3): who took what out, when, in which state, and the files that are still here. */
export function ExportsScreen(): ReactNode {
  const { t } = useWords();
  const history = useLive('exports.history', {});
  const [ask, setAsk] = useState<Ask | null>(null);
  const file = useFile();
  const columns = useColumnsOfHistory(file, setAsk);
  if (history.error !== null)
    return <ErrorState error={history.error} retry={() => void history.refetch()} />;
  if (history.data === undefined) return <Skeleton lines={8} />;
  return (
    <>
      <PageHead title={t('exports.history.title')} note={t('exports.history.note')} />
      <FormError error={file.error} />
      {history.data.length === 0 ? (
        <StateText title={t('exports.history.empty')} reason={t('exports.history.emptyReason')} />
      ) : (
        <Card title={t('exports.history.title')} id="exports" aside={formatCount(history.data.length)}>
          <PlainTable
            label={t('exports.history.title')}
            rows={history.data}
            rowKey={(task) => task.id}
            columns={columns}
          />
        </Card>
      )}
      {ask?.what === 'again' && <Again task={ask.task} onClose={() => setAsk(null)} />}
      {ask?.what === 'remove' && <Remove task={ask.task} onClose={() => setAsk(null)} />}
    </>
  );
}

/** The same once more; the precautions are read each time. */
function Again(props: { task: ExportTask; onClose: () => void }): ReactNode {
  const { t, language } = useWords();
  const repeat = useAction('exports.repeat');
  const [read, setRead] = useState(false);
  const { id, title, createdAt } = props.task;
  return (
    <Modal
      title={t('exports.againTitle', { list: language === 'en' ? title.en : title.zh })}
      opened
      onClose={props.onClose}
    >
      <div className={css.form}>
        <p>
          {t('exports.againText', {
            when: `${formatDate(createdAt, language)} ${formatTime(createdAt, language)}`,
          })}
        </p>
        <Precautions read={read} onRead={setRead} />
        <FormError error={repeat.error} />
        <div className={css.buttons}>
          <Button
            variant="primary"
            disabled={!read || repeat.isPending}
            onClick={() => repeat.mutate({ id, acknowledged: read }, { onSuccess: props.onClose })}
          >
            {t('exports.dialog.start')}
          </Button>
          <Button onClick={props.onClose}>{t('common.cancel')}</Button>
        </div>
      </div>
    </Modal>
  );
}

function Remove(props: { task: ExportTask; onClose: () => void }): ReactNode {
  const { t } = useWords();
  const remove = useAction('exports.remove');
  return (
    <Modal title={t('exports.removeTitle')} opened onClose={props.onClose}>
      <div className={css.form}>
        <p>{t('exports.removeText', { file: props.task.file ?? '' })}</p>
        <FormError error={remove.error} />
        <div className={css.buttons}>
          <Button
            variant="danger"
            disabled={remove.isPending}
            onClick={() => remove.mutate({ id: props.task.id }, { onSuccess: props.onClose })}
          >
            {t('exports.remove')}
          </Button>
          <Button onClick={props.onClose} data-autofocus>
            {t('common.cancel')}
          </Button>
        </div>
      </div>
    </Modal>
  );
}
