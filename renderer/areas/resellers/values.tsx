import type { ReactNode } from 'react';
import { percentOf } from '../../../core/base/money.ts';
import type {
  CooperationState,
  CooperationStep,
  HeldPermission,
  PermissionState,
} from '../../../core/contract/resellers.ts';
import { BarMeter } from '../../ui/bar-meter.tsx';
import { formatAmount, formatPercent } from '../../ui/format.ts';
import { Dash, StatusWord, type Tone } from '../../ui/values.tsx';
import { useWords } from '../../words/use-words.ts';
import css from './resellers.module.css';

const STATE_TONES: Readonly<Record<CooperationState, Tone>> = {
  none: 'plain',
  invited: 'plain',
  applied: 'act',
  approved: 'watch',
  rejected: 'quiet',
  active: 'fine',
  terminated: 'quiet',
};

/** Where the cooperation is, and the step that waits for the console. */
export function CooperationWord(props: {
  state: CooperationState;
  pending: CooperationStep | null;
}): ReactNode {
  const { t } = useWords();
  const { state, pending } = props;
  const words = t(`resellers.state.${state}`);
  const tone = STATE_TONES[state];
  const waits = pending === null ? '' : t(`resellers.step.${pending}`);
  return (
    <span className={css.state}>
      {tone === 'quiet' || tone === 'plain' ? (
        <span className={tone === 'quiet' ? 'quiet' : undefined}>{words}</span>
      ) : (
        <StatusWord tone={tone}>{words}</StatusWord>
      )}
      {waits !== '' && <span className="quiet">{waits}</span>}
    </span>
  );
}

const PERMISSION_TONES: Readonly<Record<PermissionState, Tone>> = {
  none: 'quiet',
  granted: 'fine',
  revoked: 'quiet',
};

/** A permission as it is, with its quotas and the change that waits for the console. */
export function PermissionWord(props: {
  held: HeldPermission;
  quotas?: boolean;
  /** In a card, the change that waits stands below. */
  stacked?: boolean;
}): ReactNode {
  const { t } = useWords();
  const { held } = props;
  const quotas =
    props.quotas !== true || held.state !== 'granted'
      ? []
      : [
          ...(held.monthly === null
            ? []
            : [t('resellers.permission.monthly', { amount: formatAmount(held.monthly) })]),
          ...(held.oneTime === null
            ? []
            : [t('resellers.permission.oneTime', { amount: formatAmount(held.oneTime) })]),
        ];
  const words = t(`resellers.permission.${held.state}`);
  const waits =
    held.pending === null
      ? []
      : [t(held.pending.grant ? 'resellers.permission.pendingGrant' : 'resellers.permission.pendingRevoke')];
  const details = [...quotas, ...waits].join(' · ');
  return (
    <span
      className={props.stacked === true ? css.stacked : css.state}
      title={details === '' ? undefined : `${words} · ${details}`}
    >
      {PERMISSION_TONES[held.state] === 'quiet' ? (
        <span className="quiet">{words}</span>
      ) : (
        <StatusWord tone="fine">{words}</StatusWord>
      )}
      {details !== '' && <span className="quiet">{details}</span>}
    </span>
  );
}

/** How much of a quota is given out; nothing without a quota. */
export function QuotaUse(props: { used: string; quota: string | null }): ReactNode {
  const { t, language } = useWords();
  const { used, quota } = props;
  if (quota === null) return <Dash />;
  const percent = percentOf(used, quota, 1);
  const words = t('resellers.page.of', { used: formatAmount(used), quota: formatAmount(quota) });
  return (
    <span className={css.use}>
      <BarMeter percent={percent} label={words} />
      <span>{formatPercent(percent, language)}</span>
    </span>
  );
}
