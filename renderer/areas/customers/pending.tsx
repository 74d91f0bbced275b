import type { ReactNode } from 'react';
import type { CustomerRow } from '../../../core/contract/customers.ts';
import { Dash, Money, StatusWord, type Tone } from '../../ui/values.tsx';
import { useWords } from '../../words/use-words.ts';
import css from './actions.module.css';

type Pending = NonNullable<CustomerRow['pending']>;
type OpenState = 'waiting' | 'sending' | 'unknown' | 'decision' | 'held';

const TONES: Record<OpenState, Tone> = {
  waiting: 'accent',
  sending: 'accent',
  unknown: 'watch',
  decision: 'act',
  held: 'over',
};

function openState(state: Pending['state']): OpenState | null {
  return state === 'confirmed' || state === 'rejected' || state === 'cancelled' ? null : state;
}

/** The budget as the Partner Center has it, struck through when a change made here is not accepted yet. */
export function BudgetAmount(props: { row: CustomerRow }): ReactNode {
  const { t } = useWords();
  const { budget, pending } = props.row;
  const wanted = pending?.budget;
  if (wanted === undefined) return budget === null ? <Dash /> : <Money amount={budget.amount} />;
  return (
    <span className={css.changed}>
      {budget !== null && (
        <s className={css.old}>
          <Money amount={budget.amount} />
        </s>
      )}
      <span className={css.new}>
        <span className="visually-hidden">{t('outbox.becomes')} </span>
        <Money amount={wanted.amount} />
      </span>
    </span>
  );
}

/** Where the changes made here are, as icon and words; null when there is none. */
export function PendingState(props: { pending: CustomerRow['pending'] }): ReactNode {
  const { t } = useWords();
  const { pending } = props;
  const state = pending === null ? null : openState(pending.state);
  if (pending === null || state === null) return null;
  const freezing = pending.freeze === undefined ? null : pending.freeze.frozen ? 'freeze' : 'unfreeze';
  const what = pending.budget === undefined ? freezing : freezing === null ? 'budget' : 'both';
  if (what === null) return null;
  return (
    <StatusWord tone={TONES[state]} {...(state === 'unknown' ? { icon: 'unknown' as const } : {})}>
      {t(`outbox.pending.${what}.${state}`)}
    </StatusWord>
  );
}

/** Whether a change made here is open for this customer. */
export function isPending(row: CustomerRow): boolean {
  return row.pending !== null && openState(row.pending.state) !== null;
}
