import { useState, type FormEvent, type ReactNode } from 'react';
import { BEIJING_OFFSET_MS, beijingDay } from '../../../core/base/period.ts';
import {
  REFUSAL_CODES,
  REGISTRATION_DAYS,
  reviewable,
  type RefusalCode,
} from '../../../core/contract/development-facts.ts';
import type { RegistrationRow } from '../../../core/contract/development.ts';
import { useNow } from '../../app/desk.tsx';
import { useAction } from '../../app/live.ts';
import { Button, Segments, Select, TextField } from '../../ui/controls.tsx';
import { FormError } from '../../ui/states.tsx';
import { useWords } from '../../words/use-words.ts';
import css from './development.module.css';

/** First instant of a day in GMT+08:00: where only the day is known, a protection is not shown longer than it lasts. */
const dayStart = (day: string): number => Date.parse(`${day}T00:00:00Z`) - BEIJING_OFFSET_MS;

/** Records what the Partner Center answered: approved on a day, or refused for a reason. */
function AnswerForm(props: { id: string; onDone: () => void }): ReactNode {
  const { t } = useWords();
  const now = useNow();
  const record = useAction('development.recordResult');
  const today = beijingDay(now);
  const [result, setResult] = useState<'approved' | 'rejected'>('approved');
  const [day, setDay] = useState(today);
  const [reason, setReason] = useState<RefusalCode | null>(null);
  const [note, setNote] = useState('');
  const [tried, setTried] = useState(false);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    const { id } = props;
    const done = { onSuccess: props.onDone };
    if (result === 'approved') {
      const dated = /^\d{4}-\d{2}-\d{2}$/.test(day) && day !== today ? { at: dayStart(day) } : {};
      record.mutate({ id, result, ...dated }, done);
    } else if (reason !== null)
      record.mutate({ id, result, reason, ...(note.trim() === '' ? {} : { note: note.trim() }) }, done);
  };
  return (
    <form className={css.form} onSubmit={submit} noValidate>
      <Segments
        label={t('development.step.answer')}
        value={result}
        choices={(['approved', 'rejected'] as const).map((value) => ({
          value,
          label: t(`development.step.${value}`),
        }))}
        onChange={(value) => setResult(value === 'rejected' ? 'rejected' : 'approved')}
      />
      {result === 'approved' ? (
        <TextField
          label={t('development.step.day')}
          description={t('development.step.dayHelp', { days: REGISTRATION_DAYS })}
          type="date"
          max={today}
          value={day}
          onText={setDay}
        />
      ) : (
        <>
          <div>
            <Select
              label={t('development.step.reason')}
              value={reason}
              choices={REFUSAL_CODES.map((value) => ({ value, label: t(`development.reason.${value}`) }))}
              onChange={(value) => setReason(REFUSAL_CODES.find((one) => one === value) ?? null)}
            />
            {tried && reason === null && <p className={css.problem}>{t('development.form.missing')}</p>}
          </div>
          <TextField
            label={t('development.step.note')}
            optional
            value={note}
            maxLength={512}
            onText={setNote}
          />
        </>
      )}
      <FormError error={record.error} />
      <div className={css.buttons}>
        <Button variant="primary" type="submit" disabled={record.isPending}>
          {t('development.step.save')}
        </Button>
        <Button onClick={props.onDone}>{t('common.cancel')}</Button>
      </div>
    </form>
  );
}

const ANSWERABLE: ReadonlySet<string> = new Set(['waiting', 'pending_review']);
const CORRECTABLE: ReadonlySet<string> = new Set(['pre_registered', 'rejected']);
const AGAIN: ReadonlySet<string> = new Set(['rejected', 'expired', 'withdrawn']);

/** What can be done with a pre-registration in the state it is in. */
export function RegistrationActs(props: {
  row: RegistrationRow;
  onInvite: () => void;
  onAgain: () => void;
}): ReactNode {
  const { t } = useWords();
  const { row } = props;
  const [answering, setAnswering] = useState(false);
  const entered = useAction('development.markEntered');
  const withdraw = useAction('development.withdraw');
  const correct = useAction('development.correctResult');
  const review = useAction('development.requestReview');
  const id = { id: row.id };
  if (answering) return <AnswerForm id={row.id} onDone={() => setAnswering(false)} />;
  return (
    <div className={css.form}>
      <div className={css.buttons}>
        {row.state === 'waiting' && (
          <Button variant="primary" onClick={() => entered.mutate(id)}>
            {t('development.step.entered')}
          </Button>
        )}
        {ANSWERABLE.has(row.state) && (
          <Button
            variant={row.state === 'pending_review' ? 'primary' : 'default'}
            onClick={() => setAnswering(true)}
          >
            {t('development.step.answer')}
          </Button>
        )}
        {row.state === 'waiting' && (
          <Button onClick={() => withdraw.mutate(id)}>{t('development.step.withdraw')}</Button>
        )}
        {row.state === 'pre_registered' && (
          <Button variant="primary" onClick={props.onInvite}>
            {t('development.step.invite')}
          </Button>
        )}
        {reviewable(row) && (
          <Button
            variant="primary"
            title={t('development.step.reviewHelp')}
            onClick={() => review.mutate(id)}
          >
            {t('development.step.review')}
          </Button>
        )}
        {AGAIN.has(row.state) && (
          <Button onClick={props.onAgain}>{t('development.step.registerAgain')}</Button>
        )}
        {CORRECTABLE.has(row.state) && (
          <Button onClick={() => correct.mutate(id)}>{t('development.step.correct')}</Button>
        )}
      </div>
      <FormError error={entered.error ?? withdraw.error ?? correct.error ?? review.error} />
    </div>
  );
}
