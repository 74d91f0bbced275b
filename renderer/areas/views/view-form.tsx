import { useState, type FormEvent, type ReactNode } from 'react';
import type { SavedView, ViewScreen } from '../../../core/contract/views.ts';
import { useAction } from '../../app/live.ts';
import { Button, Checkbox, TextField } from '../../ui/controls.tsx';
import { useErrorWords } from '../../ui/states.tsx';
import { useWords } from '../../words/use-words.ts';
import type { Views } from './use-views.ts';
import css from './views.module.css';

const LONGEST = 64;

/** The name of a view: a new one of what the screen shows now, or another name for one there is. */
export function ViewForm(props: {
  screen: ViewScreen;
  of: SavedView | null;
  present: Views['present'];
  onClose: () => void;
  onSaved: (id: string) => void;
}): ReactNode {
  const { t } = useWords();
  const errors = useErrorWords();
  const save = useAction('views.save');
  const rename = useAction('views.rename');
  const [name, setName] = useState(props.of?.name ?? '');
  const [shared, setShared] = useState(false);
  const error = save.error ?? rename.error;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (name.trim() === '') return;
    const then = { onSuccess: ({ id }: { id: string }) => props.onSaved(id) };
    if (props.of === null) save.mutate({ screen: props.screen, name, shared, ...props.present }, then);
    else rename.mutate({ id: props.of.id, name }, then);
  };
  return (
    <form className={css.form} onSubmit={submit} noValidate>
      <TextField
        label={t('views.name')}
        value={name}
        maxLength={LONGEST}
        data-autofocus
        error={error === null ? undefined : errors(error.code).what}
        onText={setName}
      />
      {props.of === null && <Checkbox label={t('views.shared')} checked={shared} onChange={setShared} />}
      <div className={css.buttons}>
        <Button
          variant="primary"
          type="submit"
          disabled={name.trim() === '' || save.isPending || rename.isPending}
        >
          {t('views.save')}
        </Button>
        <Button onClick={props.onClose}>{t('common.cancel')}</Button>
      </div>
    </form>
  );
}
