import { useNavigate } from '@tanstack/react-router';
import { useState, type FormEvent, type ReactNode } from 'react';
import type { SwitchPurpose } from '../../../core/contract/behalf.ts';
import { useAction, useLive } from '../../app/live.ts';
import { Button, Modal, TextArea } from '../../ui/controls.tsx';
import { FormError, Skeleton, useErrorWords } from '../../ui/states.tsx';
import { StatusWord } from '../../ui/values.tsx';
import { useWords } from '../../words/use-words.ts';
import css from '../customers/actions.module.css';
import type { ActionDialogProps } from '../customers/action-props.ts';

function BeginForm(props: { customerId: string; purpose: SwitchPurpose; onClose: () => void }): ReactNode {
  const { t } = useWords();
  const { customerId, purpose, onClose } = props;
  const navigate = useNavigate();
  const begin = useAction('behalf.begin');
  const [note, setNote] = useState('');
  const [tried, setTried] = useState(false);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (note.trim() === '') return;
    begin.mutate(
      { customerId, purpose, note: note.trim() },
      {
        onSuccess: ({ taskId }) => {
          onClose();
          void navigate({ to: '/tasks', search: { id: taskId } });
        },
      },
    );
  };
  return (
    <form className={css.form} onSubmit={submit} noValidate>
      <p className={css.effect}>{t('behalf.begin.what')}</p>
      <TextArea
        label={t('behalf.begin.note')}
        description={t('behalf.begin.noteHelp')}
        error={tried && note.trim() === '' ? t('behalf.begin.noteMissing') : undefined}
        value={note}
        rows={2}
        maxLength={256}
        onText={setNote}
      />
      <FormError error={begin.error} />
      <div className={css.buttons}>
        <Button variant="primary" type="submit" disabled={begin.isPending}>
          {t('behalf.begin.save')}
        </Button>
        <Button onClick={onClose}>{t('common.cancel')}</Button>
      </div>
    </form>
  );
}

/** Begins to act in a customer's place, where it is authorized; else says what is missing. */
function Begin(props: ActionDialogProps & { purpose: SwitchPurpose }): ReactNode {
  const { t } = useWords();
  const words = useErrorWords();
  const { ids, rows, purpose, onClose } = props;
  const [customerId = ''] = ids;
  const state = useLive('behalf.get', { customerId }).data;
  const refused = state === null ? 'CUSTOMER_UNKNOWN' : state?.beginRefused;
  return (
    <Modal title={t(`behalf.begin.${purpose}`)} opened onClose={onClose}>
      <div className={css.form}>
        <p className={css.who}>{rows[0]?.name ?? customerId}</p>
        {state === undefined && <Skeleton lines={4} />}
        {typeof refused === 'string' && (
          <>
            <StatusWord tone="act">{words(refused).what}</StatusWord>
            <p className={css.effect}>{words(refused).advice}</p>
            <div className={css.buttons}>
              <Button onClick={onClose}>{t('common.close')}</Button>
            </div>
          </>
        )}
        {refused === null && <BeginForm customerId={customerId} purpose={purpose} onClose={onClose} />}
      </div>
    </Modal>
  );
}

export const PlaceOrder = (props: ActionDialogProps): ReactNode => <Begin {...props} purpose="order" />;
export const PerformOperations = (props: ActionDialogProps): ReactNode => (
  <Begin {...props} purpose="operate" />
);
