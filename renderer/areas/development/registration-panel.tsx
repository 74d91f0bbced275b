import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { INDUSTRIES } from '../../../core/contract/development-facts.ts';
import type { RegistrationRow } from '../../../core/contract/development.ts';
import { useLive } from '../../app/live.ts';
import { Facts } from '../../ui/plain-table.tsx';
import { SidePanel } from '../../ui/side-panel.tsx';
import { ErrorState, Skeleton, StateText } from '../../ui/states.tsx';
import { DateText, Money } from '../../ui/values.tsx';
import { useWords } from '../../words/use-words.ts';
import css from './development.module.css';
import { History, useCodeWord } from './history.tsx';
import { ProposalCard } from './proposal.tsx';
import { RegistrationActs } from './registration-acts.tsx';
import { RegistrationStateWord, Until, useCountryName } from './values.tsx';

function Values(props: { row: RegistrationRow }): ReactNode {
  const { t } = useWords();
  const country = useCountryName();
  const code = useCodeWord();
  const { row } = props;
  const industry = INDUSTRIES.find((one) => one === row.industry);
  const facts: readonly { key: string; name: string; value: ReactNode }[] = [
    {
      key: 'until',
      name: t('development.column.until'),
      value: row.expiresAt && <Until at={row.expiresAt} live={row.state === 'pre_registered'} />,
    },
    {
      key: 'approved',
      name: t('development.panel.approved'),
      value: row.approvedAt && <DateText at={row.approvedAt} time />,
    },
    {
      key: 'reason',
      name: t('development.panel.reason'),
      value: row.reason && code('registration', row.reason),
    },
    { key: 'note', name: t('development.panel.note'), value: row.note },
    { key: 'country', name: t('development.column.country'), value: country(row.country) },
    { key: 'contact', name: t('development.column.contact'), value: row.contact },
    { key: 'mobile', name: t('development.column.mobile'), value: row.mobile },
    { key: 'email', name: t('development.column.email'), value: row.email },
    { key: 'account', name: t('development.column.account'), value: row.account },
    {
      key: 'industry',
      name: t('development.form.industry'),
      value: industry && t(`development.industry.${industry}`),
    },
    { key: 'website', name: t('development.form.website'), value: row.website },
    { key: 'products', name: t('development.form.products'), value: row.products },
    {
      key: 'expected',
      name: t('development.column.expected'),
      value: row.expected && <Money {...row.expected} />,
    },
    { key: 'tag', name: t('development.column.tag'), value: row.tag },
    { key: 'remark', name: t('development.form.remark'), value: row.remark },
    { key: 'manager', name: t('development.column.manager'), value: row.manager },
  ];
  return (
    <section>
      <h3>{t('development.panel.values')}</h3>
      <Facts
        rows={facts.filter(
          ({ value }) => value !== null && value !== undefined && value !== '' && value !== 0,
        )}
      />
    </section>
  );
}

/** One pre-registration beside the list: where it stands, what can be done, what was entered, what happened. */
export function RegistrationPanel(props: {
  id: string;
  revealId: string | undefined;
  onClose: () => void;
  onInvite: (row: RegistrationRow) => void;
  onAgain: (row: RegistrationRow) => void;
}): ReactNode {
  const { t } = useWords();
  const answer = useLive('development.registration', {
    id: props.id,
    ...(props.revealId === undefined ? {} : { revealId: props.revealId }),
  });
  const found = answer.isPlaceholderData ? undefined : answer.data;
  const row = found?.row;
  return (
    <SidePanel
      of={props.id}
      label={t('development.panel.registration')}
      title={row?.name ?? t('development.panel.registration')}
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
              <RegistrationStateWord state={row.state} />
              <span className="quiet">
                <DateText at={row.since} time short />
              </span>
            </p>
            <p>{t(`development.explain.${row.state}`)}</p>
          </div>
          {row.proposal !== null && (
            <ProposalCard record="registration" id={row.id} proposal={row.proposal} />
          )}
          <RegistrationActs
            key={`${row.id}:${row.state}`}
            row={row}
            onInvite={() => props.onInvite(row)}
            onAgain={() => props.onAgain(row)}
          />
          <p className={css.links}>
            {row.taskId !== null && row.state === 'waiting' && (
              <Link to="/tasks" search={{ id: row.taskId }}>
                {t('development.panel.openTask')}
              </Link>
            )}
            {row.customerId !== null && (
              <Link to="/customers/$id" params={{ id: row.customerId }}>
                {t('development.panel.openCustomer')}
              </Link>
            )}
            {row.invitations > 0 && (
              <Link to="/development" search={{ view: 'invitations', of: row.id, state: 'all' }}>
                {t('development.panel.invitations', { count: row.invitations, n: row.invitations })}
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
