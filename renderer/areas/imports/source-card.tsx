import { useState, type ReactNode } from 'react';
import { useAction, useLive } from '../../app/live.ts';
import { Card } from '../../ui/card.tsx';
import { Button, LinkButton, Modal, TextField } from '../../ui/controls.tsx';
import { FormError, Skeleton, StateText } from '../../ui/states.tsx';
import { useWords } from '../../words/use-words.ts';
import css from './imports.module.css';

/** The folder that usage and bill files are read from. */
export function SourceCard(): ReactNode {
  const { t } = useWords();
  const source = useLive('imports.source', {});
  const [editing, setEditing] = useState(false);
  const dir = source.data?.filesDir ?? null;
  const edit = (
    <LinkButton onClick={() => setEditing(true)}>
      {t(dir === null ? 'imports.source.set' : 'imports.source.edit')}
    </LinkButton>
  );
  return (
    <Card
      title={t('imports.source.title')}
      id="source"
      foot={dir === null ? undefined : t('imports.source.saved')}
      links={edit}
    >
      {source.data === undefined ? (
        <Skeleton lines={1} />
      ) : dir === null ? (
        <StateText title={t('imports.source.none')} reason={t('imports.source.noneHelp')} />
      ) : (
        <code className={css.path}>{dir}</code>
      )}
      {editing && <EditSource dir={dir ?? ''} onClose={() => setEditing(false)} />}
    </Card>
  );
}

function EditSource(props: { dir: string; onClose: () => void }): ReactNode {
  const { t } = useWords();
  const [dir, setDir] = useState(props.dir);
  const save = useAction('imports.setSource');
  return (
    <Modal title={t('imports.source.title')} opened onClose={props.onClose}>
      <form
        className={css.form}
        onSubmit={(event) => {
          event.preventDefault();
          const text = dir.trim();
          save.mutate({ filesDir: text === '' ? null : text }, { onSuccess: props.onClose });
        }}
      >
        <TextField
          label={t('imports.source.field')}
          description={t('imports.source.help')}
          value={dir}
          onText={setDir}
          data-autofocus
        />
        <FormError error={save.error} />
        <div className={css.buttons}>
          <Button type="submit" variant="primary" disabled={save.isPending}>
            {t('common.save')}
          </Button>
          <Button onClick={props.onClose}>{t('common.cancel')}</Button>
        </div>
      </form>
    </Modal>
  );
}
