import { useState, type FormEvent, type ReactNode } from 'react';
import { isEmail, isPhone } from '../../../core/contract/development-fields.ts';
import type { PartnerFacts } from '../../../core/contract/development.ts';
import { useAction } from '../../app/live.ts';
import { Button, Checkbox, Modal, TextField } from '../../ui/controls.tsx';
import { FormError } from '../../ui/states.tsx';
import { useWords } from '../../words/use-words.ts';
import css from './development.module.css';

function Form(props: { partner: PartnerFacts; distributor: boolean; onClose: () => void }): ReactNode {
  const { t } = useWords();
  const save = useAction('development.setPartner');
  const { partner } = props;
  const [mobile, setMobile] = useState(partner.mobile ?? '');
  const [email, setEmail] = useState(partner.email ?? '');
  const [permitted, setPermitted] = useState(partner.developmentPermitted);
  const [referral, setReferral] = useState(partner.referralPermitted);
  const [tried, setTried] = useState(false);
  const phoneWrong = mobile.trim() !== '' && !isPhone(mobile.trim());
  const emailWrong = email.trim() !== '' && !isEmail(email.trim());
  const none = mobile.trim() === '' && email.trim() === '';
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (phoneWrong || emailWrong || none) return;
    save.mutate(
      {
        mobile: mobile.trim() === '' ? null : mobile.trim(),
        email: email.trim() === '' ? null : email.trim(),
        developmentPermitted: permitted,
        referralPermitted: referral,
      },
      { onSuccess: props.onClose },
    );
  };
  return (
    <form className={css.form} onSubmit={submit} noValidate>
      <p className="quiet">{t('development.partner.intro')}</p>
      <TextField
        label={t('development.partner.mobile')}
        value={mobile}
        inputMode="tel"
        maxLength={32}
        error={tried && phoneWrong ? t('development.partner.invalid') : undefined}
        onText={setMobile}
        data-autofocus
      />
      <TextField
        label={t('development.partner.email')}
        value={email}
        inputMode="email"
        maxLength={128}
        error={
          tried && emailWrong
            ? t('development.partner.invalid')
            : tried && none
              ? t('development.partner.needed')
              : undefined
        }
        onText={setEmail}
      />
      {props.distributor && (
        <div>
          <Checkbox label={t('development.partner.permitted')} checked={permitted} onChange={setPermitted} />
          <p className={css.help}>{t('development.partner.permittedHelp')}</p>
        </div>
      )}
      <Checkbox label={t('development.partner.referral')} checked={referral} onChange={setReferral} />
      <FormError error={save.error} />
      <div className={css.buttons}>
        <Button variant="primary" type="submit" disabled={save.isPending}>
          {t('development.partner.save')}
        </Button>
        <Button onClick={props.onClose}>{t('common.cancel')}</Button>
      </div>
    </form>
  );
}

/** What the partner itself must have before it may develop customers (guide 5.10). */
export function PartnerDialog(props: {
  opened: boolean;
  partner: PartnerFacts;
  distributor: boolean;
  onClose: () => void;
}): ReactNode {
  const { t } = useWords();
  return (
    <Modal title={t('development.partner.title')} opened={props.opened} onClose={props.onClose}>
      <Form partner={props.partner} distributor={props.distributor} onClose={props.onClose} />
    </Modal>
  );
}
