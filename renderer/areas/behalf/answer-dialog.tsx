import { useId, useState, type FormEvent, type ReactNode } from 'react';
import type { AuthorizationAnswer, AuthorizationState } from '../../../core/contract/behalf.ts';
import { useAction } from '../../app/live.ts';
import { Button, Modal, TextArea } from '../../ui/controls.tsx';
import { FormError } from '../../ui/states.tsx';
import { useWords } from '../../words/use-words.ts';
import css from '../customers/actions.module.css';

/** What a customer can have said in each state; the core refuses everything else. */
export const ANSWERS: Readonly<Record<AuthorizationState, readonly AuthorizationAnswer[]>> = {
  none: ['known'],
  requested: ['agreed', 'refused'],
  authorized: ['revoked'],
  rejected: ['known'],
  revoked: ['known'],
};
const WITH_REASON: ReadonlySet<AuthorizationAnswer> = new Set(['refused', 'revoked']);

/** Writes down what the customer said; a refusal and a revocation come with their reason. */
export function AnswerDialog(props: {
  customerId: string;
  name: string;
  state: AuthorizationState;
  onClose: () => void;
}): ReactNode {
  const { t } = useWords();
  const group = useId();
  const choices = ANSWERS[props.state];
  const record = useAction('behalf.answer');
  const [answer, setAnswer] = useState<AuthorizationAnswer>(choices[0] ?? 'known');
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const missing = WITH_REASON.has(answer) && reason.trim() === '';
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (missing) return;
    record.mutate(
      { customerId: props.customerId, answer, ...(reason.trim() === '' ? {} : { reason: reason.trim() }) },
      { onSuccess: props.onClose },
    );
  };
  return (
    <Modal title={t('behalf.answer.title')} opened onClose={props.onClose}>
      <form className={css.form} onSubmit={submit} noValidate>
        <p className={css.who}>{props.name}</p>
        <fieldset className={css.choices}>
          <legend>{t('behalf.answer.which')}</legend>
          {choices.map((choice) => (
            <label key={choice} className={css.choice} data-on={choice === answer}>
              <input
                type="radio"
                name={group}
                value={choice}
                checked={choice === answer}
                onChange={() => setAnswer(choice)}
              />
              <span>
                <strong>{t(`behalf.answer.${choice}`)}</strong>
                <span className={css.choiceHelp}>{t(`behalf.answer.${choice}Help`)}</span>
              </span>
            </label>
          ))}
        </fieldset>
        {WITH_REASON.has(answer) && (
          <TextArea
            label={t('behalf.answer.reason')}
            error={tried && missing ? t('behalf.answer.reasonMissing') : undefined}
            value={reason}
            rows={2}
            maxLength={256}
            onText={setReason}
          />
        )}
        <FormError error={record.error} />
        <div className={css.buttons}>
          <Button variant="primary" type="submit" disabled={record.isPending}>
            {t('behalf.answer.save')}
          </Button>
          <Button onClick={props.onClose}>{t('common.cancel')}</Button>
        </div>
      </form>
    </Modal>
  );
}
