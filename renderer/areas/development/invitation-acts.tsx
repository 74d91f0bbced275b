import { useState, type FormEvent, type ReactNode } from 'react';
import {
  FAILURE_CAUSES,
  FAILURES,
  againModel,
  type FailureCause,
} from '../../../core/contract/development-facts.ts';
import { linkProblem } from '../../../core/contract/development-fields.ts';
import type { InvitationRow } from '../../../core/contract/development.ts';
import { useAction } from '../../app/live.ts';
import { Button, Select, TextField } from '../../ui/controls.tsx';
import { FormError } from '../../ui/states.tsx';
import { useWords } from '../../words/use-words.ts';
import css from './development.module.css';

/** Takes the link from the console; what is wrong with it is said before it is saved. */
function LinkForm(props: { id: string; onDone?: () => void }): ReactNode {
  const { t } = useWords();
  const set = useAction('development.setLink');
  const [link, setLink] = useState('');
  const [tried, setTried] = useState(false);
  const problem = linkProblem(link);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (problem !== null || set.isPending) return;
    set.mutate(
      { id: props.id, link: link.trim() },
      props.onDone === undefined ? {} : { onSuccess: props.onDone },
    );
  };
  return (
    <form className={css.form} onSubmit={submit} noValidate>
      <TextField
        label={t('development.step.paste')}
        description={t('development.step.pasteHelp')}
        value={link}
        maxLength={2048}
        spellCheck={false}
        autoComplete="off"
        error={tried && problem !== null ? t(`development.linkProblem.${problem}`) : undefined}
        onText={setLink}
      />
      <FormError error={set.error} />
      <div className={css.buttons}>
        <Button variant="primary" type="submit" disabled={set.isPending}>
          {t('development.step.setLink')}
        </Button>
      </div>
    </form>
  );
}

function FailureForm(props: { id: string; onDone: () => void }): ReactNode {
  const { t } = useWords();
  const fail = useAction('development.recordFailure');
  const [cause, setCause] = useState<FailureCause | null>(null);
  const [tried, setTried] = useState(false);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (cause !== null) fail.mutate({ id: props.id, cause }, { onSuccess: props.onDone });
  };
  return (
    <form className={css.form} onSubmit={submit} noValidate>
      <div>
        <Select
          label={t('development.step.cause')}
          value={cause}
          choices={FAILURE_CAUSES.map((value) => ({ value, label: t(`development.cause.${value}`) }))}
          onChange={(value) => setCause(FAILURE_CAUSES.find((one) => one === value) ?? null)}
        />
        {tried && cause === null && <p className={css.problem}>{t('development.form.missing')}</p>}
        {cause !== null && (
          <p className={css.help}>{t(`development.suggestion.${FAILURES[cause].suggestion}`)}</p>
        )}
      </div>
      <FormError error={fail.error} />
      <div className={css.buttons}>
        <Button variant="primary" type="submit" disabled={fail.isPending}>
          {t('development.step.saveFailure')}
        </Button>
        <Button onClick={props.onDone}>{t('common.cancel')}</Button>
      </div>
    </form>
  );
}

const AGAIN = {
  reseller: 'development.step.againReseller',
  referral: 'development.step.againReferral',
} as const;

/** What can be done with an invitation in the state it is in. */
export function InvitationActs(props: { row: InvitationRow; onAgain: (id: string) => void }): ReactNode {
  const { t } = useWords();
  const { row } = props;
  const [open, setOpen] = useState<'failure' | 'link' | null>(null);
  const again = useAction('development.inviteAgain');
  const withdraw = useAction('development.withdrawInvitation');
  const model = againModel(row);
  if (open === 'failure') return <FailureForm id={row.id} onDone={() => setOpen(null)} />;
  return (
    <div className={css.form}>
      {(row.state === 'link_wanted' || open === 'link') && (
        <LinkForm id={row.id} onDone={() => setOpen(null)} />
      )}
      <div className={css.buttons}>
        {model !== null && (
          <Button
            variant="primary"
            disabled={again.isPending}
            onClick={() => again.mutate({ id: row.id }, { onSuccess: ({ id }) => props.onAgain(id) })}
          >
            {t(model === row.model ? 'development.step.again' : AGAIN[model])}
          </Button>
        )}
        {(row.state === 'invited' || row.state === 'expired') && (
          <Button onClick={() => setOpen('failure')}>{t('development.step.failure')}</Button>
        )}
        {row.state === 'invited' && open === null && (
          <Button onClick={() => setOpen('link')}>{t('development.step.replace')}</Button>
        )}
        {row.state === 'link_wanted' && (
          <Button onClick={() => withdraw.mutate({ id: row.id })}>{t('development.step.withdraw')}</Button>
        )}
      </div>
      <FormError error={again.error ?? withdraw.error} />
    </div>
  );
}
