import { Link } from '@tanstack/react-router';
import { useState, type FormEvent, type ReactNode } from 'react';
import { beijingDay, DAY_MS } from '../../../core/base/period.ts';
import type { DiscountChange } from '../../../core/contract/discounts.ts';
import type { OutputOf } from '../../../core/contract/index.ts';
import { useNow } from '../../app/desk.tsx';
import { useAction, useLive } from '../../app/live.ts';
import { usePartner } from '../../app/use-partner.ts';
import { Button, Modal, Segments, TextArea, TextField } from '../../ui/controls.tsx';
import { formatCount } from '../../ui/format.ts';
import { FormError } from '../../ui/states.tsx';
import { useWords } from '../../words/use-words.ts';
import type { ActionDialogProps } from '../customers/action-props.ts';
import css from '../customers/actions.module.css';
import { LeftOut } from '../customers/refusals.tsx';
import own from './discounts.module.css';
import { DiscountPreview } from './preview.tsx';
import { readDiscount, type DiscountForm, type DiscountProblem } from './read-form.ts';

/** A validity to begin with; the person changes it. */
const FIRST_DAYS = 90;
/** Asked for by nobody: stands in while the form is not understood. */
const UNREAD: DiscountChange = {
  kind: 'general',
  products: [],
  percent: '0',
  from: '2000-01-01',
  to: '2000-01-01',
};

/** Kind, products, percentage and days. */
function Fields(props: {
  form: DiscountForm;
  onForm: (form: DiscountForm) => void;
  problems: readonly DiscountProblem[];
  most: string | null;
}): ReactNode {
  const { t } = useWords();
  const { form, onForm, problems, most } = props;
  const wrong = (problem: DiscountProblem, words: string): string | undefined =>
    problems.includes(problem) ? words : undefined;
  return (
    <>
      <div>
        <span className={own.label}>{t('discounts.form.kind')}</span>
        <Segments
          label={t('discounts.form.kind')}
          value={form.kind}
          choices={(['general', 'product'] as const).map((value) => ({
            value,
            label: t(`discounts.form.${value}`),
          }))}
          onChange={(kind) => onForm({ ...form, kind: kind === 'product' ? 'product' : 'general' })}
        />
        <p className="quiet small">{t('discounts.form.kinds')}</p>
      </div>
      {form.kind === 'product' && (
        <TextArea
          label={t('discounts.form.products')}
          description={t('discounts.form.productsHelp')}
          error={wrong('products', t('discounts.form.productsMissing'))}
          value={form.products}
          rows={3}
          onText={(products) => onForm({ ...form, products })}
        />
      )}
      <TextField
        label={t('discounts.form.percent')}
        description={
          most === null ? t('discounts.form.percentHelp') : t('discounts.form.percentMost', { most })
        }
        error={wrong('percent', t('discounts.form.percentWrong'))}
        value={form.percent}
        onText={(percent) => onForm({ ...form, percent })}
        className={own.percent}
        inputMode="decimal"
        autoComplete="off"
        maxLength={8}
        data-autofocus
        rightSection={<span className="quiet">%</span>}
      />
      <div className={own.days}>
        <TextField
          label={t('discounts.form.from')}
          type="date"
          value={form.from}
          onText={(from) => onForm({ ...form, from })}
        />
        <TextField
          label={t('discounts.form.to')}
          type="date"
          value={form.to}
          error={wrong('days', t('discounts.form.daysWrong'))}
          onText={(to) => onForm({ ...form, to })}
        />
      </div>
    </>
  );
}

function Outcome(props: {
  result: OutputOf<'discounts.create'>;
  nameOf: (id: string) => string;
  onClose: () => void;
}): ReactNode {
  const { t } = useWords();
  const { ids, refused } = props.result;
  return (
    <div className={css.form}>
      <p role="status">
        {ids.length === 0
          ? t('discounts.form.savedNone')
          : t('discounts.form.saved', { count: ids.length, n: formatCount(ids.length) })}
      </p>
      {ids.length > 0 && <Link to="/tasks">{t('behalf.request.toTasks')}</Link>}
      <LeftOut refused={refused} nameOf={props.nameOf} />
      <div className={css.buttons}>
        <Button onClick={props.onClose}>{t('common.close')}</Button>
      </div>
    </div>
  );
}

function CreateForm(
  props: ActionDialogProps & {
    onCreate: (change: DiscountChange) => void;
    pending: boolean;
    error: ReactNode;
  },
): ReactNode {
  const { t } = useWords();
  const { ids, rows, revealId, onClose } = props;
  const now = useNow();
  const today = beijingDay(now);
  const most = usePartner()?.grants.discountMost ?? null;
  const [form, setForm] = useState<DiscountForm>({
    kind: 'general',
    products: '',
    percent: '',
    from: today,
    to: beijingDay(now + FIRST_DAYS * DAY_MS),
  });
  const [tried, setTried] = useState(false);
  const read = readDiscount(form, today, most);
  const change = 'change' in read ? read.change : null;
  const asked = useLive(
    'discounts.preview',
    {
      customerIds: [...ids],
      change: change ?? UNREAD,
      ...(revealId === undefined ? {} : { revealId }),
    },
    { enabled: change !== null },
  );
  const preview = change === null ? undefined : asked.data;
  const count = preview === undefined ? ids.length : preview.count - preview.refused;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (change !== null) props.onCreate(change);
  };
  return (
    <form className={css.form} onSubmit={submit} noValidate>
      {ids.length === 1 && <p className={css.who}>{rows[0]?.name ?? ids[0]}</p>}
      <Fields
        form={form}
        onForm={setForm}
        problems={tried && 'problems' in read ? read.problems : []}
        most={most}
      />
      <DiscountPreview preview={preview} />
      <p className="quiet small">{t('discounts.form.mails')}</p>
      {change === null || asked.error === null ? props.error : <FormError error={asked.error} />}
      <div className={css.buttons}>
        <Button variant="primary" type="submit" disabled={props.pending || count === 0}>
          {ids.length === 1
            ? t('discounts.form.save')
            : t('discounts.form.saveMany', { count, n: formatCount(count) })}
        </Button>
        <Button onClick={onClose}>{t('common.cancel')}</Button>
      </div>
    </form>
  );
}

/** Grants a discount to one or many referral customers (guide 5.9), with what it makes void before it is saved. */
export function CreateDiscount(props: ActionDialogProps): ReactNode {
  const { t } = useWords();
  const { ids, rows, onSaved, onClose } = props;
  const create = useAction('discounts.create');
  const nameOf = (id: string): string => rows.find((row) => row.id === id)?.name ?? id;
  return (
    <Modal
      title={
        ids.length === 1
          ? t('discounts.form.title')
          : t('discounts.form.titleMany', { count: ids.length, n: formatCount(ids.length) })
      }
      opened
      onClose={onClose}
      wide
    >
      {create.data === undefined ? (
        <CreateForm
          {...props}
          pending={create.isPending}
          error={<FormError error={create.error} />}
          onCreate={(change) =>
            create.mutate(
              { customerIds: [...ids], change },
              { onSuccess: (result) => result.ids.length > 0 && onSaved?.() },
            )
          }
        />
      ) : (
        <Outcome result={create.data} nameOf={nameOf} onClose={onClose} />
      )}
    </Modal>
  );
}
