import type { ReactNode } from 'react';
import type { AssociationCheck, AssociationState } from '../../../core/contract/association.ts';
import { formatDay } from '../../ui/format.ts';
import { StatusWord, type Tone } from '../../ui/values.tsx';
import { useWords } from '../../words/use-words.ts';
import css from './association.module.css';
import { isConsoleCheck, STATES } from './states.ts';

/** A state as icon and word. */
export function AssociationStateWord(props: { state: AssociationState }): ReactNode {
  const { t } = useWords();
  const { tone, icon } = STATES[props.state];
  return (
    <StatusWord tone={tone} {...(icon === undefined ? {} : { icon })}>
      {t(`association.state.${props.state}`)}
    </StatusWord>
  );
}

const TONES: Readonly<Record<AssociationCheck['outcome'], Tone>> = {
  fine: 'fine',
  blocked: 'over',
  console: 'watch',
};

function useCheckWords(): (check: AssociationCheck) => string {
  const { t, language } = useWords();
  return ({ name, outcome, until }) => {
    if (isConsoleCheck(name)) return t(`association.checks.${name}`);
    if (name === 'frozen') return t(`association.checks.frozen.${outcome}`);
    const which = outcome === 'blocked' ? 'blocked' : 'fine';
    if (name === 'open') return t(`association.checks.open.${which}`);
    return t(`association.checks.${name}.${which}`, {
      day: until === null ? '' : formatDay(until, language),
    });
  };
}

/** The checks before a disassociation, each with its outcome as icon and word. */
export function Checks(props: { checks: readonly AssociationCheck[] }): ReactNode {
  const { t } = useWords();
  const words = useCheckWords();
  return (
    <ul className={css.checks} aria-label={t('association.checks.title')}>
      {props.checks.map((check) => (
        <li key={check.name} data-check={check.name} data-outcome={check.outcome}>
          <StatusWord tone={TONES[check.outcome]}>
            {t(`association.checks.outcome.${check.outcome}`)}
          </StatusWord>
          <span>{words(check)}</span>
        </li>
      ))}
    </ul>
  );
}
