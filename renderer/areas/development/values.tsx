import { useMemo, type ReactNode } from 'react';
import { COUNTRIES } from '../../../core/base/countries.ts';
import { DAY_MS } from '../../../core/base/period.ts';
import {
  EXPIRING_DAYS,
  type AssociationModel,
  type InvitationState,
  type RegistrationState,
} from '../../../core/contract/development-facts.ts';
import { useNow } from '../../app/desk.tsx';
import type { Choice } from '../../ui/controls.tsx';
import { ModelMark } from '../../ui/model-mark.tsx';
import { Dash, DateText, StatusWord } from '../../ui/values.tsx';
import { useWords } from '../../words/use-words.ts';
import css from './development.module.css';
import { INVITATION_LOOKS, REGISTRATION_LOOKS } from './states.ts';

export function RegistrationStateWord(props: { state: RegistrationState }): ReactNode {
  const { t } = useWords();
  return (
    <StatusWord {...REGISTRATION_LOOKS[props.state]}>{t(`development.state.${props.state}`)}</StatusWord>
  );
}

export function InvitationStateWord(props: { state: InvitationState; title?: string }): ReactNode {
  const { t } = useWords();
  return (
    <StatusWord
      {...INVITATION_LOOKS[props.state]}
      {...(props.title === undefined ? {} : { title: props.title })}
    >
      {t(`development.state.${props.state}`)}
    </StatusWord>
  );
}

/** The end of a protection or a link; the last days stand out. */
export function Until(props: { at: number | null; live: boolean }): ReactNode {
  const { t } = useWords();
  const now = useNow();
  if (props.at === null) return <Dash />;
  const left = props.at - now;
  const days = Math.floor(left / DAY_MS);
  return (
    <span className={css.until}>
      <DateText at={props.at} time={left < DAY_MS} short />
      {props.live && left > 0 && left <= EXPIRING_DAYS * DAY_MS && (
        <StatusWord tone="act">
          {days === 0 ? t('development.today') : t('development.soon', { count: days, n: days })}
        </StatusWord>
      )}
    </span>
  );
}

const CODES = { reseller: '3', referral: '1' } as const;

/** The association type with its own mark (guide 5.10: separate marks for referral and reseller). */
export function ModelWord(props: { model: AssociationModel }): ReactNode {
  const { t } = useWords();
  return (
    <span className={css.model}>
      <ModelMark association={CODES[props.model]} />
      <span aria-hidden="true">{t(`development.model.${props.model}`)}</span>
    </span>
  );
}

/** The name of a country in the language of the page; the code where the platform has none. */
export function useCountryName(): (code: string) => string {
  const { language } = useWords();
  return useMemo(() => {
    const names = new Intl.DisplayNames([language], { type: 'region' });
    return (code) => (code === '' ? '' : (names.of(code) ?? code));
  }, [language]);
}

/** All countries by name, for choosing one. */
export function useCountryChoices(): readonly Choice[] {
  const { language } = useWords();
  const name = useCountryName();
  return useMemo(() => {
    const order = new Intl.Collator(language);
    return COUNTRIES.map((value) => ({ value, label: name(value) })).toSorted((a, b) =>
      order.compare(a.label, b.label),
    );
  }, [language, name]);
}
