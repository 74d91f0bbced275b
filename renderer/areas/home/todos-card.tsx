import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Trans } from 'react-i18next';
import { DAY_MS } from '../../../core/base/period.ts';
import type { Todos } from '../../../core/contract/home.ts';
import { useNow } from '../../app/desk.tsx';
import { useLive } from '../../app/live.ts';
import { useUi } from '../../app/ui-state.ts';
import { Card } from '../../ui/card.tsx';
import { formatAmount, formatCount, localDay } from '../../ui/format.ts';
import { StateText } from '../../ui/states.tsx';
import { ToneIcon } from '../../ui/values.tsx';
import { useWords } from '../../words/use-words.ts';
import { expiringSearch } from '../customers/filter-address.ts';
import { CardWithout } from './card-of.tsx';
import { TODO_PLACES } from './todo-places.ts';
import css from './home.module.css';

type Todo = Todos['rows'][number];
/** What the words of expiring resources say. */
const SOON_DAYS = 7;

function useWhen(): (dueAt: number) => string {
  const { t } = useWords();
  const now = useNow();
  return (dueAt) => {
    const days = Math.round((Date.parse(localDay(dueAt)) - Date.parse(localDay(now))) / DAY_MS);
    if (days < 0) return t('home.todos.overdue');
    if (days === 0) return t('home.todos.today');
    if (days === 1) return t('home.todos.tomorrow');
    return t('home.todos.days', { count: days });
  };
}

function Row(props: { todo: Todo }): ReactNode {
  const { t } = useWords();
  const show = useUi((s) => s.show);
  const when = useWhen();
  const now = useNow();
  const { todo } = props;
  const place = TODO_PLACES[todo.kind];
  const search = todo.kind === 'resources-expiring' ? expiringSearch(now, SOON_DAYS) : place.search;
  const text = (
    <Trans
      t={t}
      i18nKey={todo.money === null ? place.words : (place.wordsWithMoney ?? place.words)}
      values={{
        count: todo.count,
        n: formatCount(todo.count),
        money: todo.money === null ? '' : `${formatAmount(todo.money.amount)} ${todo.money.currency}`,
      }}
      components={{ b: <strong /> }}
    />
  );
  const body = (
    <>
      <ToneIcon tone={todo.severity} />
      <span className={css.todoText}>{text}</span>
      <span className="quiet small number">{todo.dueAt === null ? '' : when(todo.dueAt)}</span>
    </>
  );
  return (
    <li data-todo={todo.kind}>
      {place.to === null ? (
        <button type="button" className={css.todo} onClick={() => show('syncOpen', true)}>
          {body}
        </button>
      ) : (
        <Link to={place.to} search={search} className={css.todo}>
          {body}
        </Link>
      )}
    </li>
  );
}

/** What needs a person today; each row leads to its records with the filter in the address. */
export function TodosCard(): ReactNode {
  const { t } = useWords();
  const answer = useLive('home.todos', {});
  const todos = answer.data;
  if (todos === undefined) {
    return (
      <CardWithout
        id="todos"
        title={t('home.todos.title')}
        className={css.todosCard}
        answer={answer}
        step="quota"
        lines={5}
        empty={{ title: t('home.todos.empty'), reason: t('home.todos.emptyReason') }}
      />
    );
  }
  return (
    <Card
      id="todos"
      title={t('home.todos.title')}
      className={css.todosCard}
      aside={
        todos.rows.length === 0 ? undefined : <span className="number">{formatCount(todos.rows.length)}</span>
      }
      foot={t('home.todos.from', { count: todos.areas })}
    >
      {todos.rows.length === 0 ? (
        <StateText title={t('home.todos.empty')} reason={t('home.todos.emptyReason')} />
      ) : (
        <ul className={css.todos}>
          {todos.rows.map((todo) => (
            <Row key={todo.kind} todo={todo} />
          ))}
        </ul>
      )}
    </Card>
  );
}
