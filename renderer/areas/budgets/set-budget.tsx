import { useState, type FormEvent, type ReactNode } from 'react';
import type { CustomerRow } from '../../../core/contract/customers.ts';
import { useNow } from '../../app/desk.tsx';
import { useAction, useLive } from '../../app/live.ts';
import { sayChangesSaved } from '../../app/toast.ts';
import { Button, Checkbox, Modal, Segments } from '../../ui/controls.tsx';
import { formatAmount, formatCount, formatPercent } from '../../ui/format.ts';
import { FormError } from '../../ui/states.tsx';
import { useWords } from '../../words/use-words.ts';
import { AmountField } from './amount-field.tsx';
import { changeOf, firstForm, type BudgetForm } from './budget-form.ts';
import css from './budgets.module.css';
import { EffectList } from './effect-list.tsx';
import { effectsOf, isSame } from './effects.ts';
import { BatchPreview } from './preview.tsx';

/** Type, freeze mode and unfreezing, the same for one and for many. */
function Choices(props: {
  form: BudgetForm;
  onChange: (form: BudgetForm) => void;
  first: boolean;
  unfreeze: string | null;
}): ReactNode {
  const { t } = useWords();
  const { form, onChange } = props;
  const modes = props.first ? (['manual', 'automatic'] as const) : (['keep', 'manual', 'automatic'] as const);
  return (
    <>
      <div className={css.field}>
        <span className={css.label}>{t('actions.budget.type')}</span>
        <Segments
          label={t('actions.budget.type')}
          value={form.type}
          choices={(['monthly', 'one-time'] as const).map((value) => ({
            value,
            label: t(`actions.budget.types.${value}`),
          }))}
          onChange={(value) => onChange({ ...form, type: value === 'one-time' ? 'one-time' : 'monthly' })}
        />
      </div>
      <div className={css.field}>
        <span className={css.label}>{t('actions.budget.mode')}</span>
        <Segments
          label={t('actions.budget.mode')}
          value={form.mode}
          choices={modes.map((value) => ({ value, label: t(`actions.budget.modes.${value}`) }))}
          onChange={(value) => onChange({ ...form, mode: modes.find((mode) => mode === value) ?? 'keep' })}
        />
      </div>
      {props.unfreeze !== null && (
        <Checkbox
          label={props.unfreeze}
          checked={form.unfreeze}
          onChange={(unfreeze) => onChange({ ...form, unfreeze })}
        />
      )}
    </>
  );
}

function OneForm(props: {
  customer: CustomerRow;
  onSaved: (() => void) | undefined;
  onClose: () => void;
}): ReactNode {
  const { t, language } = useWords();
  const now = useNow();
  const set = useAction('budgets.set');
  const { customer, onClose } = props;
  const [form, setForm] = useState(() => firstForm(customer));
  const [tried, setTried] = useState(false);
  const change = changeOf(form);
  const same = change !== null && isSame(change, customer);
  const { budget } = customer;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (change === null || same || set.isPending) return;
    set.mutate(
      { customerId: customer.id, change },
      {
        onSuccess: ({ id }) => {
          props.onSaved?.();
          onClose();
          sayChangesSaved([id]);
        },
      },
    );
  };
  const now0 =
    budget === null
      ? t('actions.budget.nowNone')
      : t('actions.budget.now', {
          amount: formatAmount(budget.amount),
          currency: budget.currency,
          percent: formatPercent(budget.usedPercent, language),
        });
  return (
    <form className={css.form} onSubmit={submit} noValidate>
      <p className={css.who}>{customer.name}</p>
      <AmountField
        value={form.amount}
        onText={(amount) => setForm({ ...form, amount })}
        currency={budget?.currency ?? 'USD'}
        tried={tried}
        help={now0}
      />
      <Choices
        form={form}
        onChange={setForm}
        first={budget === null}
        unfreeze={customer.frozen === true ? t('actions.budget.unfreeze') : null}
      />
      {change !== null && <EffectList effects={effectsOf(change, customer, now)} />}
      <FormError error={set.error} />
      <div className={css.buttons}>
        <Button variant="primary" type="submit" disabled={set.isPending || same}>
          {t('actions.budget.save')}
        </Button>
        <Button onClick={onClose}>{t('common.cancel')}</Button>
      </div>
    </form>
  );
}

function ManyForm(props: {
  ids: readonly string[];
  revealId: string | undefined;
  onSaved: (() => void) | undefined;
  onClose: () => void;
}): ReactNode {
  const { t } = useWords();
  const now = useNow();
  const set = useAction('budgets.setBatch');
  const { onClose } = props;
  const [form, setForm] = useState(() => firstForm(null));
  const [tried, setTried] = useState(false);
  const change = changeOf(form);
  const customerIds = [...props.ids];
  const preview = useLive(
    'budgets.previewBatch',
    {
      customerIds,
      change: change ?? { amount: '1', type: 'monthly' },
      ...(props.revealId === undefined ? {} : { revealId: props.revealId }),
    },
    { enabled: change !== null },
  );
  const shown = change === null ? undefined : preview.data;
  const wanted = shown?.rows.filter((row) => row.refused === null && !row.same).map((row) => row.customerId);
  const count = wanted?.length ?? 0;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    // While the preview is still that of an earlier amount, nothing is sent by it.
    if (change === null || wanted === undefined || count === 0) return;
    if (set.isPending || preview.isPlaceholderData) return;
    set.mutate(
      { customerIds: wanted, change },
      {
        onSuccess: ({ ids }) => {
          props.onSaved?.();
          onClose();
          sayChangesSaved(ids);
        },
      },
    );
  };
  return (
    <form className={css.form} onSubmit={submit} noValidate>
      <div className={css.halves}>
        <div className={css.form}>
          <AmountField
            value={form.amount}
            onText={(amount) => setForm({ ...form, amount })}
            currency="USD"
            tried={tried}
            help={t('actions.budget.manyHelp')}
          />
          <Choices form={form} onChange={setForm} first={false} unfreeze={t('actions.budget.unfreezeMany')} />
        </div>
        {change !== null && <EffectList effects={effectsOf(change, null, now)} />}
      </div>
      <BatchPreview preview={shown} waiting={change === null} error={preview.error} />
      <FormError error={set.error} />
      <div className={css.buttons}>
        <Button variant="primary" type="submit" disabled={set.isPending || (change !== null && count === 0)}>
          {change === null || shown === undefined
            ? t('actions.budget.titleMany')
            : t('actions.budget.saveMany', { count, n: formatCount(count) })}
        </Button>
        <Button onClick={onClose}>{t('common.cancel')}</Button>
        <span className="quiet small">{t('actions.budget.preview.each')}</span>
      </div>
    </form>
  );
}

/** Sets one budget, with its effect in words, or many, with a preview of each before and after (guide 5.3). */
export function SetBudget(props: {
  ids: readonly string[];
  /** The customer, when it is one and its row is at hand. */
  customer: CustomerRow | null;
  revealId?: string | undefined;
  onSaved?: (() => void) | undefined;
  opened: boolean;
  onClose: () => void;
}): ReactNode {
  const { t } = useWords();
  const { customer, onClose } = props;
  const one = customer !== null && props.ids.length === 1;
  return (
    <Modal
      title={one ? t('actions.budget.title') : t('actions.budget.titleMany')}
      opened={props.opened}
      onClose={onClose}
      wide={!one}
    >
      {one ? (
        <OneForm customer={customer} onSaved={props.onSaved} onClose={onClose} />
      ) : (
        <ManyForm ids={props.ids} revealId={props.revealId} onSaved={props.onSaved} onClose={onClose} />
      )}
    </Modal>
  );
}
