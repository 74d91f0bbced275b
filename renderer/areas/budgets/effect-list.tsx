import type { ReactNode } from 'react';
import { formatAmount, formatDay, formatPercent } from '../../ui/format.ts';
import { StatusWord } from '../../ui/values.tsx';
import { useWords } from '../../words/use-words.ts';
import css from './budgets.module.css';
import { isWarning, type Effect } from './effects.ts';

/** The consequences of a change, one sentence each, before it is saved. */
export function EffectList(props: { effects: readonly Effect[] }): ReactNode {
  const { t, language } = useWords();
  const sentence = (effect: Effect): string => {
    switch (effect.is) {
      case 'used':
      case 'usedUp':
        return t(`actions.budget.effects.${effect.is}`, {
          used: formatAmount(effect.used),
          currency: effect.currency,
          percent: formatPercent(effect.percent, language, 1),
        });
      case 'pace':
        return t('actions.budget.effects.pace', {
          day: effect.day,
          days: effect.days,
          percent: formatPercent(effect.percent, language, 1),
        });
      case 'restores':
        return t('actions.budget.effects.restores', { day: formatDay(effect.day, language) });
      case 'pending':
        return t('actions.budget.effects.pending', { amount: formatAmount(effect.amount) });
      default:
        return t(`actions.budget.effects.${effect.is}`);
    }
  };
  return (
    <section className={css.effects} aria-live="polite">
      <h3>{t('actions.budget.effect')}</h3>
      <ul>
        {props.effects.map((effect) => (
          <li key={effect.is}>
            {isWarning(effect) ? <StatusWord tone="act">{sentence(effect)}</StatusWord> : sentence(effect)}
          </li>
        ))}
      </ul>
    </section>
  );
}
