import { useState, type FormEvent, type ReactNode } from 'react';
import { Button, Modal } from '../../ui/controls.tsx';
import { PinField } from '../../ui/pin-field.tsx';
import { FormError } from '../../ui/states.tsx';
import { useWords } from '../../words/use-words.ts';
import { useConfirm } from '../confirm.ts';
import { useDesk } from '../desk.tsx';
import { useAction } from '../live.ts';
import css from './person-menu.module.css';

function PinForm(): ReactNode {
  const { t } = useWords();
  const { name } = useDesk().person;
  const end = useConfirm((s) => s.end);
  const confirm = useAction('team.confirm');
  const [pin, setPin] = useState('');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (pin === '' || confirm.isPending) return;
    confirm.mutate({ pin }, { onSuccess: () => end(true), onError: () => setPin('') });
  };
  return (
    <form className={css.form} onSubmit={submit} noValidate>
      <p className={css.text}>{t('team.confirm.text', { name })}</p>
      <PinField label={t('team.confirm.pin')} value={pin} onText={setPin} data-autofocus />
      <FormError error={confirm.error} />
      <div className={css.buttons}>
        <Button variant="primary" type="submit" disabled={confirm.isPending || pin.length < 4}>
          {t('team.confirm.do')}
        </Button>
        <Button onClick={() => end(false)}>{t('common.cancel')}</Button>
      </div>
    </form>
  );
}

/** Asks for the acting member's PIN just before a critical operation; opens over whatever asked. */
export function ConfirmDialog(): ReactNode {
  const { t } = useWords();
  const open = useConfirm((s) => s.answer !== null);
  const end = useConfirm((s) => s.end);
  return (
    <Modal
      title={t('team.confirm.title')}
      opened={open}
      // After the key's event: the dialog below would take the same Escape for its own.
      onClose={() => void setTimeout(() => end(false))}
      above
    >
      <PinForm />
    </Modal>
  );
}
