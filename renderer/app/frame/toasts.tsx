import { Link } from '@tanstack/react-router';
import { Check, CircleAlert, Undo2, X } from 'lucide-react';
import { useCallback, useEffect, useState, type ReactNode } from 'react';
import type { OutboxState } from '../../../core/contract/outbox.ts';
import { formatCount } from '../../ui/format.ts';
import { useErrorWords } from '../../ui/states.tsx';
import { useWords } from '../../words/use-words.ts';
import { useDesk } from '../desk.tsx';
import { useAction, useLive } from '../live.ts';
import { isTyping } from '../shortcuts.ts';
import { useToast, type Toast } from '../toast.ts';
import { AssignedToast } from './assigned-toast.tsx';
import { ExportToast } from './export-toast.tsx';
import css from './toasts.module.css';

const STAYS_MS = 12_000;

/** Where the changes of a message are by now. */
interface Progress {
  readonly accepted: number;
  /** A person is needed: they wait for a decision, cannot be sent, or were refused. */
  readonly needs: number;
  /** Some can still be taken back. */
  readonly undoable: boolean;
}

const NO_IDS: readonly string[] = [];
const NOTHING_KNOWN: Progress = { accepted: 0, needs: 0, undoable: true };

/** Of all changes of the message. Two facts, never mixed: saved on this device, and accepted by the Partner Center. */
function useProgress(toast: Toast | null): Progress {
  const ids = toast?.kind === 'saved' ? toast.ids : NO_IDS;
  const answer = useLive('outbox.progress', { ids: [...ids] }, { enabled: ids.length > 0 });
  const counts = answer.isPlaceholderData ? undefined : answer.data?.counts;
  if (counts === undefined) return NOTHING_KNOWN;
  const of = (...states: readonly OutboxState[]): number =>
    states.reduce((sum, state) => sum + (counts[state] ?? 0), 0);
  return {
    accepted: of('confirmed'),
    needs: of('decision', 'held', 'rejected'),
    undoable: of('waiting', 'held') > 0,
  };
}

function savedSentence(t: ReturnType<typeof useWords>['t'], count: number, accepted: number): string {
  const counted = { count, n: formatCount(count) };
  if (accepted === 0) return t('outbox.toast.saved', counted);
  if (accepted < count) return t('outbox.toast.acceptedSome', { ...counted, done: formatCount(accepted) });
  return count === 1 ? t('outbox.toast.accepted') : t('outbox.toast.acceptedAll', { n: formatCount(count) });
}

function useSentence(): (toast: Toast, progress: Progress) => string {
  const { t } = useWords();
  const words = useErrorWords();
  return (toast, { accepted, needs }) => {
    const counted = { count: toast.count, n: formatCount(toast.count) };
    if (toast.kind === 'saved') {
      const said = savedSentence(t, toast.count, accepted);
      return needs === 0
        ? said
        : `${said} ${t('outbox.toast.needs', { count: needs, n: formatCount(needs) })}`;
    }
    if (toast.kind === 'failed') return words(toast.code ?? 'INTERNAL').what;
    const late =
      toast.late > 0
        ? ` ${t('outbox.toast.tooLate', { count: toast.late, n: formatCount(toast.late) })}`
        : '';
    return t('outbox.toast.taken', counted) + late;
  };
}

/** Takes back what the message is about; what is on its way already stays and is said to. */
function useTakeBack(toast: Toast | null): { run: () => void; busy: boolean } {
  const say = useToast((s) => s.say);
  const cancel = useAction('outbox.cancel');
  const { mutate, isPending } = cancel;
  const run = useCallback(() => {
    if (toast === null || toast.kind !== 'saved' || isPending) return;
    mutate(
      { ids: [...toast.ids] },
      {
        onSuccess: ({ cancelled }) =>
          say({ kind: 'taken', count: cancelled, ids: [], late: toast.ids.length - cancelled }),
        onError: (error) => say({ kind: 'failed', count: 0, ids: [], code: error.code }),
      },
    );
  }, [toast, mutate, isPending, say]);
  return { run, busy: isPending };
}

/** "Saved on this device. Take back": stays twelve seconds, longer while the pointer or the focus is on it. */
export function Toasts(): ReactNode {
  const { t } = useWords();
  const { platform } = useDesk();
  const sentence = useSentence();
  const { toast, close } = useToast();
  const takeBack = useTakeBack(toast);
  const progress = useProgress(toast);
  const [held, setHeld] = useState(false);
  const number = toast?.number ?? 0;
  useEffect(() => {
    if (number === 0 || held) return undefined;
    const timer = setTimeout(close, STAYS_MS);
    return () => clearTimeout(timer);
  }, [number, held, close]);
  const { run } = takeBack;
  const undoable = toast?.kind === 'saved' && progress.undoable;
  useEffect(() => {
    if (!undoable) return undefined;
    const onKey = (event: KeyboardEvent): void => {
      const undo = event.key.toLowerCase() === 'z' && (event.ctrlKey || event.metaKey) && !event.shiftKey;
      if (!undo || isTyping(event)) return;
      event.preventDefault();
      run();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [undoable, run]);
  return (
    <div className={css.place} role="status">
      {toast !== null && (
        <div
          key={toast.number}
          className={css.toast}
          data-toast={toast.kind}
          onPointerEnter={() => setHeld(true)}
          onPointerLeave={() => setHeld(false)}
          onFocus={() => setHeld(true)}
          onBlur={() => setHeld(false)}
        >
          {toast.kind === 'failed' ? (
            <CircleAlert aria-hidden="true" size={14} className={css.failed} />
          ) : toast.kind === 'taken' ? (
            <Undo2 aria-hidden="true" size={14} />
          ) : (
            <Check aria-hidden="true" size={14} className={css.fine} />
          )}
          {toast.kind === 'export' ? (
            <ExportToast id={toast.ids[0] ?? ''} onClose={close} />
          ) : toast.kind === 'assigned' ? (
            <AssignedToast ids={toast.ids} onClose={close} />
          ) : (
            <span>{sentence(toast, progress)}</span>
          )}
          {undoable && (
            <button type="button" className={css.act} disabled={takeBack.busy} onClick={run}>
              {t('outbox.toast.takeBack')}
              <kbd className={css.key}>
                {platform === 'darwin' ? t('outbox.toast.undoMac') : t('outbox.toast.undo')}
              </kbd>
            </button>
          )}
          {(toast.kind === 'saved' || toast.kind === 'failed') && (
            <Link to="/outbox" className={css.act} onClick={close}>
              {t('outbox.toast.show')}
            </Link>
          )}
          <button type="button" className={css.close} aria-label={t('common.close')} onClick={close}>
            <X aria-hidden="true" size={14} />
          </button>
        </div>
      )}
    </div>
  );
}
