import { Link } from '@tanstack/react-router';
import { useDeferredValue, type ReactNode } from 'react';
import type { InputOf } from '../../../core/contract/index.ts';
import type { Likeness } from '../../../core/contract/development.ts';
import { useLive } from '../../app/live.ts';
import { Checkbox } from '../../ui/controls.tsx';
import { StatusWord } from '../../ui/values.tsx';
import { useWords } from '../../words/use-words.ts';
import css from './development.module.css';

type Question = Omit<InputOf<'development.duplicates'>, 'revealId'>;

export interface AlikeAnswer {
  readonly matches: readonly Likeness[];
  /** Something refuses the entry. */
  readonly exact: boolean;
}

const asks = (question: Question): boolean =>
  (question.name ?? '').length > 1 ||
  (question.email ?? '').includes('@') ||
  (question.mobile ?? '').length > 5 ||
  (question.account ?? '').length > 2;

/** Who may be the same customer, found on this machine while the form is filled in. */
export function useAlike(question: Question, revealId?: string): AlikeAnswer {
  const asked = useDeferredValue(JSON.stringify(question));
  const input = JSON.parse(asked) as Question;
  const enabled = asks(input);
  const answer = useLive(
    'development.duplicates',
    { ...input, ...(revealId === undefined ? {} : { revealId }) },
    { enabled },
  );
  const matches = enabled ? (answer.data?.matches ?? []) : [];
  return {
    matches,
    exact: matches.some((one) => one.strength === 'exact'),
  };
}

function Who(props: { match: Likeness; onLeave: () => void }): ReactNode {
  const { t } = useWords();
  const { match } = props;
  if (match.id === null || match.name === null)
    return <span className="quiet">{t('development.alike.hidden')}</span>;
  if (match.where === 'customer')
    return (
      <Link to="/customers/$id" params={{ id: match.id }} onClick={props.onLeave}>
        {match.name}
      </Link>
    );
  const view = match.where === 'invitation' ? { view: 'invitations' } : {};
  return (
    <Link to="/development" search={{ ...view, id: match.id }} onClick={props.onLeave}>
      {match.name}
    </Link>
  );
}

/** Whoever is alike, with the reason; what is only similar is confirmed as somebody else. */
export function Alike(props: {
  answer: AlikeAnswer;
  seen: boolean;
  onSeen: (seen: boolean) => void;
  /** The form was sent: say what is missing. */
  tried: boolean;
  /** One of them is opened instead. */
  onLeave: () => void;
}): ReactNode {
  const { t } = useWords();
  const { matches, exact } = props.answer;
  if (matches.length === 0) return null;
  return (
    <section className={css.alike} aria-live="polite" data-alike={exact ? 'exact' : 'similar'}>
      <StatusWord tone={exact ? 'over' : 'act'}>
        {t(exact ? 'development.alike.exact' : 'development.alike.similar')}
      </StatusWord>
      <ul>
        {matches.map((match) => (
          <li key={`${match.where}:${match.id ?? match.why}`}>
            <Who match={match} onLeave={props.onLeave} />
            <span className="quiet">
              {t(`development.alike.${match.where}`)} · {t(`development.alike.why.${match.why}`)}
            </span>
          </li>
        ))}
      </ul>
      {!exact && (
        <>
          <Checkbox label={t('development.alike.seen')} checked={props.seen} onChange={props.onSeen} />
          {props.tried && !props.seen && (
            <p className={css.problem} role="alert">
              {t('development.alike.seenMissing')}
            </p>
          )}
        </>
      )}
    </section>
  );
}
