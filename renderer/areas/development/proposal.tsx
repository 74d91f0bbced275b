import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { RegistrationRow } from '../../../core/contract/development.ts';
import { useAction } from '../../app/live.ts';
import { Button } from '../../ui/controls.tsx';
import { FormError } from '../../ui/states.tsx';
import { useWords } from '../../words/use-words.ts';
import css from './development.module.css';

/** A customer of the last sync that may be this one: a person decides. */
export function ProposalCard(props: {
  record: 'registration' | 'invitation';
  id: string;
  proposal: NonNullable<RegistrationRow['proposal']>;
}): ReactNode {
  const { t } = useWords();
  const associate = useAction('development.associate');
  const dismiss = useAction('development.dismissProposal');
  const { record, id, proposal } = props;
  const answer = { record, id, customerId: proposal.customerId };
  const busy = associate.isPending || dismiss.isPending;
  return (
    <section className={css.proposal}>
      <h3>{t('development.proposal.title')}</h3>
      <p>
        <Link to="/customers/$id" params={{ id: proposal.customerId }}>
          {proposal.customerName}
        </Link>{' '}
        <span className="quiet">
          {t(`development.proposal.confidence.${proposal.confidence}`)}.{' '}
          {t(`development.proposal.why.${proposal.why}`)}
        </span>
      </p>
      <div className={css.buttons}>
        <Button variant="primary" disabled={busy} onClick={() => associate.mutate(answer)}>
          {t('development.proposal.confirm')}
        </Button>
        <Button disabled={busy} onClick={() => dismiss.mutate(answer)}>
          {t('development.proposal.dismiss')}
        </Button>
      </div>
      <FormError error={associate.error ?? dismiss.error} />
    </section>
  );
}
