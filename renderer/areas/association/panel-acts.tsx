import { useState, type FormEvent, type ReactNode } from 'react';
import { beijingDay } from '../../../core/base/period.ts';
import type { AssociationRow } from '../../../core/contract/association.ts';
import { useNow } from '../../app/desk.tsx';
import { useAction } from '../../app/live.ts';
import { Button, Select, TextArea, TextField } from '../../ui/controls.tsx';
import { FormError } from '../../ui/states.tsx';
import { useWords } from '../../words/use-words.ts';
import css from './association.module.css';
import { STATES, type Answer } from './states.ts';

/** Approve or reject a customer's request; both become console tasks. */
function Decide(props: { id: string }): ReactNode {
  const { t } = useWords();
  const decide = useAction('association.decide');
  const [rejecting, setRejecting] = useState(false);
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const missing = reason.trim() === '';
  const reject = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (!missing) decide.mutate({ id: props.id, decision: 'reject', reason: reason.trim() });
  };
  if (rejecting) {
    return (
      <form className={css.form} onSubmit={reject} noValidate>
        <TextArea
          label={t('association.act.rejectReason')}
          value={reason}
          maxLength={256}
          rows={2}
          autoFocus
          error={tried && missing ? t('association.act.reasonMissing') : undefined}
          onText={setReason}
        />
        <div className={css.buttons}>
          <Button type="submit" variant="danger" disabled={decide.isPending}>
            {t('association.act.reject')}
          </Button>
          <Button onClick={() => setRejecting(false)}>{t('common.cancel')}</Button>
        </div>
        <FormError error={decide.error} />
      </form>
    );
  }
  return (
    <div className={css.form}>
      <div className={css.buttons}>
        <Button
          variant="primary"
          disabled={decide.isPending}
          onClick={() => decide.mutate({ id: props.id, decision: 'approve' })}
        >
          {t('association.act.approve')}
        </Button>
        <Button onClick={() => setRejecting(true)}>{t('association.act.reject')}</Button>
      </div>
      <FormError error={decide.error} />
    </div>
  );
}

/** What became of the request, by somebody's word. */
function AnswerForm(props: { id: string; answers: readonly Answer[] }): ReactNode {
  const { t } = useWords();
  const today = beijingDay(useNow());
  const act = useAction('association.answer');
  const [first] = props.answers;
  const [answer, setAnswer] = useState<Answer | undefined>(first);
  const [day, setDay] = useState(today);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (answer !== undefined && day !== '') act.mutate({ id: props.id, answer, day });
  };
  return (
    <form className={css.form} onSubmit={submit} noValidate>
      <h3>{t('association.act.record')}</h3>
      <div className={css.pair}>
        <Select
          ariaLabel={t('association.act.record')}
          value={answer ?? null}
          choices={props.answers.map((value) => ({ value, label: t(`association.act.${value}`) }))}
          onChange={(value) => setAnswer(props.answers.find((one) => one === value))}
        />
        <TextField
          aria-label={t('association.act.day')}
          type="date"
          value={day}
          max={today}
          onText={setDay}
        />
      </div>
      <div className={css.buttons}>
        <Button type="submit" disabled={act.isPending}>
          {t('association.act.save')}
        </Button>
      </div>
      <FormError error={act.error} />
    </form>
  );
}

/** What can be done with a request in its state. */
export function RecordActs(props: { row: AssociationRow }): ReactNode {
  const { row } = props;
  const { answers, decide } = STATES[row.state];
  return (
    <>
      {decide === true && <Decide id={row.id} />}
      {answers.length > 0 && <AnswerForm id={row.id} answers={answers} />}
    </>
  );
}
