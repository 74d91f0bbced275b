import {
  AlertTriangle,
  Check,
  CircleAlert,
  CircleDashed,
  CircleSlash,
  RefreshCw,
  WifiOff,
  type LucideIcon,
} from 'lucide-react';
import type { ReactNode } from 'react';
import type { SyncStatus, SyncStep } from '../../../core/contract/sync.ts';
import { Button, Popover } from '../../ui/controls.tsx';
import { formatCount, formatTime } from '../../ui/format.ts';
import { errorDetail, useErrorWords } from '../../ui/states.tsx';
import { useAgeText } from '../../ui/values.tsx';
import { useWords } from '../../words/use-words.ts';
import { useAction, useLive } from '../live.ts';
import { useUi } from '../ui-state.ts';
import { useMay } from '../use-may.ts';
import css from './sync-state.module.css';

type Shown = 'never' | 'idle' | 'running' | 'cancelled' | 'failed' | 'offline' | 'held';

const FACE: Record<Shown, { icon: LucideIcon; tone: string }> = {
  never: { icon: CircleDashed, tone: 'plain' },
  idle: { icon: Check, tone: 'fine' },
  running: { icon: RefreshCw, tone: 'accent' },
  cancelled: { icon: CircleSlash, tone: 'watch' },
  failed: { icon: CircleAlert, tone: 'over' },
  offline: { icon: WifiOff, tone: 'act' },
  held: { icon: AlertTriangle, tone: 'act' },
};

/** What the frame says: a held step asks for a person before anything else, offline outranks failed. */
export function shownState(status: SyncStatus): Shown {
  if (status.state === 'running') return 'running';
  if (status.steps.some((step) => step.state === 'held')) return 'held';
  if (status.state === 'offline' || status.offlineSince !== null) return 'offline';
  return status.state;
}

function useSentence(): (status: SyncStatus) => string {
  const { t, language } = useWords();
  const age = useAgeText();
  const errorWords = useErrorWords();
  return (status) => {
    const shown = shownState(status);
    switch (shown) {
      case 'never':
        return t('frame.sync.never');
      case 'idle':
        return t('frame.sync.idle', { age: age(status.lastSuccessAt ?? status.since ?? 0) });
      case 'running': {
        const ended = status.steps.filter((s) => s.state !== 'waiting' && s.state !== 'running').length;
        const n = Math.min(status.steps.length, ended + 1);
        return status.steps.length === 0
          ? t('frame.sync.runningPlain')
          : t('frame.sync.running', { n, total: status.steps.length });
      }
      case 'cancelled':
        return t('frame.sync.cancelled', { age: age(status.since ?? status.lastSuccessAt ?? 0) });
      case 'failed': {
        const code = status.code ?? status.steps.find((s) => s.state === 'failed')?.code ?? 'INTERNAL';
        return t('frame.sync.failed', { reason: errorWords(code).what.replace(/[.。]$/, '') });
      }
      case 'offline':
        return t('frame.sync.offline', {
          time: formatTime(status.offlineSince ?? status.since ?? 0, language),
        });
      case 'held':
        return t('frame.sync.held');
    }
  };
}

function StepRow(props: {
  step: SyncStep;
  busy: boolean;
  onDecide: (step: SyncStep, decision: 'remove' | 'keep') => void;
}): ReactNode {
  const { t } = useWords();
  const age = useAgeText();
  const errorWords = useErrorWords();
  const may = useMay();
  const { step } = props;
  const name = t(`frame.sync.steps.${step.step}`);
  const word = {
    waiting: t('frame.sync.waiting'),
    running: t('frame.sync.runningStep'),
    done: step.at === null ? t('frame.sync.doneNow') : t('frame.sync.done', { age: age(step.at) }),
    failed: t('frame.sync.failedStep'),
    skipped: t('frame.sync.skipped'),
    held: t('frame.sync.heldStep'),
  }[step.state];
  const counted =
    step.total === null
      ? step.done > 0
        ? formatCount(step.done)
        : ''
      : t('frame.sync.counted', { n: formatCount(step.done), total: formatCount(step.total) });
  const detail = errorDetail(step.data);
  const failure = step.state === 'failed' && step.code !== null ? errorWords(step.code) : null;
  return (
    <>
      <tr>
        <th scope="row">{name}</th>
        <td className={css.right}>{counted}</td>
        <td className={css[step.state] ?? ''}>{word}</td>
      </tr>
      {failure !== null && (
        <tr className={css.why}>
          <td colSpan={3}>
            {failure.what} {failure.advice}
            {detail !== null && <span className="quiet"> {detail}</span>}
          </td>
        </tr>
      )}
      {step.state === 'held' && (
        <tr className={css.why}>
          <td colSpan={3}>
            <p>{t('frame.sync.heldHelp', { step: name })}</p>
            {detail !== null && <p className="quiet">{detail}</p>}
            {may('desk.manage') && (
              <div className={css.actions}>
                <Button disabled={props.busy} onClick={() => props.onDecide(step, 'keep')}>
                  {t('frame.sync.heldKeep')}
                </Button>
                <Button variant="danger" disabled={props.busy} onClick={() => props.onDecide(step, 'remove')}>
                  {t('frame.sync.heldRemove')}
                </Button>
              </div>
            )}
          </td>
        </tr>
      )}
    </>
  );
}

function Panel(props: { status: SyncStatus }): ReactNode {
  const { t, language } = useWords();
  const start = useAction('sync.start');
  const cancel = useAction('sync.cancel');
  const decide = useAction('sync.decideDeletion');
  const errorWords = useErrorWords();
  const { status } = props;
  const running = status.state === 'running';
  const problem = start.error ?? cancel.error ?? decide.error;
  return (
    <div className={css.panel}>
      <h2>{t('frame.sync.title')}</h2>
      <p className="quiet small">
        {status.lastSuccessAt === null
          ? t('frame.sync.noSuccess')
          : t('frame.sync.lastSuccess', { time: formatTime(status.lastSuccessAt, language) })}
        {status.nextAt !== null &&
          !running &&
          ` · ${t('frame.sync.next', { time: formatTime(status.nextAt, language) })}`}
      </p>
      {shownState(status) === 'offline' && <p className={css.help}>{t('frame.sync.offlineHelp')}</p>}
      {status.state === 'cancelled' && <p className={css.help}>{t('frame.sync.cancelledHelp')}</p>}
      <table className={css.steps}>
        <thead className="visually-hidden">
          <tr>
            <th scope="col">{t('frame.sync.step')}</th>
            <th scope="col">{t('frame.sync.progress')}</th>
            <th scope="col">{t('frame.sync.state')}</th>
          </tr>
        </thead>
        <tbody>
          {status.steps.map((step) => (
            <StepRow
              key={step.step}
              step={step}
              busy={decide.isPending}
              onDecide={(held, decision) => decide.mutate({ step: held.step, decision })}
            />
          ))}
        </tbody>
      </table>
      {problem !== null && (
        <p className={css.problem} role="alert">
          {errorWords(problem.code).what} {errorWords(problem.code).advice}
        </p>
      )}
      <div className={css.actions}>
        {running ? (
          <Button onClick={() => cancel.mutate({})} disabled={cancel.isPending}>
            {t('frame.sync.cancel')}
          </Button>
        ) : (
          <Button variant="primary" onClick={() => start.mutate({})} disabled={start.isPending}>
            {t('frame.sync.now')}
          </Button>
        )}
      </div>
    </div>
  );
}

/** The one indicator of the frame: icon and words; opens the steps. */
export function SyncState(): ReactNode {
  const { t } = useWords();
  const sentence = useSentence();
  const answer = useLive('sync.status', {});
  const opened = useUi((s) => s.syncOpen);
  const show = useUi((s) => s.show);
  const status = answer.data;
  if (status === undefined) return <span className={css.state} />;
  const face = FACE[shownState(status)];
  const words = sentence(status);
  return (
    <Popover
      opened={opened}
      onClose={() => show('syncOpen', false)}
      position="bottom-end"
      width={420}
      label={t('frame.sync.title')}
      target={
        <button
          type="button"
          className={css.state}
          aria-label={`${t('frame.sync.label')}: ${words}`}
          aria-expanded={opened}
          data-sync={shownState(status)}
          onClick={() => show('syncOpen', !opened)}
        >
          <face.icon aria-hidden="true" size={14} strokeWidth={2.25} className={css[face.tone]} />
          <span aria-live="polite" className={css.words}>
            {words}
          </span>
        </button>
      }
    >
      <Panel status={status} />
    </Popover>
  );
}
