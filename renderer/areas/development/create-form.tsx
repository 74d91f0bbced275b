import { useState, type FormEvent, type ReactNode } from 'react';
import {
  accountName,
  newCustomer,
  verificationCode,
  type NewCustomer,
} from '../../../core/contract/create-customer.ts';
import { isEmail } from '../../../core/contract/development-fields.ts';
import { useAction, useLive } from '../../app/live.ts';
import { sayChangesSaved } from '../../app/toast.ts';
import { Button, Checkbox, Modal, Segments, Select, TextField } from '../../ui/controls.tsx';
import { FormError } from '../../ui/states.tsx';
import { useWords } from '../../words/use-words.ts';
import { AmountField } from '../budgets/amount-field.tsx';
import { readBudget } from '../budgets/amount.ts';
import { Alike, useAlike } from './alike.tsx';
import { CheckedField, CodeSender } from './create-fields.tsx';
import css from './development.module.css';
import { useCountryChoices } from './values.tsx';

/** What stands in the form, as typed. */
interface Draft {
  readonly account: string;
  readonly country: string;
  readonly email: string;
  readonly code: string;
  /** Null: as the last time. */
  readonly platform: string | null;
  readonly external: string;
  readonly noMarketing: boolean;
  readonly budget: boolean;
  readonly amount: string;
  readonly type: 'monthly' | 'one-time';
  readonly agreed: boolean;
}

const EMPTY: Draft = {
  account: '',
  country: '',
  email: '',
  code: '',
  platform: null,
  external: '',
  noMarketing: false,
  budget: false,
  amount: '',
  type: 'monthly',
  agreed: false,
};

type Problems = Partial<Readonly<Record<keyof Draft, string>>>;

function useProblems(draft: Draft, platform: string): Problems {
  const { t } = useWords();
  const wrong: Record<string, string> = {};
  if (!accountName.safeParse(draft.account.trim()).success)
    wrong['account'] = t('development.create.accountInvalid');
  if (draft.country === '') wrong['country'] = t('development.form.missing');
  if (draft.email.trim() !== '' && !isEmail(draft.email.trim()))
    wrong['email'] = t('development.form.invalid');
  if (draft.code.trim() !== '' && !verificationCode.safeParse(draft.code).success)
    wrong['code'] = t('development.create.codeInvalid');
  if (platform.trim() === '') wrong['platform'] = t('development.form.missing');
  if (draft.budget && 'problem' in readBudget(draft.amount)) wrong['amount'] = '';
  if (!draft.agreed) wrong['agreed'] = t('development.create.agreedMissing');
  return wrong;
}

function customerOf(draft: Draft, platform: string): NewCustomer {
  const read = readBudget(draft.amount);
  const email = draft.email.trim();
  return {
    accountName: draft.account.trim(),
    country: draft.country,
    platform: platform.trim(),
    noMarketing: draft.noMarketing,
    agreed: true,
    ...(draft.external.trim() === '' ? {} : { externalId: draft.external.trim() }),
    ...(email === '' ? {} : { email }),
    ...(email === '' || draft.code.trim() === '' ? {} : { code: draft.code.trim() }),
    ...(draft.budget && 'amount' in read ? { budget: { amount: read.amount, type: draft.type } } : {}),
  };
}

interface PartProps {
  readonly draft: Draft;
  readonly set: (changes: Partial<Draft>) => void;
  readonly wrong: (field: keyof Draft) => string | undefined;
}

function CountryPart({ draft, set, wrong }: PartProps): ReactNode {
  const { t } = useWords();
  const countries = useCountryChoices();
  return (
    <div>
      <Select
        label={t('development.form.country')}
        value={draft.country === '' ? null : draft.country}
        choices={countries}
        searchable
        nothing={t('development.form.countryNone')}
        onChange={(country) => set({ country: country ?? '' })}
      />
      {wrong('country') !== undefined && <p className={css.problem}>{wrong('country')}</p>}
    </div>
  );
}

function EmailPart({ draft, set, wrong }: PartProps): ReactNode {
  const { t } = useWords();
  const email = draft.email.trim();
  return (
    <>
      <CheckedField
        type="email"
        label={t('development.create.email')}
        help={t('development.create.emailHelp')}
        optional
        value={draft.email}
        askable={isEmail(email)}
        error={wrong('email')}
        onText={(text) => set({ email: text.trim(), code: '' })}
      />
      {email !== '' && (
        <>
          <CodeSender to={{ email }} />
          <TextField
            label={t('development.create.code')}
            description={t('development.create.codeHelp')}
            optional
            value={draft.code}
            error={wrong('code')}
            autoComplete="one-time-code"
            inputMode="numeric"
            maxLength={10}
            onText={(code) => set({ code })}
          />
        </>
      )}
    </>
  );
}

function BudgetPart({ draft, set, tried }: PartProps & { tried: boolean }): ReactNode {
  const { t } = useWords();
  return (
    <>
      <Checkbox
        label={t('development.create.budget')}
        checked={draft.budget}
        onChange={(budget) => set({ budget })}
      />
      {draft.budget && (
        <>
          <AmountField
            value={draft.amount}
            onText={(amount) => set({ amount })}
            currency="USD"
            tried={tried}
          />
          <div className={css.field}>
            <Segments
              label={t('actions.budget.type')}
              value={draft.type}
              choices={(['monthly', 'one-time'] as const).map((value) => ({
                value,
                label: t(`actions.budget.types.${value}`),
              }))}
              onChange={(value) => set({ type: value === 'one-time' ? 'one-time' : 'monthly' })}
            />
          </div>
        </>
      )}
    </>
  );
}

function PlatformPart({ draft, set, wrong, platform }: PartProps & { platform: string }): ReactNode {
  const { t } = useWords();
  return (
    <>
      <TextField
        label={t('development.create.platform')}
        description={t('development.create.platformHelp')}
        value={platform}
        error={wrong('platform')}
        maxLength={64}
        onText={(text) => set({ platform: text })}
      />
      <TextField
        label={t('development.create.external')}
        description={t('development.create.externalHelp')}
        optional
        value={draft.external}
        maxLength={64}
        onText={(external) => set({ external })}
      />
      <Checkbox
        label={t('development.create.marketing')}
        checked={draft.noMarketing}
        onChange={(noMarketing) => set({ noMarketing })}
      />
    </>
  );
}

function Form(props: { onClose: () => void }): ReactNode {
  const { t } = useWords();
  const create = useAction('customers.create');
  const defaults = useLive('customers.creationDefaults', {}).data;
  const [draft, setDraft] = useState(EMPTY);
  const [tried, setTried] = useState(false);
  const [seen, setSeen] = useState(false);
  const platform = draft.platform ?? defaults?.platform ?? '';
  const problems = useProblems(draft, platform);
  const account = draft.account.trim();
  const alike = useAlike({ account, email: draft.email.trim(), name: account, purpose: 'create' });
  const set = (changes: Partial<Draft>): void => {
    setDraft({ ...draft, ...changes });
    if ('account' in changes || 'email' in changes) setSeen(false);
  };
  const wrong = (field: keyof Draft): string | undefined => (tried ? problems[field] : undefined);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    const customer = customerOf(draft, platform);
    if (Object.keys(problems).length > 0 || !newCustomer.safeParse(customer).success) return;
    if (create.isPending || alike.exact || (alike.matches.length > 0 && !seen)) return;
    create.mutate(customer, {
      onSuccess: ({ id, budgetId }) => {
        props.onClose();
        sayChangesSaved([id, ...(budgetId === null ? [] : [budgetId])]);
      },
    });
  };
  const part = { draft, set, wrong };
  return (
    <form className={css.form} onSubmit={submit} noValidate>
      <p className="quiet">{t('development.create.intro')}</p>
      <div className={css.halves}>
        <div className={css.form}>
          <CheckedField
            type="name"
            label={t('development.create.account')}
            help={t('development.create.accountHelp')}
            value={draft.account}
            askable={accountName.safeParse(draft.account).success}
            error={wrong('account')}
            onText={(text) => set({ account: text.trim() })}
          />
          <CountryPart {...part} />
          <EmailPart {...part} />
        </div>
        <div className={css.form}>
          <PlatformPart {...part} platform={platform} />
          <BudgetPart {...part} tried={tried} />
        </div>
      </div>
      <Alike answer={alike} seen={seen} onSeen={setSeen} tried={tried} onLeave={props.onClose} />
      <div>
        <Checkbox
          label={t('development.create.agreed')}
          checked={draft.agreed}
          onChange={(agreed) => set({ agreed })}
        />
        {wrong('agreed') !== undefined && (
          <p className={css.problem} role="alert">
            {wrong('agreed')}
          </p>
        )}
      </div>
      <FormError error={create.error} />
      <div className={css.buttons}>
        <Button variant="primary" type="submit" disabled={create.isPending || alike.exact}>
          {t('development.create.save')}
        </Button>
        <Button onClick={props.onClose}>{t('common.cancel')}</Button>
      </div>
    </form>
  );
}

/** Creates a customer's account (guide 5.10; API CreateSubCustomer): saved here, checked, sent once, never repeated. */
export function CreateDialog(props: { opened: boolean; onClose: () => void }): ReactNode {
  const { t } = useWords();
  return (
    <Modal title={t('development.create.title')} opened={props.opened} onClose={props.onClose} wide>
      <Form onClose={props.onClose} />
    </Modal>
  );
}
