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

/**
 * Where the saved change is by now; of many the last, which is sent last. Two facts, never mixed: saved on this device,
 * and accepted by the Partner Center.
 */
function useStateOf(toast: Toast | null): OutboxState | null {
  const id = toast?.kind === 'saved' ? toast.ids.at(-1) : undefined;
  const answer = useLive('outbox.get', { id: id ?? '' }, { enabled: id !== undefined });
  return id === undefined || answer.isPlaceholderData ? null : (answer.data?.row.state ?? null);
}

const CAN_BE_TAKEN_BACK: ReadonlySet<OutboxState | null> = new Set([null, 'waiting', 'held'] as const);

function useSentence(): (toast: Toast, state: OutboxState | null) => string {
  const { t } = useWords();
  const words = useErrorWords();
  return (toast, state) => {
    const counted = { count: toast.count, n: formatCount(toast.count) };
    if (toast.kind === 'saved') {
      const accepted = state === 'confirmed' && toast.count === 1;
      return accepted ? t('outbox.toast.accepted') : t('outbox.toast.saved', counted);
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
  const state = useStateOf(toast);
  const [held, setHeld] = useState(false);
  const number = toast?.number ?? 0;
  useEffect(() => {
    if (number === 0 || held) return undefined;
    const timer = setTimeout(close, STAYS_MS);
    return () => clearTimeout(timer);
  }, [number, held, close]);
  const { run } = takeBack;
  const undoable = toast?.kind === 'saved' && CAN_BE_TAKEN_BACK.has(state);
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
            <span>{sentence(toast, state)}</span>
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
