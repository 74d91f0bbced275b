import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { FAILURE_CAUSES, FAILURES } from '../../../core/contract/development-facts.ts';
import type { InvitationRow } from '../../../core/contract/development.ts';
import { useLive } from '../../app/live.ts';
import type { RevealOf } from '../../app/use-reveal.ts';
import { Facts } from '../../ui/plain-table.tsx';
import { SidePanel } from '../../ui/side-panel.tsx';
import { ErrorState, Skeleton, StateText } from '../../ui/states.tsx';
import { DateText } from '../../ui/values.tsx';
import { useWords } from '../../words/use-words.ts';
import css from './development.module.css';
import { History, useCodeWord } from './history.tsx';
import { InvitationActs } from './invitation-acts.tsx';
import { ProposalCard } from './proposal.tsx';
import { Share } from './share.tsx';
import { InvitationStateWord, ModelWord, Until } from './values.tsx';

const EXPLAIN = {
  link_wanted: 'development.explain.link_wanted',
  invited: 'development.explain.invited',
  associated: 'development.explain.associated',
  failed: 'development.explain.failed',
  expired: 'development.explain.expiredLink',
  withdrawn: 'development.explain.withdrawnLink',
} as const satisfies Record<InvitationRow['state'], string>;

/** Why it failed and what the guide suggests (guide 5.10, failure causes). */
function Cause(props: { cause: string }): ReactNode {
  const { t } = useWords();
  const word = useCodeWord();
  const known = FAILURE_CAUSES.find((one) => one === props.cause);
  return (
    <p>
      <strong>{word('invitation', props.cause)}.</strong>{' '}
      {known !== undefined && t(`development.suggestion.${FAILURES[known].suggestion}`)}
    </p>
  );
}

function Values(props: { row: InvitationRow }): ReactNode {
  const { t } = useWords();
  const { row } = props;
  const facts: readonly { key: string; name: string; value: ReactNode }[] = [
    { key: 'model', name: t('development.column.model'), value: <ModelWord model={row.model} /> },
    {
      key: 'until',
      name: t('development.column.linkUntil'),
      value: row.expiresAt === null ? null : <Until at={row.expiresAt} live={row.state === 'invited'} />,
    },
    { key: 'manager', name: t('development.column.manager'), value: row.manager },
    { key: 'contact', name: t('development.column.contact'), value: row.contact },
    { key: 'mobile', name: t('development.column.mobile'), value: row.mobile },
    { key: 'email', name: t('development.column.email'), value: row.email },
    { key: 'account', name: t('development.column.account'), value: row.account },
    { key: 'text', name: t('development.panel.text'), value: row.text },
    { key: 'note', name: t('development.panel.note'), value: row.note },
  ];
  return (
    <section>
      <h3>{t('development.panel.values')}</h3>
      <Facts rows={facts.filter(({ value }) => value !== null && value !== '')} />
    </section>
  );
}

/** One invitation beside the list: its link and how it is passed on, where it stands, what can be done. */
export function InvitationPanel(props: {
  id: string;
  reveal: RevealOf;
  onClose: () => void;
  onAgain: (id: string) => void;
}): ReactNode {
  const { t } = useWords();
  const { revealId } = props.reveal;
  const answer = useLive('development.invitation', {
    id: props.id,
    ...(revealId === undefined ? {} : { revealId }),
  });
  const found = answer.isPlaceholderData ? undefined : answer.data;
  const row = found?.row;
  return (
    <SidePanel
      of={props.id}
      label={t('development.panel.invitation')}
      title={row?.name ?? t('development.panel.invitation')}
      closeLabel={t('development.panel.close')}
      onClose={props.onClose}
    >
      {found === undefined &&
        (answer.error === null ? <Skeleton lines={6} /> : <ErrorState error={answer.error} />)}
      {found === null && <StateText title={t('development.panel.gone')} />}
      {row !== undefined && (
        <>
          <div>
            <p className={css.state}>
              <InvitationStateWord state={row.state} />
              <span className="quiet">
                <DateText at={row.since} time short />
              </span>
            </p>
            <p>{t(EXPLAIN[row.state])}</p>
            {row.state === 'failed' && row.cause !== null && <Cause cause={row.cause} />}
          </div>
          {row.proposal !== null && <ProposalCard record="invitation" id={row.id} proposal={row.proposal} />}
          <InvitationActs key={`${row.id}:${row.state}`} row={row} onAgain={props.onAgain} />
          {row.state === 'invited' && <Share key={`share:${row.id}`} row={row} />}
          <p className={css.links}>
            {row.taskId !== null && row.state === 'link_wanted' && (
              <Link to="/tasks" search={{ id: row.taskId }}>
                {t('development.panel.openTask')}
              </Link>
            )}
            {row.registrationId !== null && (
              <Link to="/development" search={{ id: row.registrationId }}>
                {t('development.panel.openRegistration')}
              </Link>
            )}
            {row.customerId !== null && (
              <Link to="/customers/$id" params={{ id: row.customerId }}>
                {t('development.panel.openCustomer')}
              </Link>
            )}
          </p>
          <Values row={row} />
          <History events={found?.events ?? []} />
        </>
      )}
    </SidePanel>
  );
}
