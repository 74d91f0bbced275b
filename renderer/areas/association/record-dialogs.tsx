import { useState, type FormEvent, type ReactNode } from 'react';
import { beijingDay } from '../../../core/base/period.ts';
import type { AssociationPolicy } from '../../../core/contract/association.ts';
import { useNow } from '../../app/desk.tsx';
import { useAction } from '../../app/live.ts';
import { Checkbox, Modal, Select, TextArea, TextField } from '../../ui/controls.tsx';
import { FormError } from '../../ui/states.tsx';
import { useWords } from '../../words/use-words.ts';
import css from './association.module.css';
import { Buttons } from './buttons.tsx';

/** A request for disassociation that a customer made, written down here. */
export function RecordRequestDialog(props: { customerId: string; onClose: () => void }): ReactNode {
  const { t } = useWords();
  const today = beijingDay(useNow());
  const record = useAction('association.record');
  const [customerId, setCustomerId] = useState(props.customerId);
  const [day, setDay] = useState(today);
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const missing = customerId.trim() === '';
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (missing || day === '') return;
    record.mutate(
      {
        customerId: customerId.trim(),
        day,
        ...(reason.trim() === '' ? {} : { reason: reason.trim() }),
      },
      { onSuccess: props.onClose },
    );
  };
  return (
    <Modal title={t('association.recordRequest.title')} opened onClose={props.onClose}>
      <form className={css.form} onSubmit={submit} noValidate>
        <TextField
          label={t('association.recordRequest.customer')}
          value={customerId}
          maxLength={64}
          error={tried && missing ? t('association.recordRequest.customerMissing') : undefined}
          onText={setCustomerId}
        />
        <TextField
          label={t('association.recordRequest.day')}
          type="date"
          value={day}
          max={today}
          onText={setDay}
        />
        <TextArea
          label={t('association.recordRequest.reason')}
          value={reason}
          maxLength={256}
          rows={2}
          onText={setReason}
        />
        <FormError error={record.error} />
        <Buttons
          save={t('association.recordRequest.save')}
          pending={record.isPending}
          onClose={props.onClose}
        />
      </form>
    </Modal>
  );
}

/** Which variant of the rules holds for this partner. */
export function PolicyDialog(props: { policy: AssociationPolicy; onClose: () => void }): ReactNode {
  const { t } = useWords();
  const save = useAction('association.setPolicy');
  const [requests, setRequests] = useState<1 | 3>(props.policy.requests);
  const [withoutConsent, setWithoutConsent] = useState(props.policy.withoutConsent);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    save.mutate({ requests, withoutConsent }, { onSuccess: props.onClose });
  };
  return (
    <Modal title={t('association.policy.title')} opened onClose={props.onClose}>
      <form className={css.form} onSubmit={submit} noValidate>
        <p className={`${css.plain} quiet`}>{t('association.policy.help')}</p>
        <Select
          label={t('association.policy.requests')}
          value={String(requests)}
          choices={[
            { value: '1', label: t('association.policy.one') },
            { value: '3', label: t('association.policy.three') },
          ]}
          onChange={(value) => setRequests(value === '3' ? 3 : 1)}
        />
        <Checkbox
          label={t('association.policy.withoutConsent')}
          checked={withoutConsent}
          onChange={setWithoutConsent}
        />
        <FormError error={save.error} />
        <Buttons save={t('association.policy.save')} pending={save.isPending} onClose={props.onClose} />
      </form>
    </Modal>
  );
}
