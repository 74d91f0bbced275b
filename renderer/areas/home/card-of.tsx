import { Link } from '@tanstack/react-router';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { CodedError } from '../../../core/base/errors.ts';
import type { SyncStepName } from '../../../core/contract/sync.ts';
import { useLive } from '../../app/live.ts';
import { useUi } from '../../app/ui-state.ts';
import { Card } from '../../ui/card.tsx';
import { LinkButton } from '../../ui/controls.tsx';
import { ErrorState, Skeleton, StateText } from '../../ui/states.tsx';
import { useWords } from '../../words/use-words.ts';

/** Whether the step that brings these records has never ended well on this device. */
export function useNotYet(step: SyncStepName): boolean {
  const sync = useLive('sync.status', {});
  const found = sync.data?.steps.find((s) => s.step === step);
  return (
    sync.data !== undefined && (found === undefined ? sync.data.lastSuccessAt === null : found.at === null)
  );
}

/** A card that is reading, failed, or has no records yet: the same four states for all of Home. */
export function CardWithout(props: {
  id: string;
  title: string;
  className?: string | undefined;
  answer: UseQueryResult<unknown, CodedError>;
  step: SyncStepName;
  lines: number;
  empty: { title: string; reason: string; to?: '/imports' | '/coupons' | '/customers'; link?: string };
}): ReactNode {
  const { t } = useWords();
  const show = useUi((s) => s.show);
  const notYet = useNotYet(props.step);
  const { answer } = props;
  const body = (): ReactNode => {
    if (answer.error !== null) return <ErrorState error={answer.error} retry={() => void answer.refetch()} />;
    if (answer.data === undefined) return <Skeleton lines={props.lines} />;
    if (notYet) {
      return (
        <StateText
          title={t('frame.states.notSyncedTitle')}
          reason={t('frame.states.notSyncedReason')}
          action={
            <LinkButton onClick={() => show('syncOpen', true)}>{t('frame.states.showSync')}</LinkButton>
          }
        />
      );
    }
    const { empty } = props;
    return (
      <StateText
        title={empty.title}
        reason={empty.reason}
        action={empty.to === undefined ? undefined : <Link to={empty.to}>{empty.link}</Link>}
      />
    );
  };
  return (
    <Card id={props.id} title={props.title} className={props.className}>
      {body()}
    </Card>
  );
}
