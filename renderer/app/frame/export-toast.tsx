import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useFile } from '../../areas/exports/use-file.ts';
import { formatCount } from '../../ui/format.ts';
import { useWords } from '../../words/use-words.ts';
import { useLive } from '../live.ts';
import css from './toasts.module.css';

/** "Export task created": follows the task, and gives the file when it is there. */
export function ExportToast(props: { id: string; onClose: () => void }): ReactNode {
  const { t } = useWords();
  const history = useLive('exports.history', {});
  const file = useFile();
  const task = history.data?.find(({ id }) => id === props.id);
  const sentence = (): string => {
    if (task?.state === 'completed') return t('exports.toast.completed');
    if (task?.state === 'failed') return t('exports.toast.failed');
    if (task?.state === 'running' && task.rows > 0)
      return t('exports.toast.running', { n: formatCount(task.rows) });
    return t('exports.toast.created');
  };
  return (
    <>
      <span>{sentence()}</span>
      {task?.state === 'completed' && (
        <button
          type="button"
          className={css.act}
          onClick={() => {
            if (file.desktop) file.show(props.id, 'open');
            else file.download(props.id);
          }}
        >
          {t(file.desktop ? 'exports.open' : 'exports.download')}
        </button>
      )}
      <Link to="/exports" className={css.act} onClick={props.onClose}>
        {t('exports.toast.view')}
      </Link>
    </>
  );
}
