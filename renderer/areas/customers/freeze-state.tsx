import type { ReactNode } from 'react';
import { DAY_MS } from '../../../core/base/period.ts';
import type { CustomerRow } from '../../../core/contract/customers.ts';
import { useNow } from '../../app/desk.tsx';
import { formatDate, formatTime, sentenceGap } from '../../ui/format.ts';
import { DateText, StatusWord } from '../../ui/values.tsx';
import { useWords } from '../../words/use-words.ts';
import css from './customer.module.css';

/** Days left before an instant; 0 on the last day, negative when it is over. */
function daysLeft(at: number, now: number): number {
  return Math.floor((at - now) / DAY_MS);
}

/** When frozen resources are deleted, and how many days are left (guide 5.4). */
export function DeletionDate(props: { at: number }): ReactNode {
  const { t } = useWords();
  const left = daysLeft(props.at, useNow());
  return (
    <StatusWord tone={left <= 3 ? 'over' : 'act'}>
      {t('alerts.deletedOn')} <DateText at={props.at} />{' '}
      <span className="quiet">{left < 0 ? t('alerts.overdue') : t('alerts.daysLeft', { count: left })}</span>
    </StatusWord>
  );
}

/** Whether the account may buy, as icon and word; how it was frozen where that is known, and the days that are left. */
export function FrozenState(props: { customer: Pick<CustomerRow, 'frozen' | 'freeze'> }): ReactNode {
  const { t } = useWords();
  const now = useNow();
  const { frozen, freeze } = props.customer;
  if (frozen === null) return <span className="quiet">{t('customers.frozen.unknown')}</span>;
  if (!frozen) return t('customers.frozen.no');
  const left = freeze?.deleteAt == null ? null : daysLeft(freeze.deleteAt, now);
  return (
    <StatusWord tone="over" icon="frozen">
      {freeze?.type === 'account-and-resources' ? t('customers.frozen.resources') : t('customers.frozen.yes')}
      {left !== null && (
        <span className="quiet">
          {' '}
          {left < 0 ? t('alerts.overdue') : t('alerts.daysLeft', { count: left })}
        </span>
      )}
    </StatusWord>
  );
}

/** Why the account is frozen, since when, and what happens when nobody does anything; nothing for an account that is not. */
export function FreezeNote(props: { customer: CustomerRow }): ReactNode {
  const { t, language } = useWords();
  const now = useNow();
  const { freeze } = props.customer;
  if (freeze === null) return null;
  const since = freeze.since ?? freeze.foundAt;
  const time = since === null ? '' : formatTime(since, language);
  return (
    <div className={css.freezeNote} role="status" data-freeze={freeze.origin}>
      <StatusWord tone={freeze.deleteAt === null ? 'watch' : 'over'} icon="frozen">
        <strong>{t(`customers.freeze.origin.${freeze.origin}`, { person: freeze.by ?? '' })}</strong>
      </StatusWord>
      <p>
        {freeze.since !== null
          ? t('customers.freeze.since', { time })
          : since === null
            ? t('customers.freeze.unknownSince')
            : t('customers.freeze.foundAt', { time })}
        {sentenceGap(language)}
        {freeze.deleteAt !== null
          ? t('customers.freeze.deleteAt', {
              date: formatDate(freeze.deleteAt, language),
              count: Math.max(0, daysLeft(freeze.deleteAt, now)),
            })
          : freeze.type === null
            ? t('customers.freeze.maybeResources')
            : t(
                freeze.origin === 'default' ? 'customers.freeze.newCustomer' : 'customers.freeze.accountOnly',
              )}
      </p>
    </div>
  );
}
