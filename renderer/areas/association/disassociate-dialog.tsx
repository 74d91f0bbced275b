import { useNavigate } from '@tanstack/react-router';
import { useState, type FormEvent, type ReactNode } from 'react';
import type { OutputOf } from '../../../core/contract/index.ts';
import { useAction, useLive } from '../../app/live.ts';
import { Button, Checkbox, Modal, TextArea } from '../../ui/controls.tsx';
import { ErrorState, FormError, Skeleton, StateText } from '../../ui/states.tsx';
import { StatusWord } from '../../ui/values.tsx';
import { useWords } from '../../words/use-words.ts';
import css from './association.module.css';
import { Checks } from './values.tsx';

type Checked = NonNullable<OutputOf<'association.checks'>>;

/** Statement and reason; saving makes the console task and leads to it. */
function RequestForm(props: {
  customerId: string;
  checked: Checked;
  onSaved: (() => void) | undefined;
  onClose: () => void;
}): ReactNode {
  const { t } = useWords();
  const navigate = useNavigate();
  const request = useAction('association.request');
  const [confirmed, setConfirmed] = useState(false);
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const missing = reason.trim() === '';
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (missing || !confirmed) return;
    request.mutate(
      { customerId: props.customerId, reason: reason.trim(), confirmed: true },
      {
        onSuccess: ({ taskId }) => {
          props.onSaved?.();
          props.onClose();
          void navigate({ to: '/tasks', search: { id: taskId } });
        },
      },
    );
  };
  return (
    <form className={css.form} onSubmit={submit} noValidate>
      <section>
        <h3>{t('association.dialog.statement')}</h3>
        <ul className={css.ends}>
          {t('association.dialog.ends')
            .split('\n')
            .map((line) => (
              <li key={line}>{line}</li>
            ))}
        </ul>
      </section>
      <div>
        <Checkbox label={t('association.dialog.confirm')} checked={confirmed} onChange={setConfirmed} />
        {tried && !confirmed && (
          <p className={css.missing} role="alert">
            {t('association.dialog.confirmMissing')}
          </p>
        )}
      </div>
      <TextArea
        label={t('association.dialog.reason')}
        description={t('association.dialog.reasonHelp')}
        value={reason}
        maxLength={256}
        rows={2}
        error={tried && missing ? t('association.act.reasonMissing') : undefined}
        onText={setReason}
      />
      <div className={`${css.plain} quiet`}>
        <p>{t(props.checked.consent ? 'association.dialog.consent' : 'association.dialog.withoutConsent')}</p>
        <p>{t('association.dialog.what')}</p>
      </div>
      <FormError error={request.error} />
      <div className={css.buttons}>
        <Button type="submit" variant="primary" disabled={request.isPending}>
          {t('association.dialog.save')}
        </Button>
        <Button onClick={props.onClose}>{t('common.cancel')}</Button>
      </div>
    </form>
  );
}

/** Disassociation of one customer (guide 5.5): the checks, the statement, the reason. */
export function DisassociateDialog(props: {
  customerId: string;
  /** As the person sees it. */
  name: string;
  onSaved?: (() => void) | undefined;
  onClose: () => void;
}): ReactNode {
  const { t } = useWords();
  const answer = useLive('association.checks', { customerId: props.customerId });
  const checked = answer.data;
  return (
    <Modal title={t('association.dialog.title')} opened onClose={props.onClose} wide>
      <div className={css.form}>
        <p className={`${css.plain} quiet`}>{t('association.dialog.who', { name: props.name })}</p>
        {checked === undefined &&
          (answer.error === null ? <Skeleton lines={8} /> : <ErrorState error={answer.error} />)}
        {checked === null && <StateText title={t('association.dialog.gone')} />}
        {checked && (
          <>
            <Checks checks={checked.checks} />
            {checked.blocked ? (
              <div className={css.buttons}>
                <StatusWord tone="over">{t('errors.DISASSOCIATION_BLOCKED.what')}</StatusWord>
                <Button onClick={props.onClose}>{t('common.close')}</Button>
              </div>
            ) : (
              <RequestForm
                customerId={props.customerId}
                checked={checked}
                onSaved={props.onSaved}
                onClose={props.onClose}
              />
            )}
          </>
        )}
      </div>
    </Modal>
  );
}
