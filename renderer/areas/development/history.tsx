import type { ReactNode } from 'react';
import {
  FAILURE_CAUSES,
  REFUSAL_CODES,
  INVITATION_STATES,
  REGISTRATION_STATES,
} from '../../../core/contract/development-facts.ts';
import type { DevelopmentEvent } from '../../../core/contract/development.ts';
import { DateText } from '../../ui/values.tsx';
import { en } from '../../words/index.ts';
import { useWords } from '../../words/use-words.ts';
import css from './development.module.css';

type EventName = keyof typeof en.development.event;
const EVENTS = Object.keys(en.development.event) as readonly EventName[];

/** What happened, in words; events of another version by their code. */
export function useEventWord(): (event: Pick<DevelopmentEvent, 'event' | 'code' | 'record'>) => string {
  const { t } = useWords();
  const code = useCodeWord();
  return (event) => {
    const known = EVENTS.find((one) => one === event.event);
    const word = known === undefined ? event.event : t(`development.event.${known}`);
    return event.code === null ? word : `${word}: ${code(event.record, event.code)}`;
  };
}

/** A reason of a refusal or a cause of a failure, in words. */
export function useCodeWord(): (record: 'registration' | 'invitation', code: string) => string {
  const { t } = useWords();
  return (record, code) => {
    if (record === 'registration') {
      const known = REFUSAL_CODES.find((one) => one === code);
      return known === undefined ? code : t(`development.reason.${known}`);
    }
    const known = FAILURE_CAUSES.find((one) => one === code);
    return known === undefined ? code : t(`development.cause.${known}`);
  };
}

/** A state by its code, of either kind of record. */
export function useStateWord(): (state: string) => string {
  const { t } = useWords();
  return (state) => {
    const known = [...REGISTRATION_STATES, ...INVITATION_STATES].find((one) => one === state);
    return known === undefined ? state : t(`development.state.${known}`);
  };
}

/** Everything that happened to one record, the newest first. */
export function History(props: { events: readonly DevelopmentEvent[] }): ReactNode {
  const { t } = useWords();
  const word = useEventWord();
  return (
    <section>
      <h3>{t('development.panel.history')}</h3>
      <ol className={css.history}>
        {props.events.toReversed().map((event) => (
          <li key={event.no}>
            <span className="quiet">
              <DateText at={event.at} time short />
            </span>
            <div>
              {word(event)}
              <p>{event.person === 'sync' ? t('tasks.history.sync') : event.person}</p>
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}
