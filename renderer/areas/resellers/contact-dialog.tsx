import { useState, type FormEvent, type ReactNode } from 'react';
import { useAction } from '../../app/live.ts';
import { Button, Modal, TextField } from '../../ui/controls.tsx';
import { FormError } from '../../ui/states.tsx';
import { useWords } from '../../words/use-words.ts';
import css from '../customers/actions.module.css';

const FIELDS = ['name', 'account', 'mobile', 'email'] as const;

/** Invites somebody new to become a reseller, or writes down that somebody asked for it. */
export function ContactDialog(props: { kind: 'invite' | 'apply'; onClose: () => void }): ReactNode {
  const { t } = useWords();
  const { kind, onClose } = props;
  const invite = useAction('resellers.invite');
  const apply = useAction('resellers.apply');
  const action = kind === 'invite' ? invite : apply;
  const [values, setValues] = useState({ name: '', account: '', mobile: '', email: '' });
  const [tried, setTried] = useState(false);
  const missing = values.name.trim() === '';
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (missing) return;
    const said = (text: string): string | undefined => (text.trim() === '' ? undefined : text.trim());
    const account = said(values.account);
    const mobile = said(values.mobile);
    const email = said(values.email);
    action.mutate(
      {
        name: values.name.trim(),
        ...(account === undefined ? {} : { account }),
        ...(mobile === undefined ? {} : { mobile }),
        ...(email === undefined ? {} : { email }),
      },
      { onSuccess: onClose },
    );
  };
  return (
    <Modal title={t(`resellers.contact.${kind}`)} opened onClose={onClose}>
      <form className={css.form} onSubmit={submit} noValidate>
        {FIELDS.map((field) => (
          <TextField
            key={field}
            label={t(`resellers.contact.${field}`)}
            optional={field !== 'name'}
            value={values[field]}
            maxLength={field === 'email' ? 128 : field === 'mobile' ? 32 : 64}
            error={tried && field === 'name' && missing ? t('resellers.contact.nameMissing') : undefined}
            onText={(text) => setValues({ ...values, [field]: text })}
            autoComplete="off"
          />
        ))}
        <FormError error={action.error} />
        <div className={css.buttons}>
          <Button variant="primary" type="submit" disabled={action.isPending}>
            {t(kind === 'invite' ? 'resellers.contact.saveInvite' : 'resellers.contact.saveApply')}
          </Button>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
        </div>
      </form>
    </Modal>
  );
}
