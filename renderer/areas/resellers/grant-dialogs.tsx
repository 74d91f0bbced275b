import { useState, type FormEvent, type ReactNode } from 'react';
import { useAction, useLive } from '../../app/live.ts';
import { Button, Checkbox, Modal } from '../../ui/controls.tsx';
import { formatAmount } from '../../ui/format.ts';
import { FormError } from '../../ui/states.tsx';
import { useWords } from '../../words/use-words.ts';
import { AmountField } from '../budgets/amount-field.tsx';
import { readBudget, writeBudget } from '../budgets/amount.ts';
import css from '../customers/actions.module.css';
import type { ResellerDialogProps } from './dialogs.ts';
import own from './resellers.module.css';

interface Quota {
  readonly on: boolean;
  readonly text: string;
}
const quotaOf = (amount: string | null | undefined, first: boolean): Quota =>
  amount === null || amount === undefined ? { on: first, text: '' } : { on: true, text: writeBudget(amount) };

/** One quota: granted or not, and how high; with what is given out of the type already. */
function QuotaField(props: {
  label: string;
  quota: Quota;
  onQuota: (quota: Quota) => void;
  given: string | undefined;
  tried: boolean;
}): ReactNode {
  const { t } = useWords();
  const { label, quota, onQuota, given } = props;
  return (
    <div className={own.quota}>
      <div className={own.check}>
        <Checkbox label={label} checked={quota.on} onChange={(on) => onQuota({ ...quota, on })} />
      </div>
      {quota.on && (
        <AmountField
          label={t('resellers.grant.amount')}
          value={quota.text}
          onText={(text) => onQuota({ ...quota, text })}
          currency="USD"
          tried={props.tried}
          help={given === undefined ? undefined : t('resellers.grant.given', { amount: formatAmount(given) })}
        />
      )}
    </div>
  );
}

/** Grants the budget and freeze permission, or changes its quotas (guide 20). */
export function GrantBudget(props: ResellerDialogProps): ReactNode {
  const { t } = useWords();
  const { ids, rows, onClose } = props;
  const [resellerId = ''] = ids;
  const [row] = rows;
  const held = row?.budget.state === 'granted' ? row.budget : undefined;
  const grant = useAction('resellers.grant');
  const [monthly, setMonthly] = useState(quotaOf(held?.monthly, held === undefined));
  const [oneTime, setOneTime] = useState(quotaOf(held?.oneTime, false));
  const [tried, setTried] = useState(false);
  const none = !monthly.on && !oneTime.on;
  const amountOf = (quota: Quota): string | null | undefined => {
    if (!quota.on) return null;
    const read = readBudget(quota.text);
    return 'amount' in read ? read.amount : undefined;
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    const [month, once] = [amountOf(monthly), amountOf(oneTime)];
    if (none || month === undefined || once === undefined) return;
    grant.mutate({ permission: 'budget', resellerId, monthly: month, oneTime: once }, { onSuccess: onClose });
  };
  return (
    <Modal title={t('resellers.grant.title')} opened onClose={onClose}>
      <form className={css.form} onSubmit={submit} noValidate>
        <p className={css.who}>{row?.name ?? resellerId}</p>
        <p className={css.effect}>{t('resellers.grant.what')}</p>
        <QuotaField
          label={t('resellers.grant.monthly')}
          quota={monthly}
          onQuota={setMonthly}
          given={row?.use.monthly}
          tried={tried}
        />
        <QuotaField
          label={t('resellers.grant.oneTime')}
          quota={oneTime}
          onQuota={setOneTime}
          given={row?.use.oneTime}
          tried={tried}
        />
        {tried && none && (
          <p className={own.missing} role="alert">
            {t('resellers.grant.missing')}
          </p>
        )}
        <FormError error={grant.error} />
        <div className={css.buttons}>
          <Button variant="primary" type="submit" disabled={grant.isPending}>
            {t('resellers.grant.save')}
          </Button>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
        </div>
      </form>
    </Modal>
  );
}

/** Grants the order and O&M permission; the first time, the distributor's letter is accepted with it. */
export function GrantOrder(props: ResellerDialogProps): ReactNode {
  const { t } = useWords();
  const { ids, rows, onClose } = props;
  const [resellerId = ''] = ids;
  const letter = useLive('resellers.letter', {}).data?.needed;
  const grant = useAction('resellers.grant');
  const [accepted, setAccepted] = useState(false);
  const [tried, setTried] = useState(false);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (letter === undefined || (letter !== null && !accepted)) return;
    grant.mutate({ permission: 'order', resellerId, acceptLetter: accepted }, { onSuccess: onClose });
  };
  return (
    <Modal title={t('resellers.order.title')} opened onClose={onClose}>
      <form className={css.form} onSubmit={submit} noValidate>
        <p className={css.who}>{rows[0]?.name ?? resellerId}</p>
        <p className={css.effect}>{t('resellers.order.what')}</p>
        {letter !== undefined && letter !== null && (
          <div>
            <Checkbox
              label={t(`behalf.request.letters.${letter}`)}
              checked={accepted}
              onChange={setAccepted}
            />
            <p className="quiet small">{t('behalf.request.letterHelp')}</p>
            {tried && !accepted && (
              <p className={own.missing} role="alert">
                {t('behalf.request.letterMissing')}
              </p>
            )}
          </div>
        )}
        <FormError error={grant.error} />
        <div className={css.buttons}>
          <Button variant="primary" type="submit" disabled={grant.isPending || letter === undefined}>
            {t('resellers.order.save')}
          </Button>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
        </div>
      </form>
    </Modal>
  );
}
