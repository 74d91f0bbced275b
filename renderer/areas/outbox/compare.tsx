import type { ReactNode } from 'react';
import type { CustomerSituation, OutboxRow } from '../../../core/contract/outbox.ts';
import { formatTime } from '../../ui/format.ts';
import { Dash, Money } from '../../ui/values.tsx';
import { useWords } from '../../words/use-words.ts';
import css from './outbox.module.css';

type Fact = 'budget' | 'budgetType' | 'frozen';

/** What the person wants, as a situation; null parts are left as they are. */
export function mineOf(row: OutboxRow): CustomerSituation {
  const frozen =
    row.kind === 'customers.freeze'
      ? true
      : row.kind === 'customers.unfreeze' || row.target.unfreeze === true
        ? false
        : null;
  return {
    budget: row.target.budget,
    budgetType: row.target.budgetType,
    currency: row.base.currency,
    frozen,
  };
}

/** The facts a change is about, and those that somebody else changed. */
export function factsOf(row: OutboxRow): readonly Fact[] {
  const mine = mineOf(row);
  const all: readonly Fact[] = ['budget', 'budgetType', 'frozen'];
  return all.filter(
    (fact) =>
      mine[fact] !== null ||
      (row.theirs !== null && row.theirs[fact] !== null && row.theirs[fact] !== row.base[fact]),
  );
}

function Value(props: { situation: CustomerSituation; fact: Fact; resources?: boolean }): ReactNode {
  const { t } = useWords();
  const { situation, fact } = props;
  if (fact === 'budget') {
    if (situation.budget === null) return <Dash />;
    return (
      <Money
        amount={situation.budget}
        {...(situation.currency === null ? {} : { currency: situation.currency })}
      />
    );
  }
  if (fact === 'budgetType') {
    return situation.budgetType === null ? <Dash /> : t(`actions.budget.types.${situation.budgetType}`);
  }
  if (situation.frozen === null) return <Dash />;
  if (!situation.frozen) return t('outbox.panel.normal');
  return props.resources === true ? t('outbox.panel.frozenResources') : t('outbox.panel.frozen');
}

/** Before, mine and theirs side by side, each with who and when; what differs from before stands out. */
export function Compare(props: { row: OutboxRow }): ReactNode {
  const { t, language } = useWords();
  const { row } = props;
  const mine = mineOf(row);
  const time = (at: number): string => formatTime(at, language);
  const sides = row.theirs !== null || row.state === 'decision';
  return (
    <div className={css.compareScroll}>
      <table className={css.compare} aria-label={t('outbox.panel.compare')}>
        <thead>
          <tr>
            <th aria-hidden="true" />
            <th scope="col">
              {t('outbox.panel.before')}
              <span>{t('outbox.panel.beforeBy', { time: time(row.createdAt) })}</span>
            </th>
            <th scope="col">
              {t('outbox.panel.mine')}
              <span>{t('outbox.panel.mineBy', { person: row.person, time: time(row.createdAt) })}</span>
            </th>
            {sides && (
              <th scope="col">
                {t('outbox.panel.theirs')}
                <span>
                  {row.theirs === null
                    ? t('outbox.panel.theirsSame')
                    : t('outbox.panel.theirsBy', { time: time(row.since) })}
                </span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {factsOf(row).map((fact) => {
            const changedMine = mine[fact] !== null && mine[fact] !== row.base[fact];
            const theirs = row.theirs;
            const changedTheirs = theirs !== null && theirs[fact] !== null && theirs[fact] !== row.base[fact];
            return (
              <tr key={fact}>
                <th scope="row">{t(`outbox.panel.fact.${fact}`)}</th>
                <td>
                  <Value situation={row.base} fact={fact} />
                </td>
                <td className={changedMine ? css.mine : undefined}>
                  {mine[fact] === null ? (
                    <span className="quiet">{t('outbox.panel.unchanged')}</span>
                  ) : (
                    <Value
                      situation={mine}
                      fact={fact}
                      resources={row.target.freezeType === 'account-and-resources'}
                    />
                  )}
                </td>
                {sides && (
                  <td className={changedTheirs ? css.theirs : undefined}>
                    {theirs === null || theirs[fact] === null ? (
                      <Dash />
                    ) : (
                      <Value situation={theirs} fact={fact} />
                    )}
                    {changedTheirs && <span className="visually-hidden"> {t('outbox.panel.differs')}</span>}
                  </td>
                )}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
