import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { formatCount } from '../../ui/format.ts';
import { useErrorWords } from '../../ui/states.tsx';
import { useWords } from '../../words/use-words.ts';
import { useAction } from '../live.ts';
import css from './toasts.module.css';

/** "Assigned": taken back as long as the Partner Center was not told; then the to-do list is where it goes on. */
export function AssignedToast(props: { ids: readonly string[]; onClose: () => void }): ReactNode {
  const { t } = useWords();
  const words = useErrorWords();
  const undo = useAction('assignments.undo');
  const count = props.ids.length;
  const late = undo.data?.refused.length ?? 0;
  if (undo.error !== null) return <span>{words(undo.error.code).what}</span>;
  if (undo.data !== undefined) {
    const tooLate =
      late > 0 ? ` ${t('assignments.toast.tooLate', { count: late, n: formatCount(late) })}` : '';
    return <span>{t('assignments.toast.taken') + tooLate}</span>;
  }
  return (
    <>
      <span>{t('assignments.toast.saved', { count, n: formatCount(count) })}</span>
      <button
        type="button"
        className={css.act}
        disabled={undo.isPending}
        onClick={() => undo.mutate({ ids: [...props.ids] })}
      >
        {t('assignments.toast.takeBack')}
      </button>
      <Link to="/tasks" className={css.act} onClick={props.onClose}>
        {t('assignments.toast.toTasks')}
      </Link>
    </>
  );
}
