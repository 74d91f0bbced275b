import { useState, type FormEvent, type ReactNode } from 'react';
import { COUNTRIES } from '../../../core/base/countries.ts';
import {
  partnerType,
  type PartnerGrants,
  type PartnerState,
  type PartnerType,
} from '../../../core/contract/partner.ts';
import { useAction } from '../../app/live.ts';
import { useMay } from '../../app/use-may.ts';
import { usePartner } from '../../app/use-partner.ts';
import { Card } from '../../ui/card.tsx';
import { Button, Checkbox, Select, TextField } from '../../ui/controls.tsx';
import { formatTime } from '../../ui/format.ts';
import { FormError } from '../../ui/states.tsx';
import { useWords } from '../../words/use-words.ts';
import { useRegionName } from '../customers/region-name.ts';
import css from './settings.module.css';

const AUTO = '-';

interface Form {
  readonly type: PartnerType | null;
  readonly country: string | null;
  readonly discount: boolean;
  readonly discountMost: string;
  readonly budget: boolean;
  readonly budgetMonthly: string;
  readonly budgetOneTime: string;
  readonly order: boolean;
}

/** An amount that may be left empty; undefined when it is not understood. */
function amountOf(text: string): string | null | undefined {
  const plain = text.normalize('NFKC').replaceAll(/[\s,]/gu, '');
  if (plain === '') return null;
  return /^\d{1,10}(\.\d{1,2})?$/u.test(plain) ? plain : undefined;
}

/** What the form says was granted; null while an amount in it is not understood. */
function grantsOf(form: Form): PartnerGrants | null {
  const [most, monthly, oneTime] = [form.discountMost, form.budgetMonthly, form.budgetOneTime].map(amountOf);
  if (most === undefined || monthly === undefined || oneTime === undefined) return null;
  return {
    discount: form.discount,
    discountMost: most,
    budget: form.budget,
    budgetMonthly: monthly,
    budgetOneTime: oneTime,
    order: form.order,
  };
}

function Amount(props: {
  label: string;
  help: string;
  value: string;
  tried: boolean;
  onText: (text: string) => void;
}): ReactNode {
  const { t } = useWords();
  const wrong = props.tried && amountOf(props.value) === undefined;
  return (
    <TextField
      label={props.label}
      description={props.help}
      error={wrong ? t('partner.wrong') : undefined}
      value={props.value}
      inputMode="decimal"
      maxLength={16}
      onText={props.onText}
    />
  );
}

/** What Huawei Cloud or, for a reseller, the distributor granted. */
function Grants(props: {
  form: Form;
  onForm: (form: Form) => void;
  type: PartnerType;
  tried: boolean;
}): ReactNode {
  const { t } = useWords();
  const { form, onForm, type, tried } = props;
  if (type !== 'reseller')
    return (
      <>
        <Checkbox
          label={t('partner.discount')}
          checked={form.discount}
          onChange={(discount) => onForm({ ...form, discount })}
        />
        {form.discount && (
          <Amount
            label={t('partner.discountMost')}
            help={t('partner.noLimit')}
            value={form.discountMost}
            tried={tried}
            onText={(discountMost) => onForm({ ...form, discountMost })}
          />
        )}
      </>
    );
  return (
    <>
      <Checkbox
        label={t('partner.budget')}
        checked={form.budget}
        onChange={(budget) => onForm({ ...form, budget })}
      />
      {form.budget && (
        <>
          <Amount
            label={t('partner.monthly')}
            help={t('partner.noQuota')}
            value={form.budgetMonthly}
            tried={tried}
            onText={(budgetMonthly) => onForm({ ...form, budgetMonthly })}
          />
          <Amount
            label={t('partner.oneTime')}
            help={t('partner.noQuota')}
            value={form.budgetOneTime}
            tried={tried}
            onText={(budgetOneTime) => onForm({ ...form, budgetOneTime })}
          />
        </>
      )}
      <Checkbox
        label={t('partner.order')}
        checked={form.order}
        onChange={(order) => onForm({ ...form, order })}
      />
    </>
  );
}

function PartnerForm(props: { partner: PartnerState }): ReactNode {
  const { t, language } = useWords();
  const region = useRegionName();
  const { partner } = props;
  const save = useAction('partner.set');
  const [form, setForm] = useState<Form>({
    type: partner.chosen,
    country: partner.country,
    discount: partner.grants.discount,
    discountMost: partner.grants.discountMost ?? '',
    budget: partner.grants.budget,
    budgetMonthly: partner.grants.budgetMonthly ?? '',
    budgetOneTime: partner.grants.budgetOneTime ?? '',
    order: partner.grants.order,
  });
  const [tried, setTried] = useState(false);
  const type = form.type ?? partner.detected;
  const excluded = form.country !== null && partner.excludedCountries.includes(form.country);
  const collator = new Intl.Collator(language);
  const countries = COUNTRIES.map((code) => ({ value: code, label: region(code) ?? code })).toSorted((a, b) =>
    collator.compare(a.label, b.label),
  );
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    const grants = grantsOf(form);
    if (grants === null) return;
    save.mutate({
      type: form.type,
      country: form.country,
      excludedCountries: partner.excludedOwn ? partner.excludedCountries : null,
      grants,
    });
  };
  return (
    <form className={css.form} onSubmit={submit} noValidate>
      <Select
        label={t('partner.type')}
        value={form.type ?? AUTO}
        choices={[
          { value: AUTO, label: t('partner.auto', { type: t(`partner.types.${partner.detected}`) }) },
          ...partnerType.options.map((value) => ({ value, label: t(`partner.types.${value}`) })),
        ]}
        onChange={(value) =>
          setForm({ ...form, type: partnerType.options.find((one) => one === value) ?? null })
        }
      />
      <Select
        label={t('partner.country')}
        value={form.country}
        choices={countries}
        placeholder={t('partner.countryNone')}
        searchable
        clearable
        onChange={(country) => setForm({ ...form, country })}
      />
      {excluded && <p className="quiet small">{t('partner.excluded')}</p>}
      <Grants form={form} onForm={setForm} type={type} tried={tried} />
      <FormError error={save.error} />
      <div className={css.buttons}>
        <Button type="submit" disabled={save.isPending}>
          {t('partner.save')}
        </Button>
        <span role="status" className="quiet small">
          {save.isSuccess ? t('partner.saved') : ''}
        </span>
      </div>
    </form>
  );
}

/** Which kind of partner this is, where it is registered, and what was granted to it (guide 2.1). */
export function PartnerCard(): ReactNode {
  const { t, language } = useWords();
  const may = useMay();
  const partner = usePartner();
  if (partner === undefined) return null;
  return (
    <Card
      title={t('partner.title')}
      id="partner"
      aside={t(`partner.types.${partner.type}`)}
      foot={t('partner.help')}
    >
      {may('desk.manage') && <PartnerForm partner={partner} />}
      <p className={`${css.letters} quiet small`}>
        {t('partner.letters')}:{' '}
        {partner.letters.length === 0
          ? t('partner.lettersNone')
          : partner.letters
              .map(({ letter, acceptedBy, acceptedAt }) =>
                t(`partner.letter.${letter}`, {
                  person: acceptedBy,
                  time: formatTime(acceptedAt, language, true),
                }),
              )
              .join(' · ')}
      </p>
    </Card>
  );
}
