import { Link } from '@tanstack/react-router';
import { useState, type FormEvent, type ReactNode } from 'react';
import type { OutputOf } from '../../../core/contract/index.ts';
import { useAction, useLive } from '../../app/live.ts';
import { Button, Checkbox, Modal } from '../../ui/controls.tsx';
import { formatCount } from '../../ui/format.ts';
import { FormError } from '../../ui/states.tsx';
import { useWords } from '../../words/use-words.ts';
import css from '../customers/actions.module.css';
import own from './behalf.module.css';
import { LeftOut } from '../customers/refusals.tsx';
import type { ActionDialogProps } from '../customers/action-props.ts';

/** What came of it: the tasks, and whom it left out with the reason. */
function Outcome(props: {
  result: OutputOf<'behalf.request'>;
  nameOf: (id: string) => string;
  onClose: () => void;
}): ReactNode {
  const { t } = useWords();
  const { ids, refused } = props.result;
  return (
    <div className={css.form}>
      <p role="status">
        {ids.length === 0
          ? t('behalf.request.savedNone')
          : t('behalf.request.saved', { count: ids.length, n: formatCount(ids.length) })}
      </p>
      {ids.length > 0 && <Link to="/tasks">{t('behalf.request.toTasks')}</Link>}
      <LeftOut refused={refused} nameOf={props.nameOf} />
      <div className={css.buttons}>
        <Button onClick={props.onClose}>{t('common.close')}</Button>
      </div>
    </div>
  );
}

/** Asks customers for authorization (guide 5.7); the first time, the commitment letter is accepted with it. */
export function RequestAuthorization(props: ActionDialogProps): ReactNode {
  const { t } = useWords();
  const { ids, rows, onClose, onSaved } = props;
  const letter = useLive('behalf.letter', {}).data?.needed;
  const request = useAction('behalf.request');
  const [accepted, setAccepted] = useState(false);
  const [tried, setTried] = useState(false);
  const nameOf = (id: string): string => rows.find((row) => row.id === id)?.name ?? id;
  const [only] = ids;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (letter === undefined || (letter !== null && !accepted)) return;
    request.mutate(
      { customerIds: [...ids], acceptLetter: accepted },
      { onSuccess: (result) => result.ids.length > 0 && onSaved?.() },
    );
  };
  const title =
    ids.length === 1
      ? t('behalf.request.title')
      : t('behalf.request.titleMany', { count: ids.length, n: formatCount(ids.length) });
  return (
    <Modal title={title} opened onClose={onClose}>
      {request.data === undefined ? (
        <form className={css.form} onSubmit={submit} noValidate>
          {only !== undefined && ids.length === 1 && <p className={css.who}>{nameOf(only)}</p>}
          <p className={css.effect}>{t('behalf.request.what')}</p>
          {letter !== undefined && letter !== null && (
            <div>
              <Checkbox
                label={t(`behalf.request.letters.${letter}`)}
                checked={accepted}
                onChange={setAccepted}
              />
              <p className="quiet small">{t('behalf.request.letterHelp')}</p>
              {tried && !accepted && (
                <p className={own.missing} role="alert">
                  {t('behalf.request.letterMissing')}
                </p>
              )}
            </div>
          )}
          <FormError error={request.error} />
          <div className={css.buttons}>
            <Button variant="primary" type="submit" disabled={request.isPending || letter === undefined}>
              {t('behalf.request.save')}
            </Button>
            <Button onClick={onClose}>{t('common.cancel')}</Button>
          </div>
        </form>
      ) : (
        <Outcome result={request.data} nameOf={nameOf} onClose={onClose} />
      )}
    </Modal>
  );
}
