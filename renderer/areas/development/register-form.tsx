import { useState, type FormEvent, type ReactNode } from 'react';
import { INDUSTRIES } from '../../../core/contract/development-facts.ts';
import { registrationProblems } from '../../../core/contract/development-fields.ts';
import { registrationEntry, type RegistrationEntry } from '../../../core/contract/development.ts';
import { useAction } from '../../app/live.ts';
import { Button, Modal, Select, TextArea, TextField } from '../../ui/controls.tsx';
import { FormError } from '../../ui/states.tsx';
import { useWords } from '../../words/use-words.ts';
import { Alike, useAlike } from './alike.tsx';
import css from './development.module.css';
import { useCountryChoices } from './values.tsx';

/** What stands in the form, as typed. */
export interface Draft {
  readonly name: string;
  readonly country: string;
  readonly contact: string;
  readonly mobile: string;
  readonly email: string;
  readonly account: string;
  readonly industry: string;
  readonly website: string;
  readonly products: string;
  readonly amount: string;
  readonly currency: string;
  readonly tag: string;
  readonly remark: string;
}

export const EMPTY: Draft = {
  name: '',
  country: '',
  contact: '',
  mobile: '',
  email: '',
  account: '',
  industry: '',
  website: '',
  products: '',
  amount: '',
  currency: 'USD',
  tag: '',
  remark: '',
};

const CURRENCIES = ['USD', 'CNY', 'EUR'] as const;
const AMOUNT = /^\d{1,10}(\.\d{1,8})?$/;

/** Grouped digits are typed too; what is kept has none. */
export const amountOf = (text: string): string => text.replaceAll(/[\s,]/g, '');

/** The entry a draft makes: empty fields left out. */
export function entryOf(draft: Draft): RegistrationEntry {
  const filled = Object.fromEntries(
    Object.entries({
      contact: draft.contact,
      mobile: draft.mobile,
      email: draft.email,
      account: draft.account,
      website: draft.website,
      products: draft.products,
      tag: draft.tag,
      remark: draft.remark,
    })
      .map(([key, value]) => [key, value.trim()])
      .filter(([, value]) => value !== ''),
  );
  const industry = INDUSTRIES.find((one) => one === draft.industry);
  return {
    name: draft.name.trim(),
    country: draft.country,
    ...filled,
    ...(industry === undefined ? {} : { industry }),
    ...(draft.amount.trim() === ''
      ? {}
      : { expected: { amount: amountOf(draft.amount), currency: draft.currency } }),
  };
}

type Problems = Partial<Readonly<Record<keyof Draft, 'missing' | 'invalid' | 'reachable' | 'amountInvalid'>>>;

/** What is wrong with a draft, by field. */
export function problemsOf(draft: Draft): Problems {
  const entry = entryOf(draft);
  const wrong: Problems = registrationProblems(entry);
  if (draft.amount.trim() !== '' && !AMOUNT.test(amountOf(draft.amount)))
    return { ...wrong, amount: 'amountInvalid' };
  // What the rules above do not name is refused by the border itself (lengths).
  const parsed = registrationEntry.safeParse(entry);
  if (Object.keys(wrong).length > 0 || parsed.success) return wrong;
  const field = parsed.error.issues[0]?.path[0];
  return typeof field === 'string' ? { [field]: 'invalid' } : {};
}

interface FieldsProps {
  readonly draft: Draft;
  readonly set: (changes: Partial<Draft>) => void;
  readonly problem: (field: keyof Draft) => string | undefined;
}

function WhoFields({ draft, set, problem }: FieldsProps): ReactNode {
  const { t } = useWords();
  const countries = useCountryChoices();
  return (
    <div className={css.form}>
      <TextField
        label={t('development.form.name')}
        value={draft.name}
        error={problem('name')}
        maxLength={128}
        data-autofocus
        onText={(name) => set({ name })}
      />
      <div>
        <Select
          label={t('development.form.country')}
          value={draft.country === '' ? null : draft.country}
          choices={countries}
          searchable
          nothing={t('development.form.countryNone')}
          onChange={(country) => set({ country: country ?? '' })}
        />
        {problem('country') !== undefined && <p className={css.problem}>{problem('country')}</p>}
      </div>
      <TextField
        label={t('development.form.contact')}
        optional
        value={draft.contact}
        maxLength={64}
        onText={(contact) => set({ contact })}
      />
      <TextField
        label={t('development.form.mobile')}
        description={t('development.form.mobileHelp')}
        value={draft.mobile}
        error={problem('mobile')}
        inputMode="tel"
        maxLength={32}
        onText={(mobile) => set({ mobile })}
      />
      <TextField
        label={t('development.form.email')}
        value={draft.email}
        error={problem('email')}
        inputMode="email"
        maxLength={128}
        onText={(email) => set({ email })}
      />
      <TextField
        label={t('development.form.account')}
        optional
        value={draft.account}
        error={problem('account')}
        maxLength={64}
        onText={(account) => set({ account })}
      />
    </div>
  );
}

function BusinessFields({ draft, set, problem }: FieldsProps): ReactNode {
  const { t } = useWords();
  return (
    <div className={css.form}>
      <Select
        label={t('development.form.industry')}
        optional
        value={draft.industry === '' ? null : draft.industry}
        choices={INDUSTRIES.map((value) => ({ value, label: t(`development.industry.${value}`) }))}
        clearable
        onChange={(industry) => set({ industry: industry ?? '' })}
      />
      <TextField
        label={t('development.form.website')}
        optional
        value={draft.website}
        error={problem('website')}
        maxLength={256}
        onText={(website) => set({ website })}
      />
      <TextField
        label={t('development.form.products')}
        optional
        value={draft.products}
        maxLength={256}
        onText={(products) => set({ products })}
      />
      <div className={css.amount}>
        <TextField
          label={t('development.form.amount')}
          optional
          value={draft.amount}
          error={problem('amount')}
          inputMode="decimal"
          maxLength={24}
          onText={(amount) => set({ amount })}
        />
        <Select
          label={t('development.form.currency')}
          value={draft.currency}
          choices={CURRENCIES.map((value) => ({ value, label: value }))}
          onChange={(currency) => set({ currency: currency ?? 'USD' })}
        />
      </div>
      <TextField
        label={t('development.form.tag')}
        optional
        value={draft.tag}
        maxLength={64}
        onText={(tag) => set({ tag })}
      />
      <TextArea
        label={t('development.form.remark')}
        optional
        value={draft.remark}
        rows={2}
        maxLength={512}
        onText={(remark) => set({ remark })}
      />
    </div>
  );
}

function Form(props: { first: Draft; onSaved: (id: string) => void; onClose: () => void }): ReactNode {
  const { t } = useWords();
  const save = useAction('development.preRegister');
  const [draft, setDraft] = useState(props.first);
  const [tried, setTried] = useState(false);
  const [seen, setSeen] = useState(false);
  const { name, country, mobile, email, account } = draft;
  const alike = useAlike({
    name: name.trim(),
    country,
    mobile: mobile.trim(),
    email: email.trim(),
    account: account.trim(),
    purpose: 'register',
  });
  const problems = problemsOf(draft);
  const set = (changes: Partial<Draft>): void => {
    setDraft({ ...draft, ...changes });
    // Who was looked at may be another one now.
    if ('name' in changes || 'mobile' in changes || 'email' in changes) setSeen(false);
  };
  const problem = (field: keyof Draft): string | undefined => {
    const wrong = tried ? problems[field] : undefined;
    return wrong === undefined ? undefined : t(`development.form.${wrong}`);
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (Object.keys(problems).length > 0 || save.isPending) return;
    // What was typed last may not be looked up yet: the core looks itself before it saves.
    if (alike.exact || (alike.matches.length > 0 && !seen)) return;
    save.mutate({ entry: entryOf(draft), similarSeen: seen }, { onSuccess: ({ id }) => props.onSaved(id) });
  };
  const fields = { draft, set, problem };
  return (
    <form className={css.form} onSubmit={submit} noValidate>
      <p className="quiet">{t('development.form.intro')}</p>
      <div className={css.halves}>
        <WhoFields {...fields} />
        <BusinessFields {...fields} />
      </div>
      <Alike answer={alike} seen={seen} onSeen={setSeen} tried={tried} onLeave={props.onClose} />
      <FormError error={save.error} />
      <div className={css.buttons}>
        <Button variant="primary" type="submit" disabled={save.isPending || alike.exact}>
          {t('development.form.save')}
        </Button>
        <Button onClick={props.onClose}>{t('common.cancel')}</Button>
      </div>
    </form>
  );
}

/** Pre-registers a customer (guide 5.10): saved here at once, entered in the console by a task. */
export function RegisterDialog(props: {
  opened: boolean;
  first?: Draft | undefined;
  onSaved: (id: string) => void;
  onClose: () => void;
}): ReactNode {
  const { t } = useWords();
  return (
    <Modal title={t('development.form.registerTitle')} opened={props.opened} onClose={props.onClose} wide>
      <Form first={props.first ?? EMPTY} onSaved={props.onSaved} onClose={props.onClose} />
    </Modal>
  );
}
