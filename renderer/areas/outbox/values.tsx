import type { ReactNode } from 'react';
import type { OutboxKind, OutboxRow, OutboxState } from '../../../core/contract/outbox.ts';
import { formatTime } from '../../ui/format.ts';
import { Money, StatusWord } from '../../ui/values.tsx';
import { useWords } from '../../words/use-words.ts';
import css from './outbox.module.css';
import { STATES } from './states.ts';

/** Words are found by names without dots. */
const KIND_WORDS = {
  'budgets.set': 'budgets-set',
  'customers.freeze': 'customers-freeze',
  'customers.unfreeze': 'customers-unfreeze',
  'customers.create': 'customers-create',
} as const satisfies { readonly [K in OutboxKind]: string };

/** A state as icon and word. */
export function OutboxStateWord(props: { state: OutboxState }): ReactNode {
  const { t } = useWords();
  const { tone, icon } = STATES[props.state];
  return (
    <StatusWord tone={tone} {...(icon === undefined ? {} : { icon })}>
      {t(`outbox.state.${props.state}`)}
    </StatusWord>
  );
}

/** What a change is called: 'Set budget', 'Freeze account and resources'. */
export function useWhatWord(): (row: Pick<OutboxRow, 'kind' | 'target'>) => string {
  const { t } = useWords();
  return ({ kind, target }) => {
    if (target.freezeType === 'account-and-resources') {
      return t(kind === 'customers.freeze' ? 'outbox.freezeResources' : 'outbox.unfreezeResources');
    }
    return t(`outbox.kind.${KIND_WORDS[kind]}`);
  };
}

/** What a change changes, in one line: 'Budget 90,000.00 → 110,000.00', 'Freeze account'. */
export function WhatChanges(props: { row: OutboxRow }): ReactNode {
  const { t } = useWords();
  const word = useWhatWord();
  const { row } = props;
  if (row.kind !== 'budgets.set') return <span title={row.target.reason ?? undefined}>{word(row)}</span>;
  return (
    <span className={css.what}>
      <span>{t('outbox.budget')}</span>
      {row.base.budget === null ? (
        <span className="quiet">{t('outbox.noBudget')}</span>
      ) : (
        <Money amount={row.base.budget} />
      )}
      <span aria-hidden="true" className="quiet">
        →
      </span>
      <span className="visually-hidden">{t('outbox.becomes')}</span>
      <Money amount={row.target.budget} />
      {row.target.unfreeze === true && <span className="quiet">{t('outbox.andUnfreeze')}</span>}
    </span>
  );
}

/** What happens next by itself, and when. */
export function useNextText(): (row: OutboxRow) => string {
  const { t, language } = useWords();
  return (row) => {
    const time = row.nextAt === null ? null : formatTime(row.nextAt, language);
    switch (row.state) {
      case 'waiting':
        if (row.dependsOn.length > 0) return t('outbox.next.after');
        // Before anything was tried a time only means the pause in which it can be taken back.
        return time === null || row.code === null
          ? t('outbox.next.waiting')
          : t('outbox.next.waitingAt', { time });
      case 'unknown':
        return time === null ? t('outbox.next.unknown') : t('outbox.next.unknownAt', { time });
      case 'sending':
      case 'decision':
      case 'held':
        return t(`outbox.next.${row.state}`);
      default:
        return t('outbox.next.final');
    }
  };
}
