import { useState, type FormEvent, type ReactNode } from 'react';
import { beijingDay } from '../../../core/base/period.ts';
import type { InputOf } from '../../../core/contract/index.ts';
import { useNow } from '../../app/desk.tsx';
import { useAction } from '../../app/live.ts';
import { Modal, Segments, Select, TextField } from '../../ui/controls.tsx';
import { FormError } from '../../ui/states.tsx';
import { useWords } from '../../words/use-words.ts';
import css from './association.module.css';
import { Buttons } from './buttons.tsx';

const ANSWERS = ['agreed', 'refused'] as const;
const MODELS = [
  ['3', 'customers.model.reseller'],
  ['1', 'customers.model.referral'],
] as const;

interface Form {
  readonly customerId: string;
  readonly name: string;
  readonly model: '1' | '3';
  readonly answer: (typeof ANSWERS)[number];
  readonly day: string;
  readonly note: string;
}

/** What the form says; null while somebody is missing. */
function inputOf(form: Form): InputOf<'association.recordAnswer'> | null {
  const { model, answer, day } = form;
  const [id, name, note] = [form.customerId.trim(), form.name.trim(), form.note.trim()];
  if ((id === '' && name === '') || day === '') return null;
  return {
    customerId: id === '' ? null : id,
    ...(name === '' ? {} : { name }),
    model,
    answer,
    day,
    ...(note === '' ? {} : { note }),
  };
}

/** Who answered: a customer of the list by its ID, anybody else by name. */
function Who(props: { form: Form; missing: boolean; set: (part: Partial<Form>) => void }): ReactNode {
  const { t } = useWords();
  const { form, set } = props;
  return (
    <>
      <TextField
        label={t('association.recordLink.known')}
        description={t('association.recordLink.knownHelp')}
        optional
        value={form.customerId}
        maxLength={64}
        onText={(customerId) => set({ customerId })}
      />
      {form.customerId.trim() === '' && (
        <TextField
          label={t('association.recordLink.name')}
          value={form.name}
          maxLength={128}
          error={props.missing ? t('association.recordLink.nameMissing') : undefined}
          onText={(name) => set({ name })}
        />
      )}
    </>
  );
}

/** What somebody answered to an invitation by link, written down here. */
export function RecordLinkDialog(props: { onClose: () => void }): ReactNode {
  const { t } = useWords();
  const today = beijingDay(useNow());
  const record = useAction('association.recordAnswer');
  const [form, setForm] = useState<Form>({
    customerId: '',
    name: '',
    model: '3',
    answer: 'agreed',
    day: today,
    note: '',
  });
  const [tried, setTried] = useState(false);
  const set = (part: Partial<Form>): void => setForm((old) => ({ ...old, ...part }));
  const input = inputOf(form);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (input !== null) record.mutate(input, { onSuccess: props.onClose });
  };
  return (
    <Modal title={t('association.recordLink.title')} opened onClose={props.onClose}>
      <form className={css.form} onSubmit={submit} noValidate>
        <Who form={form} missing={tried && input === null} set={set} />
        <div className={css.pair}>
          <Select
            label={t('association.recordLink.model')}
            value={form.model}
            choices={MODELS.map(([value, words]) => ({ value, label: t(words) }))}
            onChange={(value) => set({ model: value === '1' ? '1' : '3' })}
          />
          <TextField
            label={t('association.recordLink.day')}
            type="date"
            value={form.day}
            max={today}
            onText={(day) => set({ day })}
          />
        </div>
        <Segments
          label={t('association.recordLink.answer')}
          value={form.answer}
          choices={ANSWERS.map((value) => ({ value, label: t(`association.recordLink.${value}`) }))}
          onChange={(value) => set({ answer: value === 'refused' ? 'refused' : 'agreed' })}
        />
        <TextField
          label={t('association.recordLink.note')}
          optional
          value={form.note}
          maxLength={256}
          onText={(note) => set({ note })}
        />
        <FormError error={record.error} />
        <Buttons save={t('association.recordLink.save')} pending={record.isPending} onClose={props.onClose} />
      </form>
    </Modal>
  );
}
