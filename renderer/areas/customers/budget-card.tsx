import type { ReactNode } from 'react';
import { compareDecimals, percentOf, subtractDecimals } from '../../../core/base/money.ts';
import { beijingDay, dayOfPeriod, daysInPeriod, periodOf } from '../../../core/base/period.ts';
import type { CustomerDetails, CustomerRow } from '../../../core/contract/customers.ts';
import { useNow } from '../../app/desk.tsx';
import { BarMeter } from '../../ui/bar-meter.tsx';
import { Card, Figure } from '../../ui/card.tsx';
import { formatAmount, formatDay, formatPercent, sentenceGap } from '../../ui/format.ts';
import { StateText } from '../../ui/states.tsx';
import { StatusWord, useSourceText } from '../../ui/values.tsx';
import { useWords } from '../../words/use-words.ts';
import css from './customer.module.css';
import { BudgetAmount, PendingState } from './pending.tsx';
import { toneOfUse } from './use-share.ts';

/** The budget that will hold once what was decided here is accepted; nothing when none waits. */
function PendingBudget(props: { row: CustomerRow }): ReactNode {
  if (props.row.pending?.budget === undefined) return null;
  return (
    <p className={css.waits}>
      <BudgetAmount row={props.row} />
      <PendingState pending={props.row.pending} />
    </p>
  );
}

type Budget = NonNullable<CustomerRow['budget']>;

/** What follows from a budget that is used up (guide 5.3): purchases stop either way; pay-per-use only by a freeze. */
function consequenceOf(customer: CustomerRow): 'customers.page.usedUpFrozen' | 'customers.page.usedUp' {
  return customer.frozen === true ? 'customers.page.usedUpFrozen' : 'customers.page.usedUp';
}

/** When it restores, and what happens when it is used up. */
function BudgetTerms(props: { budget: Budget }): ReactNode {
  const { t, language } = useWords();
  const { restoresAt, freezeMode } = props.budget;
  return (
    <p className={css.lineQuiet}>
      {restoresAt === null
        ? t('customers.page.noRestore')
        : t('customers.page.restoresAt', { day: formatDay(beijingDay(restoresAt), language) })}
      {sentenceGap(language)}
      {t(`customers.page.mode.${freezeMode ?? 'unknown'}`)}
    </p>
  );
}

/** A monthly budget that has restored since its use was read: what is known is of last month. */
function RestoredCard(props: { customer: CustomerRow; budget: Budget }): ReactNode {
  const { t, language } = useWords();
  const source = useSourceText();
  const { customer, budget } = props;
  const percent = formatPercent(budget.usedPercent, language);
  return (
    <Card
      id="budget"
      title={t('customers.page.budget')}
      className={css.third}
      aside={t(`customers.budget.${budget.type}`)}
      foot={source(budget.stamp)}
    >
      <Figure size="large" unit={budget.currency}>
        {formatAmount(budget.amount)}
      </Figure>
      <p className={css.line}>
        <StatusWord tone="watch">{t('customers.beforeRestoreHelp', { percent })}</StatusWord>
      </p>
      <PendingBudget row={customer} />
      <BudgetTerms budget={budget} />
    </Card>
  );
}

/** The budget, its use and the even pace of the month (guide 5.3); the use is approximate and said to be. */
export function BudgetCard(props: { details: CustomerDetails }): ReactNode {
  const { t, language } = useWords();
  const now = useNow();
  const source = useSourceText();
  const { customer } = props.details;
  const { budget, association } = customer;
  if (budget === null || compareDecimals(budget.amount, '0') <= 0) {
    return (
      <Card id="budget" title={t('customers.page.budget')} className={css.third}>
        <StateText
          title={t('customers.page.budgetNoneTitle')}
          reason={
            association?.model === 'referral'
              ? t('customers.page.budgetNoneReferral')
              : t('customers.page.budgetNoneReason')
          }
        />
        <PendingBudget row={customer} />
      </Card>
    );
  }
  if (budget.beforeRestore) return <RestoredCard customer={customer} budget={budget} />;
  const period = periodOf(now);
  const day = dayOfPeriod(now);
  const days = daysInPeriod(period);
  const pace = budget.type === 'one-time' ? null : percentOf(String(day), String(days), 1);
  const tone = toneOfUse(budget.usedPercent);
  const percent = formatPercent(budget.usedPercent, language);
  const left = subtractDecimals(budget.amount, budget.used);
  return (
    <Card
      id="budget"
      title={t('customers.page.budget')}
      className={css.third}
      aside={t(`customers.budget.${budget.type}`)}
      foot={t('customers.page.budgetFoot', { source: source(budget.stamp) })}
    >
      <Figure
        size="large"
        note={t('customers.page.ofBudget', {
          used: formatAmount(budget.used),
          amount: formatAmount(budget.amount),
          currency: budget.currency,
        })}
      >
        {percent}
      </Figure>
      <div className={css.meter}>
        <BarMeter
          percent={budget.usedPercent}
          mark={pace}
          label={
            pace === null
              ? t('customers.usePlain', { percent })
              : t('customers.use', { percent, pace: formatPercent(pace, language) })
          }
        />
      </div>
      <PendingBudget row={customer} />
      <p className={css.line}>
        {tone === 'plain' ? (
          t('customers.page.left', { amount: formatAmount(left) })
        ) : (
          <StatusWord tone={tone}>
            {compareDecimals(left, '0') < 0
              ? t('customers.page.exceeded', { amount: formatAmount(left.slice(1)) })
              : t('customers.page.left', { amount: formatAmount(left) })}
          </StatusWord>
        )}
      </p>
      {tone === 'over' && <p className={css.lineQuiet}>{t(consequenceOf(customer))}</p>}
      {pace !== null && (
        <p className={css.lineQuiet}>
          {t('customers.page.pace', { day, days, percent: formatPercent(pace, language) })}
        </p>
      )}
      <BudgetTerms budget={budget} />
    </Card>
  );
}
