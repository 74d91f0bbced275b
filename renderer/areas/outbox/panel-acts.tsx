import { useState, type ReactNode } from 'react';
import type { OutboxRow } from '../../../core/contract/outbox.ts';
import { useAction, useLive } from '../../app/live.ts';
import { Button, Checkbox } from '../../ui/controls.tsx';
import { formatCount } from '../../ui/format.ts';
import { FormError } from '../../ui/states.tsx';
import { useWords } from '../../words/use-words.ts';
import css from './outbox.module.css';
import { asksAgain, questionOf, similarTo, STATES, type Answer } from './states.ts';

/** The answers of a decision: whose value holds, or whether it happened; once for all similar ones if wished. */
export function DecisionActs(props: { row: OutboxRow }): ReactNode {
  const { t } = useWords();
  const { row } = props;
  const decide = useAction('outbox.decide');
  const waiting = useLive('outbox.list', { states: ['decision'], limit: 500 });
  const [all, setAll] = useState(false);
  const question = questionOf(row);
  if (question === null) return null;
  const similar = similarTo(row, waiting.data?.rows ?? []);
  const answer = (decision: Answer): void =>
    decide.mutate({ ids: [row.id, ...(all ? similar.map((one) => one.id) : [])], decision });
  const twice = asksAgain(row);
  const choices: readonly (readonly [Answer, string])[] =
    question === 'conflict'
      ? [
          ['theirs', twice ? t('outbox.act.takeBack') : t('outbox.act.theirs')],
          ['mine', twice ? t('outbox.act.again') : t('outbox.act.mine')],
        ]
      : [
          ['happened', t('outbox.act.happened')],
          ['did-not-happen', t('outbox.act.notHappened')],
        ];
  return (
    <div className={css.decide}>
      {similar.length > 0 && (
        <Checkbox
          label={t('outbox.act.similar', { count: similar.length, n: formatCount(similar.length) })}
          checked={all}
          onChange={setAll}
        />
      )}
      <div className={css.buttons}>
        {choices.map(([decision, label]) => (
          <Button key={decision} disabled={decide.isPending} onClick={() => answer(decision)}>
            {label}
          </Button>
        ))}
      </div>
      <FormError error={decide.error} />
    </div>
  );
}

/** Try again and take back, where the state allows it. */
export function PlainActs(props: { row: OutboxRow }): ReactNode {
  const { t } = useWords();
  const { row } = props;
  const retry = useAction('outbox.retry');
  const cancel = useAction('outbox.cancel');
  const { acts } = STATES[row.state];
  if (acts.length === 0) return null;
  const run = {
    retry: () => retry.mutate({ id: row.id }),
    takeBack: () => cancel.mutate({ ids: [row.id] }),
  } as const;
  return (
    <div className={css.decide}>
      <div className={css.buttons}>
        {acts.map((act) => (
          <Button key={act} disabled={retry.isPending || cancel.isPending} onClick={run[act]}>
            {t(`outbox.act.${act}`)}
          </Button>
        ))}
      </div>
      <FormError error={retry.error ?? cancel.error} />
    </div>
  );
}
