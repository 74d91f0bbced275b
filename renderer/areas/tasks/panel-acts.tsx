import { useState, type FormEvent, type ReactNode } from 'react';
import { beijingDay } from '../../../core/base/period.ts';
import type { TaskRow } from '../../../core/contract/tasks.ts';
import { useNow } from '../../app/desk.tsx';
import { useAction } from '../../app/live.ts';
import { Button, Checkbox, LinkButton, TextField } from '../../ui/controls.tsx';
import { FormError } from '../../ui/states.tsx';
import { useWords } from '../../words/use-words.ts';
import { STATES, type Act } from './states.ts';
import css from './tasks.module.css';
import { Due } from './values.tsx';

/** Marks the task as done: its reference is asked for, or the plain word that there was none. */
function DoneForm(props: { row: TaskRow }): ReactNode {
  const { t } = useWords();
  const done = useAction('tasks.done');
  const [reference, setReference] = useState('');
  const [none, setNone] = useState(false);
  const [note, setNote] = useState<string | null>(null);
  const [tried, setTried] = useState(false);
  const missing = !none && reference.trim() === '';
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (missing) return;
    done.mutate({
      id: props.row.id,
      reference: none ? null : reference.trim(),
      ...((note ?? '').trim() === '' ? {} : { note: note?.trim() }),
    });
  };
  return (
    <form className={css.form} onSubmit={submit} noValidate>
      <h3>{t('tasks.done.title')}</h3>
      <TextField
        label={t('tasks.done.reference')}
        description={t('tasks.done.referenceHelp')}
        value={reference}
        maxLength={256}
        disabled={none}
        error={tried && missing ? t('tasks.done.missing') : undefined}
        onText={setReference}
      />
      <Checkbox label={t('tasks.done.none')} checked={none} onChange={setNone} />
      {note !== null && (
        <TextField
          label={t('tasks.done.note')}
          optional
          value={note}
          maxLength={256}
          autoFocus
          onText={setNote}
        />
      )}
      <div className={css.buttons}>
        <Button type="submit" variant="primary" disabled={done.isPending}>
          {t(props.row.state === 'denied' ? 'tasks.done.again' : 'tasks.done.act')}
        </Button>
        {note === null && <LinkButton onClick={() => setNote('')}>{t('tasks.done.addNote')}</LinkButton>}
      </div>
      <FormError error={done.error} />
    </form>
  );
}

/** Takes the task back; why is asked for. */
function CancelForm(props: { row: TaskRow; onClose: () => void }): ReactNode {
  const { t } = useWords();
  const cancel = useAction('tasks.cancel');
  const [note, setNote] = useState('');
  const [tried, setTried] = useState(false);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (note.trim() !== '') cancel.mutate({ id: props.row.id, note: note.trim() });
  };
  return (
    <form className={css.form} onSubmit={submit} noValidate>
      <TextField
        label={t('tasks.act.why')}
        value={note}
        maxLength={256}
        autoFocus
        error={tried && note.trim() === '' ? t('tasks.act.whyMissing') : undefined}
        onText={setNote}
      />
      <div className={css.buttons}>
        <Button type="submit" variant="danger" disabled={cancel.isPending}>
          {t('tasks.act.cancel')}
        </Button>
        <Button onClick={props.onClose}>{t('common.cancel')}</Button>
      </div>
      <FormError error={cancel.error} />
    </form>
  );
}

/** What a person can say of the task in its state. */
export function TaskActs(props: { row: TaskRow }): ReactNode {
  const { t } = useWords();
  const { row } = props;
  const reopen = useAction('tasks.reopen');
  const [cancelling, setCancelling] = useState(false);
  const acts: ReadonlySet<Act> = new Set(STATES[row.state].acts);
  if (acts.size === 0) return null;
  return (
    <>
      {acts.has('done') && <DoneForm row={row} />}
      {cancelling ? (
        <CancelForm row={row} onClose={() => setCancelling(false)} />
      ) : (
        <div className={css.buttons}>
          {acts.has('reopen') && (
            <Button disabled={reopen.isPending} onClick={() => reopen.mutate({ id: row.id })}>
              {t('tasks.act.reopen')}
            </Button>
          )}
          {acts.has('cancel') && <Button onClick={() => setCancelling(true)}>{t('tasks.act.cancel')}</Button>}
        </div>
      )}
      <FormError error={reopen.error} />
    </>
  );
}

/** The day it is due, and another one while it is to be done. */
export function DueLine(props: { row: TaskRow }): ReactNode {
  const { t } = useWords();
  const now = useNow();
  const { row } = props;
  const setDue = useAction('tasks.setDue');
  const [day, setDay] = useState<string | null>(null);
  const today = beijingDay(now);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (day !== null && day >= today) setDue.mutate({ id: row.id, day }, { onSuccess: () => setDay(null) });
  };
  return (
    <div>
      {day === null ? (
        <p className={css.dueLine}>
          <span className="quiet">{t('tasks.panel.due')}</span>
          <Due row={row} />
          {row.state === 'open' && (
            <LinkButton onClick={() => setDay(beijingDay(Math.max(row.dueAt, now)))}>
              {t('tasks.panel.changeDue')}
            </LinkButton>
          )}
        </p>
      ) : (
        <form className={css.dueEdit} onSubmit={submit} noValidate>
          <TextField
            aria-label={t('tasks.panel.due')}
            type="date"
            value={day}
            min={today}
            autoFocus
            onText={setDay}
          />
          <Button type="submit" disabled={day < today || setDue.isPending}>
            {t('tasks.panel.saveDue')}
          </Button>
          <Button onClick={() => setDay(null)}>{t('common.cancel')}</Button>
        </form>
      )}
      <FormError error={setDue.error} />
    </div>
  );
}
